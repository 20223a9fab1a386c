"""Incidents and killed over time. What is added is said: totals of several incidents and background never are, nor what nobody reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from rashomon.queries.entry import Entry

#: Longest spans, in days, that are told by day and by week; by month up to the third, and by year beyond.
BY_DAY, BY_WEEK, BY_MONTH = 92, 740, 15_000
_SURE = frozenset({"day", "days"})


def start_of(day: date, unit: str) -> date:
    """The first day of the bin that a day is in; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def unit_of(days: Sequence[date]) -> str:
    """Day, week, month or year: what gives a picture that can be read."""
    span = (max(days) - min(days)).days if days else 0
    return "day" if span <= BY_DAY else "week" if span <= BY_WEEK else "month" if span <= BY_MONTH else "year"


def timeline(entries: Iterable[Entry], *, background: bool = False) -> dict[str, Any]:
    """Bins of the incidents that are known to lie in one; ``loose`` are those whose days could be of several bins, ``undated`` those of which no
    day is known. Background is left out, unless it is all that is asked for."""
    rows = list(entries)
    told = [e for e in rows if background or not e.background]
    dated = [(e, e.date_start or e.date_end, e.date_end or e.date_start) for e in told]
    unit = unit_of([a for e, a, b in dated if a and b and (e.date_precision in _SURE or (b - a).days <= 31)])
    bins: dict[date, list[Entry]] = {}
    loose: list[Entry] = []
    undated: list[Entry] = []
    for e, first, last in dated:
        if first is None or last is None:
            undated.append(e)
        elif e.date_precision in _SURE or (e.date_start and e.date_end and start_of(first, unit) == start_of(last, unit)):
            bins.setdefault(start_of(first, unit), []).append(e)
        else:
            loose.append(e)
    return {
        "unit": unit,
        "bins": [{"start": start.isoformat(), **summed(bins[start])} for start in sorted(bins)],
        "loose": summed(loose),
        "undated": summed(undated),
        "background_left_out": len(rows) - len(told),
    }


def summed(entries: Sequence[Entry]) -> dict[str, Any]:
    """How many incidents, and killed: ``low``, ``best`` and ``high`` are sums of what is known, None where nobody reports any. ``figures`` of
    the incidents have one; of these ``no_best`` have no best and ``open`` no upper end. ``aggregates`` are totals of several incidents: counted,
    never added."""
    own = [e for e in entries if e.kind != "aggregate"]
    killed = [e.killed for e in own if e.killed is not None]
    counted = [k for k in killed if (k.low, k.best, k.high) != (None, None, None)]

    def total(values: Iterable[int | None]) -> int | None:
        known = [v for v in values if v is not None]
        return sum(known) if known else None

    return {
        "incidents": len(own),
        "aggregates": len(entries) - len(own),
        "low": total(k.low for k in counted),
        "best": total(k.best for k in counted),
        "high": total(k.high if k.high is not None else k.best if k.best is not None else k.low for k in counted),
        "figures": len(counted),
        "no_best": sum(k.best is None for k in counted),
        "open": sum(k.high is None for k in counted),
        "no_figure": len(own) - len(counted),
    }
