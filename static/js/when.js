// Keeps "5 min ago" true and adds the reader's own zone to the exact time. Same words as ui_words.py.
(() => {
  const STEPS = [[60, 60, "min"], [3600, 24, "h"], [86400, 14, "day"]];
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const local = new Intl.DateTimeFormat("en-GB", {
    day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });

  function relative(moment, now) {
    const seconds = (now - moment) / 1000;
    const size = Math.abs(seconds);
    if (size < 45) return seconds >= 0 ? "just now" : "in a moment";
    for (const [unit, limit, word] of STEPS) {
      const count = Math.max(1, Math.floor(size / unit + 0.5));
      if (count >= limit) continue;
      const words = `${count} ${word}${word === "day" && count !== 1 ? "s" : ""}`;
      return seconds >= 0 ? `${words} ago` : `in ${words}`;
    }
    const day = `${moment.getUTCDate()} ${MONTHS[moment.getUTCMonth()]}`;
    return moment.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${moment.getUTCFullYear()}`;
  }

  function update() {
    const now = new Date();
    for (const time of document.querySelectorAll("time[data-lc-when]")) {
      const moment = new Date(time.dateTime);
      const text = relative(moment, now);
      const shown = time.querySelector("[data-lc-relative]");
      if (shown.textContent !== text) shown.textContent = text;
      if (time.dataset.lcZoned) continue;
      time.dataset.lcZoned = "yes";
      const spoken = time.querySelector("[data-lc-exact]");
      if (moment.getTimezoneOffset() === 0) continue; // the reader's zone is the one given
      const both = `${local.format(moment)} · ${spoken.textContent}`;
      spoken.textContent = both;
      if (time.dataset.exact) time.dataset.exact = both;
      else time.title = both;
    }
    for (const time of document.querySelectorAll("time[data-lc-clock]")) {
      time.textContent = new Date(time.dateTime).toLocaleTimeString("en-GB", {
        hour: "2-digit", minute: "2-digit",
      });
    }
  }

  document.addEventListener("DOMContentLoaded", update);
  document.addEventListener("htmx:load", update);
  setInterval(update, 30000);
})();
