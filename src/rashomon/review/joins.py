"""Questions about what is one incident: reports that may not belong, incidents that may be one, links that rest on a phrase."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any

import sqlalchemy as sa

from rashomon.incidents.context import Context
from rashomon.incidents.features import THRESHOLD, reasons, score
from rashomon.model import IncidentMention
from rashomon.review.item import Item, item_id
from rashomon.review.rows import Row, Rows, Said, countries_of, named, sides_of, size_of
from rashomon.store import decode, evidence
from rashomon.store import derived_tables as d

#: Reports surer than this are no question.
SURE_JOIN = 0.95
#: Pairs of incidents are asked about where two of their reports score at least this much; they join at :data:`THRESHOLD`.
NEARLY = 1.5
#: Reports of an incident that are held against those of another.
HELD = 3
#: How likely a pair just under the threshold is one incident; it falls to nothing at :data:`NEARLY`.
AT_MOST = 0.5
#: Scores of pairs that are remembered: they are a function of two mentions.
KEPT = 50_000
_scores: OrderedDict[tuple[str, str], float] = OrderedDict()
_lock = Lock()
_NOBODY = frozenset({"civilians", "unknown"})


def doubtful(rows: Rows) -> Iterator[Item]:
    """One for each report of which it is not sure that it tells of its incident."""
    for incident_id, row in rows.incidents.items():
        by_document: dict[str, list[Said]] = defaultdict(list)
        for c in rows.claims.get(incident_id, ()):
            by_document[c.document].append(c)
        if len(by_document) < 2:
            continue
        for document, own in sorted(by_document.items()):
            sure = [c.p_incident for c in own if c.p_incident is not None]
            if not sure or min(sure) >= SURE_JOIN:
                continue
            parts = max((c.low or c.high or 0 for c in own if c.harm == "killed" and c.scope == "total"), default=0)
            own = sorted(own, key=lambda c: (c.harm != "killed", c.p_incident if c.p_incident is not None else 1.0, c.start))
            others = [c for c in rows.claims[incident_id] if c.document != document and c.harm == "killed"][:3]
            yield Item(
                item_id("join", document, min(c.claim_id for c in own)), "join", f"Does this report tell of {named(row)}?",
                f"of reports tied to an incident like this one {min(sure):.0%} were of it; told apart, its figures make an incident of their own",
                (incident_id,), tuple(c.claim_id for c in [*own[:4], *others]), 0, parts, round(1 - min(sure), 3), size_of(row),
                countries_of([row]), sides_of([row]), (document,),
            )  # fmt: skip


def missed(db: sa.Connection, rows: Rows) -> Iterator[Item]:
    """One for each pair of incidents near in day, and in place or sides, whose reports score just under what joins them."""
    pairs = _near(rows)
    wanted = {i for pair in pairs for i in pair}
    told = _mentions(db, rows, wanted)
    for a, b in pairs:
        best = _best(told.get(a, ()), told.get(b, ()))
        if best is None or best[0] < NEARLY:
            continue
        value, x, y = best
        rows_ = [rows.incidents[a], rows.incidents[b]]
        sizes = [size_of(r) for r in rows_]
        spoke = [name for name, added in sorted(reasons(x, y, Context(frozenset())), key=lambda r: (r[1], r[0])) if added < 0]
        against = ", ".join(n.replace("_", " ") for n in spoke[:3])
        share = AT_MOST if value >= THRESHOLD else AT_MOST * (value - NEARLY) / (THRESHOLD - NEARLY)
        first, second = sorted((a, b), key=lambda i: (-size_of(rows.incidents[i]), i))
        held = "and are held apart by other reports" if value >= THRESHOLD else f"and join at {THRESHOLD:g}"
        yield Item(
            item_id("merge", sorted((rows.incidents[a]["anchor"], rows.incidents[b]["anchor"]))), "merge",
            f"Are these one incident: {named(rows.incidents[first])}, and {named(rows.incidents[second])}?",
            f"their reports score {value:g} {held}" + (f"; against it: {against}" if against else ""), (first, second),
            _telling(rows, first) + _telling(rows, second), -min(sizes), 0, round(max(share, 0.01), 3), max(sizes), countries_of(rows_),
            sides_of(rows_), tuple(sorted({x.document, y.document})),
        )  # fmt: skip


def _telling(rows: Rows, incident_id: str) -> tuple[str, ...]:
    """The claims that tell most of an incident."""
    own = sorted(rows.claims.get(incident_id, ()), key=lambda c: (c.harm != "killed", c.background, c.document, c.start))
    return tuple(c.claim_id for c in own[:2])


def _near(rows: Rows) -> list[tuple[str, str]]:
    """Pairs that may be one: days that touch or lie one apart, and a place, a country with a figure, or both sides in common."""
    dated: list[tuple[date, date, str]] = []
    for i, row in rows.incidents.items():
        first, last = row["date_start"], row["date_end"]
        if row["kind"] != "aggregate" and first and last and (date.fromisoformat(last) - date.fromisoformat(first)).days <= 7:
            dated.append((date.fromisoformat(first), date.fromisoformat(last), i))
    dated.sort()
    out: list[tuple[str, str]] = []
    open_: list[tuple[date, str]] = []
    facts = {i: _facts(rows.incidents[i]) for _, _, i in dated}
    for first, last, i in dated:
        open_ = [(end, j) for end, j in open_ if (first - end).days <= 1]
        out += [(j, i) for _, j in open_ if _alike(facts[j], facts[i])]
        open_.append((last, i))
    return sorted(out)


def _facts(row: Row) -> tuple[frozenset[str], frozenset[str], int, tuple[float, float] | None]:
    place = row["place"] or {}
    names = frozenset(n.casefold() for n in [place.get("name"), *(p["name"] for p in row["places"])] if n)
    sides = frozenset(str(s).casefold() for s in row["sides"]) - _NOBODY
    at = (place["lat"], place["lon"]) if place.get("lat") is not None and (place.get("precision") or 9) <= 3 else None
    return names, sides, size_of(row), at


def _alike(a: Any, b: Any) -> bool:
    if a[3] is not None and b[3] is not None:
        near = abs(a[3][0] - b[3][0]) < 0.5 and abs(a[3][1] - b[3][1]) < 1.0
    else:
        near = bool(a[0] & b[0]) or not a[0] or not b[0]
    same_figure = a[2] > 2 and abs(a[2] - b[2]) <= max(1, a[2] // 10)
    return bool(a[0] & b[0]) or (near and (same_figure or bool(a[1] & b[1]))) or (same_figure and len(a[1] & b[1]) > 1)


def _mentions(db: sa.Connection, rows: Rows, wanted: set[str]) -> dict[str, list[IncidentMention]]:
    """The mentions of these incidents, those that say most first, at most :data:`HELD` of each."""
    home = {c.claim_id: i for i in wanted for c in rows.claims.get(i, ())}
    m = d.mentions.c
    found: dict[str, list[IncidentMention]] = defaultdict(list)
    for group in evidence.chunks(sorted({name for i in wanted for name in rows.incidents[i]["documents"]})):
        for r in db.execute(sa.select(m.mention).where(m.document.in_(group))):
            mention = decode(IncidentMention, r.mention)
            at = next((home[c] for c in mention.claims if c in home), None)
            if at is not None:
                found[at].append(mention)
    return {i: sorted(its, key=_says_most)[:HELD] for i, its in found.items()}


def _says_most(m: IncidentMention) -> tuple[bool, int, str]:
    return (not m.main, -len(m.figures) - len(m.places) - len(m.sides) - (m.time is not None), m.mention_id)


def _best(xs: Sequence[IncidentMention], ys: Sequence[IncidentMention]) -> tuple[float, IncidentMention, IncidentMention] | None:
    found = [(_score(x, y), x, y) for x in xs for y in ys if x.document != y.document]
    return max(found, key=lambda f: (f[0], f[1].mention_id, f[2].mention_id), default=None)


def _score(x: IncidentMention, y: IncidentMention) -> float:
    """The score without passages in common, remembered: a pair with one of these is joined already."""
    a, b = sorted((x, y), key=lambda m: (m.document_id, m.document, m.sentence, m.mention_id))
    key = (f"{a.mention_id}{a.time}", f"{b.mention_id}{b.time}")
    with _lock:
        if key in _scores:
            return _scores[key]
    value = score(a, b, Context(frozenset()))
    with _lock:
        _scores[key] = value
        while len(_scores) > KEPT:
            _scores.popitem(last=False)
    return value


def doubtful_links(rows: Rows) -> Iterator[Item]:
    """One for each link that rests on one phrase of one report, which the report on the other side does not share."""
    for incident_id, row in rows.incidents.items():
        for n, link in enumerate(row["links"]):
            other = rows.incidents.get(link["incident_id"])
            if other is None or link["document"] in other["documents"]:
                continue
            yield Item(
                item_id("link", row["anchor"], other["anchor"], link["type"], n), "link",
                f"Is it right that {named(row)} is tied ({str(link['type']).replace('_', ' ')}) to {named(other)}?",
                f"one phrase says so (“{' '.join(str(link['quote']).split())[:120]}”), and no report of the other incident holds it",
                (incident_id, link["incident_id"]), _telling(rows, incident_id)[:1] + _telling(rows, link["incident_id"])[:1], 0, 0, 0.2,
                max(size_of(row), size_of(other)), countries_of([row, other]), sides_of([row, other]), (link["document"],),
                (link["rule"],) if link.get("rule") else (),
            )  # fmt: skip


def by_document(homes: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Incidents by the documents that tell of them."""
    out: dict[str, list[str]] = defaultdict(list)
    for incident, documents in sorted(homes.items()):
        for name in documents:
            out[name].append(incident)
    return out
