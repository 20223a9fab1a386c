"""Two actors: the incidents between them, what each says of every one, and how one answers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.queries.actor import speaks_for
from rashomon.queries.bylens import claims_of_incidents, incident_rows
from rashomon.queries.entry import Entry
from rashomon.queries.lens import Lens
from rashomon.queries.quoting import Quote, Quoter, Row, article_key

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

#: Links that make incidents one episode, in words.
CHAINS = {"retaliation_for": "in retaliation for", "follows": "follows", "same_operation": "same operation as", "part_of": "part of"}
#: What is told first of a side's words: its stand, then its figures.
_FIRST = ("admits", "claims_responsibility", "denies", "retracts", "blames", "could_not_verify", "confirms")
#: Quotes of one side on one incident; the incident's page has all.
QUOTES = 4


@dataclass(frozen=True, slots=True)
class Sides:
    """What two actors say of one incident, each stand and figure with one quote; ``more`` counts claims that are not shown."""

    incident_id: str
    a: tuple[Quote, ...]
    b: tuple[Quote, ...]
    more: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two incidents hang together: the words that say so, and where they stand."""

    kind: str
    later: str
    earlier: str
    quote: str
    article: str
    document: str


@dataclass(frozen=True, slots=True)
class Episode:
    """Incidents that answer or follow one another, in order of days, those of unknown day last."""

    incidents: tuple[Entry, ...]
    ties: tuple[Tie, ...]


def both_sides(desk: Desk, db: sa.Connection, lens: Lens, ids: Sequence[str], a: str, b: str) -> list[Sides]:
    """What each says of these incidents."""
    of: dict[str, tuple[list[Row], list[Row]]] = {i: ([], []) for i in ids}
    for row in claims_of_incidents(desk, db, lens, ids):
        for n, name in enumerate((a, b)):
            if speaks_for(row, name):
                of[row["incident_id"]][n].append(row)
    chosen = {i: (_told(x), _told(y)) for i, (x, y) in of.items()}
    quoter = Quoter(desk, db, {r["document"] for x, y in chosen.values() for r in (*x, *y)})
    return [
        Sides(
            i,
            tuple(map(quoter.quote, chosen[i][0])),
            tuple(map(quoter.quote, chosen[i][1])),
            (_rest(of[i][0], chosen[i][0]), _rest(of[i][1], chosen[i][1])),
        )
        for i in ids
    ]


def _told(rows: Iterable[Row]) -> list[Row]:
    out: dict[tuple[object, ...], Row] = {}
    for r in sorted(rows, key=lambda r: (_rank(r), r["document"], r["start"], r["claim_id"])):
        key = (
            (r["stance"], r["denies"], r["target"])
            if r["kind"] != "casualty"
            else (r["harm"], r["side"], r["words"].casefold(), r["negated"])
        )
        out.setdefault(key, r)
    return list(out.values())[:QUOTES]


def _rank(row: Row) -> int:
    if row["kind"] == "casualty":
        return len(_FIRST) + (0 if row["harm"] == "killed" else 1)
    return _FIRST.index(row["stance"]) if row["stance"] in _FIRST else len(_FIRST) + 2


def _rest(all_rows: Sequence[Row], shown: Sequence[Row]) -> int:
    return len(all_rows) - len(shown)


def episodes(desk: Desk, db: sa.Connection, lens: Lens, entries: Sequence[Entry]) -> list[Episode]:
    """Chains among these incidents, longest first."""
    of = {e.incident_id: e for e in entries}
    found = incident_rows(desk, db, lens, [e.incident_id for e in entries if e.links])
    rows = [(i, x) for i in sorted(found) for x in found[i]["links"] if x["type"] in CHAINS and x["incident_id"] in of]
    home = {i: i for i in of}

    def root(i: str) -> str:
        while home[i] != i:
            i = home[i]
        return i

    for i, x in rows:
        home[root(i)] = root(x["incident_id"])
    quoter = Quoter(desk, db, {x["document"] for _, x in rows})
    groups: dict[str, list[Tie]] = {}
    for i, x in sorted(rows, key=lambda r: (r[0], r[1]["incident_id"], r[1]["type"], r[1]["document"], r[1]["start"])):
        words = quoter.words(x["document"], x["start"], x["end"])
        tie = Tie(x["type"], i, x["incident_id"], words, article_key(x["document"]), quoter.named(x["document"]))
        groups.setdefault(root(i), []).append(tie)
    out = []
    for ties in groups.values():
        ids = {i for tie in ties for i in (tie.later, tie.earlier)}
        out.append(Episode(tuple(sorted((of[i] for i in ids), key=_when)), tuple(ties)))
    return sorted(out, key=lambda x: (-len(x.incidents), x.incidents[0].incident_id))


def _when(entry: Entry) -> tuple[bool, str, str]:
    day = entry.date_start or entry.date_end
    return (day is None, str(day), entry.incident_id)
