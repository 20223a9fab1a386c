"""A small locator map as SVG, drawn from the shipped basemap, without any tile server."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from rashomon.model import Place

DATA = Path(__file__).parent / "data" / "basemap.json.gz"
WIDTH, HEIGHT = 320, 220
#: How wide a circle is drawn for a place of that precision.
RADIUS_KM = {1: 0.0, 2: 25.0, 3: 40.0, 5: 120.0}


@cache
def basemap() -> dict[str, Any]:
    """The shipped map: countries and provinces with their rings (hundredths of a degree) and the box around them, and disputed borders."""
    data: dict[str, Any] = json.loads(gzip.decompress(DATA.read_bytes()))
    for kind in ("countries", "provinces"):
        for row in data[kind]:
            row["box"] = _box(row["rings"])
    return data


def _box(rings: list[list[int]]) -> tuple[int, int, int, int] | None:
    if not rings:
        return None
    xs = [x for r in rings for x in r[::2]]
    ys = [y for r in rings for y in r[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def locator(place: Place | None) -> Markup | None:
    """A map around ``place``, or None where it has no coordinates. What is drawn is what is known: a point for an exact place, a circle for
    "near" and districts, a wide dashed circle where the area is not exact, and for a province or a country its whole outline."""
    if place is None or place.lat is None or place.lon is None:
        return None
    precision = place.precision or 5
    span = {6: 9.0, 4: 4.0, 5: 5.0}.get(precision, 3.0)  # half the height of the window, in degrees
    squeeze = max(0.2, math.cos(math.radians(place.lat)))
    half_w = span * WIDTH / HEIGHT / squeeze
    window = (place.lon - half_w, place.lat - span, place.lon + half_w, place.lat + span)

    def xy(lon: float, lat: float) -> tuple[float, float]:
        return (lon - window[0]) / (2 * half_w) * WIDTH, (window[3] - lat) / (2 * span) * HEIGHT

    parts: list[str] = []
    data = basemap()
    for row in _inside(data["countries"], window):
        parts.append(f'<path class="land" d="{_path(row["rings"], xy)}"/>')
    for row in _inside(data["provinces"], window):
        here = precision == 4 and holds(row["rings"], place.lon, place.lat)
        parts.append(f'<path class="{"area" if here else "province"}" d="{_path(row["rings"], xy)}"/>')
    for row in _inside(data["countries"], window):
        here = precision == 6 and holds(row["rings"], place.lon, place.lat)
        parts.append(f'<path class="border{" area" if here else ""}" d="{_path(row["rings"], xy)}"/>')
    parts += [f'<path class="disputed" d="{path}"/>' for line in data["disputed"] if (path := _path([line], xy, close=False))]
    x, y = xy(place.lon, place.lat)
    if precision == 1:
        parts.append(f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
    elif precision in RADIUS_KM:
        r = RADIUS_KM[precision] / 111.2 / (2 * span) * HEIGHT
        parts.append(f'<circle class="{"about" if precision != 5 else "vague"}" cx="{x:.1f}" cy="{y:.1f}" r="{max(r, 7):.1f}"/>')
    km = 100 if span <= 5 else 300
    bar = km / 111.2 / (2 * span) * HEIGHT
    parts.append(f'<path class="scale" d="M10 {HEIGHT - 12}h{bar:.1f}"/><text x="10" y="{HEIGHT - 17}">{km} km</text>')
    label = escape(f"Map around {place.name}: {place.lat:.2f}, {place.lon:.2f}")
    return Markup(  # noqa: S704 - numbers, and words escaped above
        f'<svg class="locator" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}"><rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>'
        + "".join(parts)
        + "</svg>"
    )


def _inside(rows: list[dict[str, Any]], window: tuple[float, float, float, float]) -> Iterator[dict[str, Any]]:
    west, south, east, north = (v * 100 for v in window)
    for row in rows:
        box = row["box"]
        if box and box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south:
            yield row


def _path(rings: list[list[int]], xy: Any, close: bool = True) -> str:
    out = []
    (x0, y0), (x1, y1) = xy(0.0, 0.0), xy(0.01, 0.01)  # the basemap has hundredths of a degree
    dx, dy = x1 - x0, y1 - y0
    for ring in rings:
        xs, ys = ring[::2], ring[1::2]
        if _side(x0 + min(xs) * dx, y0 + max(ys) * dy) & _side(x0 + max(xs) * dx, y0 + min(ys) * dy):
            continue  # all of it beyond one edge
        points = _clipped([(round(x0 + x * dx), round(y0 + y * dy)) for x, y in zip(xs, ys, strict=True)])
        steps = "l".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(points))
        out.append(f"M{points[0][0]} {points[0][1]}" + (f"l{steps}" if steps else "") + ("Z" if close else ""))
    return "".join(out)


def _clipped(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Points without those that change nothing inside the window: doubled ones, and those of a run that stays beyond one edge of it.

    What is drawn inside stays the same; a map has a fifth of the points.
    """
    sides = [_side(x, y) for x, y in points]
    kept: list[tuple[int, int]] = []
    last = 0
    for n, (point, side) in enumerate(zip(points, sides, strict=True)):
        if 0 < n < len(points) - 1 and (point == kept[-1] or last & side & sides[n + 1]):
            continue
        kept.append(point)
        last = side
    return kept


def _side(x: float, y: float) -> int:
    """Beyond which edges of the window (and a margin for strokes) a point lies, one bit an edge."""
    return (x < -5) | (x > WIDTH + 5) << 1 | (y < -5) << 2 | (y > HEIGHT + 5) << 3


def holds(rings: list[list[int]], lon: float, lat: float) -> bool:
    """Whether the point lies inside (even-odd rule)."""
    x, y, inside = lon * 100, lat * 100, False
    for ring in rings:
        n = len(ring) // 2
        for i in range(n):
            x1, y1 = ring[2 * i], ring[2 * i + 1]
            x2, y2 = ring[2 * ((i + 1) % n)], ring[2 * ((i + 1) % n) + 1]
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside
