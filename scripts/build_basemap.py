"""Builds the offline basemap of the report from Natural Earth, as Debian's package ``qgis-common`` carries it.

usage: build_basemap.py WORLD_MAP.gpkg OUT.json.gz

Natural Earth is in the public domain. Countries, provinces and disputed borders are thinned (Douglas-Peucker, 0.03 degrees, which is
3 km and less than the line is wide on a locator map) and rounded to 0.01 degrees. Run once; the result is committed.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import struct
import sys
from pathlib import Path

TOLERANCE = 0.03


def rings(blob: bytes) -> list[list[tuple[float, float]]]:
    """Rings or lines of a GeoPackage geometry (multi-polygon, polygon, multi-line or line)."""
    flags = blob[3]
    at = 8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(flags >> 1) & 7]
    out: list[list[tuple[float, float]]] = []

    def read(at: int) -> int:
        order = "<" if blob[at] == 1 else ">"
        kind, count = struct.unpack_from(order + "II", blob, at + 1)
        kind %= 1000
        at += 9
        if kind in (5, 6, 4, 7):
            for _ in range(count):
                at = read(at)
            return at
        for _ in range(count if kind == 3 else 1):
            if kind == 3:
                (points,) = struct.unpack_from(order + "I", blob, at)
                at += 4
            else:
                points = count
            flat = struct.unpack_from(order + f"{2 * points}d", blob, at)
            out.append(list(zip(flat[::2], flat[1::2], strict=True)))
            at += 16 * points
        return at

    read(at)
    return out


def thin(points: list[tuple[float, float]], tolerance: float = TOLERANCE) -> list[tuple[float, float]]:
    """Douglas-Peucker, without recursion."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        a, b = todo.pop()
        (x1, y1), (x2, y2) = points[a], points[b]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        far, at = tolerance, None
        for i in range(a + 1, b):
            x, y = points[i]
            d = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length if length else ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            if d > far:
                far, at = d, i
        if at is not None:
            keep.add(at)
            todo += [(a, at), (at, b)]
    return [points[i] for i in sorted(keep)]


def compact(blob: bytes, closed: bool) -> list[list[int]]:
    """Thinned lines as flat lists of hundredths of a degree: lon, lat, lon, lat …"""
    out = []
    for ring in rings(blob):
        if closed and len(ring) > 8:
            half = len(ring) // 2
            thinned = thin(ring[: half + 1])[:-1] + thin(ring[half:])
        else:
            thinned = thin(ring)
        flat = [round(v * 100) for p in thinned for v in p]
        if len(flat) >= (8 if closed else 4):
            out.append(flat)
    return out


def main() -> None:
    """Reads the GeoPackage and writes the compact map."""
    db = sqlite3.connect(sys.argv[1])
    data = {
        "source": "Natural Earth (public domain), by way of Debian's qgis-common",
        "countries": [
            {"name": name, "iso": iso, "rings": compact(geom, True)}
            for name, iso, geom in db.execute("SELECT NAME, iso_a2, geom FROM countries ORDER BY NAME, fid")
        ],
        "provinces": [
            {"name": name, "iso": iso, "country": admin, "rings": compact(geom, True)}
            for name, iso, admin, geom in db.execute(
                "SELECT coalesce(woe_name, name), iso_a2, admin, geom FROM states_provinces WHERE geom IS NOT NULL ORDER BY admin, name, fid"
            )
        ],
        "disputed": [line for (geom,) in db.execute("SELECT geom FROM disputed_borders ORDER BY fid") for line in compact(geom, False)],
    }
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    Path(sys.argv[2]).write_bytes(gzip.compress(raw, 9, mtime=0))
    print(
        f"{len(raw):,} bytes, {Path(sys.argv[2]).stat().st_size:,} packed; {len(data['countries'])} countries, {len(data['provinces'])} provinces"
    )


if __name__ == "__main__":
    main()
