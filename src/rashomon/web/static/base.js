// Shared by all pages: what a page does by itself when the ledger changes, keys, theme, and how it writes.
//
// Live: an element with an id and `data-live` is replaced in place when /live says that the ledger changed. Nobody's focus, scroll, open
// details or half-typed words are lost; what is new in it (elements with `data-key`) gets the class `fresh`. Pages with a map or chart of
// their own listen to the event "ledger" on document (detail: {tag, page}), `page` being the new page as a Document.
// Times: <time datetime="…" data-ago> says "3 minutes ago". Rows: j and k go through elements with `data-row`.

const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(name + "="))?.slice(name.length + 1);
export const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((c) => c != null));
  return made;
};

/** A request to our own server that may write. Gives the answer's JSON; throws an Error with `status` and `problem` that says what went wrong. */
export async function api(method, path, body) {
  const token = document.querySelector('meta[name="csrf"]')?.content || decodeURIComponent(cookie("rashomon_csrf") ?? "");
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-Rashomon-CSRF"] = token;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: "same-origin" });
  } catch {
    throw Object.assign(new Error("the server does not answer: is it still running?"), { status: 0, problem: {} });
  }
  const data = /json/.test(answer.headers.get("Content-Type") ?? "") ? await answer.json() : null;
  if (!answer.ok) throw Object.assign(new Error(data?.detail || data?.title || `the server said ${answer.status}`), { status: answer.status, problem: data ?? {} });
  return data;
}

/** A short word at the foot of the window, read out by screen readers. `action` is {word, href | run}. */
export function say(words, action, seconds = 8) {
  let box = document.getElementById("say");
  if (!box) document.body.append((box = el("div", { id: "say", role: "status", "aria-live": "polite" })));
  const toast = el("div", { class: "toast" }, el("span", {}, words));
  if (action?.href) toast.append(el("a", { href: action.href }, action.word));
  if (action?.run) toast.append(el("button", { type: "button", onclick: () => (toast.remove(), action.run()) }, action.word));
  box.replaceChildren(toast);
  if (seconds) setTimeout(() => toast.remove(), seconds * 1000);
}

// ---- live ----
const typing = (node) => node?.matches?.("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]");
const handle = (node) => node && (node.id ? `#${CSS.escape(node.id)}` : node.getAttribute?.("href") ? `${node.localName}[href="${CSS.escape(node.getAttribute("href"))}"]` : node.name ? `${node.localName}[name="${CSS.escape(node.name)}"]` : null);

/** Puts `fresh` where `old` stands: focus, open details and scroll stay; new things are marked. False: somebody is typing in it.
 *  `force`: even then; `quiet`: nothing is marked as new. */
export function swap(old, fresh, { force = false, quiet = false } = {}) {
  if (old.outerHTML === fresh.outerHTML) return true;
  const active = document.activeElement;
  const inside = old.contains(active) && active !== document.body;
  if (inside && !force && typing(active)) return false;
  const again = inside ? handle(active) : null;
  const known = new Set([...old.querySelectorAll("[data-key]")].map((n) => n.dataset.key));
  for (const details of old.querySelectorAll("details[id]")) fresh.querySelector(`#${CSS.escape(details.id)}`)?.toggleAttribute("open", details.open);
  if (known.size && !quiet) for (const n of fresh.querySelectorAll("[data-key]")) if (!known.has(n.dataset.key)) n.classList.add("fresh");
  const anchor = quiet ? null : [...old.querySelectorAll("[data-key]")].find((n) => n.getBoundingClientRect().bottom > 60);
  const before = anchor?.getBoundingClientRect().top;
  old.replaceWith(fresh);
  if (anchor && window.scrollY > 0) {
    const same = fresh.querySelector(`[data-key="${CSS.escape(anchor.dataset.key)}"]`);
    if (same) window.scrollBy({ top: same.getBoundingClientRect().top - before, behavior: "instant" });
  }
  if (again) fresh.querySelector(again)?.focus({ preventScroll: true });
  return true;
}

let waiting = null;
async function renew() {
  if (document.querySelector("dialog[open]")) return void (waiting ??= setTimeout(() => ((waiting = null), renew()), 4000));
  let page;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // the server is away; EventSource tries again, and the foot keeps saying from when the data are
  }
  let all = true;
  for (const old of document.querySelectorAll("[data-live][id]")) {
    const fresh = page.getElementById(old.id);
    if (fresh) all = swap(old, document.adoptNode(fresh)) && all;
  }
  ago();
  document.dispatchEvent(new CustomEvent("ledger", { detail: { tag: tag(), page } }));
  if (!all) waiting ??= setTimeout(() => ((waiting = null), renew()), 4000);
}
const tag = () => document.getElementById("state")?.dataset.tag;
function listen() {
  if (!window.EventSource || tag() === undefined) return;
  // Only while somebody looks at the page: a browser has six connections to a host, and tabs in the background would take them all.
  // What was missed meanwhile is made up for, because the stream begins with how things are.
  let source = null;
  const heard = (event) => {
    let said = null;
    try { said = JSON.parse(event.data)?.tag; } catch { /* a plain word */ }
    if (!said || said !== tag()) renew();
  };
  const close = () => (source?.close(), (source = null));
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource("/live");
    source.addEventListener("message", heard);
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

// ---- times ----
const steps = [[60, "second", 1], [3600, "minute", 60], [86400, "hour", 3600], [2592000, "day", 86400], [31536000, "month", 2592000], [Infinity, "year", 31536000]];
function ago() {
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const then = new Date(time.dateTime), gone = (Date.now() - then) / 1000;
    if (Number.isNaN(gone)) continue;
    const [, unit, size] = steps.find(([most]) => Math.abs(gone) < most);
    time.title ||= `${then.toLocaleString()} (your clock); ${time.dateTime}`;
    time.textContent = Math.abs(gone) < 45 ? "just now" : words.format(-Math.round(gone / size), unit);
  }
}

// ---- keys ----
const table = new Map();
/** Keys of a page, as {key: ["what it does", run]}; shown by "?". They are silent while somebody types. */
export function keys(more) {
  for (const [key, [words, run]] of Object.entries(more)) table.set(key, [words, run]);
}
function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((r) => r.offsetParent !== null);
  if (!rows.length) return;
  const at = rows.findIndex((r) => r.contains(document.activeElement));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by))];
  const to = next.querySelector("a[href], button") ?? next;
  if (to === next && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  to.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
function help() {
  let box = document.getElementById("keys");
  if (!box) document.body.append((box = el("dialog", { id: "keys", "aria-labelledby": "keys-head" })));
  const list = el("dl", { class: "pairs" });
  for (const [key, [words]] of table) list.append(el("dt", {}, el("kbd", {}, key)), el("dd", {}, words));
  box.replaceChildren(el("h2", { id: "keys-head" }, "Keys"), list, el("form", { method: "dialog" }, el("button", {}, "Close")));
  box.showModal();
}
keys({
  j: ["next row", () => step(1)],
  k: ["row before", () => step(-1)],
  "/": ["search", () => {
    const field = document.querySelector("[data-search]") ?? document.querySelector(".top input");
    field?.closest("details:not([open])")?.setAttribute("open", "");
    field?.focus();
  }],
  "?": ["these keys", help],
});
for (const link of document.querySelectorAll(".top nav a[data-go]")) keys({ [`g ${link.dataset.go}`]: [`go to ${link.textContent.trim()}`, () => link.click()] });
let first = "";
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || document.querySelector("dialog[open]")) return;
  const pressed = first ? `${first} ${event.key}` : event.key;
  first = "";
  if (table.has(pressed)) return event.preventDefault(), table.get(pressed)[1](event);
  if ([...table.keys()].some((k) => k.startsWith(`${event.key} `))) {
    first = event.key;
    setTimeout(() => (first = ""), 1200);
  }
});

// ---- theme: kept in a cookie, so that the server draws the page in it from the first byte ----
const themes = ["auto", "light", "dark"];
for (const button of document.querySelectorAll("[data-theme-switch]")) {
  const show = (now) => {
    button.textContent = { auto: "◐", light: "○", dark: "●" }[now];
    button.setAttribute("aria-label", `Colours: ${{ auto: "as the system has them", light: "light", dark: "dark" }[now]}`);
    button.title = button.getAttribute("aria-label");
  };
  button.hidden = false;
  show(document.documentElement.dataset.theme || "auto");
  button.addEventListener("click", () => {
    const now = themes[(themes.indexOf(document.documentElement.dataset.theme || "auto") + 1) % 3];
    if (now === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = now;
    document.cookie = `theme=${now}; path=/; max-age=31536000; SameSite=Lax`;
    show(now);
    document.dispatchEvent(new CustomEvent("theme"));
  });
}
for (const button of document.querySelectorAll("[data-help]")) (button.hidden = false), button.addEventListener("click", help);
// A form sends only what was filled in, so that addresses stay short enough to read.
addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  for (const field of event.target.elements) if (field.name && field.value === "" && !field.disabled) (field.disabled = true), setTimeout(() => (field.disabled = false));
});
addEventListener("change", (event) => event.target.matches?.("[data-submit]") && event.target.form.requestSubmit());
// What is still being made is asked for again.
const again = document.querySelector("[data-retry]");
if (again) (again.hidden = false), setTimeout(() => location.reload(), 1000 * Math.max(2, Number(again.dataset.retry) || 5));
ago();
setInterval(ago, 30000);
listen();
