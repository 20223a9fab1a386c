"""``report.html``: one file that opens offline, the first ten seconds first."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection
from functools import cache, partial
from pathlib import Path

import jinja2
from markupsafe import Markup

from rashomon.corpus.versions import changed_words
from rashomon.corpus.versions_shown import versions_shown
from rashomon.exports.cards import Card, card, document_name, speaker_name
from rashomon.exports.locator import basemap
from rashomon.exports.marked import marked
from rashomon.exports.words import newest_first, place_words, published_words
from rashomon.model import Claim, Incident
from rashomon.people import Masker, coarsened, notice
from rashomon.pipeline.balance import Balance
from rashomon.pipeline.decisions import decision_lines
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.garbage import seldom_collected

MOST = 200  # incidents; more would make the page slow to open, and the page says what it leaves out
_HERE = Path(__file__).parent / "templates"
_TEMPLATE = "report.html"


@cache
def _environment() -> jinja2.Environment:
    # Autoescape is on for everything: article text reaches the page as text only.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def load() -> None:
    """Loads what every page needs."""
    _environment().get_template(_TEMPLATE)
    basemap()


def write_report(path: Path, derived: Derived, balance: Balance, *, names: bool = False, coarsen: bool = False) -> None:
    """Writes the report of everything derived to ``path`` (beside, then renamed). ``names`` shows private persons' names (a decision
    that is logged), ``coarsen`` rounds the places of homes, shelters and clinics; the page says both at its foot."""
    beside = path.with_name(path.name + ".part")
    with seldom_collected():  # each full collection walks through everything that was derived
        page = render(derived, balance, names=names, coarsen=coarsen)
    beside.write_text(page, encoding="utf-8")
    beside.replace(path)


def render(derived: Derived, balance: Balance, *, names: bool = False, coarsen: bool = False) -> str:
    """The page. At most :data:`MOST` incidents are shown, newest first; background ones are folded."""
    claims = {c.claim_id: c for c in derived.claims}
    documents = {d.name: d for d in derived.documents}
    masker = Masker.for_documents(documents, names=names)
    newest = sorted(derived.incidents, key=newest_first)
    if coarsen:
        newest = [coarsened(i, [claims[c] for c in i.claims if c in claims]) for i in newest]
    front = [i for i in newest if not i.background]
    shown = front[:MOST]
    background = [i for i in newest if i.background][: MOST // 4]
    in_view = {*(i.incident_id for i in (*shown, *background)), *(x.incident_id for i in (*shown, *background) for x in i.links)}
    labels = {i.incident_id: _label(i, masker, coarsen) for i in newest if i.incident_id in in_view}
    states = {s.decision_id: s for s in derived.decisions}
    decisions = [(d, states[d.decision_id]) for d in derived.decided if d.decision_id in states]
    cards: list[Card] = [card(i, claims, documents, labels, masker, decisions) for i in shown]
    folded = [card(i, claims, documents, labels, masker, decisions) for i in background]
    wanted = {d for i in [*shown, *background] for d in i.documents}
    incidents, _ = derived.counts
    if incidents <= MOST:
        wanted |= {d.name for d in derived.documents if d.status == "used"}
    titles = {c.claim_id: _title(c, masker) for c in derived.claims if c.document in wanted}
    of_document: dict[str, list[Claim]] = {}
    for c in derived.claims:
        of_document.setdefault(c.document, []).append(c)
    articles = [
        (
            d,
            masker.words(d.name, published_words(d)),
            marked(d, of_document.get(d.name, []), titles, masker),
            len(of_document.get(d.name, ())),
        )
        for name, d in sorted(documents.items())
        if name in wanted
    ]
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template(_TEMPLATE)
        .render(
            cards=cards,
            folded=folded,
            left_out=incidents - len(shown),
            quiet=derived.left_out,
            incidents=incidents,
            articles=articles,
            anchors={d.name: f"d{n}" for n, (d, *_) in enumerate(articles)},
            groups=[g for g in derived.groups if any(d in wanted for d in g.documents)],
            balance=balance,
            versions=_versions(derived, wanted, masker),
            corrections=[masker.words(sorted(wanted), line) for line in decision_lines(derived.decided, derived.decisions)],
            labels=labels,
            show=masker,
            called=document_name,
            notice=notice(names=names, coarsen=coarsen),
            policy=derived.policy,
            latest=_latest(derived),
            titles=titles,
            style=Markup(style),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


#: Changed stretches shown of one article; a text that was rewritten would fill the page.
CHANGES = 12


def _versions(derived: Derived, wanted: Collection[str], masker: Masker) -> list[dict[str, object]]:
    """Articles whose text changed, or that carry a note of their outlet, with the words that changed as they may be shown."""
    documents = {d.name: d for d in derived.documents if d.name in wanted}
    out: list[dict[str, object]] = []
    for row in versions_shown(documents.values()):
        name, before = str(row["document"]), row["before"]
        every = changed_words(documents[str(before)], documents[name]) if before else ()
        changes = [
            (
                masker.text(str(before), c.old.start, c.old.end) if c.before else "",
                masker.text(name, c.new.start, c.new.end) if c.after else "",
            )
            for c in every[:CHANGES]
        ]
        notes = [(n.kind, masker.text(name, n.start, n.end)) for n in documents[name].notes]
        out.append({"document": name, "before": before, "changes": changes, "more": len(every) - len(changes), "notes": notes})
    return out


def _latest(derived: Derived) -> str:
    dated = [d for d in derived.documents if d.status == "used" and d.published.day]
    if not dated:
        return "no publication date is known"
    last = max(dated, key=lambda d: (d.published.day, d.name))
    day = last.published.day
    basis = last.published.basis.split(" ", 1)[0].rstrip(",:;")
    return f"latest report {day.day} {day:%b %Y} ({basis})" if day else ""


def _label(incident: Incident, masker: Masker, coarsen: bool) -> str:
    if coarsen and incident.place and incident.place.basis.startswith("rounded"):
        return f"{incident.kind}, {place_words(incident, partial(masker.known, incident.documents))}"
    return masker.words(incident.documents, incident.label or incident.kind)


def _title(claim: Claim, masker: Masker) -> str:
    figure = masker.words(claim.document, claim.words) if claim.words else ""
    what = f"{claim.harm} {figure}".strip() if claim.kind == "casualty" else claim.stance.replace("_", " ")
    whom = f", {masker.known(claim.document, claim.side)}" if claim.side else ""
    said = speaker_name(claim, masker)
    note = ", told as background" if claim.background else ""
    return f"{what}{whom} — {said} ({claim.voice}, {claim.stance.replace('_', ' ')}){note}; rule {', '.join(claim.rule) or 'none'}"
