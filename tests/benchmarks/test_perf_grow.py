"""The benchmark of growth runs; what it measures is for its own output, not for a test."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.perf.grow import add, measure

from rashomon.simulate import generate


def test_a_row_of_results_is_whole() -> None:
    row = measure(12, argparse.Namespace(seed=1, added=4, batch=5, anew=True))
    assert row["held"] == 12 and row["moved"] >= 1
    assert all(row[k] > 0 for k in ("build_s", "add_s", "empty_s", "anew_s", "add/empty", "add/build", "add/anew", "peak_mb", "file_mb"))


def test_adding_what_is_there_moves_nothing(tmp_path: Path) -> None:
    readings = list(generate(2, 6))
    assert add(tmp_path / "held", readings)[1] > 0
    assert add(tmp_path / "held", readings)[1] == 0
