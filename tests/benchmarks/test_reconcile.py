"""The reconciliation benchmark runs, and what it measures is right where the answer is known."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.reconcile import DIALS, METHODS, main, measure
from benchmarks.reconcile_charts import CHARTS, draw
from benchmarks.reconcile_methods import GIVEN, PLAIN, THIRD, Row, reconcile
from benchmarks.reconcile_page import page

from rashomon.simulate import FAULTLESS, Habits, War


def test_quick_writes_results_and_charts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["reconcile", "--quick", "--json", str(tmp_path / "r.json"), "--charts", str(tmp_path / "charts")])
    main()
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert found["dials"].keys() == {"growth", "copying"}
    point = found["dials"]["growth"]["0.5"]
    assert point == found["defaults"] and point["tolls"] > 5
    assert point["methods"].keys() == {*METHODS, "against"}
    for method in METHODS:
        m = point["methods"][method]
        assert m["rows"] == point["tolls"] == m["answered"] + m["withheld"]
        assert all(low <= middle <= high for middle, low, high in m["interval"].values())
    for name in CHARTS:
        root = ET.fromstring((tmp_path / "charts" / f"{name}.svg").read_text(encoding="utf-8"))
        assert len(root.findall("{*}g")) == 2 and root.find("{*}title") is not None


def test_the_page_has_the_tables_and_charts_of_the_results_in_the_tree() -> None:
    root = Path(__file__).parents[2]
    found = json.loads((root / "benchmarks" / "reconcile.json").read_text(encoding="utf-8"))
    text = (root / "docs" / "reconciliation.md").read_text(encoding="utf-8")
    assert page(text, found) == text, "run: python -m benchmarks.reconcile --read benchmarks/reconcile.json --page docs/reconciliation.md"
    for name, svg in draw(found).items():
        assert f"images/reconcile/{name}.svg" in text
        assert (root / "docs" / "images" / "reconcile" / f"{name}.svg").read_text(encoding="utf-8") == svg
    assert found["habits"] == Habits().plain() and found["dials"].keys() == DIALS.keys()


def test_levels_start_at_none_and_hold_the_default() -> None:
    plain = Habits().plain()
    for dial, levels in DIALS.items():
        assert levels[0] == 0 == FAULTLESS[dial] and plain[dial] in levels and list(levels) == sorted(levels)
        for level in levels:
            replace(Habits(), **{dial: level})  # on its scale


def test_plain_methods() -> None:
    told = [3, 5, 5, 4, 9, 9]
    assert {name: method(told) for name, method in PLAIN.items()} == {
        "max": 9, "min": 3, "median": 5, "mean": pytest.approx(35 / 6), "majority": 9, "last": 9, "first": 3,
    }  # fmt: skip
    assert PLAIN["majority"]([2, 7, 2]) == 2


def test_without_faults_everything_said_is_true() -> None:
    war = War(3, 80, habits=replace(Habits(), **FAULTLESS))
    told = reconcile(war)
    late = {i.truth_id for i in war.incidents.values() if any(loss.found or loss.died for loss in i.losses)}
    rows = [r for r in told.rows if r.incident not in late]
    assert len(rows) > 10
    for row in rows:
        for method in (GIVEN, THIRD.name, *PLAIN):
            best = row.says[method][1]
            assert best is None or best == row.true, (method, row)


def test_intervals_hold_the_mean_and_pairs_are_compared() -> None:
    rows = [Row(1, f"t{n}", "x", 10, 3, {"current": (8, 10, 12), "max": (None, 14 if n % 2 else 10, None)}) for n in range(40)]
    found = measure(rows)
    assert found["current"]["exact"] == 1.0 and found["current"]["interval"]["covered"] == [1.0, 1.0, 1.0]
    middle, low, high = found["against"]["max"]
    assert middle == 0.5 and low < 0.5 < high
    assert found["against"]["first"] is None, "it said nothing"
