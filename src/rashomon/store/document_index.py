"""The index of documents: finds, for a few documents, the others that are concerned. Every question costs by its answer, not by the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa

from rashomon.model import Document, Published
from rashomon.store import bulk
from rashomon.store.codec import decode, encode
from rashomon.store.derived_tables import document_facts as facts
from rashomon.store.json_text import dumps

#: Values in one question; databases take some thousands.
MANY = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settled:
    """A row of the index. ``text`` is the document as read, without text and blocks, as JSON (:attr:`head`); ``known``, ``published``, ``version_of``
    and ``twin`` as in the table."""

    document_no: int
    document_id: str
    used: bool
    keys: int
    outlet: str | None
    url: str | None
    date_order: str | None
    open_date: bool
    text: str
    known: Published | None = None
    published: Published | None = None
    version_of: str | None = None
    twin: bool = False

    @property
    def head(self) -> Document:
        """The document as read, without text and blocks."""
        return decode(Document, json.loads(self.text))

    @property
    def versioned(self) -> bool:
        """Whether it was known for a later version of another text when it was read."""
        return '"version_of":null' not in self.text  # in JSON a quotation mark inside a value has a sign before it

    @property
    def undated(self) -> bool:
        """Whether other documents may give it its day."""
        return self.known is not None and self.known.day is None


def parts(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, sorted, in lists short enough for one question."""
    ordered = sorted(values)  # type: ignore[type-var]
    for n in range(0, len(ordered), MANY):
        yield ordered[n : n + MANY]


def insert(db: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Appends rows, if there are any."""
    if rows:
        db.execute(table.insert(), list(rows))


_COLUMNS = [sa.type_coerce(c, sa.Text).label(c.name) if c.name in ("head", "known", "published") else c for c in facts.columns]
_NAMES = [c.name for c in facts.columns]


@lru_cache(maxsize=10_000)
def published_of(text: str | None) -> Published | None:
    """The date that is kept as this JSON."""
    return None if text is None else decode(Published, json.loads(text))


@lru_cache(maxsize=10_000)
def _text_of(published: Published | None) -> str | None:
    return None if published is None else dumps(encode(published))


class DocumentIndex:
    """The table ``document_facts``."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db

    def facts(self, names: Iterable[str]) -> dict[str, Settled]:
        """The rows of these names; names that are not in the index are left out."""
        return self._facts(facts.c.document, names)

    def numbered(self, numbers: Iterable[int]) -> dict[str, Settled]:
        """The rows of these document numbers, by name."""
        return self._facts(facts.c.document_no, numbers)

    def at(self, urls: Iterable[str]) -> dict[str, Settled]:
        """The documents of these addresses, by name."""
        return self._facts(facts.c.url, urls)

    def open_dated(self, outlets: Iterable[str]) -> dict[str, Settled]:
        """The documents of these outlets whose printed date could be read in two orders, by name."""
        return self._facts(facts.c.outlet, outlets, facts.c.open_date.is_(True))

    def _facts(self, column: sa.Column[Any], values: Iterable[Any], *more: sa.ColumnElement[bool]) -> dict[str, Settled]:
        out = {}
        for some in parts(set(values)):
            for row in self._db.execute(sa.select(*_COLUMNS).where(column.in_(some), *more)).all():
                out[row.document] = Settled(
                    row.document_no,
                    row.document_id,
                    row.used,
                    row.keys,
                    row.outlet,
                    row.url,
                    row.date_order,
                    row.open_date,
                    row.head,
                    published_of(row.known),
                    published_of(row.published),
                    row.version_of,
                    row.twin,
                )
        return {name: out[name] for name in sorted(out)}

    def printers(self, names: Iterable[str]) -> dict[str, Document]:
        """Of these documents who printed them, whom they credit and the day, and nothing else: for groups of thousands."""
        chosen = sa.select(facts.c.document, facts.c.document_id, facts.c.head)
        out = {}
        for some in parts(set(names)):
            for name, document_id, head in self._db.execute(chosen.where(facts.c.document.in_(some))).all():
                day = decode(Published, {"day": head["published"]["day"]})
                out[name] = Document(name, "", document_id, "", head["outlet"], agencies=tuple(head["agencies"]), published=day)
        return out

    def sizes(self, numbers: Iterable[int]) -> dict[int, tuple[str, int]]:
        """Name and number of keys of documents, by document number."""
        asked = f'SELECT document_no, document, "keys" FROM {facts.name} WHERE document_no IN '  # noqa: S608 - a name of our own tables
        out = {}
        for some in parts(set(numbers)):  # numbers stand in the question: of thousands, each a parameter, most of the time went there
            out.update({no: (name, keys) for no, name, keys in self._db.exec_driver_sql(f"{asked}({', '.join(map(str, map(int, some)))})")})
        return out

    def orders(self, outlets: Iterable[str], orders: Sequence[str] = ("dm", "md")) -> dict[str, frozenset[str]]:
        """The orders of day and month that the dates of each of these outlets show."""

        def shown(outlet: str, order: str) -> bool:
            asked = sa.select(facts.c.document_no).where(facts.c.outlet == outlet, facts.c.date_order == order).limit(1)
            return self._db.execute(asked).first() is not None

        return {outlet: frozenset(o for o in orders if shown(outlet, o)) for outlet in sorted(set(outlets))}

    def first_names(self, document_ids: Iterable[str]) -> dict[str, str]:
        """For each text the name that sorts first; texts that nobody has are left out."""
        out = {}
        for some in parts(set(document_ids)):
            asked = sa.select(facts.c.document_id, sa.func.min(facts.c.document)).where(facts.c.document_id.in_(some))
            out.update({r[0]: r[1] for r in self._db.execute(asked.group_by(facts.c.document_id))})
        return out

    def given(self, names: Iterable[str]) -> dict[str, tuple[Published | None, str | None, bool]]:
        """What other documents gave these: date of publication (None: it is not used), version of which text, and whether it is a twin."""
        c = facts.c
        asked = sa.select(c.document, sa.type_coerce(c.published, sa.Text), c.version_of, c.twin)
        found = {
            r[0]: (published_of(r[1]), r[2], bool(r[3]))
            for some in parts(set(names))
            for r in self._db.execute(asked.where(c.document.in_(some))).all()
        }
        return {name: found[name] for name in sorted(found)}

    def write(self, rows: Mapping[str, Settled]) -> None:
        """Puts these rows in place of those of the same documents."""
        self.remove(r.document_no for r in rows.values())
        values = [
            (
                r.document_no,
                name,
                r.document_id,
                r.used,
                r.keys,
                r.outlet,
                r.url,
                r.date_order,
                r.open_date,
                r.undated,
                r.text,
                _text_of(r.known),
                _text_of(r.published),
                r.version_of,
                r.twin,
            )
            for name, r in sorted(rows.items())
        ]
        bulk.insert(self._db, facts, _NAMES, values)

    def remove(self, numbers: Iterable[int]) -> None:
        """Takes the rows of these documents out; keys, pairs and groups are not touched."""
        for some in parts(set(numbers)):
            self._db.execute(facts.delete().where(facts.c.document_no.in_(some)))
