"""Finds incident mentions by document, component, id, and by the keys and days under which they can meet another."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

import sqlalchemy as sa

from rashomon.model import IncidentMention
from rashomon.store.codec import decode, encode
from rashomon.store.derived_tables import mention_keys, mention_rivals, mentions

#: Values asked for in one query.
MANY = 500
#: Mentions kept in memory; some kilobytes each.
KEPT = 8_000


class Key(Protocol):
    """A key with the days of month and week that go with it."""

    @property
    def key(self) -> int:
        """The hashed key."""

    @property
    def first(self) -> int:
        """First day, an ordinal."""

    @property
    def last(self) -> int:
        """Last day."""

    @property
    def days(self) -> int:
        """Days of the week as bits."""


class Found(NamedTuple):
    """A mention as the index knows it."""

    number: int
    document: str
    component: int


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(set(values))
    for n in range(0, len(ordered), MANY):
        yield ordered[n : n + MANY]


def _found(db: sa.Connection, column: sa.Column[Any], values: Iterable[Any]) -> list[Found]:
    t = mentions.c
    query = sa.select(t.mention_no, t.document, t.component)
    return sorted(Found(*row) for chunk in _chunks(values) for row in db.execute(query.where(column.in_(chunk))))


def of_documents(db: sa.Connection, names: Iterable[str]) -> list[Found]:
    """The mentions of these documents."""
    return _found(db, mentions.c.document, names)


def of_components(db: sa.Connection, components: Iterable[int]) -> list[Found]:
    """The mentions of these components."""
    return _found(db, mentions.c.component, components)


def of_numbers(db: sa.Connection, numbers: Iterable[int]) -> list[Found]:
    """The mentions of these numbers that are in the ledger."""
    return _found(db, mentions.c.mention_no, numbers)


#: Mentions by the text they were read from. A mention that is the same is the same object: what was worked out of it and of its pairs
#: (profiles, scores) holds from one decision of a reviewer to the next.
_read: dict[bytes, IncidentMention] = {}


def load(db: sa.Connection, numbers: Iterable[int]) -> dict[int, IncidentMention]:
    """These mentions themselves."""
    query = sa.select(mentions.c.mention_no, sa.type_coerce(mentions.c.mention, sa.Text).label("text"))
    return {
        row.mention_no: _of_text(row.text)
        for chunk in _chunks(numbers)
        for row in db.execute(query.where(mentions.c.mention_no.in_(chunk)))
    }


def _of_text(text: str) -> IncidentMention:
    key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = _read.get(key)
    if found is None:
        while len(_read) >= KEPT:
            _read.pop(next(iter(_read)), None)
        found = _read[key] = decode(IncidentMention, json.loads(text))
    return found


def meeting(db: sa.Connection, probes: Iterable[Key]) -> set[int]:
    """Numbers of the mentions with a row of the same key whose days touch those of the probe, and where ``days`` is not 0, share one of these."""
    alike: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for p in probes:
        alike[p.first, p.last, p.days].add(p.key)
    t = mention_keys.c
    out: set[int] = set()
    for (first, last, days), keys in sorted(alike.items()):
        for chunk in _chunks(keys):
            query = sa.select(t.mention_no).where(t.key.in_(chunk), t.first <= last, t.last >= first)
            if days:
                query = query.where(t.days.bitwise_and(days) != 0)
            out.update(db.execute(query).scalars())
    return out


class Rival(NamedTuple):
    """One that a mention of unknown day fits best."""

    mention_no: int
    other_no: int
    other_id: str
    score: float
    first: int | None
    last: int | None


def rivals_of(db: sa.Connection, numbers: Iterable[int]) -> dict[int, list[Rival]]:
    """For each of these mentions those that fit it best."""
    out: dict[int, list[Rival]] = defaultdict(list)
    for chunk in _chunks(numbers):
        for row in db.execute(sa.select(mention_rivals).where(mention_rivals.c.mention_no.in_(chunk))):
            out[row.mention_no].append(Rival(*row))
    return out


def fitted_by(db: sa.Connection, numbers: Iterable[int]) -> set[int]:
    """The mentions that one of these fits best."""
    t = mention_rivals.c
    return {n for chunk in _chunks(numbers) for n in db.scalars(sa.select(t.mention_no).where(t.other_no.in_(chunk)))}


def write_rivals(db: sa.Connection, rivals: Mapping[int, Sequence[Rival]]) -> None:
    """Writes for each of these mentions what fits it best, in place of what did."""
    for chunk in _chunks(rivals):
        db.execute(mention_rivals.delete().where(mention_rivals.c.mention_no.in_(chunk)))
    rows = [r._asdict() for _, some in sorted(rivals.items()) for r in some]
    for n in range(0, len(rows), MANY):
        db.execute(mention_rivals.insert(), rows[n : n + MANY])


def remove(db: sa.Connection, numbers: Collection[int]) -> None:
    """Takes mentions out, with their keys and with what fits them best."""
    for chunk in _chunks(numbers):
        db.execute(mention_rivals.delete().where(mention_rivals.c.mention_no.in_(chunk)))
        db.execute(mention_keys.delete().where(mention_keys.c.mention_no.in_(chunk)))
        db.execute(mentions.delete().where(mentions.c.mention_no.in_(chunk)))


def add(db: sa.Connection, rows: Sequence[tuple[int, int, IncidentMention, Iterable[Key]]]) -> None:
    """Puts mentions in: number, component, the mention, its keys."""
    for n in range(0, len(rows), MANY):
        part = rows[n : n + MANY]
        db.execute(
            mentions.insert(),
            [
                {"mention_no": no, "mention_id": m.mention_id, "document": m.document, "component": component, "mention": encode(m)}
                for no, component, m, _ in part
            ],
        )
        keys = [{"key": k.key, "mention_no": no, "first": k.first, "last": k.last, "days": k.days} for no, _, _, own in part for k in own]
        if keys:
            db.execute(mention_keys.insert(), keys)


def label(db: sa.Connection, component_of: Mapping[int, int]) -> None:
    """Gives mentions, by number, the component they are in."""
    by_component: dict[int, list[int]] = defaultdict(list)
    for number, component in component_of.items():
        by_component[component].append(number)
    for component, numbers in sorted(by_component.items()):
        for chunk in _chunks(numbers):
            db.execute(mentions.update().where(mentions.c.mention_no.in_(chunk)).values(component=component))
