// Filing: a step or a field is left for another one only after what was typed has been kept.
(() => {
  const form = document.querySelector("[data-lc-autosave]");
  if (!form) return;
  let typed = false;

  form.addEventListener("input", () => (typed = true));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === form && event.detail.successful) typed = false;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#filing-steps a, #filing-panel a");
    if (!link || !typed || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const path = new URL(link.href).pathname.split("/").filter(Boolean);
    const go = Object.assign(document.createElement("input"), {
      type: "hidden", name: "go", value: `to:${path[path.length - 1]}`,
    });
    form.append(go);
    form.submit();
  });

  // Keeping this page's version over the other window's: the newer number goes with the next save.
  document.addEventListener("click", (event) => {
    const keep = event.target.closest?.("[data-lc-keep]");
    if (!keep) return;
    event.preventDefault();
    document.getElementById("id_version").value = keep.value;
    const line = keep.closest("[data-lc-saved]");
    if (line) line.querySelector("p").textContent = "Saving this page's version.";
    window.htmx.trigger(form, "input");
  });
})();
