"""Rows of runs: everything that writes to a ledger begins one and ends it, and both are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain
from rashomon.store.payloads import FINISH, RUN, of_row


def now() -> str:
    """This moment as ISO text in UTC, to the microsecond, so that moments sort as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def moment_in(db: sa.Connection) -> str:
    """This moment, or the last one the ledger has where the clock stands before it: what was learned later never bears an earlier time."""
    last = [db.scalar(sa.select(sa.func.max(at))) for at in (t.runs.c.started, t.runs.c.finished, t.outputs.c.at, t.tombstones.c.at)]
    at = t.decisions.c.at
    last.append(db.scalar(sa.select(sa.func.max(at)).where(at.contains("T"))))  # without a T it is a day that a person gave, of any year
    return max([now(), *(str(said) for said in last if said)])


def start_run(db: sa.Connection, chain: Chain, kind: str, *, version: str, rules: str, policy: str) -> int:
    """A new run's number. ``kind``: run, decision, forget, derive, names, judgement, pack."""
    row: dict[str, Any] = {"kind": kind, "started": moment_in(db), "version": version, "rules": rules, "policy": policy}
    made = db.execute(t.runs.insert().values(**row, summary={})).inserted_primary_key
    row["run_id"] = made[0] if made else 0
    chain.append("run", row["run_id"], row["run_id"], "", of_row(row, RUN))
    return int(row["run_id"])


def finish_run(db: sa.Connection, chain: Chain, run_id: int, summary: Mapping[str, Any]) -> str:
    """Ends a run; gives the moment it ended."""
    row = {"run_id": run_id, "finished": moment_in(db), "summary": dict(summary)}
    db.execute(t.runs.update().where(t.runs.c.run_id == run_id).values(finished=row["finished"], summary=row["summary"]))
    chain.append("finish", run_id, run_id, "", of_row(row, FINISH))
    return str(row["finished"])


def last_finished(db: sa.Connection, kinds: tuple[str, ...] = ()) -> Any:
    """The last run that ended (of these kinds), as a mapping, or None."""
    r = t.runs
    query = sa.select(r).where(r.c.finished.is_not(None)).order_by(r.c.run_id.desc()).limit(1)
    if kinds:
        query = query.where(r.c.kind.in_(kinds))
    return db.execute(query).mappings().first()
