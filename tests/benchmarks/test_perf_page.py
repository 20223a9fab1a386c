"""What was measured is told as it was measured, and a measurement is of one process alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from benchmarks.perf import __main__ as perf
from benchmarks.perf.charts import chart
from benchmarks.perf.measured import by_size, cost_of, in_own_process, own_peak_mb, write_json


def test_the_page_says_what_was_kept() -> None:
    again = "run: python -m benchmarks.perf --page"
    assert perf.page() == perf.PAGE.read_text(encoding="utf-8"), again
    text = perf.README.read_text(encoding="utf-8")
    assert perf.readme(text) == text, again
    assert perf.growth_chart() == perf.CHART.read_text(encoding="utf-8"), again


def test_what_is_not_reached_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "stream": "mixed",
        "documents": 2000,
        "words": 400,
        "plain": 20.0,
        "two": 590.0,
        "times_plain": 29.5,
        "peak_mb": 900,
        "plain_peak_mb": 5000,
    }
    row |= {"step_two_over_one": 1.9, "two_over_one": 1.4, "two_over_one_range": [1.3, 1.6], "rounds": 3}
    monkeypatch.setattr(perf, "kept", {"side_by_side": [row], "about": {"documents": 2000}}.get)
    text = perf.page()
    assert (
        "| **29.5** | ≥ 30, **not reached** |" in text
        and "| mixed | 1.90 | ≥ 1.8, reached | 1.40 (1.30–1.60) | ≥ 1.5, **not reached** |" in text
    )
    assert "A quick look: the first 2000 documents" in text and "## How the cost grows" not in text
    assert perf.growth_chart() == "" and perf.readme("as it was") == "as it was", "a quick look is told on the page alone"


def test_a_chart_says_every_value() -> None:
    svg = chart("Cost", [("ms", "documents", {"war": [(1000, 20.0), (100_000, 35.5)]})])
    assert ">1k<" in svg and ">100k<" in svg and ">20<" in svg and ">35.5<" in svg and svg.count("<circle") == 2


def test_a_command_is_measured_and_one_that_fails_is_said() -> None:
    cost = cost_of([sys.executable, "-c", "print(sum(range(10**6)))"])
    assert cost.out == f"{sum(range(10**6))}\n" and cost.cpu > 0 and cost.seconds > 0
    with pytest.raises(SystemExit, match=r"ended with 3:\nbroken"):
        cost_of([sys.executable, "-c", "import sys; print('broken'); sys.exit(3)"])


def test_sizes_are_measured_one_by_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = by_size([10, 20], lambda size: {"size": size, "ms": size / 4}, ("size", "ms", "ratio"), "ms")
    assert [r["ratio"] for r in rows] == [1.0, 2.0]
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["size", "ms", "ratio"],
        ["10", "2.5", "1.0"],
        ["20", "5.0", "2.0"],
    ]
    assert in_own_process(os.getpid) != os.getpid() and own_peak_mb() > 10
    write_json(None, rows)
    write_json(tmp_path / "a.json", {"a": 1})
    assert (tmp_path / "a.json").read_text() == '{\n "a": 1\n}\n'
