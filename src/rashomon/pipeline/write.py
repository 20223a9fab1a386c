"""Writes what a run leaves beside its ledger: the three JSON Lines files, and the page that was asked for."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, runtime_checkable

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.pipeline.balance import Balance
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.executors import Executor
from rashomon.store import derived_tables as d
from rashomon.store.derived import raw_rows
from rashomon.store.rows import write_jsonl

#: Writes the page for people; it lives above this room and is handed in.
Page = Callable[[Path, Derived, Balance], None]


@runtime_checkable
class BegunPage(Protocol):
    """A page that has workers make what it will need of single articles, while what it shows is still being gathered."""

    def load(self) -> None:
        """Loads what it needs whatever it shows, at a time when nothing else can be done."""
        ...

    def begin(self, texts: Sequence[str], engine: Executor) -> None:
        """``texts`` are those of the articles it may show; the engine is there until the page is written."""
        ...


def write_files(db: sa.Connection, out: Path) -> None:
    """The three files, of the whole ledger. Raises LedgerError where the disk is full or the folder read-only."""
    with _said(out):
        write_jsonl(out / "documents.jsonl", raw_rows(db, d.documents, "document"))
        write_jsonl(out / "claims.jsonl", raw_rows(db, d.claims, "claim_id"))
        write_jsonl(out / "incidents.jsonl", raw_rows(db, d.incidents, "incident_id"))


def write_page(out: Path, page: Page, derived: Derived, balance: Balance) -> None:
    """The page for people."""
    with _said(out):
        page(out / "report.html", derived, balance)


@contextmanager
def _said(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as err:
        full = err.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        where = out / Path(err.filename2 or err.filename).name if err.filename else out
        advice = "free some space" if full else "move what stands there away"
        raise LedgerError(f"{where} cannot be written ({err.strerror}); {advice} and run again: the ledger holds what was read") from err
    finally:
        for name in ("documents.jsonl", "claims.jsonl", "incidents.jsonl", "report.html"):
            (out / f"{name}.part").unlink(missing_ok=True)
