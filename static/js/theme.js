// Light, dark or as the device says. Runs in the head, before anything is painted.
(() => {
  const KEY = "linecheck-theme";
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch {
      return "auto"; // storage switched off
    }
  }

  function show() {
    const theme = chosen();
    root.dataset.bsTheme = theme === "auto" ? (device.matches ? "dark" : "light") : theme;
    for (const button of document.querySelectorAll("[data-lc-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lcTheme === theme));
    }
  }

  show();
  device.addEventListener("change", show);
  addEventListener("storage", (event) => event.key === KEY && show());

  document.addEventListener("DOMContentLoaded", () => {
    show();
    for (const menu of document.querySelectorAll("[data-lc-theme-menu]")) menu.hidden = false;
    for (const button of document.querySelectorAll("[data-lc-theme]")) {
      button.addEventListener("click", () => {
        try {
          localStorage.setItem(KEY, button.dataset.lcTheme);
        } catch {
          root.dataset.bsTheme = button.dataset.lcTheme;
        }
        show();
        const menu = button.closest("details");
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });
})();
