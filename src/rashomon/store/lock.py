"""One writer at a time: a second run is told who writes since when, or waits."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import engine_postgres, engine_sqlite
from rashomon.store.engine import Database

#: Between two looks whether the other one is done, in seconds.
PAUSE = 0.2

if sys.platform == "win32":
    import msvcrt

    def _grab(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _grab(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(LedgerError):
    """Somebody else writes to the ledger now."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes to a ledger, as far as it is known."""

    who: str = "another run"
    since: str = ""

    def __str__(self) -> str:
        return self.who + (f", since {self.since}" if self.since else "")


@contextmanager
def writer_lock(database: Database, wait: bool | float = False, tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Nobody else writes to this ledger while the block runs. The system lets go of the lock when the process dies, however it dies.

    Raises LedgerError that names who holds it where another one does; with ``wait`` it waits instead, after saying so once; a number
    waits so many seconds (:class:`Busy` after that, and where it does not wait at all).
    """
    if database.read_only:
        raise LedgerError(f"the ledger {database.name} was opened for reading only")
    with _file(database, database.path, wait, tell) if database.path is not None else _server(database, wait, tell):
        yield


def lock_path(ledger: Path) -> Path:
    """The file beside a ledger that is there while somebody writes."""
    return ledger.with_name(ledger.name + ".lock")


def _held(database: Database, holder: Holder) -> Busy:
    return Busy(
        f"the ledger {database.name} is being written to by {holder}; let it end and run again, or run with --wait, which waits for it"
    )


def _until(
    take: Callable[[], bool], holder: Callable[[], Holder], database: Database, wait: bool | float, tell: Callable[[str], None] | None
) -> None:
    told = False
    end = None if isinstance(wait, bool) else time.monotonic() + wait
    while not take():
        if not wait or (end is not None and time.monotonic() >= end):
            raise _held(database, holder())
        if not told and tell is not None:
            tell(f"waiting: the ledger {database.name} is being written to by {holder()}")
        told = True
        time.sleep(PAUSE)


@contextmanager
def _file(database: Database, ledger: Path, wait: bool | float, tell: Callable[[str], None] | None) -> Iterator[None]:
    path = lock_path(ledger)
    mine: list[IO[str]] = []

    def take() -> bool:
        try:
            file = path.open("a+", encoding="utf-8")
        except OSError as err:
            raise LedgerError(
                f"the ledger {ledger} cannot be written: {path.name} cannot be made beside it ({err.strerror}); "
                "ask for the right to write to its folder, or choose another --out"
            ) from None
        try:
            _grab(file.fileno())
            if not _still(path, file):  # the one before took the file away between opening and locking it
                file.close()
                return take()
        except (BlockingIOError, PermissionError):
            file.close()
            return False
        except OSError as err:
            file.close()
            raise LedgerError(
                f"the ledger {ledger} cannot be locked ({err.strerror}): this file system knows no locks; keep the ledger on a local disk"
            ) from None
        mine.append(file)
        return True

    _until(take, lambda: _read(path), database, wait, tell)
    file = mine[0]
    try:
        try:
            file.truncate(0)
            file.write(json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": _now()}))
            file.flush()
        except OSError as err:
            raise LedgerError(f"the ledger {ledger} cannot be written: {engine_sqlite.advice(err, ledger)}") from None
        yield
    finally:
        if sys.platform != "win32":  # there a file in use cannot be taken away; it stays, and does no harm
            path.unlink(missing_ok=True)
        with suppress(OSError):
            file.close()


def _still(path: Path, file: IO[str]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _read(path: Path) -> Holder:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        here = "" if data["host"] == socket.gethostname() else f" on {data['host']}"
        return Holder(f"process {data['process']}{here}", data["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _server(database: Database, wait: bool | float, tell: Callable[[str], None] | None) -> Iterator[None]:
    """An advisory lock: it lives as long as the connection, and holds in one database of the server."""
    key = (engine_postgres.LOCKS, engine_postgres.RUN_LOCK)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as db:
        # the server must not end a connection that is idle while articles are read
        if _number(db) >= 14:
            db.exec_driver_sql("SET idle_session_timeout = 0")

        def take() -> bool:
            return bool(db.scalar(sa.select(sa.func.pg_try_advisory_lock(*key))))

        try:
            _until(take, lambda: _who(db), database, wait, tell)
        except sa.exc.SQLAlchemyError as err:
            raise LedgerError(f"the ledger {database.name} cannot be locked: {engine_postgres.advice(err, database.where)}") from err
        try:
            yield
        finally:
            with suppress(sa.exc.SQLAlchemyError):
                db.scalar(sa.select(sa.func.pg_advisory_unlock(*key)))


def _number(db: sa.Connection) -> int:
    return int(db.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10000


def _who(db: sa.Connection) -> Holder:
    row = db.execute(
        sa.text(
            "SELECT a.application_name AS app, a.usename AS person, a.backend_start AT TIME ZONE 'UTC' AS since "
            "FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
            "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :c AND l.objid = :o "
            "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"c": engine_postgres.LOCKS, "o": engine_postgres.RUN_LOCK},
    ).first()
    if row is None:
        return Holder()
    since = row.since.isoformat(timespec="seconds") + "+00:00" if row.since else ""
    return Holder(f"{row.app or 'another run'} of user {row.person}" if row.person else row.app or "another run", since)
