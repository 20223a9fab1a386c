"""Ours the whole way to the written ledger, beside the plain spaCy pipeline over the same texts on the same cores, in one run.

usage: python -m benchmarks.perf.side_by_side [--streams mixed,conflict] [--documents N] [--rounds 3] [--json FILE]
Whole processes on both sides, their start included. Read the ratios: seconds are of the machine. What is measured, for each stream:
plain with two processes, once (it takes minutes); ``rashomon run`` with two workers and with one, and the per-document step alone (parse,
claims, encoding), one worker against two that are warm, in some rounds. Told are medians; of two over one the lowest and highest, too: on a
shared machine the same run took 33 and 43 s.
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
from statistics import median
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
    """What one stream cost: documents a second of each way, ratios to plain, what two workers gain (the median round, and of the whole way the
    lowest and the highest), peak memory in megabytes."""

    stream: str
    documents: int
    rounds: int
    words: float
    plain: float
    two: float
    one: float
    times_plain: float
    two_over_one: float
    two_over_one_range: tuple[float, float]
    step_two_over_one: float
    peak_mb: float
    plain_peak_mb: float


def measure(name: str, most: int | None, rounds: int) -> Row:
    """Measures one stream."""
    with tempfile.TemporaryDirectory(prefix="rashomon-speed-") as made:
        folder = Path(made)
        file = folder / f"{name}.jsonl"
        documents = streams.write(name, file, most)
        words = sum(len(json.loads(line)["text"].split()) for line in file.open(encoding="utf-8")) / documents
        plain = cost_of([sys.executable, "-m", "benchmarks.perf.plain", str(file)])
        whole = [[_ours(file, folder / f"out-{n}-{workers}", workers) for workers in (2, 1)] for n in range(rounds)]
        steps = [[_step(file, workers) for workers in (2, 1)] for _ in range(rounds)]
    two, one = (median(r[side].seconds for r in whole) for side in (0, 1))
    gains = sorted(b.seconds / a.seconds for a, b in whole)
    return Row(
        stream=name,
        documents=documents,
        rounds=rounds,
        words=round(words, 1),
        plain=round(documents / plain.seconds, 2),
        two=round(documents / two, 1),
        one=round(documents / one, 1),
        times_plain=round(plain.seconds / two, 2),
        two_over_one=round(median(gains), 2),
        two_over_one_range=(round(gains[0], 2), round(gains[-1], 2)),
        step_two_over_one=round(median(b / a for a, b in steps), 2),
        peak_mb=round(max(r[0].peak_mb for r in whole)),
        plain_peak_mb=round(plain.peak_mb),
    )


def _ours(file: Path, out: Path, workers: int) -> Cost:
    return cost_of([sys.executable, "-m", "rashomon", "run", str(file), "--out", str(out), "--workers", str(workers), "--quiet"])


def _step(file: Path, workers: int) -> float:
    """Seconds of the per-document step alone, after some batches that are not counted. One worker is a process of its own, too, as the two
    are: in this process garbage is looked for as Python does it, and the two came out more than twice as fast."""
    articles = [a for a in read_inputs([file], None) if isinstance(a, Article)]
    groups = list(batches(articles, min(BATCH, max(8, len(articles) // 16))))
    if len(groups) < 2 * WARM:
        raise SystemExit(f"{len(articles)} documents are too few to measure two processes; take more with --documents")
    with executor_of(f"processes:{workers}") as engine:
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


def run(names: list[str], most: int | None = None, rounds: int = 3) -> list[dict[str, Any]]:
    """A row for each stream, printed as they come; nothing where the gold texts are absent."""
    if not streams.available():
        print("the gold texts (../shared/gold) are not here: nothing to measure on", flush=True)
        return []
    rows = []
    for name in names:
        row = measure(name, most, rounds)
        print(
            f"{name}: {row.documents} documents of {row.words:.0f} words; plain {row.plain:.1f} a second, ours {row.two:.1f} "
            f"= {row.times_plain:.1f} times ({row.one:.1f} with one worker; two/one {row.two_over_one:.2f} the whole way, {row.two_over_one_range[0]:.2f} to {row.two_over_one_range[1]:.2f}, "
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
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = run(options.streams, options.documents, max(1, options.rounds))
    write_json(options.json, rows)


if __name__ == "__main__":
    main()
