"""Is a point in a country, and if not, how far off? On the basemap that ships with the report (Natural Earth, public domain).

Its borders are those drawn there, to a hundredth of a degree, and coasts are simplified: a few kilometres say nothing. What a data set counts as
part of a country beside its shape is in ``data/shapes.yml``.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import rashomon.exports
from rashomon.errors import RashomonError
from rashomon.exports.lands import lands

_MAP = Path(rashomon.exports.__file__).parent / "data" / "basemap.json.gz"
_FILE = Path(__file__).parent / "data" / "shapes.yml"
#: Height of the bands in which edges are looked up, in hundredths of a degree.
_BAND = 25
_KM = 1.11195  # kilometres of a hundredth of a degree of latitude
_PART = re.compile(r"(?P<code>[A-Z]{2})(?:@(?P<province>[^<]+))?(?:<(?P<until>\d{4}))?")


@dataclass(frozen=True, slots=True)
class Lore:
    """What ``shapes.yml`` says of a country."""

    also: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


@cache
def lore() -> dict[str, Lore]:
    """Names, regions and territories by ISO 3166 code. Raises RashomonError for what it does not know."""
    raw: dict[str, dict[str, list[str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    out = {}
    for code, row in raw.items():
        if code not in lands() or set(row) - {"also", "regions", "holds"} or not all(_PART.fullmatch(h) for h in row.get("holds", ())):
            raise RashomonError(f"{_FILE.name}: {code!r} is no country, or holds what nobody knows")
        out[code] = Lore(*(tuple(row.get(k, ())) for k in ("also", "regions", "holds")))
    return out


@dataclass(slots=True)
class Shape:
    """Rings of a country: a point is in it when a line to the west crosses an odd number of edges."""

    edges: list[tuple[int, int, int, int]]
    bands: dict[int, list[tuple[int, int, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for edge in self.edges:
            low, high = sorted((edge[1], edge[3]))
            for band in range(low // _BAND, high // _BAND + 1):
                self.bands[band].append(edge)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point is inside."""
        x, y = lon * 100, lat * 100
        inside = False
        for x1, y1, x2, y2 in self.bands.get(math.floor(y) // _BAND, ()):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside

    def km(self, lon: float, lat: float) -> float:
        """Kilometres to the nearest edge, near enough for what is to be told with it."""
        band = math.floor(lat * 100) // _BAND
        near = [e for b in (band - 1, band, band + 1) for e in self.bands.get(b, ())]
        found = self._km(near, lon, lat)
        return found if found <= _BAND * _KM else self._km(self.edges, lon, lat)

    @staticmethod
    def _km(edges: list[tuple[int, int, int, int]], lon: float, lat: float) -> float:
        x, y = lon * 100, lat * 100
        wide = math.cos(math.radians(lat)) or 1e-9
        best = math.inf
        for x1, y1, x2, y2 in edges:
            ax = ((x1 - x + 18_000) % 36_000 - 18_000) * wide
            bx = ax + (x2 - x1) * wide
            ay, by = y1 - y, y2 - y
            dx, dy = bx - ax, by - ay
            along = -(ax * dx + ay * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
            along = min(1.0, max(0.0, along))
            best = min(best, math.hypot(ax + along * dx, ay + along * dy))
        return best * _KM


def _edges(rings: Iterable[list[int]]) -> list[tuple[int, int, int, int]]:
    out = []
    for ring in rings:
        points = list(zip(ring[::2], ring[1::2], strict=True))
        out += [(*a, *b) for a, b in zip(points, [*points[1:], points[0]], strict=True) if a != b]
    return out


@cache
def _map() -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    with gzip.open(_MAP, "rt", encoding="utf-8") as fh:
        data = json.load(fh)
    countries = {c["iso"]: c["rings"] for c in data["countries"] if c["rings"]}
    provinces = {("XX" if p["iso"] == "-1" else p["iso"], p["name"]): p["rings"] for p in data["provinces"]}
    return countries, provinces


@cache
def shape(code: str, province: str | None = None) -> Shape | None:
    """The shape of a country or of one of its provinces; None where the map has none."""
    countries, provinces = _map()
    rings = countries.get(code) if province is None else provinces.get((code, province))
    return Shape(_edges(rings)) if rings else None


@cache
def parts(code: str) -> tuple[tuple[Shape, int | None], ...]:
    """Shapes that events of a country may lie in, each with the year before which (None: always)."""
    out: list[tuple[Shape, int | None]] = []
    own = shape(code)
    if own is not None:
        out.append((own, None))
    for text in lore().get(code, Lore()).holds:
        m = _PART.fullmatch(text)
        if m is not None and (more := shape(m["code"], m["province"])) is not None:
            out.append((more, int(m["until"]) if m["until"] else None))
    return tuple(out)


def km_outside(code: str, lon: float, lat: float, year: int | None = None) -> float | None:
    """Kilometres from the point to the country, 0 in it; None where the map does not have the country."""
    mine = [s for s, until in parts(code) if until is None or year is None or year < until]
    if not mine or shape(code) is None:
        return None
    if any(s.holds(lon, lat) for s in mine):
        return 0.0
    return min(s.km(lon, lat) for s in mine)
