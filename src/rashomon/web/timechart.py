"""Incidents and killed over time as an SVG: bars that are links to their days, ranges that keep what is unknown apart from zero."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup, escape

from rashomon.exports.words import many
from rashomon.queries.timeline import start_of

LEFT, RIGHT = 42, 6
#: Where the two parts of the picture stand: bars of incidents above, killed below, days at the foot.
BARS, KILLED, FOOT = (16, 74), (104, 190), 206
#: Empty bins are drawn up to here; a longer row would be thinner than a line.
MOST = 1500


@dataclass(frozen=True, slots=True)
class Bin:
    """One stretch of time. ``killed`` says the range in words: "–" where nobody reports any."""

    first: date
    last: date
    words: str
    incidents: int
    killed: str
    href: str
    row: dict[str, Any]


def bins(timeline: dict[str, Any], href: Callable[[date, date], str]) -> list[Bin]:
    """The bins that have incidents, in order. ``href`` makes the address of a stretch of time."""
    out = []
    for row in timeline["bins"]:
        first = date.fromisoformat(row["start"])
        last = end_of(first, timeline["unit"])
        out.append(Bin(first, last, span_words(first, last, timeline["unit"]), row["incidents"], killed_words(row), href(first, last), row))
    return out


def end_of(first: date, unit: str) -> date:
    """The last day of a bin."""
    try:
        if unit == "week":
            return first + timedelta(days=6)
        if unit == "month":
            return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except OverflowError:
        return date.max
    return first if unit == "day" else first.replace(month=12, day=31)


def span_words(first: date, last: date, unit: str) -> str:
    """``13 Feb 2024``, ``week of 12 Feb 2024``, ``Feb 2024``, ``2024``."""
    if unit == "month":
        return f"{first:%b} {first.year}"
    if unit == "year":
        return f"{first.year}"
    return f"{'week of ' if unit == 'week' else ''}{first.day} {first:%b} {first.year}"


def killed_words(row: dict[str, Any]) -> str:
    """``3–5``, ``12``, ``7 or more`` or ``–``; what has no best is in the range and said beside it."""
    low, high = row["low"], row["high"]
    if low is None and high is None:
        return "–"
    low = row["best"] if low is None else low
    text = f"up to {high:,}" if low is None else f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{text} or more" if row["open"] else text


def chart(timeline: dict[str, Any], found: list[Bin], chosen: tuple[date | None, date | None], width: int = 350) -> Markup | None:
    """The picture, ``width`` wide in its own measure; None where no incident has a day."""
    if not found:
        return None
    unit = timeline["unit"]
    all_of = _filled(found, unit)
    where = {first: n for n, first in enumerate(all_of)}
    step = (width - LEFT - RIGHT) / len(all_of)
    wide = max(1.0, min(26.0, step * 0.78))
    most = max(b.incidents + b.row["aggregates"] for b in found)
    peak = max((b.row["high"] or b.row["best"] or 0 for b in found), default=0)
    parts = [_axes(most, peak, width)]
    if chosen[0] or chosen[1]:
        first = next((n for n, f in enumerate(all_of) if chosen[0] is None or end_of(f, unit) >= chosen[0]), len(all_of))
        last = next((n for n, f in reversed(list(enumerate(all_of))) if chosen[1] is None or f <= chosen[1]), -1)
        if last >= first:
            left, span = LEFT + first * step, (last - first + 1) * step
            parts.append(f'<rect class="t-chosen" x="{left:.1f}" y="6" width="{span:.1f}" height="{KILLED[1] - 2}"/>')
    for b in found:
        x = LEFT + where[b.first] * step
        parts.append(_bin(b, x, step, wide, most, peak))
    parts += _days(all_of, unit, step, width)
    label = f"Incidents and killed per {unit}, {found[0].words} to {found[-1].words}. The same as a table below."
    return Markup(  # noqa: S704 - numbers, and words escaped
        f'<svg class="timeline" viewBox="0 0 {width} {FOOT + 6}" role="group" aria-label="{escape(label)}" data-unit="{unit}">'
        + "".join(parts)
        + "</svg>"
    )


def _filled(found: list[Bin], unit: str) -> list[date]:
    """All bins from the first to the last, empty ones too where there is room."""
    out: list[date] = []
    at, last = found[0].first, found[-1].first
    while at <= last and len(out) <= MOST:
        out.append(at)
        if end_of(at, unit) == date.max:
            break
        at = start_of(end_of(at, unit) + timedelta(days=1), unit)
    return out if len(out) <= MOST else [b.first for b in found]


def _bin(b: Bin, x: float, step: float, wide: float, most: int, peak: int) -> str:
    middle, left = x + step / 2, x + (step - wide) / 2
    tall = (BARS[1] - BARS[0]) * (b.incidents + b.row["aggregates"]) / (most or 1)
    out = [f'<rect class="t-bar" x="{left:.1f}" y="{BARS[1] - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>']

    def y(n: int) -> float:
        return KILLED[1] - (KILLED[1] - KILLED[0]) * n / (peak or 1)

    low, best, high = b.row["low"], b.row["best"], b.row["high"]
    if low is None and best is None and high is None:
        out.append(f'<text class="t-none" x="{middle:.1f}" y="{KILLED[1] - 3}">–</text>')
    else:
        top, foot = high if high is not None else best or low or 0, low if low is not None else best or 0
        tall = max(1.5, y(foot) - y(top))
        out.append(f'<rect class="t-range" x="{left:.1f}" y="{y(foot) - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>')
        if best is not None and not b.row["no_best"]:
            out.append(f'<path class="t-best" d="M{left:.1f} {y(best):.1f}h{wide:.1f}"/>')
        if b.row["open"]:
            out.append(f'<path class="t-open" d="M{middle - 3:.1f} {y(top) - 3:.1f}l3 -4l3 4"/>')
    told = f"{b.words}: {many(b.incidents, 'incident')}"
    told += f" and {many(b.row['aggregates'], 'total')} of several" if b.row["aggregates"] else ""
    told += f"; killed {b.killed}" if b.killed != "–" else "; killed: no report"
    told += f"; {b.row['no_figure']} without a figure" if b.row["no_figure"] and b.killed != "–" else ""
    return (
        f'<a href="{escape(b.href)}" data-from="{b.first.isoformat()}" data-to="{b.last.isoformat()}" aria-label="{escape(told)}"><title>{escape(told)}</title>'
        f'<rect class="t-hit" x="{x:.1f}" y="6" width="{step:.1f}" height="{KILLED[1] - 2}"/>{"".join(out)}</a>'
    )


def _axes(most: int, peak: int, width: int) -> str:
    lines = "".join(f'<path class="t-axis" d="M{LEFT} {y}H{width - RIGHT}"/>' for y in (BARS[1], KILLED[1]))
    words = f'<text class="t-top" x="{LEFT - 4}" y="{BARS[0] + 8}">{most:,}</text><text class="t-name" x="{LEFT}" y="{BARS[0] - 3}">incidents</text>'
    killed = f'<text class="t-top" x="{LEFT - 4}" y="{KILLED[0] + 8}">{peak:,}</text>' if peak else ""
    return lines + words + killed + f'<text class="t-name" x="{LEFT}" y="{KILLED[0] - 12}">killed, low to high</text>'


def _days(all_of: list[date], unit: str, step: float, width: int) -> list[str]:
    every = max(1, math.ceil(len(all_of) * 92 / width))
    out = []
    for n in range(0, len(all_of), every):
        day = all_of[n]
        words = f"{day.year}" if unit == "year" else f"{day:%b} {day.year}" if unit == "month" else f"{day.day} {day:%b} {day.year}"
        x = LEFT + n * step + step / 2
        if n and x > width - 34:
            break
        if n and x < LEFT + (66 if unit in ("month", "year") else 108):
            continue
        anchor = "t-day" if n else "t-day t-first"
        out.append(f'<text class="{anchor}" x="{x if n else LEFT:.1f}" y="{FOOT}">{words}</text>')
    return out
