"""One incident in a terminal: what ``rashomon show`` prints, in the order of ``method.md``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.text import Text

from rashomon.corpus.versions_shown import versions_shown
from rashomon.exports.cards import Card, FigureView, Row, card
from rashomon.exports.told import Paper, flat, joined, masked, quoted, source
from rashomon.exports.words import date_words, figure_words, place_words, published_words, shown_estimates, who_words
from rashomon.model import Claim, Decision, DecisionState, Document, Incident
from rashomon.people import Masker
from rashomon.store.rows import claim_row, incident_row

_MOST = 4  # quotes under one reason; the others are counted
_DENIED = "alleged_and_denied"


def card_of(
    incident: Incident,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    masker: Masker,
    labels: Mapping[str, str] | None = None,
    decisions: Sequence[tuple[Decision, DecisionState]] = (),
) -> Card:
    """The card of an incident whose claims may be known in part only."""
    held = {i: c for i, c in claims.items() if c.document in documents}
    return card(incident, held, documents, labels or {}, masker, decisions)


def print_card(
    paper: Paper, shown: Card, claims: Mapping[str, Claim], documents: Mapping[str, Document], masker: Masker, policy: str
) -> None:
    """Prints a card."""
    incident = shown.incident
    show: Callable[[str], str] = lambda text: flat(masker.words(incident.documents, text))  # noqa: E731
    status = "" if incident.status == "reported" else f" · {shown.status}"
    style = "bold yellow" if incident.status == _DENIED else "bold"
    paper.line(joined((f"{flat(shown.date)} · {flat(shown.place)} · {show(incident.kind)}", style), (status, "bold yellow")))
    paper.line(joined(("who did it: ", "dim"), "; ".join(flat(w) for w in shown.who)))
    if incident.background:
        paper.line("told as background: no news of its own", style="yellow")
    first = "killed" if shown.killed else ""
    for harm, views in [(first, list(shown.killed)), *_by_harm(shown.others)]:
        if harm:
            paper.gap()
            paper.line(harm, style="bold underline")
            for view in views:
                _figure(paper, view, claims, documents, masker)
    if not shown.killed:
        paper.gap()
        paper.line(joined(("killed", "bold underline"), "  –  (no report)"))
    if shown.disagreements:
        paper.gap()
        paper.line("where they part", style="bold underline")
        for row in shown.disagreements:
            _disagreement(paper, row, documents, masker)
    if shown.links:
        paper.gap()
        paper.line("linked with", style="bold underline")
        for kind, other, label, quote in shown.links:
            paper.line(joined(f"{kind} {other}", f" ({flat(label)})" if label != other else "", (f" “{flat(quote, 160)}”", "italic")), 2)
    if shown.corrected:
        paper.gap()
        paper.line("decisions", style="bold underline")
        for line in shown.corrected:
            paper.line(flat(line), 2)
    _documents(paper, incident, documents, masker)
    paper.gap()
    if shown.missing:
        paper.line(f"nobody says: {shown.missing}", style="dim")
    paper.line(f"{incident.incident_id} · policy {policy}", style="dim")


def _by_harm(views: Sequence[FigureView]) -> list[tuple[str, list[FigureView]]]:
    out: dict[str, list[FigureView]] = {}
    for view in views:
        out.setdefault(view.harm, []).append(view)
    return list(out.items())


def _figure(paper: Paper, view: FigureView, claims: Mapping[str, Claim], documents: Mapping[str, Document], masker: Masker) -> None:
    status = f" ({view.status})" if view.status else ""
    paper.line(joined((flat(view.figure), "bold bright_white"), f"  {flat(view.who)}{status}", (f" · {flat(view.basis)}", "dim")), 2)
    printed: set[str] = set()
    for _, detail, its in view.reasons:
        paper.line(joined(("because ", "dim"), flat(detail)), 4)
        known = [claims[c] for c in its if c in claims and c not in printed]
        alike: set[str] = set()
        left = 0
        for claim in known:
            line = quoted(claim, documents, masker)
            if line.plain in alike:
                continue
            alike.add(line.plain)
            if len(alike) > _MOST:
                left += 1
                continue
            printed.add(claim.claim_id)
            paper.line(line, 6)
        if left:
            paper.line(f"and {left} more", 6, "dim")


def _disagreement(paper: Paper, row: Row, documents: Mapping[str, Document], masker: Masker) -> None:
    paper.line(joined((f"{row.kind}, {flat(row.field.replace('_', ' '))}: ", ""), (flat(row.resolution), "yellow")), 2)
    if row.why and row.why != row.resolution:
        paper.line(flat(row.why), 4, "dim")
    lines: list[tuple[str, Text]] = []
    for value, quote, many in row.values:
        more = f" and {many - 1} more" if many > 1 else ""
        told = joined((f"“{flat(quote.text, 240)}”", "italic"), f" — {flat(quote.speaker)}", (f" ({source(quote.document, documents, masker)}){more}", "dim")) if quote else Text("–")  # fmt: skip
        lines.append((flat(value), told))
    short = all(len(v) < 20 for v, _ in lines)
    if short:
        paper.rows(lines, 4)
        return
    for value, told in lines:
        paper.line(value, 4)
        paper.line(told, 6)


def _documents(paper: Paper, incident: Incident, documents: Mapping[str, Document], masker: Masker) -> None:
    paper.gap()
    paper.line("documents", style="bold underline")
    for name in incident.documents:
        document = documents.get(name)
        if document is None:
            paper.line(joined(flat(masker.address(name, name)), (" (its text is no longer here)", "dim")), 2)
            continue
        outlet = f"{flat(masker.words(name, document.outlet))}, " if document.outlet else ""
        paper.line(joined(flat(masker.address(name, name)), (f"  {outlet}{flat(masker.words(name, published_words(document)))}", "dim")), 2)
    for row in versions(incident, documents):
        name = str(row["document"])
        if row["before"]:
            paper.line(f"{flat(masker.address(name, name))} is a later version of {flat(masker.address(name, str(row['before'])))}:", 2)
        for change in row["changes"][:8]:
            old, new = _words(change, "old", str(row["before"]), masker), _words(change, "new", name, masker)
            paper.line(joined((old, "strike"), " → ", new), 4)
        if len(row["changes"]) > 8:
            paper.line(f"and {len(row['changes']) - 8} more changes", 4, "dim")
        for note in row["notes"]:
            paper.line(joined(f"{note['kind']}: ", (f"“{flat(masker.text(name, note['start'], note['end']), 240)}”", "italic")), 4)


def _words(change: Mapping[str, Any], which: str, name: str, masker: Masker) -> str:
    start, end = change[which]
    words = masker.text(name, start, end)
    return f"“{flat(words, 120)}”" if words.strip() else "(nothing)"


def _versions_json(incident: Incident, documents: Mapping[str, Document], masker: Masker) -> list[dict[str, Any]]:
    out = []
    for row in versions(incident, documents):
        name, before = str(row["document"]), row["before"]
        out.append(
            {
                "document": masker.address(name, name),
                "before": masker.address(before, before) if before else None,
                "changes": [{**c, "before": masker.text(before, *c["old"]), "after": masker.text(name, *c["new"])} for c in row["changes"]],
                "notes": [{**n, "quote": masker.text(name, n["start"], n["end"])} for n in row["notes"]],
            }
        )
    return out


def versions(incident: Incident, documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    """Versions and notes among the documents of an incident."""
    own = [documents[n] for n in incident.documents if n in documents]
    near = {x.version_of for x in own if x.version_of}
    earlier = [x for n, x in sorted(documents.items()) if x.document_id in near and n not in incident.documents]
    rows: list[dict[str, Any]] = versions_shown([*own, *earlier])
    return [r for r in rows if r["document"] in incident.documents]


def card_json(shown: Card, claims: Mapping[str, Claim], documents: Mapping[str, Document], masker: Masker, policy: str) -> dict[str, Any]:
    """The same as plain values: the row of ``incidents.jsonl`` with its claims, documents, versions and decisions, names hidden."""
    incident = shown.incident
    scope = incident.documents
    own = [claims[c] for c in incident.claims if c in claims]
    rows = []
    for claim in sorted(own, key=lambda c: (c.document, c.start, c.claim_id)):
        row: dict[str, Any] = masked(claim_row(claim), [claim.document], masker)
        whole = claim.document in documents and bool(documents[claim.document].text)
        row["quote"] = masker.text(claim.document, claim.start, claim.end) if whole else None
        if claim.speaker is not None:
            actor, text = masker.speaker(claim.document, claim.speaker)
            row["speaker"] = {**row["speaker"], "actor": actor, "text": text}
        rows.append(row)
    told = []
    for name in scope:
        document = documents.get(name)
        day = document.published.day if document else None
        told.append(
            {
                "document": masker.address(name, name),
                "outlet": masker.words(name, document.outlet) if document and document.outlet else None,
                "published": day.isoformat() if day else None,
                "published_basis": masker.words(name, document.published.basis) if document else None,
                "version_of": document.version_of if document else None,
            }
        )
    return {
        "policy": policy,
        "incident": masked(incident_row(incident), scope, masker),
        "figures": [
            {"harm": e.harm, "who": masker.known(scope, who_words(e)), "words": masker.words(scope, figure_words(e))}
            for e in shown_estimates(incident.estimates)
        ],
        "claims": rows,
        "documents": told,
        "versions": _versions_json(incident, documents, masker),
        "decisions": list(shown.corrected),
        "names_shown": masker.names,
    }


def short_line(incident: Incident, masker: Masker) -> tuple[str, str, str, str]:
    """An incident in a list: date, place, killed, id."""
    rows = shown_estimates([e for e in incident.estimates if e.harm == "killed"])
    show: Callable[[str], str] = lambda text: masker.known(incident.documents, text)  # noqa: E731
    killed = "; ".join(show(figure_words(e)) if e.side is None else f"{show(who_words(e))} {show(figure_words(e))}" for e in rows) or "–"
    return flat(date_words(incident)), flat(place_words(incident, show)), flat(killed), incident.incident_id
