// A form that acts is sent once: a second press while the first is under way does nothing.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.matches("[hx-post], [data-hx-post]")) return;
    if (form.dataset.lcSent) {
      event.preventDefault();
      return;
    }
    form.dataset.lcSent = "yes";
    (event.submitter ?? form).classList.add("lc-busy");
    form.setAttribute("aria-busy", "true");
  });

  // Back from the next page: the form is usable again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-lc-sent]")) {
      delete form.dataset.lcSent;
      form.removeAttribute("aria-busy");
      for (const button of form.querySelectorAll(".lc-busy")) button.classList.remove("lc-busy");
    }
  });
})();
