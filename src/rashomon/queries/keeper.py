"""Keeps a SQLite ledger in the way of writing that lets readers and a writer go on side by side, for as long as somebody serves it."""

from __future__ import annotations

from contextlib import suppress

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store.engine import Database, Where, is_url, open_engine


class Keeper:
    """Turns the write-ahead log on while nobody reads, and holds it open: a writer that had to turn it on itself would wait for a moment without
    readers, which a busy server has none of. Where the file cannot be written to there will be no writer either, and nothing is done."""

    def __init__(self, where: Where) -> None:
        self._database: Database | None = None
        self._held: sa.Connection | None = None
        if is_url(where):
            return
        with suppress(LedgerError):
            self._database = open_engine(where)
            with suppress(sa.exc.SQLAlchemyError):
                self._held = self._database.engine.execution_options(rashomon_reads=True).connect()
                self._held.exec_driver_sql("SELECT count(*) FROM sqlite_master")
                self._held.rollback()  # no state of the ledger is held, only the log

    def close(self) -> None:
        """Lets go of it: the ledger becomes one file again where nobody else has it open."""
        if self._held is not None:
            self._held.close()
        if self._database is not None:
            self._database.close()
        self._held = self._database = None
