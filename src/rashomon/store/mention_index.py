"""Finds incident mentions by document, component, id, and by the keys and days under which they can meet another."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from rashomon.model import IncidentMention
from rashomon.store.bulk import insert
from rashomon.store.codec import decode, encode
from rashomon.store.derived_tables import mention_keys, mention_rivals, mentions
from rashomon.store.held_once import held_once
from rashomon.store.json_text import dumps

#: Values asked for in one query.
MANY = 500
#: Mentions kept in memory; some kilobytes each.
KEPT = 8_000


#: A key with the days, as ordinals, on which a mention is found under it: key, first, last.
Key = tuple[int, int, int]


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
        found = _read[key] = held_once(decode(IncidentMention, json.loads(text)))
    return found


def under(db: sa.Connection, keys: Iterable[int], first: int, last: int) -> NDArray[np.int64]:
    """Key, number, first and last day of every mention under these keys whose days touch ``first``–``last``: a row each, sorted."""
    rows = [
        row
        for chunk in _chunks(keys)
        for row in _ask(db, 'SELECT key, mention_no, "first", "last" FROM mention_keys WHERE key IN ({})', chunk, (last, first))
    ]
    found = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=4 * len(rows)).reshape(-1, 4)
    return found[np.lexsort((found[:, 1], found[:, 3], found[:, 2], found[:, 0]))]


def _ask(db: sa.Connection, text: str, values: Sequence[int], days: tuple[int, int]) -> Any:
    """Rows by keys and days, asked without SQLAlchemy's statements: millions of plain numbers pass here."""
    mark = "?" if db.dialect.name == "sqlite" else "%s"
    asked = text.format(", ".join([mark] * len(values))) + f' AND "first" <= {mark} AND "last" >= {mark}'
    with closing(db.exec_driver_sql(asked, (*values, *days))) as result:
        return result.cursor.fetchall()


def counts(db: sa.Connection, keys: Iterable[int], most: int) -> dict[int, int]:
    """How many mentions are filed under each of these keys, counted no further than ``most``."""
    mark = "?" if db.dialect.name == "sqlite" else "%s"
    some_of = f"SELECT 1 FROM mention_keys AS other WHERE other.key = own.key LIMIT {int(most)}"  # noqa: S608
    out: dict[int, int] = {}
    for chunk in _chunks(keys):
        wanted = ", ".join([f"({mark})"] * len(chunk))
        asked = f"WITH own(key) AS (VALUES {wanted}) SELECT own.key, (SELECT COUNT(*) FROM ({some_of}) AS few) FROM own"  # noqa: S608
        out.update((row[0], row[1]) for row in db.exec_driver_sql(asked, tuple(chunk)))
    return out


class Rival(NamedTuple):
    """One that a mention of no one day (of unknown, or of one of several) fits best."""

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


class Row(NamedTuple):
    """A mention as it is kept (``mention`` as JSON), with the keys it is found under."""

    number: int
    mention_id: str
    document: str
    mention: str
    keys: tuple[Key, ...]


def row_of(number: int, mention: IncidentMention, keys: Iterable[Key]) -> Row:
    """The row of a mention."""
    return Row(number, mention.mention_id, mention.document, dumps(encode(mention)), tuple((k, first, last) for k, first, last in keys))


def add(db: sa.Connection, rows: Sequence[Row]) -> None:
    """Puts mentions in, each a component of its own."""
    for n in range(0, len(rows), MANY):
        part = rows[n : n + MANY]
        own = [(r.number, r.mention_id, r.document, r.number, r.mention) for r in part]
        insert(db, mentions, ("mention_no", "mention_id", "document", "component", "mention"), own)
        keys = sorted((key, r.number, first, last) for r in part for key, first, last in r.keys)
        insert(db, mention_keys, ("key", "mention_no", "first", "last"), keys)


def label(db: sa.Connection, component_of: Mapping[int, int]) -> None:
    """Gives mentions, by number, the component they are in."""
    rows = [{"n": n, "c": c} for n, c in sorted(component_of.items())]
    if rows:
        asked = mentions.update().where(mentions.c.mention_no == sa.bindparam("n")).values(component=sa.bindparam("c"))
        db.execute(asked, rows)
