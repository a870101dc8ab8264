// "/" and Ctrl-K (Cmd-K) go to the search box.
document.addEventListener("keydown", (event) => {
  const search = document.querySelector("[data-lc-search]");
  if (!search) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const palette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (!slash && !palette) return;
  event.preventDefault();
  search.focus();
  search.select();
});
