"""How the cost of a run grows with its input: a made-up war of 1,000, 10,000 (and 100,000) articles, the whole way to the written ledger.

usage: python -m benchmarks.perf.growth [--sizes 1000,10000] [--large] [--seed 1] [--workers 1] [--json FILE]
Each size is one ``rashomon run`` into a new ledger, in processes of its own: articles of :mod:`rashomon.simulate` as JSON Lines in, ledger,
files and report out. A longer war begins with the shorter one. Printed are seconds and processor milliseconds a document, the peak
of memory over all processes, bytes of the ledger a document, mentions with those of the largest component, and the ratios to the first size. ``--large`` adds 100,000.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.perf.measured import by_size, cost_of, write_json

LARGE = 100_000
COLUMNS = ("documents", "seconds", "ms", "cpu_ms", "ratio", "peak_mb", "incidents", "mentions", "largest", "ledger_kb")


def measure(size: int, seed: int, workers: int) -> dict[str, Any]:
    """One size: generated, run, told."""
    with tempfile.TemporaryDirectory(prefix="rashomon-growth-") as made:
        folder = Path(made)
        war, out = folder / "war.jsonl", folder / "out"
        cost_of([sys.executable, "-m", "rashomon", "simulate", "--articles", str(size), "--seed", str(seed), "--out", str(war)])
        cost = cost_of([sys.executable, "-m", "rashomon", "run", str(war), "--out", str(out), "--workers", str(workers), "--quiet"])
        documents = _lines(out / "documents.jsonl")
        components = _components(out / "ledger.db")
        ledger = sum(f.stat().st_size for f in out.glob("ledger.db*"))
        return {
            "documents": documents,
            "seconds": round(cost.seconds, 1),
            "ms": round(cost.seconds / documents * 1000, 2),
            "cpu_ms": round(cost.cpu / documents * 1000, 2),
            "peak_mb": round(cost.peak_mb),
            "incidents": _lines(out / "incidents.jsonl"),
            "mentions": sum(components),
            "largest": max(components, default=0),
            "ledger_kb": round(ledger / documents / 1000, 1),
        }


def _components(path: Path) -> list[int]:
    """How many mentions each component of a ledger has."""
    with closing(sqlite3.connect(path)) as db:
        return [n for (n,) in db.execute("SELECT COUNT(*) FROM mentions GROUP BY component")]


def _lines(path: Path) -> int:
    with path.open("rb") as fh:
        return sum(1 for _ in fh)


def run(sizes: list[int], seed: int = 1, workers: int = 1) -> list[dict[str, Any]]:
    """A row for each size, printed as they come; ``ratio`` is processor time a document against the first size."""
    return by_size(sizes, lambda size: measure(size, seed, workers), COLUMNS, "cpu_ms")


def main() -> None:
    """Reads the options, measures, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.growth")
    parser.add_argument("--sizes", type=lambda s: [int(n) for n in s.split(",")], default=[1000, 10000])
    parser.add_argument("--large", action="store_true", help=f"also {LARGE} articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processor time of more than one is not told by the system")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = run(options.sizes + [LARGE] * options.large, options.seed, options.workers)
    write_json(options.json, rows)


if __name__ == "__main__":
    main()
