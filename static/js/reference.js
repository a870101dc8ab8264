// The contents of a phone are a popover: going to a place closes it.
(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#lc-nav a[href^='#']");
    const side = document.getElementById("lc-nav");
    if (link && side.matches(":popover-open")) side.hidePopover();
  });
})();
