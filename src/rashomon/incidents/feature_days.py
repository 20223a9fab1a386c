"""Features of a pair of incident mentions: days, weekdays, days of the year."""

from __future__ import annotations

from rashomon.incidents.context import Context
from rashomon.incidents.feature_details import surely_one
from rashomon.incidents.feature_figures import same_figure
from rashomon.incidents.feature_places import same_spot
from rashomon.incidents.when import days_apart, length
from rashomon.model import IncidentMention


def is_dated(m: IncidentMention) -> bool:
    """Whether its own day is known."""
    return m.time is not None and m.time.is_day


def _short(m: IncidentMention) -> bool:
    return (length(m.time) or 99) <= 4


def same_day(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Both are known to the day, and it is the same."""
    return float(is_dated(a) and is_dated(b) and a.time is not None and b.time is not None and a.time.start == b.time.start)


def days_overlap(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Not both known to the day, but their likely days overlap."""
    if (is_dated(a) and is_dated(b)) or days_apart(a.time, b.time) != 0:
        return 0.0
    return 1.0 if all(m.time is not None and (m.time.start is None or _short(m)) for m in (a, b)) else 0.4


def day_apart(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """They are a day apart: time zones, or a report dated by its own day; three times as bad where both days are known, and no toll of five or more agrees."""
    if days_apart(a.time, b.time) != 1:
        return 0.0
    return 3.0 if is_dated(a) and is_dated(b) and same_figure(a, b, _) < 1 else 1.0


def days_differ(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Their days are two or more apart. Less where one tells no day of its own and comes later: it may look back (a toll, an anniversary);
    least where small things agree so well that a day may be misread."""
    gap = days_apart(a.time, b.time)
    if gap is None or gap < 2:
        return 0.0
    for m, other in ((a, b), (b, a)):
        if (
            m.time is not None
            and m.time.start is None
            and other.time is not None
            and other.time.end is not None
            and m.time.end is not None
            and other.time.end < m.time.end
        ):
            share = 0.2 if gap <= 5 else 0.35 if gap <= 12 else 0.5
            return 0.1 if surely_one(a, b, c) else 0.6 * share if same_spot(a, b, c) == 1.0 else share
    return 0.4 if surely_one(a, b, c) else 1.0


def weekday_agrees(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """A day is not known for both, but the day of the week is, and agrees."""
    return float(days_apart(a.time, b.time) is None and a.weekday is not None and a.weekday == b.weekday)


def weekday_differs(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """A day is not known for both, and the days of the week differ; less where they follow one another, for a report may err by a day."""
    if days_apart(a.time, b.time) is not None or a.weekday is None or b.weekday is None:
        return 0.0
    return (0.0, 0.4, 1.0, 1.0)[weekday_gap(a.weekday, b.weekday)]


def _month_day(m: IncidentMention) -> tuple[int, int] | None:
    if m.when is not None and m.when.kind in {"month_day", "absolute"} and m.when.month and m.when.day:
        return (m.when.month, m.when.day)
    return (m.time.start.month, m.time.start.day) if m.time is not None and m.time.is_day and m.time.start else None


def day_of_year_agrees(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The year is not known for both, but day and month are, and agree."""
    return float(days_apart(a.time, b.time) is None and _month_day(a) is not None and _month_day(a) == _month_day(b))


def day_of_year_differs(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The year is not known for both, and day and month differ."""
    x, y = _month_day(a), _month_day(b)
    return float(days_apart(a.time, b.time) is None and x is not None and y is not None and x != y)


def weekday_gap(x: int, y: int) -> int:
    """Days between two days of the week, the shorter way round."""
    return min((x - y) % 7, (y - x) % 7)
