// A form with data-lc-autosave says whether what was typed is kept, and holds the tab while it is not.
// The form's own htmx attributes do the saving; the answer is ui/saved.html.
(() => {
  const unsaved = new Set();

  const lineOf = (form) => form.querySelector("[data-lc-saved]") ?? document.querySelector("[data-lc-saved]");
  const formOf = (event) => event.detail?.elt?.closest?.("[data-lc-autosave]");

  function say(form, text, state) {
    const line = lineOf(form);
    if (!line) return;
    line.dataset.state = state;
    line.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }));
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-lc-autosave]");
    if (form) unsaved.add(form);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    unsaved.delete(form);
    say(form, "Saving", "saving");
  });

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const form = formOf(event);
      if (!form) return;
      unsaved.add(form);
      say(form, "Not saved: keep this page open, it is tried again when you type", "failed");
    });
  }

  document.addEventListener("submit", (event) => unsaved.delete(event.target));
  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
})();
