// What a decision moved, or would move: before → after, in words.
import { el } from "./base.js";

const arrow = (before, after) => [el("span", { class: "soft" }, before), el("span", { class: "arrow" }, " → "), el("b", {}, after)];
const WHAT = { came: "new incident", went: "is no more", changed: "" };

function change(c) {
  const head = el("div", {}, el("a", { href: `/incidents/${c.what === "went" && c.into ? c.into : c.incident_id}` }, c.label || c.incident_id), ` · ${c.date}`);
  const what = c.what === "went" && c.into ? "becomes part of another" : WHAT[c.what];
  if (what) head.append(" ", el("span", { class: "badge" }, what));
  const list = el("ul", {});
  for (const f of c.figures) list.append(el("li", {}, `${f.whom}: `, ...arrow(f.before, f.after)));
  for (const f of c.fields) list.append(el("li", {}, `${f.field}: `, ...arrow(f.before, f.after)));
  if (!c.figures.length && !c.fields.length && c.what === "changed") list.append(el("li", { class: "soft" }, "no figure moves"));
  return el("li", {}, head, list);
}

/** The outcome of a decision as an element. */
export function moved(told, head) {
  const box = el("div", { class: `moved${told.kept ? " kept" : ""}` }, el("h3", {}, head));
  if (told.state !== "applied") box.append(el("p", { class: "warn" }, `${told.state.replace("_", " ")}: ${told.note}`));
  else if (told.note) box.append(el("p", { class: "soft" }, told.note));
  for (const t of told.totals) {
    // Where nothing has a best the sum is no 0: nobody says that there were none.
    const sum = (n, without) => (n === 0 && without ? "–" : String(n));
    const [a, b] = [sum(t.before, t.without_before), sum(t.after, t.without_after)];
    const by = a === "–" || b === "–" ? "" : ` (${t.after > t.before ? "+" : ""}${t.after - t.before})`;
    const without = t.without_before || t.without_after ? `; without a best, and not in it: ${t.without_before} → ${t.without_after}` : "";
    box.append(el("p", { class: "totals" }, `${t.harm}, best, over these: `, ...arrow(a, b), by, el("span", { class: "soft small" }, without)));
  }
  if (told.changes.length) box.append(el("ul", {}, ...told.changes.map(change)));
  else box.append(el("p", {}, told.state === "applied" ? "Nothing that the ledger says changes." : ""));
  if (told.more) box.append(el("p", { class: "soft" }, `and ${told.more} more`));
  if (told.other_rules) box.append(el("p", { class: "warn" }, "The ledger was made by other rules of the program: keeping this derives everything again, and more may move."));
  return box;
}
