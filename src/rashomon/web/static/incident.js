// The page of one incident: answers of the matrix open beside it, arrow keys go through it, the place is drawn on the map.
import { mapIn } from "./map.js";

const page = () => document.getElementById("incident");
const fetched = new Map();
let last = null;

/** The words of one speaker: from this page, or fetched once from theirs. */
async function wordsOf(link) {
  const key = link.dataset.said;
  const here = key !== "text" && document.getElementById(`said-${key}`);
  if (here) return here;
  const address = link.href.split("#")[0];
  if (!fetched.has(address)) {
    fetched.set(address, fetch(address, { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error(`the server said ${answer.status}`);
      return answer.text();
    }).then((text) => new DOMParser().parseFromString(text, "text/html").querySelector(".said")));
  }
  return fetched.get(address);
}

function close() {
  const panel = document.getElementById("said-panel");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  panel.replaceChildren();
  last?.focus();
  last = null;
}

async function open(link) {
  const panel = document.getElementById("said-panel");
  last = link.closest("[role=gridcell], [role=rowheader]") ?? link;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet close";
  button.textContent = "Close";
  button.addEventListener("click", close);
  panel.replaceChildren(button);
  panel.hidden = false;
  try {
    const words = (await wordsOf(link)).cloneNode(true);
    const { q } = link.dataset;
    if (q !== undefined) {
      const own = `${words.id}-q${q}`;
      for (const cell of words.querySelectorAll(".said-cell")) if (cell.id !== own) cell.remove();
    }
    for (const node of [words, ...words.querySelectorAll("[id]")]) node.removeAttribute("id");
    for (const head of words.querySelectorAll("h1")) {
      const made = document.createElement("h3");
      made.append(...head.childNodes);
      head.replaceWith(made);
    }
    panel.append(words);
  } catch (error) {
    panel.append(`The words could not be fetched: ${error.message}`);
  }
  panel.focus();
}

// ---- arrow keys: one cell of the table has the focus, as in any grid ----
function grid() {
  const table = document.getElementById("matrix");
  if (!table || table.dataset.grid) return;
  table.dataset.grid = "1";
  table.setAttribute("role", "grid");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    for (const cell of row.cells) {
      cell.setAttribute("role", cell.tagName === "TD" ? "gridcell" : cell.scope === "col" ? "columnheader" : "rowheader");
      cell.tabIndex = -1;
      for (const link of cell.querySelectorAll("a")) link.tabIndex = -1;
    }
  }
  const first = table.tBodies[0]?.querySelector("td") ?? table.rows[0]?.cells[0];
  if (first) first.tabIndex = 0;
}

function go(cell, key) {
  const table = cell.closest("table");
  const rows = [...table.rows].filter((r) => r.cells.length > 1);
  const y = rows.indexOf(cell.parentElement);
  const x = cell.cellIndex;
  const to = { ArrowUp: [y - 1, x], ArrowDown: [y + 1, x], ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1], Home: [y, 0], End: [y, cell.parentElement.cells.length - 1] }[key];
  const next = to && rows[to[0]]?.cells[to[1]];
  if (!next) return false;
  for (const other of table.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return close();
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const cell = event.target.closest?.("#matrix td, #matrix th");
  if (!cell || event.target !== cell) return;
  if (event.key === "Enter" || event.key === " ") {
    const link = cell.querySelector("a");
    if (link) {
      event.preventDefault();
      link.click();
    }
  } else if (go(cell, event.key)) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-said]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link);
});

// ---- the place ----
async function place() {
  const box = document.getElementById("map");
  if (!box || box.dataset.drawn) return;
  box.dataset.drawn = "1";
  const { lat, lon, shape, km, area, country, name } = box.dataset;
  try {
    await mapIn(box, { label: `Map: ${name}`, points: [{ id: page().dataset.incident, label: name, where: country, lat: +lat, lon: +lon, shape, km: +km, area: area || null }] });
  } catch (error) {
    box.textContent = error.message;
  }
}
// ---- parts of a large incident's page, when somebody comes near them ----
async function part(section) {
  const address = section.dataset.part;
  delete section.dataset.part;
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`the server said ${answer.status}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(section.id);
    if (fresh) section.replaceWith(fresh);
    grid();
  } catch (error) {
    section.querySelector("p")?.append(` It could not be fetched: ${error.message}`);
  }
}
function parts() {
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) {
      if (!one.isIntersecting) continue;
      watch.unobserve(one.target);
      part(one.target);
    }
  }, { rootMargin: "400px" });
  for (const section of document.querySelectorAll("section[data-part]")) watch.observe(section);
}

function ready() {
  grid();
  parts();
  const box = document.getElementById("map");
  if (!box) return;
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((s) => s.isIntersecting)) return;
    watch.disconnect();
    place();
  }, { rootMargin: "200px" });
  watch.observe(box);
}
document.addEventListener("ledger", () => (fetched.clear(), setTimeout(ready)));
ready();
