"""Who speaks in a ledger, how often and how: the list of speakers, and everything that one of them said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from rashomon.queries.article import labels_of
from rashomon.queries.desk import Desk
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.limits import unhurried
from rashomon.queries.out_by import out_by
from rashomon.queries.parts import Part, part
from rashomon.queries.quoting import ASKED, Quote, Row, claim_rows, quotes, shown_names
from rashomon.queries.search import Ask
from rashomon.queries.search_places import places_in
from rashomon.store import derived_tables as d
from rashomon.store.words import pieces_of

#: Seconds that the first list of speakers of a state may take; 3,000 articles with 18,000 claims take half a second.
_SECONDS = 120
#: Quotes shown of a speaker in the list.
FEW = 2


@dataclass(slots=True)
class _Heard:
    claims: list[str] = field(default_factory=list)
    documents: dict[str, None] = field(default_factory=dict)
    stances: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker in the list. ``name`` as it may be shown: private persons are a role ("a resident"), all of one role in one row. ``key`` is what
    asks for all they said, empty for private persons; ``stances`` are counts of what their words do."""

    name: str
    key: str
    claims: int
    articles: int
    stances: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a speaker said: a page of quotes; ``labels`` name their incidents under the lens."""

    name: str
    part: Part[Quote]
    labels: dict[str, str]


def _heard(db: sa.Connection, allowed: frozenset[str] | None) -> dict[str, _Heard]:
    out: dict[str, _Heard] = {}
    c = d.claims.c
    asked = sa.select(c.claim_id, c.document, c.stance, c.speaker, c.row).order_by(c.document, c.start, c.claim_id)
    with unhurried(db, _SECONDS):
        for r in db.execute(asked.execution_options(yield_per=500)):
            name = r.speaker or (r.row["speaker"] or {}).get("text")
            if name and (allowed is None or r.document in allowed):
                one = out.setdefault(name, _Heard())
                one.claims.append(r.claim_id)
                one.documents[r.document] = None
                one.stances[r.stance] += 1
    return out


def _all(desk: Desk, db: sa.Connection, lens: Lens) -> dict[str, _Heard]:
    key = ("speakers heard", desk.state(db).tag, lens.moment.stamp if lens.moment else "")
    return kept(desk, key, lambda: _heard(db, out_by(desk, db, lens)))


def speakers(desk: Desk, db: sa.Connection, lens: Lens, ask: Ask, start: int = 0) -> Part[Speaker]:
    """Speakers whose shown names have the words of ``ask.q`` (all of them, where nothing is asked), those with most claims first.

    Raises InputError for a query without a word."""
    every, tag = _all(desk, db, lens), desk.state(db).tag
    pieces = pieces_of(ask.q) if ask.q else []
    named = sorted((n for n in every if not pieces or places_in(pieces, n)), key=lambda n: (-len(every[n].claims), n))
    if pieces:
        shown = shown_names(desk, db, tag, {n: list(every[n].documents)[:ASKED] for n in named})
        named = [n for n in named if places_in(pieces, shown[n][0])]
    page = part(named, start, ask.limit)
    shown = shown_names(desk, db, tag, {n: list(every[n].documents)[:ASKED] for n in page.items})
    rows: dict[str, list[str]] = {}
    for name in page.items:
        rows.setdefault(shown[name][0], []).append(name)
    few = {i for its in rows.values() for i in _first(its, every)}
    said = quotes(desk, db, _rows(db, few))
    items = [_speaker(name, its, every, all(shown[n][1] for n in its), said) for name, its in rows.items()]
    return Part(items, page.total, page.start, page.next, page.before)


def _first(names: Sequence[str], every: dict[str, _Heard]) -> list[str]:
    return [i for n in names for i in every[n].claims][:FEW]


def _speaker(name: str, its: Sequence[str], every: dict[str, _Heard], private: bool, said: dict[str, Quote]) -> Speaker:
    stances: Counter[str] = Counter()
    for n in its:
        stances += every[n].stances
    return Speaker(
        name=name,
        key="" if private or len(its) > 1 else its[0],
        claims=sum(len(every[n].claims) for n in its),
        articles=len({x for n in its for x in every[n].documents}),
        stances=tuple(sorted(stances.items(), key=lambda s: (-s[1], s[0]))),
        quotes=tuple(said[i] for i in _first(its, every) if i in said),
    )


def heard(desk: Desk, db: sa.Connection, lens: Lens, ask: Ask, start: int = 0) -> Heard | None:
    """What the speaker of ``ask.speaker`` said, by document. None: nobody of that name speaks, or it is a private person's name."""
    one, tag = _all(desk, db, lens).get(ask.speaker), desk.state(db).tag
    if one is None:
        return None
    name, private = shown_names(desk, db, tag, {ask.speaker: list(one.documents)[:ASKED]})[ask.speaker]
    if private:
        return None
    page = part(one.claims, start, ask.limit)
    said = quotes(desk, db, _rows(db, page.items))
    own = [said[i] for i in page.items if i in said]
    labels = labels_of(desk, db, lens, {q.incident_id for q in own if q.incident_id})
    return Heard(name, Part(own, page.total, page.start, page.next, page.before), labels)


def _rows(db: sa.Connection, ids: Sequence[str] | set[str]) -> list[Row]:
    return list(claim_rows(db, ids).values())
