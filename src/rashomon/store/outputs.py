"""What was given out of a ledger: packs, exports, reports with names. Sealed, so that who must ask for them back knows of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain
from rashomon.store.payloads import OUTPUT, of_row
from rashomon.store.runs import moment_in


def record_output(
    db: sa.Connection,
    chain: Chain,
    run_id: int,
    *,
    kind: str,
    path: str,
    sha256: str,
    incidents: Sequence[str],
    documents: Sequence[str],
    names: bool,
) -> int:
    """Puts on record that something was given out; gives its number."""
    row: dict[str, Any] = {
        "run_id": run_id,
        "at": moment_in(db),
        "kind": kind,
        "path": path,
        "sha256": sha256,
        "incidents": sorted(incidents),
        "documents": sorted(documents),
        "names": names,
    }
    made = db.execute(t.outputs.insert().values(**row)).inserted_primary_key
    row["output_id"] = made[0] if made else 0
    chain.append("output", row["output_id"], run_id, "", of_row(row, OUTPUT))
    return int(row["output_id"])


def outputs_of(db: sa.Connection, documents: Collection[str], incidents: Collection[str]) -> list[Any]:
    """Outputs that hold one of these documents or incidents, in the order they were made, as mappings."""
    wanted, told = set(documents), set(incidents)
    rows = db.execute(sa.select(t.outputs).order_by(t.outputs.c.output_id)).mappings()
    return [r for r in rows if wanted & set(r["documents"]) or told & set(r["incidents"])]
