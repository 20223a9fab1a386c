// The incidents page: filters, sorting and paging without a reload, one map for all of it. Without this script everything works by links.
import { keys, say, swap } from "./base.js";
import { brush } from "./timeline.js";

const work = document.getElementById("work");
const box = document.getElementById("filter-box");
const narrow = matchMedia("(max-width: 92rem)");
let asked = 0;
let map = null, loading = null;

/** Goes to another address of this page: only what differs is exchanged, and Back leads back. */
async function go(address, { push = true, focus = null } = {}) {
  const url = new URL(address, location.href);
  const mine = ++asked;
  work.classList.add("busy");
  let page;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const text = await answer.text();
    page = new DOMParser().parseFromString(text, "text/html");
    if (mine !== asked) return;
    const later = answer.status === 503 && Number(answer.headers.get("Retry-After"));
    if (later) setTimeout(() => mine === asked && go(address, { push, focus }), 1000 * Math.max(2, later));
    if (!answer.ok) return say((page.querySelector("main h1 + p") ?? page.querySelector("main h1"))?.textContent.trim() || `the server said ${answer.status}`, null, 12);
  } catch {
    return say("the server does not answer: is it still running?", null, 12);
  } finally {
    if (mine === asked) work.classList.remove("busy");
  }
  if (push) history.pushState(null, "", url.pathname + url.search + location.hash);
  for (const old of document.querySelectorAll("[data-live][id]")) {
    const fresh = page.getElementById(old.id);
    if (fresh) swap(old, document.adoptNode(fresh), { force: true, quiet: true });
  }
  work.className = page.getElementById("work")?.className ?? work.className;
  if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
  renewed();
}

/** The address that the form asks for. */
function wanted(form) {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") params.append(name, value);
  return `/?${params}`;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "filters" && !form.closest("#asked")) return;
  event.preventDefault();
  go(wanted(form));
});
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[href]");
  if (!link || !link.closest("#work") || link.closest("#map")) return;
  const url = new URL(link.href, location.href);
  if (url.origin !== location.origin || url.pathname !== "/") return;
  event.preventDefault();
  go(url, { focus: link.rel === "next" ? "#table [data-row] a" : null });
  if (link.rel === "next") document.getElementById("table").scrollIntoView({ block: "start" });
});
const brushes = () => document.querySelectorAll(".brush").forEach((element) => brush(element, go));
addEventListener("popstate", () => go(location.href, { push: false }));

// ---- the map, loaded when it is seen ----
const where = () => document.getElementById("without");
function words(p) {
  return { id: p.id, lat: p.lat, lon: p.lon, shape: p.shape, km: p.km, area: p.area, kind: p.kind.replaceAll("_", " "), when: p.day, alleged: Boolean(p.denied) };
}
async function points() {
  const answer = await fetch(where().dataset.points, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`the points of the map are missing (${answer.status})`);
  const { columns, points: rows } = await answer.json();
  return rows.map((row) => words(Object.fromEntries(columns.map((name, n) => [name, row[n]]))));
}
// The map as a list, for who cannot see or reach it: what is in view, in the words of the table.
const list = document.getElementById("in-view-list");
const MOST = 24;
let given = [], listing = 0;
async function inView() {
  if (!map) return;
  const [west, south, east, north] = map.bbox();
  const inside = given.filter((p) => p.lat >= south && p.lat <= north && p.lon >= west && p.lon <= east);
  list.hidden = !given.length;
  document.getElementById("in-view-count").textContent = `${inside.length.toLocaleString("en")} of ${given.length.toLocaleString("en")} on the map`;
  const mine = ++listing;
  if (!list.open) return;
  const { line, worded } = await import("./map-points.js");
  const rows = await worded(inside.slice(0, MOST)).catch(() => []);
  if (mine !== listing) return;
  const more = inside.length - rows.length;
  list.querySelector("ul").replaceChildren(...rows.map(line));
  if (more > 0) list.querySelector("ul").append(Object.assign(document.createElement("li"), { className: "soft small", textContent: `and ${more.toLocaleString("en")} more: look closer, or make what is in view a filter` }));
}
list.addEventListener("toggle", inView);
let settling = 0;
const settled = () => (clearTimeout(settling), (settling = setTimeout(inView, 250)));

async function draw() {
  const element = document.getElementById("map");
  try {
    const { mapIn } = await import("./map.js");
    given = await points();
    map = await mapIn(element, { points: given, hash: true, label: "Map of incidents", onMove: settled });
    inView();
    element.dataset.points = where().dataset.points;
    const button = document.getElementById("in-view");
    button.hidden = false;
    button.addEventListener("click", () => {
      const url = new URL(location.href);
      url.searchParams.delete("cursor");
      url.searchParams.set("bbox", map.bbox().join(","));
      go(url);
    });
  } catch (problem) {
    element.replaceChildren(Object.assign(document.createElement("p"), { className: "map-error", textContent: `The map cannot be drawn (${problem.message}). The table says the same.` }));
  }
}
const seen = new IntersectionObserver((entries) => {
  if (entries.some((e) => e.isIntersecting) && !loading) loading = draw();
});
seen.observe(document.getElementById("map"));

async function renewed() {
  brushes();
  const element = document.getElementById("map");
  if (!map || element.dataset.points === where().dataset.points) return;
  element.dataset.points = where().dataset.points;
  try {
    await map.set((given = await points()), { look: !new URLSearchParams(location.search).has("bbox") });
    settled();
  } catch (problem) {
    say(problem.message);
  }
}
document.addEventListener("ledger", async () => {
  brushes();
  if (!map) return;
  const fresh = await points().catch(() => given);
  if (JSON.stringify(fresh) === JSON.stringify(given)) return;
  const show = () => (map.set((given = fresh)), settled());
  // Who reads a popup goes on reading it.
  if (document.querySelector("#map .leaflet-popup")) map.map.once("popupclose", show);
  else show();
});

// ---- where there is no room for a column the filters are folded until they are wanted ----
const fold = () => (box.open = !narrow.matches);
fold();
narrow.addEventListener("change", fold);
keys({
  f: ["filters", () => ((box.open = true), document.getElementById("q").focus())],
  n: ["next page", () => document.querySelector('.pager a[rel="next"]')?.click()],
  v: ["next view: together, table, map, timeline", () => {
    const tabs = [...document.querySelectorAll(".bar .tabs a")];
    tabs[(tabs.findIndex((t) => t.hasAttribute("aria-current")) + 1) % tabs.length]?.click();
  }],
  m: ["to the map", () => (document.getElementById("map").scrollIntoView({ block: "nearest" }), document.getElementById("map").focus())],
});
brushes();
