"""What was worked out of a document where it was read, kept until the run ends, so that growing need not load and read it again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from rashomon.store import bulk
from rashomon.store.derived_tables import prepared as table
from rashomon.store.document_index import parts
from rashomon.store.prepared_row import Prepared

_TEXT = sa.Text()


def keep(db: sa.Connection, names: Collection[str], made: Sequence[Prepared]) -> None:
    """Puts these in place of what was prepared of documents of these ``names``."""
    for group in parts(set(names)):
        db.execute(table.delete().where(table.c.document.in_(group)))
    bulk.insert(db, table, Prepared._fields, made)


def load(db: sa.Connection, names: Iterable[str]) -> dict[str, Prepared]:
    """What was prepared of these documents; the others are left out."""
    columns = [
        sa.type_coerce(c, _TEXT) if c.name in ("head", "known", "matters", "row") else c for c in (table.c[f] for f in Prepared._fields)
    ]
    out = {}
    for group in parts(set(names)):
        for row in db.execute(sa.select(*columns).where(table.c.document.in_(group))).all():
            out[row[0]] = Prepared(*row)
    return out


def runs_of(db: sa.Connection, names: Iterable[str]) -> dict[str, bytes]:
    """The runs of words of these documents, where they were prepared."""
    return dict(_told(db, table.c.document, table.c.runs, names))


def words_of(db: sa.Connection, document_ids: Collection[str]) -> dict[str, str]:
    """The words for search of these texts, where they were prepared."""
    return dict(_told(db, table.c.document_id, table.c.words, document_ids))


def _told(db: sa.Connection, key: sa.Column[Any], value: sa.Column[Any], keys: Iterable[str]) -> Iterator[tuple[Any, Any]]:
    for group in parts(set(keys)):
        yield from ((r[0], r[1]) for r in db.execute(sa.select(key, value).where(key.in_(group))))


def empty(db: sa.Connection) -> None:
    """Takes everything out: at the end of a run, and before one, for what a run that was cut off left may be of other rules."""
    db.execute(table.delete())
