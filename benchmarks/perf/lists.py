"""What a list, its counts, a timeline and a map cost by how many incidents the ledger holds, and what is read again after one decision.

usage: python -m benchmarks.perf.lists [--sizes 1000,10000] [--large] [--articles 300] [--seed 1] [--json FILE]

A made-up war (:mod:`rashomon.simulate`) is derived once; its incidents, with their claims and documents, are then put into a ledger again and again
under other ids and days until there are as many as wanted. ``first_s`` makes the first shelf, ``again_s`` the next one after one incident has
another version, as a decision leaves it; ``shelf_mb`` is what the shelf itself takes. Questions are asked of a shelf that has not answered them yet,
the median of several. Seconds are of this machine and hour: read the ratios. ``--large`` adds 100,000 incidents.
"""

from __future__ import annotations

import argparse
import copy
import gc
import json
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.perf.measured import write_json
from rashomon.pipeline.session import Session, framed
from rashomon.queries import Desk, Lens, Query, Shelf
from rashomon.queries.building import entries_now
from rashomon.simulate import generate
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store import writing
from rashomon.store.chain import new_salt
from rashomon.store.runs import now

LARGE = 100_000
TABLES = (d.incidents, d.incident_documents, d.claims, d.documents, t.incident_versions)
QUERIES = {
    "list": Query(),
    "filtered": Query.read([("since", "2031"), ("killed_min", "3"), ("kind", "shelling"), ("kind", "airstrike")]),
    "sorted": Query.read([("sort", "-killed"), ("background", "yes")]),
}
ROUNDS = 5


def war(where: Path, articles: int, seed: int) -> None:
    """A ledger of a made-up war."""
    with writing(where) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(list(generate(seed, articles)))
        session.finish()


def copies(rows: list[dict[str, Any]], n: int, first_version: int) -> Iterator[dict[str, Any]]:
    """Rows under other ids, some days later."""
    for k, row in enumerate(rows):
        one = copy.copy(row)
        for key in ("incident_id", "document", "claim_id"):
            if isinstance(one.get(key), str):
                one[key] = f"{one[key]}~{n}"
        if "version_id" in one:
            one["version_id"] = first_version + k
        if isinstance(one.get("row"), dict):
            made = dict(one["row"])
            made["incident_id"] = f"{made['incident_id']}~{n}" if made.get("incident_id") else None
            if "documents" in made:
                made["documents"] = [f"{x}~{n}" for x in made["documents"]]
            for key in ("date_start", "date_end"):
                if made.get(key):
                    made[key] = (date.fromisoformat(made[key]) + timedelta(days=n % 900)).isoformat()
            one["row"] = made
        yield one


def multiplied(where: Path, size: int) -> int:
    """Puts what the ledger holds into it again until it holds ``size`` incidents; how many there are then."""
    with writing(where) as ledger, ledger.write() as db:
        rows = {table.name: [dict(r) for r in db.execute(sa.select(table)).mappings()] for table in TABLES}
        ids = rows["incidents"]
        version = 1 + (db.scalar(sa.select(sa.func.max(t.incident_versions.c.version_id))) or 0)
        for n in range(1, -(-size // len(ids))):
            for table in (d.documents, d.incidents, d.incident_documents, d.claims, t.incident_versions):
                made = list(copies(rows[table.name], n, version))
                if made:
                    db.execute(table.insert(), made)
                version += len(made) if table is t.incident_versions else 0
        return db.scalar(sa.select(sa.func.count()).select_from(d.incidents)) or 0


def decided(where: Path) -> None:
    """One incident says something else, in a run of its own."""
    with writing(where) as ledger, ledger.write() as db:
        last = db.execute(sa.select(t.runs).order_by(t.runs.c.run_id.desc()).limit(1)).mappings().one()
        run_id, at = last["run_id"] + 1, now()
        db.execute(t.runs.insert().values({**last, "run_id": run_id, "kind": "decision", "started": at, "finished": at}))
        one = db.execute(sa.select(d.incidents.c.incident_id, d.incidents.c.row).order_by(d.incidents.c.incident_id).limit(1)).one()
        row = {**one.row, "reports": one.row["reports"] + 1}
        db.execute(d.incidents.update().where(d.incidents.c.incident_id == one.incident_id).values(row=row))
        version = (db.scalar(sa.select(sa.func.max(t.incident_versions.c.version_id))) or 0) + 1
        db.execute(
            t.incident_versions.insert().values(
                version_id=version, incident_id=one.incident_id, run_id=run_id, at=at, cause="decision", detail={}, row=row, salt=new_salt()
            )
        )


def took(do: Callable[[], Any]) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    do()
    return time.process_time() - start


def asked(shelf: Shelf, ask: Callable[[Shelf], Any]) -> float:
    """The median of asking a shelf that was not asked before."""
    return statistics.median(took(lambda: ask(Shelf(shelf.entries.values(), shelf.run_id))) for _ in range(ROUNDS))


def measure(where: Path, size: int) -> dict[str, Any]:
    """A row of results."""
    row: dict[str, Any] = {"incidents": multiplied(where, size)}
    desk = Desk(where, seconds=3600)
    try:
        with desk.read() as db:
            row["first_s"] = took(lambda: desk.shelf(db, Lens()))
            shelf = desk.shelf(db, Lens())
            gc.collect()
            tracemalloc.start()
            held = entries_now(db)
            gc.collect()
            row["shelf_mb"] = tracemalloc.get_traced_memory()[0] / 1e6
            tracemalloc.stop()
            del held
        empty = asked(shelf, lambda s: None)
        for name, query in QUERIES.items():
            row[f"{name}_s"] = asked(shelf, lambda s, q=query: s.find(q)) - empty
        row["facets_s"] = asked(shelf, lambda s: s.facets(Query())) - empty
        row["timeline_s"] = asked(shelf, lambda s: s.timeline(Query())) - empty
        row["map_s"] = asked(shelf, lambda s: json.dumps(s.points(Query()))) - empty
        row["map_kb"] = len(json.dumps(shelf.points(Query()), separators=(",", ":"))) / 1000
        shelf.find(Query())
        row["kept_s"] = statistics.median(took(lambda: [shelf.find(Query()) for _ in range(100)]) / 100 for _ in range(ROUNDS))
        decided(where)
        with desk.read() as db:
            row["again_s"] = took(lambda: desk.shelf(db, Lens()))
        row["again/first"] = row["again_s"] / row["first_s"]
    finally:
        desk.close()
    return {k: round(v, 5) if isinstance(v, float) else v for k, v in row.items()}


def main() -> None:
    """Prints a row for each size, and how the last compares with the first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sizes = [int(s) for s in options.sizes.split(",")] + ([LARGE] if options.large else [])
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="rashomon-lists-") as folder:
            where = Path(folder) / "ledger.db"
            war(where, options.articles, options.seed)
            rows.append(measure(where, size))
            print(json.dumps(rows[-1]), flush=True)
    first, last = rows[0], rows[-1]
    ratios = {k: round(last[k] / first[k], 1) for k in first if isinstance(first[k], (int, float)) and first[k]}
    print("last/first", json.dumps(ratios))
    write_json(options.json, {"rows": rows, "last/first": ratios})


if __name__ == "__main__":
    main()
