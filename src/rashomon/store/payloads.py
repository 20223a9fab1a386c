"""What each kind of link of the chain seals, read from the tables: the same when it is written and when it is checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from rashomon.store import evidence_tables as t

#: Columns of a statement that are sealed, in order. ``gone_run`` is set later: the run of the next reading, or that in which
#: nothing was read under the name any more.
STATEMENT = (
    "statement_id",
    "document",
    "document_id",
    "subject",
    "prop",
    "value",
    "original",
    "start",
    "end",
    "rule",
    "first_run",
    "learned",
)
READING = ("name", "document_id", "input_hash", "status", "reason", "document", "run_id", "learned")
DECISION = ("decision_id", "number", "run_id", "kind", "who", "at", "why", "anchors", "value", "source", "undoes")
VERSION = ("version_id", "incident_id", "run_id", "at", "cause", "detail", "superseded_by", "row")
RUN = ("run_id", "kind", "started", "version", "rules", "policy")
FINISH = ("run_id", "finished", "summary")
TOMBSTONE = ("tombstone_id", "document", "document_id", "run_id", "at", "who", "why", "erased")
OUTPUT = ("output_id", "run_id", "at", "kind", "path", "sha256", "incidents", "documents", "names")


def of_row(row: Any, columns: Sequence[str]) -> list[Any]:
    """The sealed columns of a row (a mapping)."""
    return [row[c] for c in columns]


def reading_payload(row: Any, sha256: str, statements: Sequence[Any]) -> dict[str, Any]:
    """A reading with the hash of its text and every statement it made."""
    made = sorted((of_row(s, STATEMENT) for s in statements), key=lambda s: (s[0], s[10]))
    return {"reading": of_row(row, READING), "sha256": sha256, "statements": made}


def statements_in(db: sa.Connection, name: str, run_id: int) -> list[Any]:
    """Statements of a document as the reading of that run had them."""
    s = t.statements.c
    seen = sa.or_(s.gone_run.is_(None), s.gone_run > run_id)
    return list(db.execute(sa.select(t.statements).where(s.document == name, s.first_run <= run_id, seen)).mappings())
