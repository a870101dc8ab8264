// The policy editor's extras: finding a country, counting what is ticked, and dragging conditions and
// providers. Everything it does can be done by the form's own buttons.
(() => {
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  // Finding a country opens the regions that have one.
  function search(picker) {
    const asked = plain(picker.querySelector("[data-lc-picker-search]").value.trim());
    let found = 0;
    for (const region of picker.querySelectorAll("[data-lc-region]")) {
      let here = 0;
      for (const country of region.querySelectorAll("[data-lc-country]")) {
        const fits = !asked || ` ${plain(country.dataset.lcCountry)}`.includes(` ${asked}`);
        country.hidden = !fits;
        here += fits;
      }
      found += here;
      region.hidden = !here;
      if (asked && here) region.open = true;
    }
    picker.querySelector("[data-lc-picker-none]").hidden = found > 0;
  }

  function count(picker) {
    for (const region of picker.querySelectorAll("[data-lc-region]")) {
      const boxes = region.querySelectorAll("[type=checkbox]");
      const chosen = [...boxes].filter((box) => box.checked).length;
      region.querySelector("[data-lc-region-count]").textContent = `${chosen} of ${boxes.length}`;
    }
    const all = picker.querySelectorAll("[type=checkbox]:checked").length;
    const line = picker.closest(".lc-picker").querySelector("[data-lc-picker-count]");
    line.textContent = all ? `${all} ${all === 1 ? "country" : "countries"}` : "No country yet";
  }

  function prepare() {
    for (const find of document.querySelectorAll("[data-lc-picker-find]")) find.hidden = false;
    for (const item of document.querySelectorAll("[data-lc-sort] > [data-lc-item]")) item.draggable = true;
  }

  document.addEventListener("input", (event) => {
    const box = event.target.closest?.("[data-lc-picker-search]");
    if (!box) return;
    event.stopPropagation(); // what is looked for is no part of the policy
    search(box.closest("[data-lc-picker]"));
  }, true);
  document.addEventListener("change", (event) => {
    const picker = event.target.closest?.("[data-lc-picker]");
    if (picker && event.target.type === "checkbox") count(picker);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("[data-lc-picker-search]")) event.preventDefault();
  });

  // Dragging: within its own list only; a field inside is no handle.
  let dragged = null;
  const itemOf = (event) => event.target.closest?.("[data-lc-item]");

  document.addEventListener("mousedown", (event) => {
    const inside = event.target.closest?.("input, select, button, textarea, label, summary, .lc-picker-open");
    for (let item = itemOf(event); item; item = item.parentElement.closest("[data-lc-item]")) item.draggable = !inside;
  });
  document.addEventListener("dragstart", (event) => {
    dragged = itemOf(event);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    dragged.classList.add("lc-dragged");
  });
  function targetOf(event) {
    let item = itemOf(event);
    while (item && item.parentElement !== dragged?.parentElement) item = item.parentElement.closest("[data-lc-item]");
    return item === dragged ? null : item;
  }
  document.addEventListener("dragover", (event) => {
    const over = dragged && targetOf(event);
    for (const item of document.querySelectorAll(".lc-over")) if (item !== over) item.classList.remove("lc-over");
    if (!over) return;
    event.preventDefault();
    over.classList.add("lc-over");
  });
  document.addEventListener("drop", (event) => {
    const over = dragged && targetOf(event);
    if (!over) return;
    event.preventDefault();
    const list = dragged.parentElement.dataset.lcSort;
    const act = `${list}${list.includes(":") ? "." : ":"}${dragged.dataset.lcItem}.${over.dataset.lcItem}`;
    const form = document.getElementById("policy-form");
    window.htmx.ajax("POST", form.getAttribute("hx-post"), {
      source: form, target: "#policy-form", swap: "outerHTML", values: { act },
    });
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const item of document.querySelectorAll(".lc-over, .lc-dragged")) item.classList.remove("lc-over", "lc-dragged");
  });

  prepare();
  document.addEventListener("htmx:load", prepare);
})();
