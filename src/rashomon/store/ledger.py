"""Opens a ledger, to read it or to write it. What is in it: ``docs/concepts/store.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import sqlalchemy as sa

from rashomon.store import evidence
from rashomon.store.engine import Database, Where, open_engine
from rashomon.store.lock import writer_lock
from rashomon.store.migrations import prepare
from rashomon.store.reading import Reading

Tell = Callable[[str], None]


class Ledger:
    """An open ledger. :meth:`read` and :meth:`write` give connections that see, and change, it as a whole.

    Opened by its constructor it is for reading only; :func:`writing` opens one to write. Raises LedgerError, with what to do, where it
    cannot be opened, is no ledger, or was written by a newer version.
    """

    def __init__(self, where: Where, *, database: Database | None = None) -> None:
        self.database = database or open_engine(where, read_only=True)
        if database is None:
            try:
                prepare(self.database)
            except BaseException:
                self.database.close()
                raise

    def read(self) -> AbstractContextManager[sa.Connection]:
        """A connection that sees one state of the ledger."""
        return self.database.read()

    def write(self) -> AbstractContextManager[sa.Connection]:
        """A transaction: all of it is kept, or nothing."""
        return self.database.write()

    def readings(self) -> list[Reading]:
        """Everything that was read, each document as it was read last, sorted by name."""
        with self.read() as db:
            return evidence.load_readings(db, evidence.known(db))

    def close(self) -> None:
        """Closes it."""
        self.database.close()


@contextmanager
def writing(where: Where, *, wait: bool | float = False, tell: Tell | None = None) -> Iterator[Ledger]:
    """A ledger to write to, made where there is none and upgraded where it is of an older version. Nobody else writes to it meanwhile. ``wait``
    as in :func:`writer_lock`."""
    database = open_engine(where)
    try:
        with writer_lock(database, wait, tell):
            prepare(database, tell=tell)
            yield Ledger(where, database=database)
            database.close()
    finally:
        database.close()
