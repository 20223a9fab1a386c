#!/usr/bin/env python3
"""Scores estimates of the dead and wounded against a known truth, whatever method made them. Standard library only; it runs alone.

usage: score.py TRUTH.csv ESTIMATES.csv [--harm killed|wounded] [--json]

TRUTH.csv has the columns incident, harm, side, true, articles (others are passed over); incidents that no article tells of (articles 0) are left out.
ESTIMATES.csv has incident, harm, side and any of low, best, high; an empty cell is no answer (low empty: nothing below is ruled out;
high empty: no upper end is given). A row that is missing is no answer at all, one about nothing that is true is counted as extra.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any, TypeVar

#: What is counted as near.
NEAR = 0.2
#: The columns that say what a row is about.
KEY = ("incident", "harm", "side")
T = TypeVar("T")
Key = tuple[str, str, str]
Estimate = tuple[float | None, float | None, float | None]  # low, best, high


def score(truth: Mapping[Key, int], estimates: Mapping[Key, Estimate]) -> dict[str, Any]:
    """How near estimates are to the truth. Keys are (incident, harm, side).

    ``answered`` rows with a best; of these ``median_error`` (absolute), ``bias`` (mean of best over true, as a factor by way of logarithms: 1 is none), ``exact`` and
    ``near`` (within 20 %) as shares. ``ranged`` rows with a low or high; of these ``covered`` (low <= true <= high), ``closed`` (both ends given) and ``width``
    (high - low over true, of closed ones: ``width`` is the median, ``mean_width`` the mean).
    """
    rows = [errors(true, estimates.get(key, (None, None, None))) for key, true in sorted(truth.items())]
    return {**summary(rows), "missing": sum(key not in estimates for key in truth), "extra": sum(key not in truth for key in estimates)}


def errors(true: int, estimate: Estimate) -> dict[str, float | None]:
    """One row: what its best and its range are worth. None where there is nothing to judge."""
    low, best, high = estimate
    out: dict[str, float | None] = dict.fromkeys(("error", "log", "exact", "near", "covered", "width"))
    if best is not None:
        error = abs(best - true)
        out.update(error=error, log=math.log((best + 0.5) / (true + 0.5)), exact=float(error == 0), near=float(error <= NEAR * true))
    if low is not None or high is not None:
        out["covered"] = float((low is None or low <= true) and (high is None or true <= high))
        if low is not None and high is not None:
            out["width"] = (high - low) / max(1, true)
    return out


def summary(rows: Sequence[Mapping[str, float | None]]) -> dict[str, Any]:
    """The measures over rows of :func:`errors`."""

    def of(name: str) -> list[float]:
        return [v for r in rows if (v := r[name]) is not None]

    def share(name: str) -> float | None:
        values = of(name)
        return round(mean(values), 4) if values else None

    error, logs, width, covered = of("error"), of("log"), of("width"), of("covered")
    return {
        "rows": len(rows),
        "answered": len(error),
        "withheld": len(rows) - len(error),
        "median_error": round(median(error), 3) if error else None,
        "mean_error": round(mean(error), 3) if error else None,
        "bias": round(math.exp(mean(logs)), 4) if logs else None,
        "exact": share("exact"),
        "near": share("near"),
        "ranged": len(covered),
        "closed": len(width),
        "covered": share("covered"),
        "width": round(median(width), 4) if width else None,
        "mean_width": round(mean(width), 4) if width else None,
    }


def _rows(lines: Iterable[str], *needed: str) -> Iterator[tuple[int, dict[str, str], Key]]:
    """The rows of a table with their lines and keys. Raises ValueError where a column is not there."""
    rows = csv.DictReader(lines)
    for name in (*KEY, *needed):
        if name not in (rows.fieldnames or ()):
            raise ValueError(
                f"line 1: there is no column {name!r}; columns are told apart by commas, and their names stand in the first line"
            )
    for row in rows:
        yield rows.line_num, row, (row["incident"], row["harm"], row["side"])


def _number(row: Mapping[str, str | None], name: str, line: int) -> float | None:
    text = (row.get(name) or "").strip()
    try:
        number = float(text) if text else None
    except ValueError:
        number = math.nan
    if number is not None and not math.isfinite(number):
        raise ValueError(f"line {line}: {name} is {text!r}; give a number, or leave the cell empty")
    return number


def read_truth(lines: Iterable[str], harm: str | None = None) -> dict[Key, int]:
    """The truth of incidents that some article tells of."""
    out: dict[Key, int] = {}
    for line, row, key in _rows(lines, "true"):
        if harm in (None, row["harm"]) and _number(row, "articles", line) != 0:
            out[key] = int(_number(row, "true", line) or 0)
    return out


def read_estimates(lines: Iterable[str], harm: str | None = None) -> dict[Key, Estimate]:
    """Somebody's estimates."""
    out: dict[Key, Estimate] = {}
    for line, row, key in _rows(lines):
        if not row.keys() & {"low", "best", "high"}:
            raise ValueError("line 1: there is none of the columns 'low', 'best', 'high'; give one at least")
        if harm not in (None, row["harm"]):
            continue
        if key in out:
            raise ValueError(f"line {line}: {', '.join(key)} has two estimates; give one")
        out[key] = (_number(row, "low", line), _number(row, "best", line), _number(row, "high", line))
    return out


def _read(path: Path, read: Callable[[Iterable[str], str | None], T], harm: str | None) -> T:
    """A table of a file. Raises ValueError with the name of the file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return read(file, harm)
    except OSError as err:
        raise ValueError(f"{path}: {err.strerror}; check the name") from err
    except UnicodeDecodeError as err:
        raise ValueError(f"{path}: not in UTF-8; save it as CSV in UTF-8") from err
    except (ValueError, csv.Error) as err:
        raise ValueError(f"{path}: {err}") from err


def main() -> int:
    """Reads the two files, prints the measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("truth", type=Path)
    parser.add_argument("estimates", type=Path)
    parser.add_argument("--harm", choices=("killed", "wounded"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        truth = _read(options.truth, read_truth, options.harm)
        found = score(truth, _read(options.estimates, read_estimates, options.harm))
    except ValueError as err:
        print(f"score.py: {err}", file=sys.stderr)
        return 2
    print(json.dumps(found, indent=1) if options.json else "\n".join(f"{k:>13}  {'-' if v is None else v}" for k, v in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
