"""SQLite as the ledger's database: one file, safe when the program or the machine stops at any moment."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from rashomon.errors import LedgerError

#: How long a step waits for another program that is writing, in seconds.
WAIT = 20
#: Of a ledger that is written: pages held in memory, in kB (the default, 2 MB, holds no index of some thousand documents, and each row went to
#: three pages that were read anew), and after how many pages the log is written into the file, each page once however often it changed.
CACHE, LOG = 65_536, 8_000
#: Bytes of the head of a SQLite file; the library takes a single byte for an empty database.
SMALLEST = 100


def create(path: Path, *, read_only: bool) -> sa.Engine:
    """An engine on the file ``path``. Raises LedgerError where there can be no ledger at that path."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; a ledger is a file: choose another --out folder")
    if not path.exists():
        if read_only:
            raise LedgerError(f"there is no ledger at {path}; make one with `rashomon run INPUT --out {path.parent}`")
        if not path.parent.is_dir():
            raise LedgerError(f"the folder {path.parent} is not there; make it, or choose another --out")
    else:
        _look(path)
    # as many connections as are asked for: a server holds one for each request, and one that waits for another's would hold a thread as well
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), creator=lambda: _connect(path, read_only), max_overflow=-1)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _look(path: Path) -> None:
    """Whether there can be a ledger in the file. SQLite reads it, and not we: a process that closes a file of its own on it gives up all its locks on that file (so
    POSIX has it), and another program that ends would then take the log from under readers that are here."""
    none = f"the ledger {path} cannot be opened: it is no ledger (not a SQLite file); move it away, or choose another --out"
    if 0 < path.stat().st_size < SMALLEST:
        raise LedgerError(none)
    try:
        db = sqlite3.connect(f"{_address(path)}?mode=ro&immutable=1", uri=True)  # asks for no lock and makes no file
        try:
            db.execute("PRAGMA schema_version").fetchone()
        finally:
            db.close()
    except sqlite3.OperationalError:
        if not os.access(path, os.R_OK):
            raise LedgerError(f"the ledger {path} cannot be opened: {os.strerror(errno.EACCES)}; ask for the right to read it") from None
    except sqlite3.DatabaseError as err:
        if "not a database" in str(err):
            raise LedgerError(
                f"the ledger {path} cannot be opened: it is no ledger (not a SQLite file); move it away, or choose another --out"
            ) from None


def _address(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}"


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    address = _address(path)
    if not read_only:
        # the mode without "create" would refuse a new ledger; the folder was looked at before
        db = sqlite3.connect(f"{address}?mode=rwc", uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
        db.execute(f"PRAGMA cache_size=-{CACHE}")
        db.execute(f"PRAGMA wal_autocheckpoint={LOG}")
        return _set(db)
    db = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        # a file in WAL mode needs a helper file beside it; where the folder is read-only and no log waits, the file alone says all
        if path.with_name(path.name + "-wal").exists():
            raise
        db.close()
        db = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # a reader that attached another file could make one
    return _set(db)


def _set(db: sqlite3.Connection) -> sqlite3.Connection:
    db.execute("PRAGMA foreign_keys=ON")
    # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits when the power fails. A run commits once a batch, so it costs little.
    db.execute("PRAGMA synchronous=FULL")
    db.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten: `forget` must erase
    return db


def _begin(db: sa.Connection) -> None:
    """SQLite begins for itself only before some statements; here every transaction begins when it says so. A writer takes its lock at
    once: a transaction that reads first and then wants to write could be refused half-way."""
    reads = bool(db.get_execution_options().get("rashomon_reads"))
    db.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    if db.get_execution_options().get("rashomon_bare"):
        return
    db.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def writable(db: sa.Connection) -> None:
    """Opens for writing, with a write-ahead log: readers go on while a run writes, and a killed run leaves the state before it."""
    raw: Any = db.connection.dbapi_connection
    try:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA busy_timeout=0")
        try:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("ROLLBACK")
        except sqlite3.OperationalError as err:
            if "locked" not in str(err):  # another one is writing just now, so it can be written to; the lock will say who
                raise
        raw.execute(f"PRAGMA busy_timeout={WAIT * 1000:.0f}")
    except sqlite3.Error as err:
        raise sa.exc.OperationalError("PRAGMA journal_mode=WAL", None, err) from err


def scrub(db: sa.Connection) -> None:
    """Rewrites the file without its free pages and empties the write-ahead log."""
    db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.exec_driver_sql("VACUUM")
    busy = db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    if busy:
        raise sa.exc.OperationalError("PRAGMA wal_checkpoint", None, sqlite3.OperationalError("database is locked"))


def fold(db: sa.Connection) -> None:
    """Makes it one file again."""
    db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.exec_driver_sql("PRAGMA journal_mode=DELETE")


def advice(err: BaseException, where: object) -> str:
    """What went wrong and what to do about it."""
    cause = str(getattr(err, "orig", None) or err).splitlines()[0][:200]
    low = cause.lower()
    for words, do in (
        ("disk is full", "the disk is full; make room (the ledger is as it was before) and run again"),
        ("disk i/o error", "the disk gave an error; make room or look at the disk, and run again"),
        ("readonly database", "it may not be written to; ask for the right to write to the file and its folder, or choose another --out"),
        ("unable to open", "check that the folder is there and can be written to, or choose another --out"),
        ("is locked", "another program holds it; close that program (a database browser?) and run again"),
        ("not a database", "it is no ledger; move it away, or choose another --out"),
        ("malformed", "the file is damaged; put back a copy (a `.backup` beside it, or your own) and run again"),
    ):
        if words in low:
            return f"{cause}; {do}"
    return f"{cause}; check that there is space, that the folder can be written to, and that the file is a ledger, or choose another --out"
