"""A chain of incidents that answer one another as a small timeline: where its points and arcs stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rashomon.queries.dyads import CHAINS, Episode, Tie
from rashomon.web.wording import Row, day_words

WIDTH, LEFT, BASE = 720, 24, 64


@dataclass(frozen=True, slots=True)
class Point:
    """An incident on the line. ``n`` is its number in the list below; ``day`` empty: not known, it stands at the end."""

    n: int
    x: float
    row: Row
    day: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chain ready to be drawn: points, arcs from the later incident to the earlier one (SVG path, words), and ties with the rows they join."""

    points: tuple[Point, ...]
    arcs: tuple[tuple[str, str], ...]
    ties: tuple[tuple[Tie, Point, Point, str], ...]
    width: int
    height: int
    words: str


def drawn(episode: Episode, rows: Mapping[str, Row]) -> Drawn:
    """Days from left to right, to scale; incidents closer than a mark is wide are moved apart."""
    days = [e.date_start or e.date_end for e in episode.incidents]
    known = [x for x in days if x is not None]
    first, last = (min(known), max(known)) if known else (None, None)
    at: list[float] = []
    for day in days:
        x = _place(day, first, last)
        at.append(max(x, at[-1] + 26) if at else x)
    squeeze = min(1.0, (WIDTH - 2 * LEFT) / (at[-1] - LEFT)) if at and at[-1] > WIDTH - LEFT else 1.0
    points = tuple(
        Point(n, round(LEFT + (x - LEFT) * squeeze, 1), rows[e.incident_id], day_words(day) if day else "")
        for n, (e, x, day) in enumerate(zip(episode.incidents, at, days, strict=True), 1)
    )
    of = {p.row.id: p for p in points}
    ties = tuple((t, of[t.later], of[t.earlier], CHAINS[t.kind]) for t in episode.ties)
    span = f"{points[0].day or 'day not known'} to {points[-1].day or 'day not known'}"
    arcs = {(later.n, earlier.n): (_arc(earlier.x, later.x), f"{later.n} {kind} {earlier.n}") for _, later, earlier, kind in ties}
    words = f"{len(points)} incidents from {span}: " + "; ".join(w for _, w in arcs.values())
    return Drawn(points, tuple(arcs.values()), ties, WIDTH, BASE + 40, words)


def _place(day: date | None, first: date | None, last: date | None) -> float:
    if day is None or first is None or last is None:
        return WIDTH - LEFT
    return LEFT + (WIDTH - 2 * LEFT) * ((day - first).days / max(1, (last - first).days))


def _arc(a: float, b: float) -> str:
    rise = min(BASE - 14, 14 + abs(b - a) * 0.12)
    return f"M{b:.1f} {BASE - 9}C{b:.1f} {BASE - 9 - rise:.1f} {a:.1f} {BASE - 9 - rise:.1f} {a:.1f} {BASE - 9}"
