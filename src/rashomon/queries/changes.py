"""What the ledger says otherwise than before: between two runs or moments, over all runs for chosen incidents, and as of a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.exports.cards import speaker_name
from rashomon.exports.told import cause_words, figure_of, flat, of_whom, shown_steps, spoken_first
from rashomon.exports.told_moves import Told, grouped, scope_of
from rashomon.exports.words import date_words
from rashomon.model import Claim
from rashomon.pipeline.asked import asked_for, claims_said, documents_said, family
from rashomon.pipeline.deciding import DERIVING, by_id
from rashomon.pipeline.moments import run_by
from rashomon.pipeline.moved import Between, Change, Step, Sum, between, history, sums
from rashomon.pipeline.view import incident_of
from rashomon.queries.kept import kept
from rashomon.queries.parts import Part, counted
from rashomon.queries.quoting import FORGOTTEN, article_key
from rashomon.store import evidence_tables as t
from rashomon.store.decisions import load_decisions

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

WHAT = ("all", "came", "went", "changed", "figures")
#: Versions that are held beside each other at once, quotes of one step, and incidents whose whole log is told.
HELD, QUOTES, CHOSEN = 20_000, 2, 5
#: Documents of one incident that are asked whose names its label and its sides may hold, beside those that are quoted: to find the names of one
#: takes 5 ms.
SCOPE = 60
_FIELDS = {"date_start": "first day", "date_end": "last day", "status": "status", "kind": "kind", "place": "place", "sides": "sides",
           "attackers": "who did it", "background": "told as background"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A quote that moved a figure. ``article`` is the key of its page."""

    claim_id: str
    text: str
    speaker: str
    document: str
    article: str


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that moved: of whom, from what to what, in whose words."""

    whom: str
    before: str
    after: str
    quotes: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """A cause in words, with the run that wrote it down."""

    run_id: int
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one incident: ``came``, ``went`` (into ``into``) or ``changed``; ``fields`` are what changed beside the figures."""

    incident_id: str
    label: str
    date: str
    what: str
    background: bool
    into: str | None
    took_over: tuple[str, ...]
    causes: tuple[Why, ...]
    moves: tuple[Move, ...]
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind of cause: how many, and what they make of the totals."""

    cause: str
    changes: int
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the end of run ``first`` to the end of run ``last``, with both in words."""

    first: int
    last: int
    first_words: str
    last_words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What changed in a stretch. ``back`` moved and moved back; ``part`` is a page of those of the cause and kind asked for."""

    stretch: Stretch
    came: int
    went: int
    changed: int
    back: int
    sums: tuple[Sum, ...]
    groups: tuple[Group, ...]
    part: Part[Moved]


def stretch(db: sa.Connection, first: str, last: str) -> Stretch:
    """The stretch between two moments or runs (``2024-02-13``, ``run:3``); without ``last`` up to now, without ``first`` what the last run that
    derived something did. Raises InputError for anything else, and where the first is after the last."""
    r = t.runs.c
    derived = list(db.scalars(sa.select(r.run_id).where(r.kind.in_(DERIVING), r.finished.is_not(None)).order_by(r.run_id.desc()).limit(1)))
    end, end_words = run_by(db, last, "to") if last else ((derived[0] if derived else 0), "now")
    begin, begin_words = run_by(db, first, "from") if first else (max(0, end - 1), "the run before")
    if begin > end:
        raise InputError(f"from {begin_words} is after {end_words}; put the earlier one first")
    return Stretch(begin, end, begin_words, end_words)


def changes(
    desk: Desk, db: sa.Connection, asked: Stretch, *, cause: str = "", what: str = "all", start: int = 0, limit: int = 20
) -> Found:  # fmt: skip
    """What the ledger says otherwise after a stretch: see :func:`_first` for the order. Raises InputError where more was said in it than is
    held beside each other at once."""
    v = t.incident_versions.c
    said = db.scalar(sa.select(sa.func.count()).where(v.run_id > asked.first, v.run_id <= asked.last)) or 0
    if said > HELD:
        raise InputError(
            f"{said:,} versions were written in that stretch, more than {HELD:,}; choose a shorter one (from=run:{asked.last - 1})"
        )
    found = _between(desk, db, asked)
    heads = grouped(found.changes)
    if cause and cause not in {name for name, _ in heads}:
        chosen: Sequence[Change] = ()
    else:
        chosen = [c for name, its in heads if not cause or name == cause for c in its]
    rows = sorted((c for c in chosen if _is(c, what)), key=_first)
    own = rows[start : start + limit]
    n = {k: sum(c.what == k for c in found.changes) for k in ("came", "went", "changed")}
    groups = tuple(Group(name, len(its), tuple(sums(its))) for name, its in heads)
    page = counted(moved(desk, db, own), len(rows), start, limit)
    return Found(asked, n["came"], n["went"], n["changed"], found.back, tuple(sums(found.changes)), groups, page)


def _between(desk: Desk, db: sa.Connection, asked: Stretch) -> Between:
    """The last two stretches that were asked for are kept: rows of a whole ledger are large."""
    held: dict[tuple[int, int], Between] = kept(desk, ("between", desk.state(db).tag), dict)
    key = (asked.first, asked.last)
    if key not in held:
        made = between(db, asked.first, asked.last)
        while len(held) > 1:
            held.pop(next(iter(held)), None)
        held[key] = made
        return made
    return held[key]


def _first(c: Change) -> tuple[object, ...]:
    """What is told in passing last; what changed before what came and went; newest first, those of unknown day last."""
    row = c.new or c.old or {}
    day = row.get("date_start") or row.get("date_end") or ""
    return (bool(row.get("background")), ("changed", "came", "went").index(c.what), not day, -int(day.replace("-", "") or 0), c.incident_id)


def _is(c: Change, what: str) -> bool:
    return what in {"all", c.what} or (what == "figures" and bool(c.steps))


def moved(desk: Desk, db: sa.Connection, rows: Iterable[Change]) -> list[Moved]:
    """Changes as they may be shown."""
    own = list(rows)
    claims = claims_said(db, {c for x in own for s in x.steps for c in s.claims})
    documents = documents_said(db, claims.values(), {n for x in own for n in scope_of(x)[:SCOPE]})
    told = Told(claims, documents, by_id(load_decisions(db)), desk.masker(documents))
    return [_moved(x, told) for x in own]


def _moved(x: Change, told: Told) -> Moved:
    scope = scope_of(x)
    row = x.new or x.old
    causes = {}
    for c in x.causes:
        words = cause_words(c, x.steps, told.claims, told.documents, told.decisions, told.masker)
        causes[words] = Why(c.run_id, c.at, words)
    fields = ((_FIELDS[f], _plain(a, scope, told), _plain(b, scope, told)) for f, a, b in x.others)
    return Moved(
        x.incident_id,
        flat(told.masker.words(scope, x.label or "an incident")),
        date_words(incident_of(dict(row))) if row else "",
        x.what,
        bool(row and row["background"]),
        x.into,
        x.from_ids,
        tuple(causes.values()),
        tuple(_move(s, scope, told) for s in shown_steps(x.steps)),
        tuple(f for f in fields if f[1] != f[2]),
    )


def _move(s: Step, scope: Sequence[str], told: Told) -> Move:
    before, after = (flat(told.masker.words(scope, figure_of(e))) for e in (s.before, s.after))
    quotes: dict[str, Words] = {}
    for claim in spoken_first(s.claims, told.claims):
        made = _words(claim, told)
        quotes.setdefault(made.text, made)
    return Move(flat(of_whom(s, told.masker, scope)), before, after, tuple(quotes.values())[:QUOTES])


def _words(claim: Claim, told: Told) -> Words:
    document = told.documents.get(claim.document)
    there = document is not None and document.text[claim.start : claim.end]
    text = flat(told.masker.text(claim.document, claim.start, claim.end), 240) if there else FORGOTTEN
    shown = flat(told.masker.address(claim.document, claim.document))
    return Words(claim.claim_id, text, flat(speaker_name(claim, told.masker)), shown, article_key(claim.document.rsplit("@", 1)[0]))


def _plain(value: Any, scope: Sequence[str], told: Told) -> str:
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value in (None, "") else flat(told.masker.known(scope, str(value).replace("_", " ")))


def logs(desk: Desk, db: sa.Connection, ids: Collection[str]) -> list[tuple[str, list[Moved]]]:
    """How the figures of chosen incidents moved over all runs, oldest first. Raises InputError for an id nobody had, and for too many."""
    if len(ids) > CHOSEN:
        raise InputError(f"{len(ids)} incidents are chosen; at most {CHOSEN} at once")
    out = []
    for one in dict.fromkeys(ids):
        found = asked_for(db, one)
        own = found.incident_id or found.asked
        out.append((own, moved(desk, db, history(db, family(db, own)))))
    return out
