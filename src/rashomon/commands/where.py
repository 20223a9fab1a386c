"""Which ledger a person means."""

from __future__ import annotations

from pathlib import Path

from rashomon.errors import InputError


def ledger_at(text: str) -> str | Path:
    """A URL as it is, the ledger of a folder, or a file that has to be there. Raises InputError that says what to give."""
    from rashomon.store import where_of

    if "://" in text:
        return text
    path = Path(text)
    if path.is_dir():
        where = where_of(path)
        if isinstance(where, str) or where.is_file():
            return where
        raise InputError(f"there is no ledger in {path}; make one with: rashomon run INPUT --out {path}")
    if not path.is_file():
        raise InputError(f"there is no ledger at {path}; give the folder of a run, or its ledger.db")
    return path
