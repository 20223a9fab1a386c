"""The timeline as a picture: what is drawn for what is known, and what is said of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from rashomon.web import timechart

EMPTY = {"aggregates": 0, "low": None, "best": None, "high": None, "figures": 0, "no_best": 0, "open": 0, "no_figure": 1}


def row(start: str, **more: Any) -> dict[str, Any]:
    return {"start": start, "incidents": 1, **EMPTY, **more}


def made(unit: str, *rows: dict[str, Any], chosen: tuple[date | None, date | None] = (None, None)) -> tuple[list[timechart.Bin], str]:
    told = {"unit": unit, "bins": list(rows)}
    found = timechart.bins(told, lambda a, b: f"/?since={a}&until={b}")
    return found, str(timechart.chart(told, found, chosen) or "")


@pytest.mark.parametrize(
    ("unit", "start", "last", "words"),
    [
        ("day", "2031-05-12", "2031-05-12", "12 May 2031"),
        ("week", "2031-05-12", "2031-05-18", "week of 12 May 2031"),
        ("month", "2032-02-01", "2032-02-29", "Feb 2032"),
        ("month", "2031-12-01", "2031-12-31", "Dec 2031"),
        ("year", "2031-01-01", "2031-12-31", "2031"),
        ("month", "9999-12-01", "9999-12-31", "Dec 9999"),
        ("week", "9999-12-27", "9999-12-31", "week of 27 Dec 9999"),
        ("year", "0001-01-01", "0001-12-31", "1"),
    ],
)
def test_a_bin_ends_with_its_last_day(unit: str, start: str, last: str, words: str) -> None:
    found, picture = made(unit, row(start))
    assert (found[0].last.isoformat(), found[0].words) == (last, words)
    assert f'href="/?since={start}&amp;until={last}"' in picture


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, "–"),
        ({"low": 3, "best": 3, "high": 3}, "3"),
        ({"low": 0, "best": 0, "high": 0}, "0"),
        ({"low": 3, "best": 4, "high": 1250}, "3–1,250"),
        ({"high": 40}, "up to 40"),
        ({"low": 7, "best": 7, "high": 7, "open": 1}, "7 or more"),
    ],
)
def test_killed_in_words(figures: dict[str, int], words: str) -> None:
    assert timechart.killed_words(row("2031-05-12", **figures)) == words


def test_no_report_is_no_zero() -> None:
    _, unknown = made("day", row("2031-05-12"))
    _, zero = made("day", row("2031-05-12", low=0, best=0, high=0, figures=1, no_figure=0))
    assert "t-none" in unknown and "t-range" not in unknown and "killed: no report" in unknown
    assert "t-none" not in zero and "t-range" in zero and "killed 0" in zero


def test_best_is_a_line_only_where_every_incident_has_one() -> None:
    _, all_have = made("day", row("2031-05-12", low=1, best=2, high=3, figures=1))
    _, one_has_none = made("day", row("2031-05-12", low=1, best=2, high=3, figures=2, no_best=1))
    assert "t-best" in all_have and "t-best" not in one_has_none


def test_days_between_are_drawn_empty_and_the_chosen_ones_marked() -> None:
    _, picture = made("day", row("2031-05-01"), row("2031-05-11"), chosen=(date(2031, 5, 5), date(2031, 5, 11)))
    hits = [float(x) for x in re.findall(r'class="t-hit" x="([\d.]+)"', picture)]
    step = (350 - timechart.LEFT - timechart.RIGHT) / 11
    assert hits[1] - hits[0] == pytest.approx(10 * step, abs=0.2)
    chosen = re.search(r'class="t-chosen" x="([\d.]+)" y="6" width="([\d.]+)"', picture)
    assert (
        chosen
        and float(chosen[1]) == pytest.approx(timechart.LEFT + 4 * step, abs=0.2)
        and float(chosen[2]) == pytest.approx(7 * step, abs=0.2)
    )


def test_years_far_apart_stay_a_picture() -> None:
    found, picture = made("year", row("0001-01-01"), row("2031-01-01"))
    assert len(found) == 2 and picture.count("<a ") == 2 and len(picture) < 4000


def test_nothing_is_no_picture() -> None:
    assert made("day") == ([], "")
