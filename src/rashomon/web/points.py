"""What the map of a browser draws of the incidents asked for: small, and without a name of any article."""

from __future__ import annotations

from typing import Any

from rashomon.model.places import Place
from rashomon.queries import Query, Shelf
from rashomon.web import basemap

#: Columns of a point. ``km`` is the radius of what is drawn, ``area`` the province or country of the map that is shaded.
COLUMNS = ("id", "lat", "lon", "shape", "km", "area", "kind", "day", "denied")


def drawn(shelf: Shelf, query: Query) -> dict[str, Any]:
    """``points`` as rows of :data:`COLUMNS` and ``without``: how many have nothing that can be drawn, by why, in words."""
    found = shelf.points(query)
    at = {name: n for n, name in enumerate(found["columns"])}
    rows: list[list[Any]] = []
    without = dict(found["without"])
    for p in found["points"]:
        lat, lon, precision = p[at["lat"]], p[at["lon"]], p[at["precision"]]
        shape, km, area = basemap.shape(Place("", lat=lat, lon=lon, precision=precision))
        denied = int(p[at["status"]] == "alleged_and_denied")
        rows.append([p[at["id"]], lat, lon, shape, km, area, p[at["kind"]], p[at["day"]], denied])
    for a in found["areas"]:
        place = Place(a["province"] or a["country"], a["province"], a["country"], a["lat"], a["lon"], 4 if a["province"] else 6)
        middle = (place.lat, place.lon) if place.lat is not None and place.lon is not None else basemap.middle(place)
        if middle is None:
            what = "province or country that the map does not have"
            without[what] = without.get(what, 0) + len(a["ids"])
            continue
        lat, lon = middle
        shape, km, area = basemap.shape(Place(place.name, place.admin1, place.country, lat, lon, place.precision))
        for incident_id in a["ids"]:
            e = shelf.entries[incident_id]
            day = e.date_start or e.date_end
            denied = int(e.status == "alleged_and_denied")
            rows.append([incident_id, lat, lon, shape, km, area, e.kind, day.isoformat() if day else None, denied])
    return {"columns": list(COLUMNS), "points": rows, "without": dict(sorted(without.items()))}


#: Why an incident is not on the map: of one, of several.
_WHY = {
    "place not found in the gazetteer": ("place not in the gazetteer", "places not in the gazetteer"),
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
