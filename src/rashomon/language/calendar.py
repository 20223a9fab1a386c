"""From what a time expression means to which days it can be, against what is known of the publication date.

Nothing is guessed: where publication is known only as an interval, the answer is the interval of all days the words could mean; where an
expression counts from an event that is not dated, there is no answer. Rules of our own, with the measurements that led to them:
``docs/decisions/0004-dates.md``.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from rashomon.model import DateExpr, Published, TimeSpan

AHEAD = 1  # days a "past" date may lie behind publication: a page dated before its last edit, or in another time zone

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def resolve(expr: DateExpr, published: Published, reference: TimeSpan | None = None) -> TimeSpan | None:
    """The days an expression can be. ``reference`` is the time of the event told before it, for "the day before".

    None where nothing is known of the anchor it counts from. A bound that is not known is None; ``weekday`` is kept where the day is not.
    """
    if expr.kind == "absolute":
        return _absolute(expr)
    if expr.kind == "reference":
        return _reference(expr, reference)
    if published.day is not None:
        known = _with_day(expr, published.day, reference)
        return known and TimeSpan(known[0], known[1], f"{known[2]} ({published.basis})", known[3])
    return _with_interval(expr, published, reference)


Known = tuple[date | None, date | None, str, int | None]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _absolute(expr: DateExpr) -> TimeSpan | None:
    bounds = _bounds(expr)
    if bounds is None:
        return None
    start, end = bounds
    if expr.inner is not None and expr.inner.kind == "absolute":
        other = _bounds(expr.inner)
        if other:
            start, end = min(start, other[0]), max(end, other[1])
    basis = "printed, day and month in either order" if expr.unit == "either" else "printed"
    if expr.weekday is not None and start == end and start.weekday() != expr.weekday:
        basis = f"printed, though that day was no {_WEEKDAYS[expr.weekday]}"
    return TimeSpan(start, end, basis, expr.weekday)


def _bounds(expr: DateExpr) -> tuple[date, date] | None:
    if expr.year is None:
        return None
    if expr.month is None:
        return date(expr.year, 1, 1), date(expr.year, 12, 31)
    if expr.day is None:
        return _month(expr.year, expr.month)
    day = _day(expr.year, expr.month, expr.day)
    return (day, day) if day else None


def _reference(expr: DateExpr, reference: TimeSpan | None) -> TimeSpan | None:
    if reference is None or (reference.start is None and reference.end is None):
        return None
    step = timedelta(days=expr.shift)
    words = (
        "same day as"
        if expr.shift == 0
        else f"{abs(expr.shift)} day{'s' if abs(expr.shift) != 1 else ''} {'before' if expr.shift < 0 else 'after'}"
    )
    weekday = None if reference.weekday is None else (reference.weekday + expr.shift) % 7
    return TimeSpan(
        reference.start + step if reference.start else None,
        reference.end + step if reference.end else None,
        f"{words} the event told before it ({reference.basis})",
        weekday,
    )


def _with_day(expr: DateExpr, day: date, reference: TimeSpan | None) -> Known | None:
    if expr.kind == "weekday" and expr.weekday is not None:
        found = _weekday(expr, day)
        last = found + timedelta(days=1) if expr.unit == "weekend" else found
        name = _WEEKDAYS[expr.weekday] if expr.unit != "weekend" else "weekend"
        side = "after" if found > day else "on" if found == day else "before"
        return found, last, f"{name} {side} publication", expr.weekday
    if expr.kind == "month_day" and expr.month is not None:
        return _month_day(expr, day)
    if expr.kind == "offset":
        at = day + timedelta(days=expr.shift)
        if expr.unit == "overnight":
            return at - timedelta(days=1), at, "night before publication", None
        return (
            at,
            at,
            "day of publication" if expr.shift == 0 else f"{abs(expr.shift)} day(s) {'before' if expr.shift < 0 else 'after'} publication",
            None,
        )
    if expr.kind == "offset_weeks":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=expr.shift)
        end = monday + timedelta(days=6)
        return monday, min(end, day) if expr.shift == 0 and expr.direction == "past" else end, "week counted from publication", None
    if expr.kind == "offset_months":
        months = day.year * 12 + day.month - 1 + expr.shift
        start, end = _month(months // 12, months % 12 + 1)
        return start, min(end, day) if expr.shift == 0 and expr.direction == "past" else end, "month counted from publication", None
    if expr.kind == "offset_years":
        year = day.year + expr.shift
        wide = 5 if expr.unit == "decade" else 0
        if not 1 < year - wide <= year + wide < 9999:
            return None
        end = date(year + wide, 12, 31)
        return (
            date(year - wide, 1, 1),
            min(end, day) if expr.shift == 0 and expr.direction == "past" else end,
            "year counted from publication",
            None,
        )
    if expr.kind == "period":
        return _period(expr, day)
    if expr.kind == "since":
        return _since(expr, Published(day=day, basis="publication"), reference, day)
    return None


def _weekday(expr: DateExpr, day: date) -> date:
    assert expr.weekday is not None
    if expr.direction == "future":
        return day + timedelta(days=(expr.weekday - day.weekday()) % 7 or (7 if expr.shift > 0 else 0))
    back = (day.weekday() - expr.weekday) % 7
    if expr.shift < 0:
        # "last Monday" written on a Tuesday is not yesterday, which is called "Monday"; on a Friday it is the one of four days ago
        back = back if back > 2 else back + 7
        back += 7 * (-expr.shift - 1)
    return day - timedelta(days=back)


def _month_day(expr: DateExpr, day: date) -> Known | None:
    assert expr.month is not None
    if expr.unit == "year":  # "May last year": the year is counted from publication
        year = day.year + expr.shift
        known = _month(year, expr.month) if expr.day is None else ((d, d) if (d := _day(year, expr.month, expr.day)) else None)
        return known and (*known, "year counted from publication", None)
    years = [day.year + n for n in ((0, 1, 2) if expr.direction == "future" else (1, 0, -1, -2, -3, -4))]
    if expr.day is None:
        this = day.month == expr.month
        if expr.direction == "future":
            year = day.year if expr.month >= day.month else day.year + 1
        elif expr.shift < 0:
            year = day.year if expr.month < day.month else day.year - 1
        else:
            year = day.year if expr.month < day.month or this else day.year - 1
        start, end = _month(year, expr.month)
        return start, end, "month on or before publication" if expr.direction == "past" else "month after publication", None
    candidates = [d for y in years if (d := _day(y, expr.month, expr.day))]
    if expr.weekday is not None:
        candidates = [
            d for y in range(day.year + 1, day.year - 12, -1) if (d := _day(y, expr.month, expr.day)) and d.weekday() == expr.weekday
        ] or candidates
    if expr.direction == "future":
        found = next((d for d in sorted(candidates) if d >= day), None)
    else:
        found = next((d for d in sorted(candidates, reverse=True) if d <= day + timedelta(days=AHEAD)), None)
    if found is None:
        return None
    last = found
    if expr.inner is not None and expr.inner.month and expr.inner.day:
        year = found.year + (1 if expr.inner.month < expr.month else 0)
        last = _day(year, expr.inner.month, expr.inner.day) or found
    return (
        found,
        last,
        "latest such date up to publication" if expr.direction == "past" else "next such date after publication",
        expr.weekday,
    )


_UNIT_DAYS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14, "month": 31, "year": 366, "decade": 3653}


def _period(expr: DateExpr, day: date) -> Known | None:
    n = abs(expr.shift)
    if n == 0:  # "recent weeks": how many is not said
        return (
            (None, day, "some time before publication", None)
            if expr.direction == "past"
            else (day, None, "some time after publication", None)
        )
    unit = expr.unit or "day"
    days = -(-n // 24) if unit == "hour" else 1 if unit == "minute" else n * _UNIT_DAYS[unit]
    if days > 300_000:
        return None
    step = timedelta(days=days)
    return (
        (day - step, day, "stretch up to publication", None)
        if expr.direction == "past"
        else (day, day + step, "stretch after publication", None)
    )


def _since(expr: DateExpr, published: Published, reference: TimeSpan | None, end: date | None) -> Known | None:
    if expr.inner is None:
        return None
    start = resolve(expr.inner, published, reference)
    if start is None:
        return None
    return start.start, end, f"from {start.basis} on", start.weekday


def _with_interval(expr: DateExpr, published: Published, reference: TimeSpan | None) -> TimeSpan | None:
    """All days the words can mean while the day of publication is only bounded."""
    low, high = published.not_before, published.not_after
    if expr.kind == "since":
        known = _since(expr, published, reference, high)
        return TimeSpan(*known) if known else None
    weekday = expr.weekday if expr.kind in {"weekday", "month_day"} else None
    if expr.kind == "offset" and expr.unit is None and published.weekday is not None:
        weekday = (published.weekday + expr.shift) % 7
    first = _with_day(expr, low, reference) if low else None
    last = _with_day(expr, high, reference) if high else None
    start = first[0] if first else None
    end = last[1] if last else None
    if start is None and end is None:
        return TimeSpan(None, None, "publication date unknown", weekday) if weekday is not None else None
    if start and end and expr.kind == "month_day" and expr.direction == "past":
        days = _such_days(expr, start, end)
        if days:
            start, end = days
    if start and end and end < start:
        start, end = end, start
    return TimeSpan(start, end, f"publication date known only as an interval ({published.basis})", weekday)


def _such_days(expr: DateExpr, start: date, end: date) -> tuple[date, date] | None:
    """First and last day between two bounds that carry the month and day (and weekday) of the expression."""
    if expr.month is None or end.year - start.year > 60:
        return None
    days: list[tuple[date, date]] = []
    for year in range(start.year, end.year + 1):
        bounds = _month(year, expr.month) if expr.day is None else ((d, d) if (d := _day(year, expr.month, expr.day)) else None)
        if bounds and start <= bounds[0] <= end and (expr.weekday is None or expr.day is None or bounds[0].weekday() == expr.weekday):
            days.append(bounds)
    return (days[0][0], days[-1][1]) if days else None
