// What a mark says, beside the text, while the pointer or the focus is on it; a click opens the card of its claim.
// Everything is looked up when it is needed: both columns are replaced when the ledger changes.
const panelNow = () => document.getElementById("panel");
const cardOf = (claim) => document.querySelector(`[data-claim="${CSS.escape(claim)}"]`);
let shown = null;

function show(mark) {
  if (mark === shown) return;
  for (const old of document.querySelectorAll(".m.on, .claimcard.on")) old.classList.remove("on");
  shown = mark;
  const panel = panelNow();
  if (!mark || !panel) return;
  mark.classList.add("on");
  const seen = new Set();
  const lines = [];
  for (const n of mark.dataset.m.split(" ")) {
    const item = document.getElementById(`mark-${n}`);
    if (!item || seen.has(item.textContent)) continue;
    seen.add(item.textContent);
    const copy = item.cloneNode(true);
    copy.removeAttribute("id");
    lines.push(copy);
  }
  panel.querySelector("ul").replaceChildren(...lines);
  panel.hidden = !lines.length;
  cardOf(mark.hash.replace("#card-", ""))?.classList.add("on");
}
const open = (hash) => {
  const inside = hash.length > 1 && document.getElementById(hash.slice(1));
  const folded = inside && inside.closest("details");
  if (folded) folded.open = true;
  return inside;
};
const at = (event) => event.target.closest?.("a.m[data-m]");
document.addEventListener("pointerover", (event) => at(event) && show(at(event)));
document.addEventListener("focusin", (event) => at(event) && show(at(event)));
// where there is no pointer that hovers, the first tap says what the mark is and the second goes to its card
const coarse = matchMedia("(hover: none)");
let tapped = null;
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close]")) return close();
  const mark = at(event);
  if (!mark || mark.pathname !== location.pathname) return;
  if (coarse.matches && tapped !== mark) return (tapped = mark), show(mark), event.preventDefault();
  open(mark.hash);
});
function close() {
  if (panelNow()) panelNow().hidden = true;
  tapped = null;
  show(null);
}
addEventListener("hashchange", () => open(location.hash)?.scrollIntoView({ block: "nearest" }));
addEventListener("keydown", (event) => event.key === "Escape" && close());
// a claim that the address names is shown with its card open
const named = location.hash.slice(1).replace("card-", "");
if (named && cardOf(named)) {
  cardOf(named).open = true;
  show(document.querySelector(`a.m[href$="#card-${CSS.escape(named)}"]`));
  open(location.hash)?.scrollIntoView({ block: "center" });
}
