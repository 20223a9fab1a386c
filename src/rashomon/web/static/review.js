// Review: choose, try, keep, take back; all of it with the keyboard. See docs/how-to/review.md for the keys.
import { api, el, keys, say } from "./base.js";
import { body, busy, clear, empty, wrong } from "./review-form.js";
import { moved } from "./review-moved.js";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const review = $("#review");
const draftKey = `rashomon-draft ${location.pathname}${location.search}`;
let seen = review ? JSON.parse(review.dataset.seen) : null;
let last = null; // the decision kept last on this page: {number, words}

/** The browser remembers who signs, and every form of the page with it. */
function remember(name) {
  if (!name) return;
  document.cookie = `rashomon_who=${encodeURIComponent(name)}; path=/; max-age=31536000; SameSite=Lax`;
  for (const field of $$("[name=who]")) field.value = field.defaultValue = name;
}
const signed = () => $("form.act:not([hidden]) [name=who]")?.value ?? $("form.act [name=who]")?.value ?? "";

// ---- forms of an item ----
const result = () => $("#result");
/** What came of a form stands above its buttons, so that it is seen before it is kept; what was kept stands in place of the form. */
const showIn = (form, ...nodes) => {
  const box = result();
  if (form) $(".buttons", form).before(box);
  else $("#result-home").append(box);
  box.replaceChildren(...nodes);
};
function open(kind, focus = true) {
  for (const form of $$("form.act")) {
    const on = form.dataset.kind === kind;
    form.hidden = !on;
    $(`[data-act=${form.dataset.kind}]`).setAttribute("aria-expanded", String(on));
    if (on) untried(form);
  }
  $(".panel").classList.toggle("acting", Boolean(kind));
  result()?.replaceChildren();
  const form = $(`#act-${kind}`);
  if (form && focus) {
    form.scrollIntoView({ block: "nearest" });
    $$("select, input:not([type=checkbox])", form).find((f) => !["claim", "incident", "harm", "side", "low"].includes(f.name) || f.name === "value")?.focus();
  }
}
function close() {
  const form = $("form.act:not([hidden])");
  if (!form) return;
  form.hidden = true;
  $(".panel").classList.remove("acting");
  result().replaceChildren();
  const button = $(`[data-act=${form.dataset.kind}]`);
  button.setAttribute("aria-expanded", "false");
  button.focus();
}
function untried(form) {
  form.tried = null;
  const keep = $("[data-keep]", form);
  if (keep) keep.disabled = true, keep.classList.remove("primary");
}
async function attempt(form) {
  clear(form);
  if (empty(form)) return;
  const wish = { ...body(form), seen };
  remember(wish.who);
  const told = await busy(form, () => api("POST", "/api/v1/decisions/try", wish), conflict);
  if (!told) return;
  form.tried = wish;
  showIn(form, moved(told, "This would move"));
  const keep = $("[data-keep]", form);
  keep.disabled = false;
  keep.classList.add("primary");
  keep.focus();
  $(".buttons", form).scrollIntoView({ block: "end" });
}
async function keep(form) {
  if (!form.tried) return attempt(form);
  clear(form);
  const told = await busy(form, () => api("POST", "/api/v1/decisions", form.tried), conflict);
  if (!told) return;
  sessionStorage.removeItem(draftKey);
  seen = { incidents: { ...seen.incidents, ...told.seen.incidents }, decision: told.seen.decision };
  last = { number: told.decision, words: told.words };
  form.hidden = true;
  $(".panel").classList.remove("acting");
  form.reset();
  untried(form);
  $(`[data-act=${form.dataset.kind}]`).setAttribute("aria-expanded", "false");
  done(told, `Kept as decision ${told.decision}`);
}
/** After something was kept: what moved, the next question, and the way back. */
function done(told, head) {
  const next = $("[data-step=j]");
  const on = next ? el("a", { class: "button primary", href: next.href, id: "on" }, "Next question ", el("kbd", {}, "j")) : el("a", { class: "button primary", href: "/review", id: "on" }, "Back to the queue");
  const back = el("button", { type: "button", onclick: () => undo(last.number, last.words) }, last.back ? "Bring back " : "Take back ", el("kbd", {}, "u"));
  const again = el("a", { class: "button quiet", href: location.href }, "Look again");
  showIn(null, moved(told, head), el("div", { class: "row" }, on, back, again));
  on.focus();
}
function conflict(form, problem) {
  const list = el("ul", {});
  for (const c of problem.changed ?? []) list.append(el("li", {}, [c.label || c.incident_id, c.words, c.at_words].filter(Boolean).join(" · ")));
  const draft = { kind: form.dataset.kind, fields: [...new FormData(form)].filter(([name]) => name !== "incident") };
  const look = el("button", { type: "button", class: "primary", onclick: () => (sessionStorage.setItem(draftKey, JSON.stringify(draft)), location.reload()) }, "Look again (your reason is kept)");
  showIn(form, el("div", { class: "moved warn", id: "conflict" }, el("h3", {}, "Changed while you were looking"), el("p", {}, problem.detail ?? ""), list, look));
  look.focus();
}
function restore() {
  const draft = sessionStorage.getItem(draftKey);
  if (!draft) return;
  sessionStorage.removeItem(draftKey);
  const { kind, fields } = JSON.parse(draft);
  const form = $(`#act-${CSS.escape(kind)}`);
  if (!form) return;
  open(kind, false);
  for (const [name, value] of fields) {
    const field = $(`[name=${CSS.escape(name)}]`, form);
    if (field && (field.localName !== "select" || [...field.options].some((o) => o.value === value))) field.value = value;
  }
  $("[name=why]", form)?.focus();
  say("The page is as it is now; what you typed is still there.");
}
function pick(claim) {
  for (const b of $$("[data-pick]")) b.setAttribute("aria-pressed", String(b.dataset.pick === claim));
  for (const s of $$("form.act select[name=claim]")) s.value = claim;
  for (const m of $$("mark.picked")) m.classList.remove("picked");
  const mark = document.getElementById(claim);
  mark?.classList.add("picked");
  mark?.scrollIntoView({ block: "nearest" });
}

// ---- answers ----
const ANSWER = { yes: "yes", no: "no", unsure: "not sure" };
async function answer(button) {
  const who = signed();
  remember(who);
  let told;
  try {
    told = await api("POST", "/api/v1/judgements", { item: review.dataset.item, answer: button.dataset.answer, who });
  } catch (error) {
    return say(error.message);
  }
  for (const b of $$("[data-answer]")) b.setAttribute("aria-pressed", String(b === button));
  const others = told.answers?.length ? told.answers.map((a) => `${a.who}: ${ANSWER[a.answer]}`).join("; ") : "Nobody else answered yet.";
  $("#answers").textContent = `On record: you say ${ANSWER[told.answer]}. ${others}`;
}

// ---- taking back ----
const dialog = $("#undo");
function undo(number, words) {
  const form = $("#undo-form");
  form.reset();
  clear(form);
  form.number = number;
  $("[data-number]", form).textContent = number;
  $("[data-words]", form).textContent = words ?? "";
  $("[data-result]", form).replaceChildren();
  untried(form);
  dialog.showModal();
  $("[name=why]", form).focus();
}
async function undoing(form, dry) {
  clear(form);
  if (empty(form)) return;
  const said = { why: form.why.value, who: form.who?.value ?? "", dry };
  remember(said.who);
  const told = await busy(form, () => api("POST", `/api/v1/decisions/${form.number}/undo`, said));
  if (!told) return;
  if (dry) {
    form.tried = true;
    $("[data-result]", form).replaceChildren(moved(told, "This would move"));
    const button = $("[data-keep]", form);
    button.disabled = false;
    button.focus();
    return;
  }
  dialog.close();
  if (!review) return location.reload();
  seen = { incidents: { ...seen.incidents, ...told.seen.incidents }, decision: told.seen.decision };
  last = { number: told.decision, words: told.words, back: true };
  done(told, `Taken back by decision ${told.decision}`);
}
if (dialog) {
  const form = $("#undo-form");
  form.addEventListener("submit", (event) => (event.preventDefault(), undoing(form, true)));
  form.addEventListener("input", () => untried(form));
  $("[data-keep]", form).addEventListener("click", () => form.tried && undoing(form, false));
  $("[data-cancel]", form).addEventListener("click", () => dialog.close());
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-undo]");
    if (button) undo(button.dataset.undo, button.dataset.words);
  });
}

// ---- an item page ----
if (review) {
  for (const form of $$("form.act")) {
    form.addEventListener("submit", (event) => (event.preventDefault(), attempt(form)));
    form.addEventListener("input", () => (untried(form), result().replaceChildren()));
    $("[data-keep]", form).addEventListener("click", () => keep(form));
    $("[data-cancel]", form).addEventListener("click", close);
    form.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), event.stopPropagation(), close()));
  }
  const map = {};
  for (const button of $$("[data-act]")) {
    button.addEventListener("click", () => (button.getAttribute("aria-expanded") === "true" ? close() : open(button.dataset.act)));
    map[button.dataset.keyOf] = [button.title ? `${button.firstChild.textContent.trim()}: ${button.title}` : button.textContent, () => open(button.dataset.act)];
  }
  for (const button of $$("[data-answer]")) {
    button.addEventListener("click", () => answer(button));
    map[button.dataset.keyOf] = [`answer: ${ANSWER[button.dataset.answer]}`, () => answer(button)];
  }
  for (const button of $$("[data-pick]")) button.addEventListener("click", () => pick(button.dataset.pick));
  for (let n = 1; n < 10; n++) {
    const button = $$("[data-pick]")[n - 1];
    if (button) map[n] = [`decide about words ${n}`, () => (pick(button.dataset.pick), button.focus({ preventScroll: true }))];
  }
  const step = (key) => () => $(`[data-step=${key}]`)?.click();
  map.j = ["next question", step("j")];
  map.k = ["question before", step("k")];
  map.u = ["take back what was decided last", () => (last ? undo(last.number, last.words) : say("Nothing was decided on this page yet; all decisions are under Decisions.", { word: "Decisions", href: "/review/decisions" }))];
  keys(map);
  for (const button of $$("[data-map]")) {
    button.addEventListener("click", async () => {
      const form = button.form, box = $(".picker", form);
      box.hidden = !box.hidden;
      if (box.hidden || box.made) return;
      box.made = true;
      try {
        const { mapIn } = await import("./map.js");
        const set = (lat, lon) => ((form.lat.value = lat), (form.lon.value = lon), form.dispatchEvent(new Event("input")));
        const drawn = await mapIn($(`#${button.dataset.map}`), { label: "Pick the place: click, or move with the arrow keys and press Enter", onPick: set });
        form.map = drawn;
        $(`#${button.dataset.map}`).focus();
      } catch (error) {
        wrong(form, "", error.message);
      }
    });
  }
  document.addEventListener("ledger", (event) => {
    const fresh = event.detail.page.getElementById("review");
    const now = fresh ? JSON.parse(fresh.dataset.seen).incidents : null;
    const strange = !now || JSON.parse(review.dataset.about).some((id) => seen.incidents[id] !== now[id]);
    if (!strange || last) return;
    const box = $("#stale");
    box.hidden = false;
    box.replaceChildren("This changed since you opened the page. ", el("a", { href: location.href }, "Look again"), ". What you decide now is checked against what you see here.");
  });
  restore();
}
