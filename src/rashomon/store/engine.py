"""Opens the database of a ledger: a SQLite file by its path, or PostgreSQL by its URL. Both behave alike (``tests/contracts``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import engine_postgres, engine_sqlite

#: A path, or ``postgresql://user@host/database``.
Where = Path | str

VARIABLE = "RASHOMON_DATABASE"
FILE = "ledger.db"


def where_of(out: Path) -> Where:
    """Where the ledger of the folder ``out`` is: the database that ``RASHOMON_DATABASE`` names, else ``ledger.db`` in it."""
    return os.environ.get(VARIABLE, "").strip() or out / FILE


def is_url(where: Where) -> bool:
    """Whether ``where`` is a server and not a file."""
    return isinstance(where, str) and "://" in where


def printable(where: Where) -> str:
    """How messages call a place: a password is never in it."""
    return engine_postgres.printable(str(where)) if is_url(where) else str(where)


@dataclass(slots=True)
class Database:
    """An open database. ``name`` is how messages call it; a password is never in it.

    Every error of the database inside :meth:`read` and :meth:`write` becomes a LedgerError that says what to do.
    """

    where: Where
    name: str
    engine: sa.Engine
    read_only: bool = False
    _reader: sa.Engine = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._reader = self.engine.execution_options(rashomon_reads=True)
        if self.kind == "postgresql":  # what a reader sees does not change under it: SQLite's way
            self._reader = self._reader.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @property
    def path(self) -> Path | None:
        """The file, where the ledger is one."""
        return None if is_url(self.where) else Path(self.where)

    def read(self) -> AbstractContextManager[sa.Connection]:
        """A connection that sees one state of the ledger from its first query on, and cannot write."""
        return self._open(writes=False)

    def write(self) -> AbstractContextManager[sa.Connection]:
        """A connection in a transaction that is kept as a whole when the block ends, or not at all. One at a time."""
        return self._open(writes=True)

    @contextmanager
    def _open(self, *, writes: bool) -> Iterator[sa.Connection]:
        if writes and self.read_only:
            raise LedgerError(f"the ledger {self.name} was opened for reading only")
        try:
            with (self.engine if writes else self._reader).connect() as db, db.begin():
                if writes and self.kind == "postgresql":
                    engine_postgres.one_writer(db)
                yield db
        except sa.exc.SQLAlchemyError as err:
            raise self._error(err, writes=writes) from err

    def _error(self, err: Exception, *, writes: bool) -> LedgerError:
        """What a person can do about an error of the database."""
        room = engine_postgres if self.kind == "postgresql" else engine_sqlite
        done = "cannot be written" if writes else "cannot be read"
        kept = "; nothing of this step was kept" if writes else ""
        return LedgerError(f"the ledger {self.name} {done}: {room.advice(err, self.where)}{kept}")

    def _bare(self) -> sa.Engine:
        """An engine whose statements stand outside transactions."""
        if self.kind == "postgresql":
            return self.engine.execution_options(isolation_level="AUTOCOMMIT")
        return self.engine.execution_options(rashomon_bare=True)

    def scrub(self) -> None:
        """After something was erased: nothing of it stays in the write-ahead log or in free pages. May take long in a big ledger.

        PostgreSQL keeps its own write-ahead log and backups; those are for who runs the server (``docs/how-to/postgres.md``).
        """
        try:
            with self._bare().connect() as db:
                if self.kind == "postgresql":
                    db.exec_driver_sql("VACUUM (FULL)")
                    db.exec_driver_sql("CHECKPOINT" if engine_postgres.may_checkpoint(db) else "SELECT 1")
                else:
                    engine_sqlite.scrub(db)
        except sa.exc.SQLAlchemyError as err:
            raise self._error(err, writes=True) from err

    def close(self) -> None:
        """Closes it. A SQLite ledger becomes one file again; where that fails (a full disk, another reader) the write-ahead log
        stays beside it and is folded in later: nothing is lost."""
        self.engine.dispose()  # a reader of our own would be in the way
        if self.kind == "sqlite" and not self.read_only:
            with suppress(sa.exc.SQLAlchemyError), self._bare().connect() as db:
                engine_sqlite.fold(db)
        self.engine.dispose()


def open_engine(where: Where, *, read_only: bool = False) -> Database:
    """Opens the database at ``where`` without looking at its tables (:func:`rashomon.store.migrations.prepare` does).

    Raises LedgerError, with what to do: no such folder, host or database, a wrong password, a missing driver, a file that is no
    database, a folder that cannot be written to.
    """
    name = printable(where)
    engine = engine_postgres.create(str(where)) if is_url(where) else engine_sqlite.create(Path(where), read_only=read_only)
    database = Database(where, name, engine, read_only)
    try:
        with engine.connect() as db:
            if database.kind == "postgresql":
                engine_postgres.check(db, name)
            elif not read_only:
                engine_sqlite.writable(db)
    except sa.exc.SQLAlchemyError as err:
        engine.dispose()
        room = engine_postgres if is_url(where) else engine_sqlite
        raise LedgerError(f"the ledger {name} cannot be opened: {room.advice(err, where)}") from None
    except BaseException:
        engine.dispose()
        raise
    return database
