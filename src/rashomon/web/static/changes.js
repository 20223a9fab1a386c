// The slider of /changes: totals and incidents as of a day, asked for when it is let go. Without script it is a form.
import { el } from "./base.js";

const form = document.getElementById("slider");
const box = document.getElementById("moment");
let asked = 0;

const day = (n) => {
  const at = new Date(`${form.dataset.first}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + Number(n));
  return at.toISOString().slice(0, 10);
};
const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const n = (value) => (value == null ? "?" : value.toLocaleString("en"));

function total(t) {
  if (!t) return ["–"];
  const parts = [el("span", { class: "num" }, n(t.best))];
  if (t.low !== t.best || t.high !== t.best || t.open) parts.push(" ", el("span", { class: "soft small" }, `${n(t.low)}–${n(t.high)}${t.open ? "+" : ""}`));
  if (t.without_best) parts.push(el("br"), el("span", { class: "tiny soft" }, `${t.without_best} without a best`));
  return parts;
}

function show(data) {
  const rows = Object.entries(data.totals).map(([harm, t]) => el("tr", {}, el("th", { scope: "row" }, harm), el("td", {}, ...total(t)), el("td", { class: "n" }, n(t?.incidents_with_figure ?? 0))));
  if (!rows.length) rows.push(el("tr", {}, el("td", { colspan: 3, class: "soft" }, "No figure of an incident is reported.")));
  const head = el("tr", {}, el("th", { scope: "col" }, "Harm"), el("th", { scope: "col" }, "Best, low–high"), el("th", { scope: "col", class: "n" }, "Incidents with a figure"));
  const list = el("ul", { class: "moves" }, ...data.newest.map((r) => el("li", { "data-row": true }, el("a", { href: r.href }, r.label), el("span", { class: "soft small" }, ` ${r.date} · ${r.place} · killed ${r.killed.map((k) => `${k.words} (${k.who})`).join(", ") || "–"}`))));
  box.replaceChildren(
    el("p", {}, "As of ", el("b", {}, data.as_of), ": ", el("b", {}, n(data.documents)), ` article${data.documents === 1 ? "" : "s"}, `, el("b", {}, n(data.incidents)), ` incident${data.incidents === 1 ? "" : "s"} `, el("span", { class: "soft small" }, `apart: ${data.aggregates} aggregates, ${data.background} background`), ...data.notes.flatMap((note) => [el("br"), el("span", { class: "soft small" }, note)])),
    el("table", { class: "totals" }, el("thead", {}, head), el("tbody", {}, ...rows)),
    data.newest.length ? list : el("p", { class: "soft" }, "No incident was told of by then."),
    el("p", { class: "small" }, el("a", { href: data.href }, "All incidents as of then")),
  );
}

async function ask(at, turn, tries = 0) {
  const given = new URLSearchParams(location.search);
  const query = new URLSearchParams({ as_of: at, ...(given.get("policy") ? { policy: given.get("policy") } : {}) });
  const answer = await fetch(`/changes/as_of.json?${query}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (turn !== asked) return;
  const data = await answer.json().catch(() => ({}));
  if (answer.ok) return void show(data);
  box.replaceChildren(el("p", { class: "warn", role: "status" }, `Totals are being worked out: ${data.detail ?? answer.status}`));
  const wait = Number(answer.headers.get("Retry-After") ?? 5);
  if (answer.status === 503 && tries < 200) setTimeout(() => turn === asked && ask(at, turn, tries + 1), wait * 1000);
}

if (form) {
  const input = form.elements.day;
  const told = JSON.parse(form.dataset.told);
  const bars = [...form.querySelectorAll("rect")];
  const move = () => {
    const at = day(input.value);
    document.getElementById("day-words").textContent = at;
    input.setAttribute("aria-valuetext", at);
    let articles = 0, incidents = 0;
    for (const bar of bars) {
      const out = Number(bar.getAttribute("x")) <= Number(input.value);
      bar.classList.toggle("in", out);
      if (out) articles += Number(bar.dataset.n);
    }
    for (const [first, count] of told) if (first <= Number(input.value)) incidents += count;
    document.getElementById("by-then").textContent = `${many(articles, "article")} of known day out by then; ${many(incidents, "incident")} of today’s told of for the first time.`;
  };
  const choose = () => {
    const at = day(input.value), here = new URL(location.href);
    here.searchParams.set("as_of", at);
    history.replaceState(history.state, "", here);
    const turn = ++asked;
    ask(at, turn).catch((wrong) => turn === asked && box.replaceChildren(el("p", { class: "error" }, wrong.message)));
  };
  input.addEventListener("input", move);
  input.addEventListener("change", choose);
  form.addEventListener("submit", (event) => (event.preventDefault(), choose()));
}
