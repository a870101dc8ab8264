// Keeps the focus where the reader is: at a form's errors when there are some, in what an htmx
// answer brought when it took away what had the focus: the same id, else data-lc-then. Polls never move it,
// nor does what an answer brings out of band.
(() => {
  let asked = null;
  let target = null;
  const aside = new WeakSet();

  function goTo(element) {
    if (!element.matches("a, button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
    element.focus({ preventScroll: false });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const errors = document.querySelector("[data-lc-focus]");
    if (errors) goTo(errors);
  });

  // A link to a group of choices puts the focus on the first of them.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".lc-errors a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("fieldset") ? field.querySelector("input, select, textarea") : field;
    field.scrollIntoView({ block: "center" });
    (control ?? field).focus({ preventScroll: true });
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    asked = event.detail.elt.closest("[data-lc-poll]") ? null : document.activeElement;
    target = event.detail.target;
  });

  // htmx names the target itself among them.
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.elt !== target) aside.add(event.detail.elt);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const brought = event.detail.elt;
    if (!asked || aside.has(brought)) return;
    const errors = brought.matches?.("[data-lc-focus]") ? brought : brought.querySelector?.("[data-lc-focus]");
    if (errors) goTo(errors);
    else if (!asked.isConnected && document.activeElement === document.body) {
      const same = document.getElementById(asked.id) ?? document.getElementById(asked.dataset.lcThen);
      goTo(same || brought.querySelector?.("h1, h2, h3") || brought);
    }
    asked = null;
  });

  // What a poll replaces keeps its folds as the reader left them.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target;
    const folds = new Map();
    for (const fold of target.querySelectorAll("details[id]")) folds.set(fold.id, fold.open);
    if (!folds.size) return;
    document.addEventListener(
      "htmx:afterSettle",
      () => folds.forEach((open, id) => {
        const fold = document.getElementById(id);
        if (fold) fold.open = open;
      }),
      { once: true },
    );
  });
})();
