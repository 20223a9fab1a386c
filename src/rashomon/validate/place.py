"""Rules of places: countries with their numbers and regions, points in them, and what is worked out of a point."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, partial

from rashomon.exports.lands import Land, land_named, lands
from rashomon.validate.cells import number, whole
from rashomon.validate.checks import Judged
from rashomon.validate.finding import Hit, shown
from rashomon.validate.land import Lore, km_outside, lore

#: Kilometres outside that say nothing: coasts and borders of the map are simplified, islets are not on it, fighting goes on at borders and off coasts.
#: Of 23,467 towns of the gazetteer 24 lie farther from the shape of their own country, nearly all on islets that the map does not have.
NEAR = 25.0
#: Kilometres outside from where exchanged coordinates are looked for.
FAR = 100.0
_POINT = re.compile(r"(?:SRID=4326;)?\s*POINT\s*\(\s*(-?[\d.]+(?:[eE]-?\d+)?)\s+(-?[\d.]+(?:[eE]-?\d+)?)\s*\)", re.ASCII | re.IGNORECASE)


@cache
def _others() -> dict[str, Land]:
    return {name.casefold(): lands()[code] for code, x in lore().items() for name in x.also}


def country(name: str) -> Land | None:
    """The country of that name, older and other names included."""
    return land_named(name) or _others().get(name.strip().casefold())


def country_name(name: str) -> Iterator[Hit]:
    """The country is one that is known."""
    if name and country(name) is None:
        yield Hit("unknown-country", "country", f"'{shown(name)}' is not known here")


def ged_country(name: str, gw: str, region: str) -> Iterator[Hit]:
    """The number and the region are those of the country."""
    land = country(name)
    if land is None:
        return
    if land.gw is not None and (given := whole(gw)) is not None and given not in _numbers(land):
        yield Hit("country-number", "country_id", f"{gw} is not {shown(name)}", str(land.gw))
    if land.ged_region and region and region != land.ged_region:
        yield Hit("country-region", "region", f"{shown(name)} is not in '{shown(region)}'", land.ged_region)


def _numbers(land: Land) -> frozenset[int]:
    """Numbers that stand for a country: Serbia and Yemen had others before they were parted or joined."""
    same = {340: 345, 345: 340, 678: 680, 680: 678, 816: 817, 817: 816, 255: 260, 260: 255}
    return frozenset(x for x in (land.gw, same.get(land.gw or 0)) if x is not None)


def acled_country(name: str, iso: str, region: str) -> Iterator[Hit]:
    """The number and the region are those of the country."""
    land = country(name)
    if land is None:
        return
    if (given := whole(iso)) is not None and given != land.number:
        yield Hit("country-number", "iso", f"{iso} is not {shown(name)}", str(land.number))
    regions = (land.acled_region, *lore().get(land.code, Lore()).regions)
    if region and region not in regions:
        yield Hit("country-region", "region", f"{shown(name)} is not in '{shown(region)}'", land.acled_region)


def point(name: str, year: str, lat: str, lon: str, prec: str = "") -> Iterator[Hit]:
    """The point is in its country, or near it; at sea (precision 7 of GED) it may be anywhere."""
    y, x = number(lat), number(lon)
    if y is None or x is None or not (math.isfinite(y) and math.isfinite(x)):
        return
    if y == 0 and x == 0:
        yield Hit("zero-coordinates", "latitude", "latitude and longitude are 0")
        return
    land = country(name)
    if land is None or prec == "7" or abs(x) > 180:
        return
    where = partial(km_outside, land.code, year=whole(year))
    if abs(y) > 90:  # no latitude, but perhaps a longitude: out-of-range is said elsewhere, the reason here
        if abs(x) <= 90 and where(y, x) == 0:
            yield Hit(
                "swapped-coordinates", "latitude", f"{lat}, {lon} is {shown(name)} the other way round", f"latitude {lon}, longitude {lat}"
            )
        return
    km = where(x, y)
    if km is None or km <= NEAR:
        return
    if km > FAR:
        for a, b, said in (
            (x, y, f"latitude {lon}, longitude {lat}"),
            (-y, x, f"latitude {_turned(lat)}"),
            (y, -x, f"longitude {_turned(lon)}"),
        ):
            if abs(a) <= 90 and where(b, a) == 0:
                yield Hit("swapped-coordinates", "latitude", f"{lat}, {lon} is {km:,.0f} km outside {shown(name)}", said)
                return
    yield Hit("outside-country", "latitude", f"{lat}, {lon} is {km:,.0f} km outside {shown(name)}")


def _turned(text: str) -> str:
    return text[1:] if text.startswith("-") else f"-{text}"


def geometry(wkt: str, lat: str, lon: str) -> Iterator[Hit]:
    """The geometry is the point, longitude first."""
    y, x = number(lat), number(lon)
    if y is None or x is None or not wkt:
        return
    expected = f"POINT ({lon} {lat})"
    m = _POINT.fullmatch(wkt.strip())
    given = (number(m[1]), number(m[2])) if m else None
    if given is None or given[0] is None or given[1] is None:
        yield Hit("geometry", "geom_wkt", f"'{shown(wkt)}' is no point", expected)
    elif abs(given[0] - x) > 1e-4 or abs(given[1] - y) > 1e-4:
        why = "has latitude first" if abs(given[0] - y) <= 1e-4 and abs(given[1] - x) <= 1e-4 else "is another point"
        yield Hit("geometry", "geom_wkt", f"'{shown(wkt)}' {why}", expected)


def prio_grid(gid: str, lat: str, lon: str) -> Iterator[Hit]:
    """The grid cell is that of the point; on its edges either neighbour is right."""
    y, x, given = number(lat), number(lon), whole(gid)
    if y is None or x is None or given is None or not (-90 <= y <= 90 and -180 <= x <= 180):
        return
    right = _cell(y, x)
    if given != right and given not in {_cell(y + dy, x + dx) for dy in (-1e-6, 0, 1e-6) for dx in (-1e-6, 0, 1e-6)}:
        yield Hit("prio-grid", "priogrid_gid", f"{gid} is not the cell of {lat}, {lon}", str(right))


def _cell(lat: float, lon: float) -> int:
    row = min(359, max(0, math.floor((lat + 90) / 0.5)))
    column = min(719, max(0, math.floor((lon + 180) / 0.5)))
    return row * 720 + column + 1


def decimals(lat: str, lon: str) -> Iterator[Hit]:
    """ACLED's points have four decimals at most."""
    for column, cell in (("latitude", lat), ("longitude", lon)):
        if number(cell) is not None and len(cell.partition(".")[2]) > 4:
            yield Hit("decimals", column, f"{shown(cell)} has more than four decimals", f"{float(cell):.4f}".rstrip("0").rstrip("."))


def ged_checks() -> list[Judged]:
    """Rules of places of UCDP GED."""
    return [
        Judged(("country",), country_name),
        Judged(("country", "country_id", "region"), ged_country),
        Judged(("country", "year", "latitude", "longitude", "where_prec"), point, ("year", "where_prec")),
        Judged(("geom_wkt", "latitude", "longitude"), geometry),
        Judged(("priogrid_gid", "latitude", "longitude"), prio_grid),
    ]


def acled_checks() -> list[Judged]:
    """Rules of places of ACLED."""
    return [
        Judged(("country",), country_name),
        Judged(("country", "iso", "region"), acled_country),
        Judged(("country", "year", "latitude", "longitude"), point, ("year",)),
        Judged(("latitude", "longitude"), decimals),
    ]
