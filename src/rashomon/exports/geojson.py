"""GeoJSON (RFC 7946): incidents as points, with how exact each is said beside it. Properties: the columns of ``docs/codebook/incidents.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from rashomon.exports.exported import About, Told, Written
from rashomon.exports.flat import Flat

#: They stand in the geometry.
_POINT = ("latitude", "longitude")


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """Writes a FeatureCollection, a feature a line. An incident whose place was not found has no geometry, and is there all the same."""
    flat = Flat(about.names)
    head = {
        "type": "FeatureCollection",
        "name": "incidents",
        "about": {
            "program": f"rashomon {about.version}", "ledger": about.ledger_id, "head": about.head, "run": about.run_id, "policy": about.policy,
            "points": "A point is that of the named place, not of the event; place_precision and radius_km say how far it may be off.",
        },
    }  # fmt: skip
    rows = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_text(head)[:-1] + ', "features": [')
        for one in told:
            row = next(row for name, row in flat.rows(one) if name == "incidents")
            file.write((",\n" if rows else "\n") + _text(_feature(row)))
            rows += 1
        file.write("\n]}\n")
    made = Written(rows=rows)
    made.files[out] = "incidents as GeoJSON"
    made.rows_in[out] = rows
    return made


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    lat, lon = row["latitude"], row["longitude"]
    point = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]} if lat is not None and lon is not None else None
    properties = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items() if k not in _POINT}
    return {"type": "Feature", "id": row["incident_id"], "geometry": point, "properties": properties}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
