"""Runs of words of each document, kept so that texts once read are not read again for every document that shares a few words with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa

from rashomon.store import bulk
from rashomon.store.derived_tables import document_runs as table
from rashomon.store.document_index import parts


class WordRuns:
    """The table ``document_runs``."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db

    def of(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The runs of these documents; those of ledgers that an older version of this program wrote may be left out."""
        c = table.c
        asked = sa.select(c.document_no, c.runs)
        return {no: runs for some in parts(set(numbers)) for no, runs in self._db.execute(asked.where(c.document_no.in_(some))).all()}

    def exchange(self, old: Collection[int], new: Mapping[int, bytes]) -> None:
        """Puts the runs of ``new`` documents in place of those that the ``old`` had."""
        for some in parts(set(old)):
            self._db.execute(table.delete().where(table.c.document_no.in_(some)))
        bulk.insert(self._db, table, ("document_no", "runs"), [(n, runs) for n, runs in sorted(new.items()) if runs])
