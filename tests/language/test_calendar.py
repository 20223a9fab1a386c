from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.calendar import resolve
from rashomon.model import DateExpr, Published, TimeSpan

TUESDAY = Published(day=date(2031, 5, 13), basis="given")
AUTUMN = Published(not_before=date(2031, 9, 1), not_after=date(2031, 9, 20), basis="between two others")
LATER = Published(not_before=date(2031, 9, 1), basis="a caption")


def _d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("expr", "start", "end"),
    [
        (DateExpr("absolute", 2024, 2, 13), "2024-02-13", "2024-02-13"),
        (DateExpr("absolute", 2023, 9), "2023-09-01", "2023-09-30"),
        (DateExpr("absolute", 2020), "2020-01-01", "2020-12-31"),
        (DateExpr("absolute", 2030, 3, 4, unit="either", inner=DateExpr("absolute", 2030, 4, 3)), "2030-03-04", "2030-04-03"),
        (DateExpr("month_day", month=5, day=13), "2031-05-13", "2031-05-13"),
        (DateExpr("month_day", month=5, day=14), "2031-05-14", "2031-05-14"),  # a page dated a day early
        (DateExpr("month_day", month=5, day=16), "2030-05-16", "2030-05-16"),
        (DateExpr("month_day", month=5, day=16, direction="future"), "2031-05-16", "2031-05-16"),
        (DateExpr("month_day", month=12, day=3, weekday=1), "2030-12-03", "2030-12-03"),
        (DateExpr("month_day", month=5, day=3, inner=DateExpr("month_day", month=5, day=5)), "2031-05-03", "2031-05-05"),
        (DateExpr("month_day", month=9), "2030-09-01", "2030-09-30"),
        (DateExpr("month_day", month=2, day=29), "2028-02-29", "2028-02-29"),
        (DateExpr("weekday", weekday=1), "2031-05-13", "2031-05-13"),  # "on Tuesday", printed on a Tuesday
        (DateExpr("weekday", weekday=0), "2031-05-12", "2031-05-12"),
        (DateExpr("weekday", weekday=2), "2031-05-07", "2031-05-07"),
        (DateExpr("weekday", weekday=6, direction="future"), "2031-05-18", "2031-05-18"),
        (DateExpr("weekday", weekday=0, shift=-1), "2031-05-05", "2031-05-05"),  # "last Monday" on a Tuesday is not yesterday
        (DateExpr("weekday", weekday=4, shift=-1), "2031-05-09", "2031-05-09"),
        (DateExpr("offset", shift=-1), "2031-05-12", "2031-05-12"),
        (DateExpr("offset", shift=0, unit="overnight", part_of_day="night"), "2031-05-12", "2031-05-13"),
        (DateExpr("offset_weeks", shift=-1), "2031-05-05", "2031-05-11"),
        (DateExpr("offset_months", shift=-5), "2030-12-01", "2030-12-31"),
        (DateExpr("offset_years", shift=-2), "2029-01-01", "2029-12-31"),
        (DateExpr("period", shift=-24, unit="hour"), "2031-05-12", "2031-05-13"),
        (DateExpr("since", inner=DateExpr("weekday", weekday=2)), "2031-05-07", "2031-05-13"),
    ],
)
def test_with_the_day_of_publication(expr: DateExpr, start: str, end: str) -> None:
    found = resolve(expr, TUESDAY)
    assert found and (found.start, found.end) == (_d(start), _d(end)) and found.basis


@pytest.mark.parametrize(
    ("expr", "published", "start", "end", "weekday"),
    [
        (DateExpr("weekday", weekday=4), AUTUMN, "2031-08-29", "2031-09-19", 4),
        (DateExpr("weekday", weekday=4), LATER, "2031-08-29", None, 4),
        (DateExpr("weekday", weekday=4), Published(), None, None, 4),
        (DateExpr("offset", shift=-1), AUTUMN, "2031-08-31", "2031-09-19", None),
        (DateExpr("month_day", month=8, day=30), AUTUMN, "2031-08-30", "2031-08-30", None),
        (DateExpr("month_day", month=9, day=10), AUTUMN, "2030-09-10", "2031-09-10", None),
        (DateExpr("absolute", 2019, 4, 2), Published(), "2019-04-02", "2019-04-02", None),
    ],
)
def test_an_interval_gives_all_days_it_can_be(
    expr: DateExpr, published: Published, start: str | None, end: str | None, weekday: int | None
) -> None:
    found = resolve(expr, published)
    assert found is not None
    assert (found.start, found.end, found.weekday) == (start and _d(start), end and _d(end), weekday)


def test_counted_from_the_event_told_before() -> None:
    event = TimeSpan(date(2031, 5, 10), date(2031, 5, 10), "printed")
    before = resolve(DateExpr("reference", shift=-1), TUESDAY, event)
    assert before and before.start == date(2031, 5, 9) and "before the event told before it" in before.basis
    assert resolve(DateExpr("reference", shift=-1), TUESDAY) is None
    only_friday = TimeSpan(None, None, "publication date unknown", 4)
    assert resolve(DateExpr("reference", shift=-1), TUESDAY, only_friday) is None


@pytest.mark.parametrize(
    "expr", [DateExpr("offset", shift=-1), DateExpr("month_day", month=3, day=1), DateExpr("period", shift=-2, unit="week")]
)
def test_nothing_known_gives_no_answer(expr: DateExpr) -> None:
    assert resolve(expr, Published()) is None


EXPRESSIONS = st.one_of(
    st.builds(
        DateExpr,
        st.just("weekday"),
        weekday=st.integers(0, 6),
        shift=st.sampled_from([0, -1]),
        direction=st.sampled_from(["past", "future"]),
    ),
    st.builds(DateExpr, st.just("offset"), shift=st.integers(-9, 0)),
    st.builds(DateExpr, st.just("month_day"), month=st.integers(1, 12), day=st.integers(1, 28)),
)


@given(EXPRESSIONS, st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 40), st.integers(0, 40))
def test_a_narrower_publication_date_never_leaves_the_wider_answer(expr: DateExpr, day: date, left: int, right: int) -> None:
    wide = resolve(expr, Published(not_before=day - timedelta(left), not_after=day + timedelta(right), basis="x"))
    sharp = resolve(expr, Published(day=day, basis="x"))
    assert wide and sharp and wide.start and wide.end and sharp.start and sharp.end
    assert wide.start <= sharp.start <= sharp.end <= wide.end
