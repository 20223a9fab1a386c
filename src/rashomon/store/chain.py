"""The chained log: what was read, decided and said, each link sealed by the one before it.

A link holds a digest of its payload with a salt that lies beside the payload. Who erases both (``forget``) leaves a chain that still
holds and a digest that says nothing; who changes a byte of the payload breaks the digest, and who changes a link breaks all after it.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import sqlalchemy as sa

from rashomon.store import bulk
from rashomon.store import evidence_tables as t
from rashomon.store.json_text import dumps

#: What the first link follows.
START = "0" * 64


def new_salt() -> str:
    """A salt for one payload."""
    return secrets.token_hex(16)


def digest(salt: str, payload: Any) -> str:
    """SHA-256 of salt and canonical payload."""
    return _digest(salt, dumps(payload))


def _digest(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link_hash(prev: str, seq: int, kind: str, subject: str, run_id: int, payload_digest: str) -> str:
    """The hash of a link, which the next one carries as ``prev``."""
    return hashlib.sha256(dumps([prev, seq, kind, subject, run_id, payload_digest]).encode()).hexdigest()


def head(db: sa.Connection) -> tuple[int, str]:
    """Number and hash of the last link: what an export prints, so that a reader can tell this state of the ledger from any other."""
    row = db.execute(sa.select(t.chain.c.seq, t.chain.c.hash).order_by(t.chain.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, START)


class Chain:
    """Appends links inside one transaction; :meth:`flush` writes them."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._seq, self._prev = head(db)
        self._rows: list[tuple[Any, ...]] = []

    def append(self, kind: str, subject: object, run_id: int, salt: str, payload: Any) -> int:
        """Adds a link for a payload and gives its number."""
        return self.seal(kind, subject, run_id, salt, dumps(payload))

    def seal(self, kind: str, subject: object, run_id: int, salt: str, text: str) -> int:
        """Adds a link for a payload that is canonical JSON already."""
        seq = self._seq + 1
        sealed = _digest(salt, text)
        made = link_hash(self._prev, seq, kind, str(subject), run_id, sealed)
        self._rows.append((seq, kind, str(subject), run_id, sealed, self._prev, made))
        self._seq, self._prev = seq, made
        return seq

    def flush(self) -> None:
        """Writes what was appended."""
        if self._rows:
            bulk.insert(self._db, t.chain, [c.name for c in t.chain.columns], self._rows)
            self._rows = []
