"""How long a question to the ledger may take, and what is said where it takes longer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import sqlalchemy as sa

from rashomon.errors import LedgerError

#: Steps of SQLite's machine between two looks at the clock: some tens of milliseconds at most, and no cost that could be measured.
_STEPS = 20_000
_KEY = "rashomon_deadline"


class TooLong(LedgerError):
    """A question was ended because it took longer than is allowed, or what it needs is still being made: then ``retry`` says after how many
    seconds it is worth asking again."""

    def __init__(self, text: str, *, retry: int | None = None) -> None:
        super().__init__(text)
        self.retry = retry


@contextmanager
def limited(db: sa.Connection, seconds: float) -> Iterator[None]:
    """Ends what is asked through ``db`` inside the block once ``seconds`` have gone by (PostgreSQL: each statement)."""
    if db.dialect.name == "postgresql":
        _timeout(db, seconds)
        yield
        return
    raw: Any = db.connection.dbapi_connection
    own = {"until": monotonic() + seconds}
    db.info[_KEY] = own
    raw.set_progress_handler(lambda: 1 if monotonic() > own["until"] else 0, _STEPS)
    try:
        yield
    finally:
        db.info.pop(_KEY, None)
        raw.set_progress_handler(None, 0)


@contextmanager
def unhurried(db: sa.Connection, seconds: float) -> Iterator[None]:
    """Lets what is asked inside the block take ``seconds``, whatever is allowed outside: what many wait for is made once."""
    own = db.info.get(_KEY)
    if own is None:
        if db.dialect.name != "postgresql":
            yield
            return
        before = db.exec_driver_sql("SHOW statement_timeout").scalar_one()
        _timeout(db, seconds)
        yield
        db.exec_driver_sql("SELECT set_config('statement_timeout', %s, true)", (before,))
        return
    left = own["until"] - monotonic()
    own["until"] = monotonic() + seconds
    try:
        yield
    finally:
        own["until"] = monotonic() + left


def _timeout(db: sa.Connection, seconds: float) -> None:
    db.exec_driver_sql("SELECT set_config('statement_timeout', %s, true)", (str(max(1, round(seconds * 1000))),))


def was_cut_off(err: BaseException) -> bool:
    """Whether an error is that of a question that was ended."""
    seen: BaseException | None = err
    while seen is not None:
        if isinstance(seen, sqlite3.OperationalError) and "interrupted" in str(seen):
            return True
        if type(seen).__name__ == "QueryCanceled" and "timeout" in str(seen):
            return True
        seen = seen.__cause__
    return False
