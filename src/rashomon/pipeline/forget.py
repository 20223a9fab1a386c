"""Removes a document on request, with all that has to change because of it. See ``docs/how-to/forget.md``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rashomon.errors import InputError, LedgerError
from rashomon.estimates import Weights
from rashomon.pipeline.deciding import brought_up_to_date, frame_of
from rashomon.pipeline.session import Session
from rashomon.store import Ledger
from rashomon.store import evidence_tables as t
from rashomon.store.forgetting import Forgetting, Removal
from rashomon.store.migrations import backups


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: incidents moved by cause, copies of the ledger that were deleted, files written again."""

    moved: dict[str, int]
    backups: tuple[Path, ...]
    written: tuple[str, ...]


def removed_before(db: sa.Connection, document: str) -> str | None:
    """The day on which a document of this name was removed, if it was."""
    asked = sa.select(t.tombstones.c.at).where(t.tombstones.c.document == document).order_by(t.tombstones.c.tombstone_id.desc()).limit(1)
    at = db.scalar(asked)
    return None if at is None else str(at)[:10]


def forget(
    ledger: Ledger,
    removal: Removal,
    who: str,
    why: str,
    *,
    out: Path | None = None,
    weights: Weights | None = None,
    write_report: Any = None,
    tell: Callable[[str], None] | None = None,
) -> Forgotten:
    """Removes what :func:`rashomon.store.forgetting.removal_of` found, derives what follows, and cleans up (:func:`clean`).

    Words and salts go in one transaction with what follows from it; cleaning comes after and can be done again if it is cut off.
    """
    if not who.strip() or not why.strip():
        raise InputError("say who asks for the removal and why: --who and --why are put on record")
    say = tell or (lambda what: None)
    with ledger.read() as db:
        frame = frame_of(db, weights)
    say("removing, and deriving what follows")
    session = Session.start(ledger, "forget", frame)
    work = Forgetting(removal, session.run_id, who.strip(), why.strip())
    session.finish(before=work.erase, after=work.bury)
    gone, written = clean(ledger, out, write_report, say)
    return Forgotten(dict(session.moved), gone, written)


def clean(ledger: Ledger, out: Path | None, write_report: Any, say: Callable[[str], None]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Nothing removed stays in free pages, in the write-ahead log, in copies that upgrades made, or in the files beside the ledger."""
    path = ledger.database.path
    old = backups(path) if path is not None else []
    for copy in old:
        try:
            copy.unlink()
        except OSError as err:
            raise LedgerError(
                f"the copy {copy} still holds what was removed and cannot be deleted ({err.strerror}); delete it yourself"
            ) from err
    say("rewriting the ledger without its free pages")
    ledger.database.scrub()
    written: list[str] = []
    if out is not None:
        say("writing the files beside it again")
        with ledger.read() as db:
            written = brought_up_to_date(db, out, write_report)
    return tuple(old), tuple(written)
