"""When an event was, from the words, the day it was spoken of, and what is known of the publication date."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.language.calendar import resolve
from rashomon.model import DateExpr, Published, TimeSpan

#: An event told without a date of its own is taken to be of these last days before it is told: for comparing only, never printed.
FRESH_DAYS = 2


def time_of(when: DateExpr | None, said: DateExpr | None, published: Published, reference: TimeSpan | None) -> TimeSpan | None:
    """The event's days: from its own words, else no later than it was spoken of, else no later than publication."""
    if when is not None:
        found = resolve(when, published, reference)
        if found is not None:
            return found
    if said is not None:
        spoken = resolve(said, published, reference)
        if spoken is not None and spoken.end is not None:
            return TimeSpan(None, spoken.end, "no later than it was said")
    last = published.day or published.not_after
    return TimeSpan(None, last, f"no later than publication ({published.basis})") if last else None


def shifted(span: TimeSpan | None, days: int) -> TimeSpan | None:
    """The same interval so many days later."""
    if span is None:
        return None
    step = timedelta(days=days)
    basis = f"{abs(days)} day(s) {'before' if days < 0 else 'after'} what is told beside it ({span.basis})"
    weekday = (span.weekday + days) % 7 if span.weekday is not None else None
    return TimeSpan(span.start + step if span.start else None, span.end + step if span.end else None, basis, weekday)


def window(span: TimeSpan | None) -> tuple[date, date] | None:
    """The likely days: the interval, or the last days before an upper bound; None where neither end is known."""
    if span is None or span.end is None:
        return None
    return (span.start if span.start is not None else span.end - timedelta(days=FRESH_DAYS), span.end)


def days_apart(a: TimeSpan | None, b: TimeSpan | None) -> int | None:
    """Days between two likely intervals, 0 where they overlap, None where one is unknown."""
    x, y = window(a), window(b)
    if x is None or y is None:
        return None
    return max((y[0] - x[1]).days, (x[0] - y[1]).days, 0)


def length(span: TimeSpan | None) -> int | None:
    """Days an interval covers, None where open."""
    return None if span is None or span.start is None or span.end is None else (span.end - span.start).days + 1


def is_old(span: TimeSpan | None, published: Published, days: int) -> bool:
    """Whether it was surely over more than ``days`` before publication."""
    first = published.day or published.not_before
    return span is not None and span.end is not None and first is not None and (first - span.end).days > days
