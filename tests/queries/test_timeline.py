"""Sums over time: what is added, what is only counted, and that nothing is lost on the way."""

from dataclasses import replace
from datetime import date, timedelta

from entries_made import PROPERTY, entry, figure, many, queries
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.places import Place
from rashomon.queries import Query, Shelf
from rashomon.queries.points import COLUMNS, points
from rashomon.queries.timeline import BY_DAY, BY_MONTH, BY_WEEK, start_of, timeline, unit_of

DAY = date(2031, 3, 5)


def test_what_nobody_reports_is_not_zero():
    [one] = timeline([entry(1, killed=None), entry(2, killed=None, date_start=date(2031, 1, 2))])["bins"]
    assert (one["low"], one["best"], one["high"], one["incidents"], one["no_figure"]) == (None, None, None, 2, 2)
    [one] = timeline([entry(1, killed=figure(best=0))])["bins"]
    assert (one["best"], one["figures"]) == (0, 1)


def test_what_has_no_best_is_counted_apart():
    rows = [
        entry(1, date_start=DAY, killed=figure(best=4, low=3, high=6)),
        entry(2, date_start=DAY, killed=replace(figure(best=None), low=24, high=None, words="dozens")),
        entry(3, date_start=DAY, killed=None),
    ]
    [one] = timeline(rows)["bins"]
    assert one == {
        "start": "2031-03-05", "incidents": 3, "aggregates": 0, "low": 27, "best": 4, "high": 30, "figures": 2, "no_best": 1, "open": 1,
        "no_figure": 1,
    }  # fmt: skip


def test_totals_of_several_incidents_are_never_added():
    rows = [entry(1, date_start=DAY, kind="aggregate", killed=figure(best=40)), entry(2, date_start=DAY, killed=figure(best=4))]
    [one] = timeline(rows)["bins"]
    assert (one["incidents"], one["aggregates"], one["best"]) == (1, 1, 4)


def test_background_is_left_out_and_said():
    rows = [entry(1, background=True), entry(2)]
    told = Shelf(rows, 1).timeline(Query(background="yes"))
    assert told["background_left_out"] == 1 and sum(b["incidents"] for b in told["bins"]) == 1
    assert sum(b["incidents"] for b in Shelf(rows, 1).timeline(Query(background="only"))["bins"]) == 1


def test_days_that_could_be_of_several_bins_stand_beside():
    rows = [
        entry(1, date_start=DAY),
        entry(2, date_start=date(2031, 3, 1), date_end=date(2031, 3, 31), date_precision="month", killed=figure(best=7)),
        entry(3, date_start=None, date_end=None, date_precision="unknown"),
        entry(4, date_start=None, date_end=DAY, date_precision="unknown"),
        entry(5, date_start=date(2031, 3, 4), date_end=date(2031, 3, 6), date_precision="days"),
    ]
    told = timeline(rows)
    assert told["unit"] == "day"
    assert [(b["start"], b["incidents"]) for b in told["bins"]] == [("2031-03-04", 1), ("2031-03-05", 1)]
    assert (told["loose"]["incidents"], told["loose"]["best"]) == (2, 10)
    assert told["undated"]["incidents"] == 1


def test_a_month_is_in_its_bin_where_bins_are_months():
    far = entry(1, date_start=DAY - timedelta(days=BY_WEEK + 40))
    month = entry(2, date_start=date(2031, 3, 1), date_end=date(2031, 3, 31), date_precision="month")
    told = timeline([far, entry(3, date_start=DAY), month])
    assert told["unit"] == "month" and told["bins"][-1]["incidents"] == 2


def test_units():
    def of(days):
        return unit_of([DAY, DAY + timedelta(days=days)])

    assert [of(0), of(BY_DAY), of(BY_DAY + 1), of(BY_WEEK + 1), of(BY_MONTH + 1)] == ["day", "day", "week", "month", "year"]
    assert unit_of([]) == "day"


@PROPERTY
@given(st.dates(), st.sampled_from(["day", "week", "month", "year"]))
def test_a_bin_begins_before_its_days(day, unit):
    start = start_of(day, unit)
    assert start <= day and start_of(start, unit) == start


@PROPERTY
@given(many(), queries())
def test_every_incident_is_somewhere(rows, query):
    shelf = Shelf(rows, 1)
    told = shelf.timeline(query)
    parts = [*told["bins"], told["loose"], told["undated"]]
    assert sum(p["incidents"] + p["aggregates"] for p in parts) + told["background_left_out"] == shelf.find(query).total
    for p in parts:
        assert p["figures"] + p["no_figure"] == p["incidents"]
        assert (p["figures"] == 0) == (p["low"] is None and p["best"] is None and p["high"] is None)
    assert [b["start"] for b in told["bins"]] == sorted({b["start"] for b in told["bins"]})


def test_what_a_map_draws_is_what_is_known():
    at = Place("Dorn", "Kesh", "Mali", 14.5, -4.2, 1)
    rows = [
        entry(1, place=at),
        entry(2, place=replace(at, precision=2)),
        entry(3, place=replace(at, precision=4, name="Kesh")),
        entry(4, place=replace(at, precision=6, name="Mali", admin1=None)),
        entry(5, place=replace(at, precision=3)),
        entry(6, place=replace(at, precision=5)),
        entry(7, place=Place("Nowhere", basis="no entry of this name")),
        entry(8, places=("Nowhere",)),
        entry(9),
    ]
    told = points(rows)
    at_ = {c: n for n, c in enumerate(COLUMNS)}
    assert [(p[at_["precision"]], p[at_["radius_km"]]) for p in told["points"]] == [(1, 0), (2, 25), (3, 40), (5, 120)]
    assert [(a["iso"], a["province"], a["ids"]) for a in told["areas"]] == [
        ("ML", None, [rows[3].incident_id]),
        ("ML", "Kesh", [rows[2].incident_id]),
    ]
    assert told["without"] == {"no place named": 1, "place not found in the gazetteer": 2}
    assert "Shelling" not in str(told["points"])


@PROPERTY
@given(many(), queries())
def test_nothing_is_lost_on_a_map(rows, query):
    shelf = Shelf(rows, 1)
    told = shelf.points(query)
    there = [p[0] for p in told["points"]] + [i for a in told["areas"] for i in a["ids"]]
    assert len(there) == len(set(there))
    assert len(there) + sum(told["without"].values()) == shelf.find(query).total
    assert all(len(p) == len(told["columns"]) for p in told["points"])
