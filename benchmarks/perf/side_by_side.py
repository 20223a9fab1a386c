"""Ours the whole way to the written ledger, beside the plain spaCy pipeline over the same texts on the same cores, in one run.

usage: python -m benchmarks.perf.side_by_side [--streams mixed,conflict] [--documents N] [--json FILE]
Whole processes on both sides, their start included. Read the ratios: seconds are of the machine. What is measured, for each stream:
plain with two processes; ``rashomon run`` with two workers and with one; and the per-document step alone (parse, claims, encoding), one
worker against two that are warm.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.perf import streams
from benchmarks.perf.measured import Cost, cost_of, write_json
from rashomon.corpus import Article
from rashomon.inputs import read_inputs
from rashomon.pipeline.executors import Executor, executor_of
from rashomon.pipeline.read import BATCH, batches
from rashomon.pipeline.run import rows_of

#: Batches that warm a worker up before time is taken.
WARM = 4


@dataclass(frozen=True, slots=True)
class Row:
    """What one stream cost: documents a second of each way, ratios to plain, what two workers gain, peak memory in megabytes."""

    stream: str
    documents: int
    words: float
    plain: float
    two: float
    one: float
    times_plain: float
    two_over_one: float
    step_two_over_one: float
    peak_mb: float
    plain_peak_mb: float


def measure(name: str, most: int | None) -> Row:
    """Measures one stream."""
    with tempfile.TemporaryDirectory(prefix="rashomon-speed-") as made:
        folder = Path(made)
        file = folder / f"{name}.jsonl"
        documents = streams.write(name, file, most)
        words = sum(len(json.loads(line)["text"].split()) for line in file.open(encoding="utf-8")) / documents
        plain = cost_of([sys.executable, "-m", "benchmarks.perf.plain", str(file)])
        two, one = _ours(file, folder, 2), _ours(file, folder, 1)
        steps = [_step(file, workers) for workers in (1, 2)]
    return Row(
        stream=name,
        documents=documents,
        words=round(words, 1),
        plain=round(documents / plain.seconds, 2),
        two=round(documents / two.seconds, 1),
        one=round(documents / one.seconds, 1),
        times_plain=round(plain.seconds / two.seconds, 2),
        two_over_one=round(one.seconds / two.seconds, 2),
        step_two_over_one=round(steps[0] / steps[1], 2),
        peak_mb=round(two.peak_mb),
        plain_peak_mb=round(plain.peak_mb),
    )


def _ours(file: Path, folder: Path, workers: int) -> Cost:
    out = folder / f"out-{workers}"
    return cost_of([sys.executable, "-m", "rashomon", "run", str(file), "--out", str(out), "--workers", str(workers), "--quiet"])


def _step(file: Path, workers: int) -> float:
    """Seconds of the per-document step alone, after some batches that are not counted."""
    articles = [a for a in read_inputs([file], None) if isinstance(a, Article)]
    groups = list(batches(articles, min(BATCH, max(8, len(articles) // 16))))
    if len(groups) < 2 * WARM:
        raise SystemExit(f"{len(articles)} documents are too few to measure two processes; take more with --documents")
    with executor_of(f"processes:{workers}" if workers > 1 else "local", workers) as engine:
        engine.begin()
        results = _mapped(engine, [*groups[:WARM], *groups])
        for _ in range(WARM):
            next(results)
        start = time.perf_counter()
        for _ in results:
            pass
        return time.perf_counter() - start


def _mapped(engine: Executor, groups: list[list[Article]]) -> Iterator[Any]:
    return engine.map(rows_of, groups)


def run(names: list[str], most: int | None = None) -> list[dict[str, Any]]:
    """A row for each stream, printed as they come; nothing where the gold texts are absent."""
    if not streams.available():
        print("the gold texts (../shared/gold) are not here: nothing to measure on", flush=True)
        return []
    rows = []
    for name in names:
        row = measure(name, most)
        print(
            f"{name}: {row.documents} documents of {row.words:.0f} words; plain {row.plain:.1f} a second, ours {row.two:.1f} "
            f"= {row.times_plain:.1f} times ({row.one:.1f} with one worker; two/one {row.two_over_one:.2f} the whole way, "
            f"{row.step_two_over_one:.2f} in the per-document step); peak {row.peak_mb:.0f} MB, plain {row.plain_peak_mb:.0f}",
            flush=True,
        )
        rows.append({field: getattr(row, field) for field in Row.__slots__})
    return rows


def main() -> None:
    """Reads the options, measures, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.side_by_side")
    parser.add_argument("--streams", type=lambda s: s.split(","), default=["mixed", "conflict"])
    parser.add_argument("--documents", type=int, help="only the first so many of each stream")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = run(options.streams, options.documents)
    write_json(options.json, rows)


if __name__ == "__main__":
    main()
