"""The offline basemap as a browser takes it: small files made once from the shipped one, and the area that a coarse place means."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from rashomon.exports.lands import land_named, lands
from rashomon.exports.locator import DATA, RADIUS_KM, basemap, holds
from rashomon.model.places import Place

SOURCE = "Natural Earth (public domain)"
#: Changes when the shape of the files does; their version is this and the hash of the data.
_SHAPE = b"1"


@cache
def version() -> str:
    """Of the map, as it stands in the addresses of its files: these can be kept for ever."""
    return hashlib.sha256(_SHAPE + DATA.read_bytes()).hexdigest()[:12]


@cache
def world() -> bytes:
    """Countries with their outlines, and disputed borders, as packed JSON. A ring is [lon, lat, then steps to the next point …] in hundredths of
    a degree; ``detail`` names the countries that have provinces."""
    data = basemap()
    named = lands()
    return _packed(
        {
            "source": SOURCE,
            "countries": [
                {
                    "iso": c["iso"],
                    "name": named[c["iso"]].name if c["iso"] in named else c["name"] or "",
                    "rings": [_steps(r) for r in c["rings"]],
                }
                for c in data["countries"]
            ],
            "disputed": [_steps(line) for line in data["disputed"]],
            "detail": sorted(_provinces()),
        }
    )


@cache
def provinces(iso: str) -> bytes | None:
    """The provinces of a country as packed JSON, in the order that :func:`area` counts them; None where the map has none of that code."""
    rows = _provinces().get(iso)
    if rows is None:
        return None
    return _packed(
        {
            "source": SOURCE,
            "iso": iso,
            "provinces": [{"name": mended(r["name"] or ""), "rings": [_steps(x) for x in r["rings"]]} for r in rows],
        }
    )


def mended(name: str) -> str:
    """A name as it is meant. Some of the source were read in the wrong code ("I\u00c4\u0178d\u00c4\u00b1r" for I\u011fd\u0131r)."""
    for code in ("cp1252", "latin-1"):
        try:
            return name.encode(code).decode("utf-8")
        except UnicodeError:
            continue
    return name


def area(place: Place | None) -> str | None:
    """Which area of the map a province or a country is: ``AM`` or ``AM/3`` (the fourth of Armenia's provinces). None for a finer place, for
    one without coordinates, and where the map has no area that holds them."""
    if place is None or place.lat is None or place.lon is None or place.precision not in (4, 6):
        return None
    return _area(place.lat, place.lon, place.precision, place.country)


def shape(place: Place) -> tuple[str, float, str | None]:
    """What is drawn for a place with coordinates: what it is, kilometres, and its area. ``dot`` an exact place; ``near`` a circle, for a place
    near a point and for a district; ``area`` a province or country; ``vague`` a wide dashed circle, where no area is known."""
    if place.precision == 1:
        return "dot", 0.0, None
    if place.precision in (2, 3):
        return "near", RADIUS_KM[place.precision], None
    key = area(place)
    return ("area", 0.0, key) if key else ("vague", RADIUS_KM[5] * (3 if place.precision == 6 else 1), None)


def middle(place: Place) -> tuple[float, float] | None:
    """The middle of the box around a province or a country that is known by its name only, to put its number at; None: the map has it not."""
    land = land_named(place.country)
    if land is None:
        return None
    if place.precision == 6:
        rows = [c for c in basemap()["countries"] if c["iso"] == land.code]
    else:
        wanted = (place.admin1 or place.name).casefold()
        rows = [r for r in _provinces().get(land.code, ()) if (r["name"] or "").casefold() == wanted]
    if not rows or not rows[0]["rings"]:
        return None
    ring = max(rows[0]["rings"], key=len)
    xs, ys = ring[::2], ring[1::2]
    return (min(ys) + max(ys)) / 200, (min(xs) + max(xs)) / 200


@cache
def _provinces() -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for row in basemap()["provinces"]:
        out.setdefault(row["iso"], []).append(row)
    return out


@lru_cache(1 << 16)
def _area(lat: float, lon: float, precision: int, country: str | None) -> str | None:
    land = land_named(country)
    if precision == 6:
        # A country is known by its name; its coordinates may be the middle of the sea between its islands.
        if land is not None and any(c["iso"] == land.code for c in basemap()["countries"]):
            return land.code
        return next((str(c["iso"]) for c in basemap()["countries"] if _in(c, lat, lon)), None)
    first = [land.code] if land is not None and land.code in _provinces() else []
    for iso in (*first, *sorted(k for k in _provinces() if k not in first)):
        for n, row in enumerate(_provinces()[iso]):
            if _in(row, lat, lon):
                return f"{iso}/{n}"
    return None


def _in(row: dict[str, Any], lat: float, lon: float) -> bool:
    box = row["box"]
    return bool(box) and box[0] <= lon * 100 <= box[2] and box[1] <= lat * 100 <= box[3] and holds(row["rings"], lon, lat)


def _steps(ring: Sequence[int]) -> list[int]:
    out = list(ring[:2])
    for i in range(2, len(ring), 2):
        out += [ring[i] - ring[i - 2], ring[i + 1] - ring[i - 1]]
    return out


def _packed(data: Any) -> bytes:
    return gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)
