"""Days and towns of one incident that are told apart are rows of their own, and no death is lost or counted twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from acled_written import FADA, VILLAGERS, at, event, one, written
from events_made import DAY, DORN, claim, document, estimate, on, told
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.exports.acled import rows_of
from rashomon.exports.events_when import Unfit, When
from rashomon.model import Span


@pytest.mark.parametrize(
    ("first", "last", "middle", "precision"),
    [
        ("2031-05-03", "2031-05-03", "2031-05-03", 1),
        ("2031-05-03", "2031-05-04", "2031-05-03", 2),
        ("2031-05-01", "2031-05-07", "2031-05-04", 2),
        ("2031-05-01", "2031-05-31", "2031-05-15", 3),
        ("2031-02-01", "2031-02-28", "2031-02-15", 3),
        ("2031-05-10", "2031-05-20", "2031-05-15", 3),
    ],
)
def test_middle_days(first, last, middle, precision):
    when = When(date.fromisoformat(first), date.fromisoformat(last))
    assert (when.middle.isoformat(), when.time_precision) == (middle, precision)


@pytest.mark.parametrize(("precision", "geo"), [(1, "1"), (2, "2"), (3, "2"), (4, "3"), (5, "3")])
def test_precision_of_places_and_four_decimals(tmp_path, precision, geo):
    row, _ = one(tmp_path, event(VILLAGERS, place=replace(DORN, precision=precision, lat=17.0512345, lon=-21.95678)))
    assert (row["geo_precision"], row["latitude"], row["longitude"]) == (geo, "17.0512", "-21.9568")


def test_one_report_that_tells_towns_apart_makes_a_row_of_each(tmp_path):
    made = told(at(1, 7, DORN), at(2, 5, FADA), estimates=(estimate(12, claims=("c-0001", "c-0002")),))
    rows, side, _ = written(tmp_path, made)
    assert sorted((r["location"], r["fatalities"]) for r in rows) == [("Dorn", "7"), ("Fada", "5")]
    assert len({r["event_id_cnty"] for r in rows}) == 2
    assert {(s["incident_id"], s["rows"]) for s in side} == {("inc-0001", "2")}
    assert all("of 12 killed in all are coded here" in r["notes"] for r in rows)


def test_days_are_told_apart_too(tmp_path):
    days = {"date_end": DAY + timedelta(days=2)}
    first, second = (replace(claim(n, k, **VILLAGERS), time=on(DAY + timedelta(days=n)), when_span=Span(0, 3)) for n, k in ((1, 4), (2, 6)))
    rows, _, _ = written(tmp_path, told(first, second, estimates=(estimate(10, claims=("c-0001", "c-0002")),), **days))
    assert [(r["event_date"], r["time_precision"], r["fatalities"]) for r in rows] == [("2031-02-13", "1", "4"), ("2031-02-14", "1", "6")]


def test_two_reports_with_two_names_for_the_place_are_one_row(tmp_path):
    made = told(at(1, 5, DORN), at(2, 5, FADA, name="b"), estimates=(estimate(5, claims=("c-0001", "c-0002")),))
    assert len(written(tmp_path, made)[0]) == 1


numbers = st.integers(0, 30)


@settings(max_examples=300, deadline=None)
@given(
    parts=st.lists(
        st.tuples(numbers, st.sampled_from([DORN, FADA]), st.sampled_from(["total", "part"]), st.booleans(), st.sampled_from("ab")),
        max_size=5,
    ),
    best=st.one_of(st.none(), st.integers(0, 60)),
    together=st.booleans(),
)
def test_totals_are_conserved_whatever_is_told(parts, best, together):
    claims = [
        at(n, k, place, scope=scope, part_of="c-9999" if of else None, name=name) for n, (k, place, scope, of, name) in enumerate(parts, 1)
    ]
    if together:
        best = sum(k for k, *_ in parts)
    made = told(
        *claims, estimates=(estimate(best, claims=tuple(c.claim_id for c in claims)),), documents=(document("a"), document("b", "Other"))
    )
    found = rows_of(made)
    if isinstance(found, Unfit):
        assert found.code == "no_violence" or not parts
        return
    rows, _, dead = found
    assert sum(r.fatalities for r in rows) == dead.number == (best or 0)
    assert all(r.fatalities >= 0 for r in rows)
    assert len({r.key for r in rows}) == len(rows)
