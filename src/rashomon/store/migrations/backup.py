"""A copy of a SQLite ledger beside it, made before its tables change."""

from __future__ import annotations

import filecmp
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from rashomon.errors import LedgerError


def backups(ledger: Path) -> list[Path]:
    """Copies that upgrades made of this ledger, sorted. They hold its texts: who forgets a document deletes them."""
    return sorted(p for p in ledger.parent.glob(f"{ledger.name}.v*.backup*") if p.is_file())


def back_up(ledger: Path, version: int) -> Path:
    """Copies the ledger as ``NAME.vVERSION.backup`` and gives its path; a copy that is there already is left alone, and where it is the
    same (an upgrade was cut off after it was made) it is the one.

    Raises LedgerError where there is no room; then nothing was changed.
    """
    copy = _free(ledger, version)
    part = copy.with_name(copy.name + ".part")
    try:
        for left in (part, part.with_name(part.name + "-journal"), part.with_name(part.name + "-wal")):  # of one that was cut off
            left.unlink(missing_ok=True)
        with closing(sqlite3.connect(ledger)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        shutil.copymode(ledger, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        for there in (p for p in backups(ledger) if p.suffix == ".backup"):
            if filecmp.cmp(there, part, shallow=False):
                part.unlink()
                return there
        part.replace(copy)
    except (OSError, sqlite3.Error) as err:
        part.unlink(missing_ok=True)
        raise LedgerError(
            f"the ledger {ledger} must be upgraded, and there is no copy of it yet: {copy.name} cannot be written ({err}); "
            f"make room for {ledger.stat().st_size // 1_000_000 + 1} MB beside it and run again; it was not changed"
        ) from err
    return copy


def _free(ledger: Path, version: int) -> Path:
    copy = ledger.with_name(f"{ledger.name}.v{version}.backup")
    number = 2
    while copy.exists():
        copy = ledger.with_name(f"{ledger.name}.v{version}.{number}.backup")
        number += 1
    return copy
