"""How near the figures of a ledger come to a truth that is known: made-up wars, read without fault, reconciled, held against what happened.

usage: python -m benchmarks.reconcile [--articles 200] [--seeds 4] [--dials A,B] [--quick] [--read FILE] [--json FILE] [--charts DIR] [--page FILE]

One habit of the press or of speakers at a time goes from none to strong, the others stay at their defaults (:class:`rashomon.simulate.Habits`). No
parser has a part in it: what is measured is everything behind reading. It says nothing about real news; ``docs/reconciliation.md`` says what it shows.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reconcile_charts import draw
from benchmarks.reconcile_methods import GIVEN, PLAIN, POLICIES, THIRD, Row, Told, reconcile
from benchmarks.reconcile_page import page
from rashomon.simulate import FAULTLESS, Habits, War
from rashomon.simulate.scoring import errors, summary

#: Levels of each habit, the default among them or near.
DIALS: dict[str, tuple[float, ...]] = {
    "copying": (0.0, 0.45, 0.75, 1.0),
    "slant": (0.0, 0.3, 0.65, 1.0),
    "denial": (0.0, 0.25, 0.6, 1.0),
    "concealment": (0.0, 0.25, 0.5, 0.8),
    "partial": (0.0, 0.1, 0.3, 0.6),
    "inflation": (0.0, 0.6, 1.5, 3.0),
    "growth": (0.0, 0.5, 0.75, 0.95),
    "rounding": (0.0, 0.1, 0.5, 1.0),
    "errors": (0.0, 0.02, 0.1, 0.25),
}
STRONG = {k: v[-1] for k, v in DIALS.items() if k != "copying"} | {"copying": 0.75, "rounding": 0.5, "errors": 0.1}
METHODS = (*POLICIES, THIRD.name, GIVEN, *PLAIN)
#: Wars that nobody measured while the benchmark was made: seeds count from here.
FIRST_SEED = 101
LARGE = 5
RESAMPLES = 400
#: Measures with an interval: how a row's value is found, and whether unanswered rows count.
SHARES = ("near", "exact", "covered", "log", "width", "withheld")


def measure(rows: Sequence[Row]) -> dict[str, Any]:
    """The measures of every method over rows, with 95 % intervals by resampling incidents."""
    out: dict[str, Any] = {}
    judged = {m: [errors(r.true, r.says.get(m, (None, None, None))) for r in rows] for m in METHODS}
    units = _units(rows)
    for method in METHODS:
        found = summary(judged[method])
        found["interval"] = {}
        for name in SHARES:
            values = [_value(e, name) for e in judged[method]]
            middle = _interval(values, units)
            if middle is not None:
                found["interval"][name] = middle
        found["large"] = {
            k: v
            for k, v in summary([e for e, r in zip(judged[method], rows, strict=True) if r.true >= LARGE]).items()
            if k in ("rows", "near", "bias", "covered", "withheld")
        }
        out[method] = found
    out["against"] = {
        m: _interval([_difference(a, b) for a, b in zip(judged["current"], judged[m], strict=True)], units)
        for m in METHODS
        if m != "current"
    }
    return out


def _value(error: dict[str, float | None], name: str) -> float | None:
    if name == "withheld":
        return float(error["error"] is None)
    return error[name]


def _difference(a: dict[str, float | None], b: dict[str, float | None]) -> float | None:
    return None if a["near"] is None or b["near"] is None else a["near"] - b["near"]


def _units(rows: Sequence[Row]) -> np.ndarray:
    """The number of the incident that each row is of: rows of one incident stand or fall together."""
    seen: dict[tuple[int, str], int] = {}
    return np.array([seen.setdefault((r.seed, r.incident), len(seen)) for r in rows])


def _interval(values: Sequence[float | None], units: np.ndarray) -> list[float] | None:
    """[mean, 2.5 %, 97.5 %] of the values that there are, by bootstrap over incidents."""
    there = np.array([v is not None for v in values])
    if not there.any():
        return None
    numbers = np.array([0.0 if v is None else v for v in values])
    size = int(units.max()) + 1
    sums, counts = np.bincount(units, numbers * there, size), np.bincount(units, there, size)
    draws = np.random.default_rng(7).integers(0, size, (RESAMPLES, size))
    total = counts[draws].sum(1)
    means = sums[draws].sum(1)[total > 0] / total[total > 0]
    low, high = np.quantile(means, (0.025, 0.975))
    return [round(float(x), 4) for x in (sums.sum() / counts.sum(), low, high)]


def point(habits: Habits, seeds: Sequence[int], articles: int) -> dict[str, Any]:
    """One point of a chart: some wars of the same habits."""
    told = [reconcile(War(seed, articles, habits=habits)) for seed in seeds]
    rows = [row for t in told for row in t.rows]
    return {
        "incidents": _sum(told, "incidents"),
        "split": _sum(told, "split"),
        "merged": _sum(told, "merged"),
        "tolls": len(rows),
        "methods": measure(rows),
    }


def _sum(told: Sequence[Told], name: str) -> int:
    return sum(getattr(t, name) for t in told)


def run(seeds: int, articles: int, dials: dict[str, tuple[float, ...]]) -> dict[str, Any]:
    """All points; those at which every habit has its default are made once."""
    base, numbers = Habits(), [FIRST_SEED + n for n in range(seeds)]
    made: dict[Habits, dict[str, Any]] = {}

    def of(habits: Habits) -> dict[str, Any]:
        if habits not in made:
            made[habits] = point(habits, numbers, articles)
        return made[habits]

    out: dict[str, Any] = {
        "seeds": numbers, "articles": articles, "habits": base.plain(), "faultless": of(replace(base, **FAULTLESS)), "defaults": of(base),
        "strong": of(replace(base, **STRONG)), "dials": defaultdict(dict),
    }  # fmt: skip
    for dial, levels in dials.items():
        for level in levels:
            out["dials"][dial][f"{level:g}"] = of(replace(base, **{dial: level}))
            print(_line(dial, level, out["dials"][dial][f"{level:g}"]), flush=True)
    return out


def _line(dial: str, level: float, point: dict[str, Any]) -> str:
    near = "  ".join(f"{m} {point['methods'][m]['near']}" for m in ("current", "max", "median", "majority", "last"))
    covered = "  ".join(f"{m} {point['methods'][m]['covered']}" for m in ("current", "minmax"))
    return (
        f"{dial:>12} {level:<5g} {point['tolls']} tolls; near: {near}; covered: {covered}; split {point['split']}, merged {point['merged']}"
    )


def main() -> None:
    """Reads the options, measures, writes results and charts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reconcile", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=200, help="articles of each war")
    parser.add_argument("--seeds", type=int, default=4, help="wars for each point")
    parser.add_argument("--dials", default=",".join(DIALS), help="only these habits, with commas between them")
    parser.add_argument("--quick", action="store_true", help="two habits at two levels, one war of 40 articles: whether it runs")
    parser.add_argument("--read", type=Path, help="measure nothing, take these results")
    parser.add_argument("--page", type=Path, help="write the tables into this page, between its two marks")
    parser.add_argument("--json", type=Path, help="write the results here")
    parser.add_argument("--charts", type=Path, help="write charts into this folder")
    options = parser.parse_args()
    if min(options.articles, options.seeds) < 1:
        parser.error("--articles and --seeds are one at least")
    start = time.process_time()
    if unknown := set(options.dials.split(",")) - DIALS.keys():
        parser.error(f"there is no habit {', '.join(sorted(unknown))}; there are {', '.join(DIALS)}")
    dials = (
        {"growth": (0.0, 0.5), "copying": (0.0, 0.45)} if options.quick else {d: DIALS[d] for d in DIALS if d in options.dials.split(",")}
    )
    if options.read:
        found = json.loads(options.read.read_text(encoding="utf-8"))
    else:
        found = run(1 if options.quick else options.seeds, 40 if options.quick else options.articles, dials)
    if options.json:
        options.json.write_text(json.dumps(found, separators=(",", ":")).replace('},"', '},\n"') + "\n", encoding="utf-8")
    if options.charts:
        options.charts.mkdir(parents=True, exist_ok=True)
        for name, svg in draw(found).items():
            (options.charts / f"{name}.svg").write_text(svg, encoding="utf-8")
    if options.page:
        options.page.write_text(page(options.page.read_text(encoding="utf-8"), found), encoding="utf-8")
    print(f"{time.process_time() - start:.0f} s of the processor")


if __name__ == "__main__":
    main()
