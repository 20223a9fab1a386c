"""From the first release to statements, decisions and versions.

Readings (one JSON value each) become texts, readings and statements, sealed in the chain as if they were read now by the run that read
them. What the ledger said last is kept as a first version of each incident. Files of corrections wait in ``meta`` until the next run makes
them decisions. Derived tables are left empty; ``settled_run`` is NULL everywhere, so the next run derives all of it.

The tables of version 2 are those that the program has, with the derived one that version 3 added; when one of them changes its columns,
this step gets a frozen copy of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from rashomon import __version__
from rashomon.store import derived_tables, search, search_tables
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, new_salt
from rashomon.store.codec import decode
from rashomon.store.evidence import append_readings
from rashomon.store.meta import seal_ledger, seal_values
from rashomon.store.migrations.steps import CORRECTIONS
from rashomon.store.payloads import FINISH, RUN, VERSION, of_row
from rashomon.store.reading import Reading
from rashomon.store.runs import finish_run, start_run

if TYPE_CHECKING:
    from alembic.operations import Operations

#: Tables of version 1 that stay under another name while their rows are carried over.
_OLD = ("runs", "readings", "incidents", "estimates")
_GROUP = 100


def upgrade(db: sa.Connection, op: Operations) -> None:
    """All rows of version 1 into the tables of version 2."""
    carried = []
    for row in db.execute(sa.text("SELECT source, text FROM corrections ORDER BY source")).all():
        db.execute(t.meta.insert().values(key=CORRECTIONS + row.source, value=row.text))
        carried.append(CORRECTIONS + row.source)
    for name in ("corrections", "documents", "claims", "set_aside"):
        op.drop_table(name)
    for name in _OLD:
        for index in sa.inspect(db).get_indexes(name):
            op.drop_index(str(index["name"]), name)
        op.rename_table(name, f"v1_{name}")
    derived_tables.documents.metadata.create_all(db)
    search_tables.create(db)
    runs = _runs(db)
    chain = Chain(db)
    seal_ledger(db, chain)
    seal_values(db, chain, carried)
    for run in runs:
        chain.append("run", run["run_id"], run["run_id"], "", of_row(run, RUN))
        for group in _readings(db, run["run_id"]):
            append_readings(db, chain, run["run_id"], run["started"], group)
        if run is runs[-1]:
            _said(db, chain, run)
        chain.append("finish", run["run_id"], run["run_id"], "", of_row(run, FINISH))
    if runs:
        now = start_run(db, chain, "upgrade", version=__version__, rules=runs[-1]["rules"], policy=runs[-1]["policy"])
        finish_run(db, chain, now, {"schema": [1, 2]})
    chain.flush()
    search.catch_up(db)
    for name in _OLD:
        op.drop_table(f"v1_{name}")


def _runs(db: sa.Connection) -> list[dict[str, Any]]:
    found = db.execute(sa.text("SELECT run_id, started, version, policy, summary FROM v1_runs ORDER BY run_id")).mappings()
    runs = []
    for r in found:
        at = datetime.fromisoformat(r["started"]).isoformat(timespec="microseconds")  # as all moments of version 2: they sort as text
        more = {"kind": "run", "started": at, "finished": at, "rules": f"version {r['version']}"}
        runs.append({**r, "summary": json.loads(r["summary"]), **more})
    if runs:
        db.execute(t.runs.insert(), runs)
    return runs


def _readings(db: sa.Connection, run_id: int) -> Iterator[list[Reading]]:
    asked = sa.text("SELECT name, text, reading FROM v1_readings WHERE run_id = :run AND name > :after ORDER BY name LIMIT :many")
    after = ""
    while rows := db.execute(asked, {"run": run_id, "after": after, "many": _GROUP}).all():
        yield [_reading(r.reading, r.text) for r in rows]
        after = rows[-1].name


def _reading(kept: str, text: str) -> Reading:
    data = json.loads(kept)
    data["document"]["text"] = text
    return decode(Reading, data)


def _said(db: sa.Connection, chain: Chain, run: dict[str, Any]) -> None:
    """What the ledger said at the end of its last run, as versions."""
    found = db.execute(sa.text('SELECT incident_id, "row" FROM v1_incidents ORDER BY incident_id')).all()
    for number, old in enumerate(found, 1):
        row = {
            "version_id": number,
            "incident_id": old.incident_id,
            "run_id": run["run_id"],
            "at": run["started"],
            "cause": "first",
            "detail": {"schema": 1},
            "superseded_by": None,
            "row": json.loads(old.row),
            "salt": new_salt(),
        }
        db.execute(t.incident_versions.insert().values(**row))
        chain.append("version", number, run["run_id"], str(row["salt"]), of_row(row, VERSION))
        for n, figure in enumerate(row["row"]["estimates"]):
            kept = {c.name: figure[c.name] for c in t.estimate_versions.columns if c.name in figure}
            place = {"version_id": number, "n": n, "incident_id": old.incident_id, "run_id": run["run_id"], "at": run["started"]}
            db.execute(t.estimate_versions.insert().values(**kept, **place))
