"""Who the news speaks of: actors as sides, as those who did it, as speakers; and pairs of them that face each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.pipeline.compare import Total, kind_of
from rashomon.queries.bylens import then
from rashomon.queries.entry import Entry
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.parts import USUAL, Part, counted
from rashomon.queries.quoting import ASKED, shown_names
from rashomon.store import derived_tables as d

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

ROLES = ("any", "side", "accused", "admitted", "speaker")
NAMED = ("all", "names", "words")
#: Pairs are made of at most so many actors of one incident: a list of states that sent condolences is no quarrel.
CROWD = 12


@dataclass(slots=True)
class Actor:
    """An actor in a list. ``word``: a word of the articles ("police", "civilians") that may mean others elsewhere, and no name.

    Incidents are counted once each, aggregates and what is told as background apart (``aggregates``, ``background``): they hold attacks that
    are told one by one, too. ``killed`` adds up the figures of its own dead. ``hidden``: a private person, shown as a role without a page.
    """

    name: str
    word: bool
    incidents: int = 0
    side: int = 0
    accused: int = 0
    admitted: int = 0
    aggregates: int = 0
    background: int = 0
    claims: int = 0
    articles: int = 0
    killed: Total | None = None
    hidden: bool = False
    _documents: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Dyad:
    """Two actors told of in the same incidents; ``killed`` is the total of these, ``linked`` counts those that follow one another."""

    a: str
    b: str
    incidents: int = 0
    killed: Total = field(default_factory=lambda: Total("lens"))
    first: str | None = None
    last: str | None = None
    _documents: set[str] = field(default_factory=set)


def is_word(name: str) -> bool:
    """Whether a name is a common word: no letter of it is a capital, in a script that has them."""
    return name == name.lower() and name != name.upper()


def roles_of(entry: Entry) -> dict[str, set[str]]:
    """For each actor of an incident what it is there: side, accused (somebody says that it did it), admitted (it says so, or nobody
    disputes it)."""
    out: dict[str, set[str]] = {}
    for role, names in (("side", entry.sides), ("accused", entry.attributed), ("admitted", entry.attackers)):
        for name in names:
            out.setdefault(name, set()).add(role)
    for e in entry.figures:
        if e.over == "side" and e.side and e.side != "unknown":
            out.setdefault(e.side, set()).add("side")
    return out


def _table(desk: Desk, db: sa.Connection, lens: Lens) -> dict[str, Actor]:
    """Every actor of the ledger under a lens, names as the ledger has them."""
    out: dict[str, Actor] = {}
    for entry in desk.shelf(db, lens).entries.values():
        kind = kind_of(entry)
        for name, roles in roles_of(entry).items():
            one = out.setdefault(name, Actor(name, is_word(name)))
            one._documents.update(entry.documents[: ASKED - len(one._documents)] if len(one._documents) < ASKED else ())
            if kind == "aggregates":
                one.aggregates += 1
            elif kind == "background":
                one.background += 1
            else:
                one.incidents += 1
                one.side += "side" in roles
                one.accused += bool(roles & {"accused", "admitted"})
                one.admitted += "admitted" in roles
        if kind == "incidents":
            for e in entry.figures:
                if e.harm == "killed" and e.over == "side" and e.side in out:
                    own = out[e.side]
                    own.killed = own.killed or Total("lens")
                    own.killed.add(e)
    _add_speakers(desk, db, lens, out)
    return out


def _add_speakers(desk: Desk, db: sa.Connection, lens: Lens, out: dict[str, Actor]) -> None:
    for (speaker, document), n in sorted(_spoken(desk, db, lens).items()):
        one = out.setdefault(speaker, Actor(speaker, is_word(speaker)))
        one.claims += n
        one.articles += 1
        if len(one._documents) < 2 * ASKED:
            one._documents.add(document)


def _spoken(desk: Desk, db: sa.Connection, lens: Lens) -> dict[tuple[str, str], int]:
    """How often each speaker is quoted in each document."""
    if lens.as_of is not None:
        said = (r for r in then(desk, db, lens).claims if r["speaker"] and r["speaker"]["actor"])
        return Counter((r["speaker"]["actor"], r["document"]) for r in said)
    c = d.claims.c
    asked = sa.select(c.speaker, c.document, sa.func.count().label("n")).where(c.speaker.is_not(None)).group_by(c.speaker, c.document)
    return {(r.speaker, r.document): r.n for r in db.execute(asked)}


def _tag(desk: Desk, db: sa.Connection, lens: Lens) -> tuple[object, ...]:
    return (desk.state(db).tag, lens)


def actors(
    desk: Desk, db: sa.Connection, lens: Lens, *, q: str = "", role: str = "any", named: str = "all", start: int = 0, limit: int = USUAL
) -> Part[Actor]:
    """Actors by how many incidents they are told of in, then by how much they say. ``q`` is a part of the name; a private person is found
    by no name."""
    table = kept(desk, ("actors", *_tag(desk, db, lens)), lambda: _table(desk, db, lens))
    rows = [a for a in table.values() if _has(a, role) and (named == "all" or a.word == (named == "words"))]
    rows.sort(key=lambda a: (-a.incidents, -a.claims, -(a.aggregates + a.background), a.name))
    tag = desk.state(db).tag
    if q:
        rows = [a for a in rows if q.casefold() in a.name.casefold()]
        names = shown_names(desk, db, tag, {a.name: a._documents for a in rows})
        rows = [a for a in rows if not names[a.name][1]]
    own = rows[start : start + limit]
    names = shown_names(desk, db, tag, {a.name: a._documents for a in own})
    return counted([_shown(a, *names[a.name]) for a in own], len(rows), start, limit)


def _has(a: Actor, role: str) -> bool:
    return {"any": True, "side": a.side, "accused": a.accused, "admitted": a.admitted, "speaker": a.claims}[role] != 0


def _shown(a: Actor, name: str, hidden: bool) -> Actor:
    return Actor(
        name, a.word, a.incidents, a.side, a.accused, a.admitted, a.aggregates, a.background, a.claims, a.articles, a.killed, hidden
    )


def actor_named(desk: Desk, db: sa.Connection, lens: Lens, name: str) -> Actor | None:
    """The actor of a name. None: nobody is called so, or it is a private person whose name is hidden."""
    table = kept(desk, ("actors", *_tag(desk, db, lens)), lambda: _table(desk, db, lens))
    found = table.get(name)
    if found is None:
        return None
    shown, hidden = shown_names(desk, db, desk.state(db).tag, {name: found._documents})[name]
    return None if hidden else _shown(found, shown, hidden)


def near_names(desk: Desk, db: sa.Connection, lens: Lens, name: str, most: int = 5) -> list[str]:
    """Names that a person may have meant."""
    return [a.name for a in actors(desk, db, lens, q=name, limit=most).items] if name else []


def _pairs(desk: Desk, entries: Iterable[Entry]) -> list[Dyad]:
    out: dict[tuple[str, str], Dyad] = {}
    for entry in entries:
        if kind_of(entry) != "incidents":
            continue
        names = sorted(n for n in roles_of(entry) if not is_word(n))
        if len(names) > CROWD:
            continue
        for a, b in combinations(names, 2):
            one = out.setdefault((a, b), Dyad(a, b))
            one.incidents += 1
            if entry.killed is not None:
                one.killed.add(entry.killed)
            one._documents.update(entry.documents[: ASKED - len(one._documents)] if len(one._documents) < ASKED else ())
            day = (entry.date_end or entry.date_start) and str(entry.date_end or entry.date_start)
            if day:
                one.first, one.last = min(one.first or day, day), max(one.last or day, day)
    return sorted(out.values(), key=lambda x: (-x.incidents, x.a, x.b))


def dyads(
    desk: Desk, db: sa.Connection, lens: Lens, *, q: str = "", start: int = 0, limit: int = USUAL
) -> Part[Dyad]:  # fmt: skip
    """Pairs of named actors told of in the same incidents, most incidents first. Words that are no names are left out, and so are pairs with
    a private person."""
    rows = kept(desk, ("dyads", *_tag(desk, db, lens)), lambda: _pairs(desk, desk.shelf(db, lens).entries.values()))
    tag = desk.state(db).tag
    documents: dict[str, set[str]] = {}
    for x in rows:
        for name in (x.a, x.b):
            documents.setdefault(name, set()).update(x._documents)
    names = shown_names(desk, db, tag, documents)
    own = [x for x in rows if not names[x.a][1] and not names[x.b][1]]
    if q:
        own = [x for x in own if q.casefold() in f"{x.a}\n{x.b}".casefold()]
    return counted(own[start : start + limit], len(own), start, limit)


def with_actor(entries: Iterable[Entry], *names: str) -> list[Entry]:
    """Incidents in which all of these are told of, newest first, those of unknown day last."""
    own = [e for e in entries if roles_of(e).keys() >= set(names)]
    return newest(own)


def newest(entries: Sequence[Entry]) -> list[Entry]:
    """Newest first, those of unknown day last."""
    return sorted(entries, key=lambda e: (_day(e) is None, -(_day(e) or 0), e.incident_id))


def _day(entry: Entry) -> int | None:
    day = entry.date_start or entry.date_end
    return day.toordinal() if day else None


def counts_of(entries: Iterable[Entry]) -> Counter[str]:
    """How many incidents, aggregates and background incidents these are."""
    return Counter(kind_of(e) for e in entries)
