// Counts the characters of a long text and says how many are missing or too many. The server counts
// code points after trimming line ends to \n, so this does too.
(() => {
  const count = (text) => [...text.replace(/\r\n?/g, "\n")].length;

  function describe(length, min, max, required) {
    if (!length && !required) return min ? `at least ${min}, if any` : "";
    if (min && length < min) return `${min - length} more to go`;
    if (max && length > max) return `${length - max} too many (${length} of ${max})`;
    return max ? `${length} of ${max}` : `${length} characters`;
  }

  function update(field) {
    const line = document.querySelector(`[data-lc-count="${CSS.escape(field.id)}"]`);
    if (!line) return;
    const min = Number(field.dataset.min || 0);
    const max = Number(field.dataset.max || 0);
    const length = count(field.value);
    line.textContent = describe(length, min, max, field.getAttribute("aria-required") === "true");
    line.classList.toggle("lc-count-short", length > 0 && length < min);
    line.classList.toggle("lc-count-long", Boolean(max) && length > max);
    line.classList.toggle("lc-count-fine", length >= Math.max(min, 1) && !(max && length > max));
  }

  const all = (root) => {
    for (const field of root.querySelectorAll("[data-max], [data-min]")) update(field);
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-max], [data-min]")) update(event.target);
  });
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:load", (event) => all(event.target.parentNode ?? document));
})();
