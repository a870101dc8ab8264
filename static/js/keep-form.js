// What was typed is kept in this browser until it is saved: a closed tab or a session that ended loses
// nothing. A form says its name for that by data-lc-keep-form (it holds the person's id); with
// data-lc-keep-act it is put back by posting it with that act, else field by field. A page that answers
// a post says data-lc-keep-back: it holds what was typed already. Never passwords.
(() => {
  const NEVER = new Set(["csrfmiddlewaretoken", "act", "open", "tried"]);
  const PREFIX = "lc-keep:";
  const DAYS = 14;
  const formNow = () => document.querySelector("form[data-lc-keep-form]");
  const keyOf = (form) => PREFIX + form.dataset.lcKeepForm;

  const store = {
    get(key) {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    set(key, value) {
      try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: then it is not kept */ }
    },
    drop(key) {
      try { localStorage.removeItem(key); } catch { /* forbidden: nothing was kept either */ }
    },
    keys() {
      try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
    },
  };

  function entriesOf(form) {
    const entries = [];
    for (const [name, value] of new FormData(form)) {
      const field = form.elements[name];
      const secret = field?.type === "password" || field?.dataset?.lcKeepNot !== undefined;
      if (!NEVER.has(name) && typeof value === "string" && !secret) entries.push([name, value]);
    }
    return entries;
  }
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  function keep(form) {
    store.set(keyOf(form), { at: Date.now(), entries: entriesOf(form) });
  }

  function fill(form, entries) {
    const wanted = new Map();
    for (const [name, value] of entries) wanted.set(name, [...(wanted.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || NEVER.has(field.name) || ["password", "file", "hidden"].includes(field.type)) continue;
      const values = wanted.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.matches("input, select, textarea") && wanted.has(field.name)) field.value = values.shift() ?? "";
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function putBack(form, entries) {
    if (!form.dataset.lcKeepAct) return fill(form, entries);
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const post = Object.assign(document.createElement("form"), { method: "post", hidden: true });
    for (const [name, value] of [...entries, ["csrfmiddlewaretoken", token], ["act", form.dataset.lcKeepAct]]) {
      const field = Object.assign(document.createElement("textarea"), { name });
      field.value = value;
      post.append(field);
    }
    document.body.append(post);
    post.submit();
  }

  function offer(form, kept) {
    const notice = Object.assign(document.createElement("div"), { className: "lc-alert lc-alert-info lc-kept" });
    notice.setAttribute("role", "status");
    const when = new Date(kept.at).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
    const text = Object.assign(document.createElement("p"), { textContent: `What you typed here on ${when} was kept and is not saved.` });
    const back = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "Put it back" });
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "Discard it" });
    back.addEventListener("click", () => { notice.remove(); putBack(form, kept.entries); });
    drop.addEventListener("click", () => { store.drop(keyOf(form)); notice.remove(); window.lcAnnounce?.("Discarded"); });
    notice.append(text, back, drop);
    form.before(notice);
  }

  function begin() {
    const form = formNow();
    const mine = form && keyOf(form);
    for (const key of store.keys()) {
      const kept = store.get(key);
      const old = !kept || Date.now() - kept.at > DAYS * 86400000;
      // It was sent, and this is another page: it was taken.
      if (old || (kept.sent && key !== mine)) store.drop(key);
    }
    if (!form) return;
    if (form.dataset.lcKeepBack !== undefined) return keep(form);
    const kept = store.get(mine);
    if (kept && !same(kept.entries, entriesOf(form))) offer(form, kept);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-lc-keep-form]");
    if (form) keep(form);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.detail.elt.closest?.("form[data-lc-keep-form]");
    if (form && event.detail.elt === form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-lc-keep-form]")) return;
    store.set(keyOf(form), { at: Date.now(), entries: entriesOf(form), sent: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-lc-keep-drop]");
    if (link) store.drop(PREFIX + link.dataset.lcKeepDrop);
  });
  begin();
})();
