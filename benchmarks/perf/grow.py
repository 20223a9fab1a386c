"""What adding articles to a ledger costs, by how many it holds: against adding the same to an empty one, and against building anew.

usage: python -m benchmarks.perf.grow [--sizes 1000,10000] [--large] [--added 100] [--seed 1] [--batch 1000] [--anew] [--json FILE]

Readings come from :mod:`rashomon.simulate`, so the parser's time, which is the same whatever the ledger holds, is no part of this. Each size
is built in a process of its own, ``--batch`` articles a run (peak memory is that process's), then the next articles of the war are added in
one run, which is what a newsroom adds. ``--large`` adds a size of 100,000. ``--anew`` also derives all of it in memory, as every run did
before ledgers grew. Seconds are of the processor (waiting for the disk is left out, other programs matter less); the ratios say more.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.perf.measured import in_own_process, own_peak_mb, write_json
from rashomon.pipeline.derive import derive
from rashomon.pipeline.session import Session, framed
from rashomon.simulate import generate
from rashomon.store import Reading, writing

LARGE = 100_000
#: Readings kept at once, as a run does.
KEPT = 64
COLUMNS = ("held", "build_s", "add_s", "empty_s", "add/empty", "add/build", "moved", "peak_mb", "file_mb", "anew_s", "add/anew")


def add(folder: Path, readings: Sequence[Reading]) -> tuple[float, int]:
    """Adds readings to the ledger of a folder in one run: seconds of the processor, and how many incidents moved."""
    folder.mkdir(exist_ok=True)
    start = time.process_time()
    with writing(folder / "ledger.db") as ledger:
        session = Session.start(ledger, "run", framed("current"))
        for n in range(0, len(readings), KEPT):
            session.add(readings[n : n + KEPT])
        session.finish()
    return time.process_time() - start, sum(session.moved.values())


def measure(size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Builds a ledger of ``size`` articles, adds the next ones to it and to an empty one, and gives a row of results."""
    stream = generate(options.seed, size + options.added)
    row: dict[str, Any] = {"held": size}
    with tempfile.TemporaryDirectory(prefix="rashomon-grow-") as name:
        folder = Path(name)
        add(folder / "warm", list(islice(generate(options.seed + 1, 50), 50)))  # words, gazetteer and modules are loaded by this one
        build = 0.0
        for left in range(size, 0, -options.batch):
            build += add(folder / "held", list(islice(stream, min(options.batch, left))))[0]
        more = list(stream)
        row["build_s"] = build
        row["add_s"], row["moved"] = add(folder / "held", more)
        row["peak_mb"] = round(own_peak_mb())
        row["file_mb"] = sum(f.stat().st_size for f in (folder / "held").iterdir()) / 1e6
        row["empty_s"] = add(folder / "empty", more)[0]
    if options.anew:
        every = list(generate(options.seed, size + options.added))
        start = time.process_time()
        derive(every)
        row["anew_s"] = time.process_time() - start
        row["add/anew"] = row["add_s"] / row["anew_s"]
    row["add/empty"] = row["add_s"] / row["empty_s"]
    row["add/build"] = row["add_s"] / build
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}


def run(options: argparse.Namespace) -> list[dict[str, Any]]:
    """A row of results for each size, printed as they come."""
    print("  ".join(f"{c:>9}" for c in COLUMNS), flush=True)
    rows = []
    for size in options.sizes:
        rows.append(in_own_process(measure, size, options))
        print("  ".join(f"{rows[-1].get(c, '-'):>9}" for c in COLUMNS), flush=True)
    return rows


def main() -> None:
    """Reads the options, measures, writes the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.grow", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=lambda s: [int(n) for n in s.split(",")], default=[1000, 10000])
    parser.add_argument("--large", action="store_true", help=f"also {LARGE} articles (hours)")
    parser.add_argument("--added", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--anew", action="store_true", help="also derive everything in memory")
    parser.add_argument("--json", type=Path, help="write the results here")
    options = parser.parse_args()
    options.sizes += [LARGE] * options.large
    if min(options.sizes) < 1 or options.added < 1 or options.batch < 1:
        parser.error("sizes, --added and --batch are one at least")
    rows = run(options)
    about = {"added": options.added, "seed": options.seed, "batch": options.batch, "python": platform.python_version()}
    write_json(options.json, {**about, "rows": rows})


if __name__ == "__main__":
    main()
