"""Who tells of which day and count: the index by which documents that may be on one matter are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from rashomon.store import bulk
from rashomon.store.derived_tables import document_matters
from rashomon.store.document_index import parts


class KeyIndex:
    """The table ``document_matters``."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db

    def matter_holders(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The documents that tell of each of these days and counts."""
        t, out = document_matters.c, dict[int, list[int]]()
        for some in parts(set(keys)):
            for key, number in self._db.execute(sa.select(t.key, t.document_no).where(t.key.in_(some))).all():
                out.setdefault(key, []).append(number)
        return {key: sorted(numbers) for key, numbers in out.items()}

    def matters(self, numbers: Iterable[int]) -> dict[int, set[int]]:
        """The days and counts that these documents tell of."""
        t, out = document_matters.c, {number: set[int]() for number in numbers}
        for some in parts(out):
            for number, key in self._db.execute(sa.select(t.document_no, t.key).where(t.document_no.in_(some))).all():
                out[number].add(key)
        return out

    def write_matters(self, keys: Mapping[int, Iterable[int]]) -> None:
        """Puts these days and counts in place of those the documents had."""
        for some in parts(keys):
            self._db.execute(document_matters.delete().where(document_matters.c.document_no.in_(some)))
        bulk.insert(self._db, document_matters, ("key", "document_no"), sorted((k, n) for n, own in keys.items() for k in set(own)))
