// Copy buttons: shown where the clipboard may be written, and say aloud that they did.
(() => {
  const reveal = () => {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("[data-lc-copy][hidden]")) button.hidden = false;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-lc-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.lcCopy);
    } catch {
      window.lcAnnounce?.("The browser did not allow copying; select the id instead.");
      return;
    }
    button.classList.add("lc-copied");
    setTimeout(() => button.classList.remove("lc-copied"), 1600);
    window.lcAnnounce?.("Copied");
  });

  document.addEventListener("DOMContentLoaded", reveal);
  document.addEventListener("htmx:load", reveal);
})();
