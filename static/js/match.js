// What cannot be undone asks for a name: says at once when the typed one differs. The server checks too.
(() => {
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[data-lc-match]");
    if (!field || field.value.trim() === field.dataset.lcMatch) return;
    event.preventDefault();
    const note = document.getElementById(`${field.id}_helptext`);
    note.textContent = `Type “${field.dataset.lcMatch}” exactly; this cannot be undone.`;
    note.className = "lc-error";
    field.classList.add("is-invalid");
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }, true);
})();
