"""``report.html``: one file that opens offline, the first ten seconds first."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from rashomon.exports.cards import Card, card, speaker_name
from rashomon.exports.marked import marked
from rashomon.exports.words import newest_first, published_words
from rashomon.model import Claim
from rashomon.pipeline.balance import Balance
from rashomon.pipeline.decisions import decision_lines
from rashomon.pipeline.derive import Derived

MOST = 200  # incidents; more would make the page slow to open, and the page says what it leaves out
_HERE = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    # Autoescape is on for everything: article text reaches the page as text only.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def write_report(path: Path, derived: Derived, balance: Balance) -> None:
    """Writes the report of everything derived to ``path`` (beside, then renamed)."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(render(derived, balance), encoding="utf-8")
    beside.replace(path)


def render(derived: Derived, balance: Balance) -> str:
    """The page. At most :data:`MOST` incidents are shown, newest first; background ones are folded."""
    claims = {c.claim_id: c for c in derived.claims}
    documents = {d.name: d for d in derived.documents}
    newest = sorted(derived.incidents, key=newest_first)
    front = [i for i in newest if not i.background]
    shown = front[:MOST]
    background = [i for i in newest if i.background][: MOST // 4]
    labels = {i.incident_id: i.label or i.kind for i in derived.incidents}
    states = {s.decision_id: s for s in derived.decisions}
    decisions = [(d, states[d.decision_id]) for d in derived.decided if d.decision_id in states]
    cards: list[Card] = [card(i, claims, documents, labels, decisions) for i in shown]
    folded = [card(i, claims, documents, labels, decisions) for i in background]
    wanted = {d for i in [*shown, *background] for d in i.documents}
    if len(front) <= MOST:
        wanted |= {d.name for d in derived.documents if d.status == "used"}
    titles = {c.claim_id: _title(c) for c in derived.claims}
    of_document: dict[str, list[Claim]] = {}
    for c in derived.claims:
        of_document.setdefault(c.document, []).append(c)
    articles = [
        (d, published_words(d), marked(d, of_document.get(d.name, []), titles), len(of_document.get(d.name, ())))
        for name, d in sorted(documents.items())
        if name in wanted
    ]
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html")
        .render(
            cards=cards,
            folded=folded,
            left_out=len(front) - len(shown),
            incidents=len(front),
            articles=articles,
            anchors={d.name: f"d{n}" for n, (d, *_) in enumerate(articles)},
            groups=[g for g in derived.groups if any(d in wanted for d in g.documents)],
            balance=balance,
            corrections=decision_lines(derived.decided, derived.decisions),
            policy=derived.policy,
            latest=_latest(derived),
            titles=titles,
            style=Markup(style),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


def _latest(derived: Derived) -> str:
    dated = [d for d in derived.documents if d.status == "used" and d.published.day]
    if not dated:
        return "no publication date is known"
    last = max(dated, key=lambda d: (d.published.day, d.name))
    day = last.published.day
    basis = last.published.basis.split(" ", 1)[0].rstrip(",:;")
    return f"latest report {day.day} {day:%b %Y} ({basis})" if day else ""


def _title(claim: Claim) -> str:
    figure = claim.words or ""
    what = f"{claim.harm} {figure}".strip() if claim.kind == "casualty" else claim.stance.replace("_", " ")
    whom = f", {claim.side}" if claim.side else ""
    said = speaker_name(claim)
    note = ", told as background" if claim.background else ""
    return f"{what}{whom} — {said} ({claim.voice}, {claim.stance.replace('_', ' ')}){note}; rule {', '.join(claim.rule) or 'none'}"
