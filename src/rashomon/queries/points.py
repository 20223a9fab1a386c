"""What a map draws of incidents: points, circles and areas, as exact as the place is known, and never a name of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rashomon.exports.lands import land_named
from rashomon.model.places import Place
from rashomon.queries.entry import Entry

#: Names of the columns of ``points``. ``radius_km`` 0: an exact place.
COLUMNS = ("id", "lat", "lon", "precision", "radius_km", "low", "best", "high", "kind", "status", "disputed", "day")
#: How far from its coordinates a place of a precision may lie, as the codebooks say it (UCDP ``where_prec``).
RADIUS_KM = {1: 0, 2: 25, 3: 40, 5: 120}
PROVINCE, COUNTRY, HIGH_SEAS = 4, 6, 7
_OPEN = frozenset({"disputed", "unresolved", "outlet_error"})


def points(entries: Iterable[Entry]) -> dict[str, Any]:
    """``points`` as rows of ``columns``; ``areas``: incidents known to a province or a country only, each with its ids; ``without``: how many
    have no coordinates, by what is known of their place. Everything that was asked for is in one of the three."""
    rows: list[list[Any]] = []
    areas: dict[tuple[str, str], dict[str, Any]] = {}
    without: Counter[str] = Counter()
    for e in entries:
        place = e.place
        if place is None:
            without["no place named" if not e.places else "place not found in the gazetteer"] += 1
        elif place.precision in (PROVINCE, COUNTRY) and place.country:
            _area(areas, e, place)
        elif place.lat is None or place.lon is None:
            without["place not found in the gazetteer"] += 1
        else:
            rows.append(_row(e, place))
    return {
        "columns": list(COLUMNS),
        "points": rows,
        "areas": [areas[k] for k in sorted(areas)],
        "without": dict(sorted(without.items())),
    }


def _row(e: Entry, place: Place) -> list[Any]:
    k = e.killed
    day = e.date_start or e.date_end
    disputed = any(r in _OPEN for _, r in e.disagreements)
    return [
        e.incident_id, place.lat, place.lon, place.precision, RADIUS_KM.get(place.precision or 5, 120), k.low if k else None,
        k.best if k else None, k.high if k else None, e.kind, e.status, int(disputed), day.isoformat() if day else None,
    ]  # fmt: skip


def _area(areas: dict[tuple[str, str], dict[str, Any]], e: Entry, place: Place) -> None:
    province = (place.admin1 or place.name) if place.precision == PROVINCE else ""
    land = land_named(place.country)
    made = areas.setdefault(
        (place.country or "", province),
        {"country": place.country, "iso": land.code if land else None, "province": province or None, "lat": place.lat, "lon": place.lon,
         "ids": []},
    )  # fmt: skip
    made["ids"].append(e.incident_id)
