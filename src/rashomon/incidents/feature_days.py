"""Features of a pair of incident mentions: days, weekdays, days of the year."""

from __future__ import annotations

from rashomon.incidents.feature_details import surely_one
from rashomon.incidents.feature_figures import same_figure
from rashomon.incidents.feature_places import same_spot
from rashomon.incidents.pair import Pair


def same_day(p: Pair) -> float:
    """Both are known to the day, and it is the same."""
    return float(p.a.dated and p.b.dated and p.a.start == p.b.start)


def days_overlap(p: Pair) -> float:
    """Not both known to the day, but their likely days overlap."""
    if p.gap != 0 or (p.a.dated and p.b.dated):
        return 0.0
    return 1.0 if p.a.brief and p.b.brief else 0.4


def day_apart(p: Pair) -> float:
    """They are a day apart: time zones, or a report dated by its own day; three times as bad where both days are known, and no toll of five or more agrees."""
    if p.gap != 1:
        return 0.0
    return 3.0 if p.a.dated and p.b.dated and same_figure(p) < 1 else 1.0


def days_differ(p: Pair) -> float:
    """Their days are two or more apart. Less where one tells no day of its own and comes later: it may look back (a toll, an anniversary);
    least where small things agree so well that a day may be misread."""
    if p.gap is None or p.gap < 2:
        return 0.0
    sure = surely_one(p)
    return differing(p, p.gap, sure=sure, spot=not sure and same_spot(p) == 1.0)


def differing(p: Pair, gap: int, *, sure: bool, spot: bool) -> float:
    """How much days that are a ``gap`` of two or more apart count: less where the two are ``sure`` to be one but for that, or have a ``spot`` in common."""
    if (p.a.open and p.b.last < p.a.last) or (p.b.open and p.a.last < p.b.last):
        share = 0.2 if gap <= 5 else 0.35 if gap <= 12 else 0.5
        return 0.1 if sure else 0.6 * share if spot else share
    return 0.4 if sure else 1.0


def weekday_agrees(p: Pair) -> float:
    """A day is not known for both, but the day of the week is, and agrees."""
    return float(p.gap is None and p.a.weekday is not None and p.a.weekday == p.b.weekday)


def weekday_differs(p: Pair) -> float:
    """A day is not known for both, and the days of the week differ; less where they follow one another, for a report may err by a day."""
    if p.gap is not None or p.a.weekday is None or p.b.weekday is None:
        return 0.0
    return (0.0, 0.4, 1.0, 1.0)[weekday_gap(p.a.weekday, p.b.weekday)]


def day_of_year_agrees(p: Pair) -> float:
    """The year is not known for both, but day and month are, and agree."""
    return float(p.gap is None and p.a.month_day is not None and p.a.month_day == p.b.month_day)


def day_of_year_differs(p: Pair) -> float:
    """The year is not known for both, and day and month differ."""
    x, y = p.a.month_day, p.b.month_day
    return float(p.gap is None and x is not None and y is not None and x != y)


def weekday_gap(x: int, y: int) -> int:
    """Days between two days of the week, the shorter way round."""
    return min((x - y) % 7, (y - x) % 7)
