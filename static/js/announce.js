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

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () =>
      window.lcAnnounce("That did not reach Linecheck. Check the connection and try again."),
    );
  }
})();
