// Forms of review: errors next to the field, waiting, and what a form says.
import { el } from "./base.js";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// ---- errors next to the field ----
export function clear(form) {
  for (const node of $$(".field-error", form)) node.remove();
  for (const field of $$("[aria-invalid]", form)) field.removeAttribute("aria-invalid"), field.removeAttribute("aria-describedby");
  $(".error", form).hidden = true;
}
const NAMES = { claims: ["claim"], incidents: ["more", "incident"], value: ["value", "best", "start"], why: ["why"], who: ["who"] };
export function wrong(form, name, words) {
  const key = name.replace(/^body\./, "").split(".")[0];
  const field = key ? (NAMES[key] ?? [key]).map((n) => $(`[name="${CSS.escape(n)}"]`, form)).find(Boolean) : null;
  if (!field) {
    const box = $(".error", form);
    box.textContent = words;
    box.hidden = false;
    return null;
  }
  const id = `${form.id}-${field.name}-error`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
  field.closest(".field").append(el("span", { class: "field-error", id, role: "alert" }, words));
  return field;
}
export function empty(form) {
  const bare = $$("[required]", form).filter((f) => !f.value.trim());
  for (const field of bare) wrong(form, field.name, field.name === "why" ? "say why: a decision carries its reason" : "this is needed");
  bare[0]?.focus();
  return bare.length > 0;
}
function refused(form, error) {
  const fields = (error.problem.errors ?? []).map((e) => wrong(form, e.in || "", e.message)).filter(Boolean);
  if (fields[0]) fields[0].focus();
  else if ($(".error", form).hidden) wrong(form, "", error.message);
}
/** Does `work` while the form waits; its errors are told beside the fields, a conflict by `conflict`. */
export async function busy(form, work, conflict) {
  const buttons = $$("[data-try], [data-keep]", form).map((b) => [b, b.disabled]);
  for (const [b] of buttons) b.disabled = true;
  form.setAttribute("aria-busy", "true");
  try {
    return await work();
  } catch (error) {
    for (const [b, was] of buttons) b.disabled = was;
    if (error.status === undefined) throw error;
    if (error.status === 409 && conflict && error.problem.changed) conflict(form, error.problem);
    else refused(form, error);
    return null;
  } finally {
    form.removeAttribute("aria-busy");
    const trying = $("[data-try]", form);
    if (trying) trying.disabled = false;
  }
}

// ---- what a form says ----
const number = (text) => (text.trim() === "" ? null : /^\d+$/.test(text.trim()) ? Number(text.trim()) : text.trim());
/** The decision that a form asks for. */
export function body(form) {
  const kind = form.dataset.kind, data = new FormData(form), text = (name) => String(data.get(name) ?? "").trim();
  const made = { kind, why: text("why"), who: text("who"), claims: [], incidents: [], value: null };
  if (data.has("claim")) made.claims = [text("claim")];
  if (data.has("incident")) made.incidents = data.getAll("incident").map(String);
  if (kind === "merge") made.incidents.push(...text("more").split(/[\s,]+/).filter(Boolean));
  if (kind === "choose") {
    const best = number(text("best")), low = number(text("low")), high = number(text("high"));
    made.value = { harm: text("harm"), side: text("side") || null, best, low: low ?? best, high: high ?? best };
  } else if (kind === "date") made.value = text("end") ? { start: text("start"), end: text("end") } : text("start");
  else if (kind === "background") made.value = text("value") === "true";
  else if (kind === "figure") made.value = number(text("value"));
  else if (kind === "speaker") made.value = text("value") || text("actor") ? { text: text("value") || null, actor: text("actor") || null } : null;
  else if (kind === "place" && (text("lat") || text("lon"))) made.value = { name: text("value"), lat: Number(text("lat")), lon: Number(text("lon")) };
  else if (["harm", "side", "perpetrator", "place"].includes(kind)) made.value = text("value") || null;
  return made;
}
