"""All that a ledger holds, as plain values that can be compared: without numbers of runs, times and salts, which are never the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rashomon.store import Ledger
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.verify import verify

FILES = ("documents.jsonl", "claims.jsonl", "incidents.jsonl", "report.html")
#: Never the same in two ledgers.
OTHER = {"run_id", "at", "salt", "learned", "first_run", "version_id", "redirect_id", "statement_no", "reading_id"}
#: Only whether they are there is the same.
WHETHER = {"gone_run", "retired_run", "settled_run"}
EVIDENCE = (t.texts, t.readings, t.statements, t.decisions, t.incident_versions, t.estimate_versions, t.redirects)


def where(place: dict[str, Any]) -> Path | str:
    """The ledger of a place."""
    return place["database"] or Path(place["out"]) / "ledger.db"


def rows(db: sa.Connection, table: sa.Table) -> list[str]:
    """The rows of a table, sorted."""
    out = []
    for row in db.execute(sa.select(table)).mappings():
        kept = {k: (v is not None if k in WHETHER else v) for k, v in row.items() if k not in OTHER}
        out.append(json.dumps(kept, sort_keys=True, ensure_ascii=False))
    return sorted(out)


def derived(place: dict[str, Any]) -> dict[str, list[str]]:
    """The rows of all derived tables."""
    return _tables(place, d.DERIVED)


def _tables(place: dict[str, Any], tables: tuple[sa.Table, ...]) -> dict[str, list[str]]:
    ledger = Ledger(where(place))
    try:
        with ledger.read() as db:
            return {table.name: rows(db, table) for table in tables}
    finally:
        ledger.close()


def state(place: dict[str, Any]) -> dict[str, Any]:
    """Evidence, derived rows, the files beside the ledger, and what is found wrong with it (nothing)."""
    tables = _tables(place, (*EVIDENCE, *d.DERIVED))
    ledger = Ledger(where(place))
    try:
        found = verify(ledger)
        with ledger.read() as db:
            searchable = db.scalar(sa.text("SELECT count(*) FROM search_texts"))
    finally:
        ledger.close()
    out = Path(place["out"])
    files = {p.name: p.read_bytes() for p in out.iterdir() if p.name in FILES} if out.exists() else {}
    names = sorted(p.name for p in out.iterdir()) if out.exists() else []
    return {**tables, "files": files, "names": names, "wrong": [str(f) for f in found.findings], "searchable": searchable}


def same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Fails with the first rows that differ."""
    assert other["wrong"] == []
    for key in one:
        if one[key] != other[key]:
            if isinstance(one[key], list):
                lost = [r for r in one[key] if r not in other[key]][:3]
                more = [r for r in other[key] if r not in one[key]][:3]
                raise AssertionError(f"{key}: lost {lost}, more {more}, {len(one[key])} against {len(other[key])} rows")
            raise AssertionError(f"{key} differs: {str(one[key])[:300]} against {str(other[key])[:300]}")
