"""What one decision of a reviewer costs, by how many articles the ledger holds: the first of a server, and those after it.

usage: python -m benchmarks.perf.decide [--sizes 500,1500] [--seed 1] [--json FILE]

Decisions are about incidents of the component that has most of them, where they cost most: chosen figures and a merge, each kept as a page keeps it (tried,
then kept) and the last taken back. ``first`` finds nothing remembered, as after a server started. Seconds are of the processor; read the ratios.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.perf.grow import add
from benchmarks.perf.measured import write_json
from rashomon.incidents import features, reach
from rashomon.review import Desired, Writer
from rashomon.review.writing import seen_now
from rashomon.simulate import generate
from rashomon.store import Ledger, mention_index
from rashomon.store import derived_tables as d

COLUMNS = ("held", "mentions", "build_s", "first_s", "next_s", "merge_s", "undo_s", "first/build", "next/first", "next/build")


def largest(where: Path) -> tuple[list[str], int]:
    """Incidents of the component that has most of them with killed, and how many mentions it has."""
    ledger = Ledger(where)
    m, i, e = d.mentions.c, d.incidents.c, d.estimates.c
    try:
        with ledger.read() as db:
            killed = sa.select(e.incident_id).where(e.harm == "killed", e.over == "all_sides")
            counts = sa.select(i.component).where(i.background.is_(False), i.incident_id.in_(killed)).group_by(i.component)
            top = db.scalars(counts.order_by(sa.func.count().desc(), i.component).limit(1)).one()
            asked = sa.select(i.incident_id).where(i.component == top, i.background.is_(False), i.incident_id.in_(killed))
            mentions = db.scalar(sa.select(sa.func.count()).where(m.component == top))
            return list(db.scalars(asked.order_by(i.date_start, i.incident_id))), int(mentions or 0)
    finally:
        ledger.close()


def timed(work: Callable[[], Any]) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def keep(writer: Writer, where: Path, kind: str, ids: list[str], value: Any = None) -> None:
    """A decision, as a page keeps it."""
    ledger = Ledger(where)
    with ledger.read() as db:
        seen = seen_now(db, ids)
    ledger.close()
    writer.kept(Desired(kind, "measured", incidents=ids, value=value), "benchmark", seen)


def measure(size: int, seed: int) -> dict[str, Any]:
    """A row of results."""
    row: dict[str, Any] = {"held": size}
    with tempfile.TemporaryDirectory(prefix="rashomon-decide-") as name:
        folder = Path(name)
        add(folder / "warm", list(islice(generate(seed + 1, 50), 50)))  # words, gazetteer and modules are loaded by this one
        row["build_s"] = add(folder / "held", list(generate(seed, size)))[0]
        where = folder / "held" / "ledger.db"
        ids, row["mentions"] = largest(where)
        if len(ids) < 4:
            raise SystemExit(f"the largest component of {size} articles has too few incidents; give more articles")
        writer = Writer(where)
        reach._kept.clear()
        features._scored.clear()
        mention_index._read.clear()
        middle = len(ids) // 2

        def figure(n: int) -> dict[str, Any]:
            return {"harm": "killed", "side": None, "low": n, "best": n, "high": n}

        row["first_s"] = timed(lambda: keep(writer, where, "choose", [ids[middle]], figure(71)))
        row["next_s"] = timed(lambda: keep(writer, where, "choose", [ids[middle + 1]], figure(72)))
        row["merge_s"] = timed(lambda: keep(writer, where, "merge", ids[:2]))
        row["undo_s"] = timed(lambda: writer.undone(3, "benchmark", "measured"))
    row["first/build"], row["next/first"], row["next/build"] = (row["first_s"] / row["build_s"], row["next_s"] / row["first_s"], row["next_s"] / row["build_s"])  # fmt: skip
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}


def main() -> None:
    """Reads the options, measures, writes the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.decide", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=lambda s: [int(n) for n in s.split(",")], default=[500, 1500])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the results here")
    options = parser.parse_args()
    print("  ".join(f"{c:>11}" for c in COLUMNS), flush=True)
    rows = []
    for size in options.sizes:
        rows.append(measure(size, options.seed))
        print("  ".join(f"{rows[-1][c]:>11}" for c in COLUMNS), flush=True)
    write_json(options.json, {"seed": options.seed, "python": platform.python_version(), "rows": rows})


if __name__ == "__main__":
    main()
