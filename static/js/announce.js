// Says a sentence to screen readers: what came in by htmx with data-lc-announce ("12 of 340").
(() => {
  window.lcAnnounce = (text) => {
    const area = document.getElementById("lc-announce");
    if (!area) return;
    area.textContent = "";
    // Two equal sentences in a row are only read when the area was empty in between.
    setTimeout(() => (area.textContent = text), 60);
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.elt;
    const found = target.matches?.("[data-lc-announce]")
      ? target
      : target.querySelector?.("[data-lc-announce]");
    if (found) window.lcAnnounce(found.dataset.lcAnnounce);
  });

  // What leaving the page cuts off did not fail. A download leaves nothing, so that is soon forgotten.
  let leaving = 0;
  window.addEventListener("beforeunload", () => (leaving = Date.now()));

  // A failed request is said where messages stand (a live area). Autosave has a line of its own, and
  // a poll tries again by itself.
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const area = document.getElementById("lc-messages");
      if (!area || Date.now() - leaving < 3000 || event.detail.elt.closest("[data-lc-autosave], [data-lc-poll]")) return;
      const status = event.detail.xhr?.status;
      const text = status
        ? `Linecheck could not do that (${status}). Reload the page and try again.`
        : "That did not reach Linecheck. Check your connection and try again.";
      const alert = Object.assign(document.createElement("div"), { className: "lc-alert lc-alert-error" });
      alert.append(Object.assign(document.createElement("p"), { textContent: text }));
      area.replaceChildren(alert);
    });
  }
})();
