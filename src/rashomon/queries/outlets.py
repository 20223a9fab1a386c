"""Outlets: what each printed, from whom it took its words, where it differs from the speaker it quotes. Counts and quotes, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.queries.bylens import Paper, Row, claims_by_id, papers, quarrels, then
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.parts import USUAL, Part, part
from rashomon.store import derived_tables as d

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

DIFFERS, DROPPED = "outlet_error", "lost_attribution"


@dataclass(slots=True)
class Outlet:
    """An outlet in a list. ``name`` None: articles of which nobody says who printed them.

    ``used`` and ``aside`` count its articles. ``copies`` are those whose words another outlet printed first, ``copied`` those of its own that
    others printed again, ``shared`` those with the same words as another outlet's where it cannot be told which came first. ``differs`` and
    ``dropped`` count disagreements in which its own words differ from the speaker that it or its original quotes, or leave the speaker out.
    """

    name: str | None
    used: int = 0
    aside: int = 0
    first: str | None = None
    last: str | None = None
    undated: int = 0
    copies: int = 0
    copied: int = 0
    shared: int = 0
    differs: int = 0
    dropped: int = 0
    speakers: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A disagreement that an outlet is part of: in which incident, on what, and the claims of each value. The first value is what its text
    gives, the second what the speakers or the text it had in hand give."""

    incident_id: str
    outcome: str
    field: str
    why: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(slots=True)
class Table:
    """All outlets by their key (:func:`key_of`), with what their pages need: documents, copies by pair, disagreements, speakers."""

    outlets: dict[str, Outlet] = field(default_factory=dict)
    documents: dict[str, list[Paper]] = field(default_factory=dict)
    #: (outlet that printed first, outlet that printed again) to pairs of documents
    copies: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    #: the same where it cannot be told which came first, both ways
    shared: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    cases: dict[str, list[Case]] = field(default_factory=dict)
    #: outlet to speaker to articles
    speakers: dict[str, dict[str, set[str]]] = field(default_factory=dict)


def key_of(outlet: str | None) -> str:
    """Outlets are one that differ in capitals and blanks only; "" is the unknown one."""
    return " ".join((outlet or "").casefold().split())


def table(desk: Desk, db: sa.Connection, lens: Lens) -> Table:
    """Everything about the outlets of a ledger under a lens; a policy moves nothing of it."""
    return kept(desk, ("outlets", desk.state(db).tag, lens.as_of), lambda: _table(desk, db, Lens(None, lens.as_of)))


def _table(desk: Desk, db: sa.Connection, lens: Lens) -> Table:
    out = Table()
    all_papers = papers(desk, db, lens)
    written: dict[str, Counter[str]] = {}
    for p in all_papers.values():
        key = key_of(p.outlet)
        written.setdefault(key, Counter())[" ".join((p.outlet or "").split())] += 1
        one = out.outlets.setdefault(key, Outlet(None))
        out.documents.setdefault(key, []).append(p)
        if p.status != "used":
            one.aside += 1
            continue
        one.used += 1
        if p.published is None:
            one.undated += 1
        else:
            one.first, one.last = min(one.first or p.published, p.published), max(one.last or p.published, p.published)
    for key, one in out.outlets.items():
        one.name = min(written[key], key=lambda w: (-written[key][w], w)) if key else None
    _copies(all_papers, out)
    _cases(desk, db, lens, all_papers, out)
    for speaker, document in _spoken(desk, db, lens):
        if document in all_papers:
            out.speakers.setdefault(key_of(all_papers[document].outlet), {}).setdefault(speaker, set()).add(document)
    for key, own in out.speakers.items():
        out.outlets[key].speakers = len(own)
    return out


def _copies(all_papers: Mapping[str, Paper], out: Table) -> None:
    groups: dict[str, list[Paper]] = {}
    for p in all_papers.values():
        if p.group and p.status == "used":
            groups.setdefault(p.group, []).append(p)
    for own in groups.values():
        first = next((all_papers.get(p.original) for p in own if p.original), None)
        if first is not None:
            again = [p for p in own if p.name != first.name and key_of(p.outlet) != key_of(first.outlet)]
            for p in again:
                out.copies.setdefault((key_of(first.outlet), key_of(p.outlet)), []).append((first.name, p.name))
                out.outlets[key_of(p.outlet)].copies += 1
            out.outlets[key_of(first.outlet)].copied += bool(again)
            continue
        if len({key_of(p.outlet) for p in own}) < 2:
            continue
        for p in own:
            out.outlets[key_of(p.outlet)].shared += 1
            met: set[str] = set()
            for other in own:
                if key_of(other.outlet) != key_of(p.outlet) and key_of(other.outlet) not in met:
                    met.add(key_of(other.outlet))
                    out.shared.setdefault((key_of(p.outlet), key_of(other.outlet)), []).append((p.name, other.name))


def _cases(desk: Desk, db: sa.Connection, lens: Lens, all_papers: Mapping[str, Paper], out: Table) -> None:
    found = quarrels(desk, db, lens, (DIFFERS, DROPPED))
    claims = claims_by_id(desk, db, lens, {c for _, x in found for v in x["values"] for c in v["claims"]})
    for incident_id, x in found:
        for key in sorted(_whose(x, claims, all_papers)):
            given = tuple((v["value"], tuple(v["claims"])) for v in x["values"])
            case = Case(incident_id, x["resolution"], x["field"], x["why"], given)
            out.cases.setdefault(key, []).append(case)
            if x["resolution"] == DIFFERS:
                out.outlets[key].differs += 1
            else:
                out.outlets[key].dropped += 1


def _whose(x: Row, claims: Mapping[str, Row], all_papers: Mapping[str, Paper]) -> set[str]:
    """The outlets whose texts give the value that differs: the first of the two (:mod:`rashomon.estimates.disagreements`)."""
    held = [claims[c] for c in x["values"][0]["claims"] if c in claims]
    return {key_of(all_papers[c["document"]].outlet) for c in held if c["document"] in all_papers}


def _spoken(desk: Desk, db: sa.Connection, lens: Lens) -> Iterable[tuple[str, str]]:
    """Speakers and documents in which they are quoted."""
    if lens.as_of is not None:
        rows = then(desk, db, lens).claims
        return sorted({(r["speaker"]["actor"], r["document"]) for r in rows if r["speaker"] and r["speaker"]["actor"]})
    c = d.claims.c
    asked = sa.select(c.speaker, c.document).where(c.speaker.is_not(None)).distinct().order_by(c.speaker, c.document)
    return [(r.speaker, r.document) for r in db.execute(asked)]


def outlets(desk: Desk, db: sa.Connection, lens: Lens, *, q: str = "", start: int = 0, limit: int = USUAL) -> Part[Outlet]:
    """Outlets by name: never ranked by what differs. The articles of unknown outlets come last."""
    found = table(desk, db, lens).outlets
    rows = [found[k] for k in sorted(found, key=lambda k: (k == "", k)) if q.casefold() in k]
    return part(rows, start, limit)
