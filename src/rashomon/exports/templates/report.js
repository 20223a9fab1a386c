// Opens what a link leads into (a claim inside a folded article). For printing it opens the cards; articles are printed only where a
// reader has opened them.
function reveal() {
  document.querySelectorAll(".hit").forEach((e) => e.classList.remove("hit"));
  const id = decodeURIComponent(location.hash.slice(1));
  const at = id && document.getElementById(id);
  if (!at) return;
  for (let e = at; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  document.querySelectorAll('[data-c~="' + CSS.escape(id) + '"]').forEach((e) => e.classList.add("hit"));
  at.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => document.querySelectorAll(".card details").forEach((d) => (d.open = true)));
reveal();
