"""Totals under several policies: what is added up, what never is, and where it is counted."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.estimates import Weights
from rashomon.model import Claim
from rashomon.pipeline.compare import ALL, UNDATED, CompareRow, Given, compare, month_of

sys.path.insert(0, str(Path(__file__).parents[1] / "estimates"))
from estimates_build import claim, documents, incident

ARMY, ENEMY = "Ministry of Defence of Freedonia", "Ministry of Defence of Sylvania"


def told(name: str, claims: list[Claim], day: str | None = "2031-05-04", **more):
    start = date.fromisoformat(day) if day else None
    i = incident(incident_id="inc", label=name, date_start=start, date_end=start, date_precision="day" if day else "unknown", **more)
    return i, Given(claims, documents(claims))


def row(rows: list[CompareRow], kind: str = "incidents", month: str | None = "2031-05", side: str | None = ALL) -> CompareRow:
    return next(r for r in rows if (r.kind, r.month, r.side) == (kind, month, side))


OWN = told("a", [claim("a", "d1", "4", "Freedonia", ARMY)])
BOAST = told("b", [claim("b", "d1", "40", "Freedonia", ENEMY, relation="enemy_losses")])
OTHER = told("c", [claim("c", "d1", "2", "Sylvania", ENEMY)], "2031-06-01")


def test_sums_by_month_and_side() -> None:
    rows = compare([OWN, OWN, OTHER], ["current", "minmax"])
    assert [(r.month, r.side, [t.best for t in r.totals]) for r in rows] == [
        ("2031-05", "Freedonia", [8, 8]), ("2031-05", ALL, [8, 8]), ("2031-06", "Sylvania", [2, 2]), ("2031-06", ALL, [2, 2]),
    ]  # fmt: skip
    assert [(r.month, r.side) for r in compare([OWN, OTHER], ["current"], by=["month"])] == [("2031-05", None), ("2031-06", None)]
    assert [(r.month, r.side) for r in compare([OWN, OTHER], ["current"], by=["side"])] == [
        (None, "Freedonia"),
        (None, "Sylvania"),
        (None, ALL),
    ]


def test_a_withheld_best_is_counted_beside_the_sum_and_never_a_zero() -> None:
    mine, acled = row(compare([OWN, BOAST], ["current", "acled-style"])).totals
    assert (mine.low, mine.best, mine.high, mine.incidents, dict(mine.withheld)) == (4, 4, 44, 2, {"only_enemy_claims": 1})
    assert (acled.low, acled.best, acled.high, acled.without_best) == (44, 44, 44, 0)
    alone = row(compare([BOAST], ["current"])).totals[0]
    assert (alone.low, alone.best, alone.high, alone.without_best) == (None, None, 40, 1)


def test_open_ends_are_counted() -> None:
    opened = told("o", [claim("o", "d1", "at least 12", "Freedonia", ARMY)])
    total = row(compare([OWN, opened], ["current"])).totals[0]
    assert (total.low, total.best, total.high, total.open) == (16, 16, 4, 1)


def test_a_side_that_a_policy_has_not_is_no_zero() -> None:
    rows = compare([OWN], ["current", "acled-style"])
    assert [(t.incidents, t.best) for t in row(rows, side="Freedonia").totals] == [(1, 4), (0, None)]


def test_aggregates_and_background_have_rows_of_their_own() -> None:
    claims = [claim("g", "d1", "10", "Freedonia", ARMY)]
    rows = compare([OWN, told("g", claims, kind="aggregate"), told("h", claims, background=True)], ["current"])
    assert row(rows).totals[0].best == 4
    assert row(rows, "aggregates").totals[0].best == 10 and row(rows, "background").totals[0].best == 10
    assert [r.kind for r in rows] == ["incidents"] * 2 + ["aggregates"] * 2 + ["background"] * 2


@pytest.mark.parametrize(
    ("first", "last", "precision", "month"),
    [
        ("2031-05-04", "2031-05-04", "day", "2031-05"),
        ("2031-05-31", "2031-06-01", "days", "2031-05"),
        ("2031-05-01", "2031-05-31", "month", "2031-05"),
        ("2031-05-01", "2031-06-30", "month", UNDATED),
        ("2031-01-01", "2031-12-31", "year", UNDATED),
        ("2031-05-04", "2031-05-04", "unknown", UNDATED),
        ("2031-05-04", None, "day", "2031-05"),
        (None, "2031-05-04", "unknown", UNDATED),
        (None, None, "unknown", UNDATED),
    ],
)
def test_the_month_it_is_counted_in(first, last, precision, month) -> None:
    day = lambda text: date.fromisoformat(text) if text else None  # noqa: E731
    assert month_of(incident(date_start=day(first), date_end=day(last), date_precision=precision)) == month


def test_undated_incidents_come_last_in_a_row_of_their_own() -> None:
    rows = compare([told("u", [claim("u", "d1", "3", "Freedonia", ARMY)], None), OWN], ["current"], by=["month"])
    assert [(r.month, r.totals[0].best) for r in rows] == [("2031-05", 4), (UNDATED, 3)]


def test_other_harms_and_weights() -> None:
    hurt = told("w", [claim("w", "d1", "5", "Freedonia", ARMY, harm="wounded")])
    assert row(compare([OWN, hurt], ["current"], harm="wounded")).totals[0].best == 5
    mine = Weights("w.yml", "0", {"Freedonia": 0}, {})
    assert dict(row(compare([OWN], ["current"], weights=mine)).totals[0].withheld) == {"weightless": 1}


def test_order_of_incidents_changes_nothing() -> None:
    policies = ["current", "minmax", "ucdp-style", "acled-style", "ibc-style"]
    pile = [OWN, BOAST, OTHER, OWN]
    assert compare(pile, policies) == compare(pile[::-1], policies)


def test_an_unknown_policy_is_refused_before_anything_is_read() -> None:
    def never():
        raise AssertionError
        yield

    with pytest.raises(RashomonError, match="no policy 'wishful'"):
        compare(never(), ["current", "wishful"])
