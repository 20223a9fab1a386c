"""What the map of a browser draws of the incidents asked for: small, and without a name of any article."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rashomon.model.places import Place
from rashomon.queries import Query, Shelf
from rashomon.web import basemap

#: Columns of a point. ``km`` is the radius of what is drawn, ``area`` the province or country of the map that is shaded.
COLUMNS = ("id", "lat", "lon", "shape", "km", "area", "kind", "day", "denied")


def drawn(shelf: Shelf, query: Query) -> dict[str, Any]:
    """``points`` as rows of :data:`COLUMNS` and ``without``: how many have nothing that can be drawn, by why."""
    found = shelf.points(query)
    at = {name: n for n, name in enumerate(found["columns"])}
    rows: list[list[Any]] = []
    for p in found["points"]:
        lat, lon, precision = p[at["lat"]], p[at["lon"]], p[at["precision"]]
        shape, km, area = basemap.shape(Place("", lat=lat, lon=lon, precision=precision))
        denied = int(p[at["status"]] == "alleged_and_denied")
        rows.append([p[at["id"]], lat, lon, shape, km, area, p[at["kind"]], p[at["day"]], denied])
    for a in found["areas"]:
        place = _middle(a)
        if place is None or place.lat is None or place.lon is None:
            continue
        shape, km, area = basemap.shape(place)
        for incident_id in a["ids"]:
            e = shelf.entries[incident_id]
            day = e.date_start or e.date_end
            denied = int(e.status == "alleged_and_denied")
            rows.append([incident_id, place.lat, place.lon, shape, km, area, e.kind, day.isoformat() if day else None, denied])
    return {"columns": list(COLUMNS), "points": rows, "without": counted(shelf, query)[1]}


def counted(shelf: Shelf, query: Query) -> tuple[int, dict[str, int]]:
    """How many incidents are drawn, and how many not, by why."""
    found = shelf.points(query)
    without = dict(found["without"])
    n = len(found["points"])
    for a in found["areas"]:
        if _middle(a) is None:
            without[NO_AREA] = without.get(NO_AREA, 0) + len(a["ids"])
        else:
            n += len(a["ids"])
    return n, dict(sorted(without.items()))


def _middle(area: dict[str, Any]) -> Place | None:
    """A province or country with the point where its number stands; None where neither the gazetteer nor the map has one."""
    precision = 4 if area["province"] else 6
    place = Place(area["province"] or area["country"], area["province"], area["country"], area["lat"], area["lon"], precision)
    if place.lat is not None and place.lon is not None:
        return place
    middle = basemap.middle(place)
    return None if middle is None else replace(place, lat=middle[0], lon=middle[1])


#: A place that is known by a name only, which the map has not.
NO_AREA = "province or country that the map does not have"
#: Why an incident is not on the map: of one, of several.
_WHY = {
    "place not found in the gazetteer": ("place not in the gazetteer", "places not in the gazetteer"),
    NO_AREA: ("in a province or country that the map does not have", "in provinces or countries that the map does not have"),
    "no place named": ("without a place named", "without a place named"),
}


def without_words(without: dict[str, int], drawn_ones: int) -> str:
    """``9 of 14 incidents have no coordinates: 7 places not in the gazetteer, 2 without a place named.``"""
    n = sum(without.values())
    if not n:
        return ""
    rows = sorted(without.items(), key=lambda x: (-x[1], x[0]))
    parts = ", ".join(f"{k:,} {_WHY.get(why, (why, why))[k != 1]}" for why, k in rows)
    return f"{n:,} of {n + drawn_ones:,} incidents {'has' if n == 1 else 'have'} no coordinates: {parts}."
