"""A small locator map as SVG, drawn from the shipped basemap, without any tile server."""

from __future__ import annotations

import gzip
import json
import math
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray

from rashomon.exports.outlines import Ring, Window, ring
from rashomon.kept import kept, source
from rashomon.model import Place

DATA = Path(__file__).parent / "data" / "basemap.json.gz"
WIDTH, HEIGHT = 320, 220
#: How wide a circle is drawn for a place of that precision.
RADIUS_KM = {1: 0.0, 2: 25.0, 3: 40.0, 5: 120.0}


@cache
def basemap() -> dict[str, Any]:
    """The shipped map: countries and provinces with their rings (hundredths of a degree) and the box around them, and disputed borders."""
    packed = DATA.read_bytes()
    return kept("basemap", [*source(__file__), packed], lambda: _unpacked(packed))


def _unpacked(packed: bytes) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(gzip.decompress(packed))
    for kind in ("countries", "provinces"):
        for row in data[kind]:
            row["box"] = _box(row["rings"])
    return data


def _box(rings: list[list[int]]) -> tuple[int, int, int, int] | None:
    if not rings:
        return None
    xs, ys = [r[::2] for r in rings], [r[1::2] for r in rings]
    return min(map(min, xs)), min(map(min, ys)), max(map(max, xs)), max(map(max, ys))


def locator(place: Place | None) -> Markup | None:
    """A map around ``place``, or None where it has no coordinates. What is drawn is what is known: a point for an exact place, a circle for
    "near" and districts, a wide dashed circle where the area is not exact, and for a province or a country its whole outline."""
    if place is None or place.lat is None or place.lon is None:
        return None
    parts = _drawn(place.lat, place.lon, place.precision or 5)
    label = escape(f"Map around {place.name}: {place.lat:.2f}, {place.lon:.2f}")
    return Markup(  # noqa: S704 - numbers, and words escaped above
        f'<svg class="locator" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}"><rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>'
        + parts
        + "</svg>"
    )


@lru_cache(maxsize=256)  # an incident is shown, linked and shown again; many happen in one city
def _drawn(lat: float, lon: float, precision: int) -> str:
    """What stands in the map around a point."""
    span = {6: 9.0, 4: 4.0, 5: 5.0}.get(precision, 3.0)  # half the height of the window, in degrees
    squeeze = max(0.2, math.cos(math.radians(lat)))
    half_w = span * WIDTH / HEIGHT / squeeze
    window = (lon - half_w, lat - span, lon + half_w, lat + span)

    def xy(lon: float, lat: float) -> tuple[float, float]:
        return (lon - window[0]) / (2 * half_w) * WIDTH, (window[3] - lat) / (2 * span) * HEIGHT

    (x0, y0), (x1, y1) = xy(0.0, 0.0), xy(0.01, 0.01)  # the basemap has hundredths of a degree
    glass = Window(WIDTH, HEIGHT, x0, y0, x1 - x0, y1 - y0)
    data = basemap()
    lands = [(data["countries"][n]["rings"], glass.path(_rings("countries", n))) for n in _inside("countries", window)]
    parts = [f'<path class="land" d="{path}"/>' for _, path in lands]
    for n in _inside("provinces", window):
        here = precision == 4 and holds(data["provinces"][n]["rings"], lon, lat)
        parts.append(f'<path class="{"area" if here else "province"}" d="{glass.path(_rings("provinces", n))}"/>')
    for rings, path in lands:
        here = precision == 6 and holds(rings, lon, lat)
        parts.append(f'<path class="border{" area" if here else ""}" d="{path}"/>')
    parts += [f'<path class="disputed" d="{path}"/>' for line in _disputed() if (path := glass.path([line], close=False))]
    x, y = xy(lon, lat)
    if precision == 1:
        parts.append(f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
    elif precision in RADIUS_KM:
        r = RADIUS_KM[precision] / 111.2 / (2 * span) * HEIGHT
        parts.append(f'<circle class="{"about" if precision != 5 else "vague"}" cx="{x:.1f}" cy="{y:.1f}" r="{max(r, 7):.1f}"/>')
    km = 100 if span <= 5 else 300
    bar = km / 111.2 / (2 * span) * HEIGHT
    parts.append(f'<path class="scale" d="M10 {HEIGHT - 12}h{bar:.1f}"/><text x="10" y="{HEIGHT - 17}">{km} km</text>')
    return "".join(parts)


@cache
def _boxes(kind: str) -> NDArray[np.int64]:
    """Boxes of the rows of a kind that have an outline, with their numbers, as five columns."""
    return np.array([(*row["box"], n) for n, row in enumerate(basemap()[kind]) if row["box"]], np.int64).T


def _inside(kind: str, window: tuple[float, float, float, float]) -> list[int]:
    """Numbers of the rows of a kind that may be seen in the window."""
    west, south, east, north = (v * 100 for v in window)
    a, b, c, d, n = _boxes(kind)
    found: list[int] = n[(a <= east) & (c >= west) & (b <= north) & (d >= south)].tolist()
    return found


@cache
def _rings(kind: str, n: int) -> list[Ring]:
    """The outline of a row, made ready to be drawn; there are no more of them than the basemap has."""
    return [ring(flat) for flat in basemap()[kind][n]["rings"]]


@cache
def _disputed() -> list[Ring]:
    return [ring(flat) for flat in basemap()["disputed"]]


def holds(rings: list[list[int]], lon: float, lat: float) -> bool:
    """Whether the point lies inside (even-odd rule)."""
    x, y, inside = lon * 100, lat * 100, False
    for points in rings:
        n = len(points) // 2
        for i in range(n):
            x1, y1 = points[2 * i], points[2 * i + 1]
            x2, y2 = points[2 * ((i + 1) % n)], points[2 * ((i + 1) % n) + 1]
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside
