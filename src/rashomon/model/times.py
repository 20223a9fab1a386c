"""When something happened, as far as the words say it.

A :class:`DateExpr` keeps *what the words mean* ("the Monday on or before publication") apart from *which day that is*, because
the publication date of a document can become known later, from another document. A :class:`TimeSpan` is the resolved result:
an interval of days, with the reason for its bounds; it is never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateExpr:
    """The meaning of a time expression, not yet tied to a calendar.

    kind:
      ``absolute``    year and, where said, month and day ("13 February 2024", "Sept. 2023", "2020", "1994")
      ``month_day``   month and, where said, day, without a year ("Feb. 13", "in September"): year from the anchor
      ``weekday``     ``weekday`` 0-6 (Monday is 0), ``shift`` in weeks (-1 for "last Monday" where that is meant)
      ``offset``      ``shift`` days from the anchor ("yesterday" -1, "today" 0, "three days ago" -3)
      ``offset_weeks`` / ``offset_months`` / ``offset_years``  ("last week" -1, "last month" -1, "two years ago" -2)
      ``reference``   ``shift`` days from the *event told before it* ("the day before" -1, "the next day" +1, "the same day" 0)
      ``since`` / ``period``  an open or closed stretch (``shift`` units back), of cumulative figures ("since Wednesday", "in 24 hours")

    ``direction``: past or future (planned events lie ahead of the publication date).
    ``unit`` of ``shift`` for periods (minute, hour, day, week, month, year, decade); also ``overnight`` (the night before, two days possible)
    and ``either`` (``inner`` is the other reading of a date that can be read in two ways).
    ``inner`` is the expression this one is built on: the start of a ``since``, the last day of a range ("3-5 May").
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int = 0
    part_of_day: str | None = None  # morning, afternoon, evening, night, dawn
    direction: str = "past"
    unit: str | None = None
    inner: DateExpr | None = None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An interval of days in which something happened; ``None`` is an open bound.

    ``basis`` says in words how it is known ("printed", "weekday before publication (given)", "day before the operation");
    ``weekday`` (Monday is 0) is kept where it is known though the day is not ("a Friday after 14 March 2023").
    """

    start: date | None
    end: date | None
    basis: str
    weekday: int | None = None

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.start is not None and self.start == self.end
