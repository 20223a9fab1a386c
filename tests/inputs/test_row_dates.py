"""Dates of columns in the forms of tables; what one value does not say is not guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.inputs.row_dates import Column


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-02-13", "2024-02-13"),
        ("2024-02-13T10:15:00Z", "2024-02-13T10:15:00+00:00"),
        ("2024-02-13 10:15:00 +0300", "2024-02-13T10:15:00+03:00"),
        ("2024-02-13 10:15:00 UTC", "2024-02-13T10:15:00+00:00"),
        ("2024-02-13T10:15:00.123456789", "2024-02-13T10:15:00.123456"),
        ("20240213T101500Z", "2024-02-13T10:15:00+00:00"),
        ("20240213101500", "2024-02-13T10:15:00"),
        ("20240213", "2024-02-13"),
        ("2024/2/13", "2024-02-13"),
        ("1707819300", "2024-02-13T10:15:00+00:00"),
        ("1707819300.5", "2024-02-13T10:15:00+00:00"),
        ("1707819300000", "2024-02-13T10:15:00+00:00"),
        ("915148800000", "1999-01-01T00:00:00+00:00"),
        ("1707819300000000", "2024-02-13T10:15:00+00:00"),
        ("Tue, 13 Feb 2024 10:15:00 +0200", "2024-02-13T10:15:00+02:00"),
        ("13 Feb 2024 10:15 EST", "2024-02-13T10:15:00-05:00"),
        ("13/02/2024", "2024-02-13"),
        ("02/13/2024 9:05 PM", "2024-02-13T21:05"),
        ("12/12/2024", "2024-12-12"),
        ("13.02.2024, 10:15", "2024-02-13T10:15"),
    ],
)
def test_forms(value: str, iso: str) -> None:
    assert Column().read(value) == (iso, None)


@pytest.mark.parametrize(
    "value", ["February 13, 2024", "yesterday", "202402131015", "199901010101", "45335", "2024-02", "2024", "99999999"]
)
def test_what_is_no_known_form_stays_as_it_is(value: str) -> None:
    assert Column().read(value) == (value, None)


def test_day_and_month_are_not_guessed() -> None:
    found, note = Column(["03/02/2024", "05/06/2024"]).read("03/02/2024")
    assert found is None
    assert note is not None and "can be read in two ways" in note and "dates=dmy" in note
    found, note = Column(["03/02/2024", "13/02/2024"]).read("03/02/2024")
    assert found == "2024-02-03"
    assert note is not None and "other rows of its column show the order" in note
    assert Column(["13/02/2024", "02/13/2024"]).read("03/02/2024")[0] is None, "a column of both orders shows none"
    assert Column([], "mdy").read("03/02/2024") == ("2024-03-02", None)
    found, note = Column([], "mdy").read("13/02/2024")
    assert found == "2024-02-13"
    assert note is not None and "only way" in note
    assert Column().read("31/31/2024")[0] is None


def test_midnight_all_over_is_no_time_of_day() -> None:
    values = ["2024-02-13 00:00:00", "2024-02-14 00:00:00"]
    assert Column(values).read(values[0]) == ("2024-02-13", None)
    assert Column([*values, "2024-02-14 07:00:00"]).read(values[0]) == ("2024-02-13T00:00:00", None)
    assert Column(values[:1]).read(values[0]) == ("2024-02-13T00:00:00", None)


@given(st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2200, 1, 1)))
def test_counts_since_1970_are_what_they_count(moment: datetime) -> None:
    seconds = int(moment.replace(tzinfo=UTC).timestamp())
    expected = datetime.fromtimestamp(seconds, UTC).isoformat()
    assert Column().read(str(seconds))[0] == expected
    assert Column().read(f"{seconds}000")[0] == expected


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["dmy", "mdy"]), st.sampled_from("/.-"))
def test_a_named_order_reads_every_day(day: date, order: str, mark: str) -> None:
    parts = (day.day, day.month) if order == "dmy" else (day.month, day.day)
    assert Column([], order).read(f"{parts[0]:02}{mark}{parts[1]:02}{mark}{day.year}") == (day.isoformat(), None)


@given(st.text(max_size=60))
def test_nothing_breaks_it(value: str) -> None:
    Column([value]).read(value)
