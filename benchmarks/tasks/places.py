"""Toponyms: of the places it resolves, how many are within 161 km; on rows that were not tuned on."""

from __future__ import annotations

import math

from benchmarks.tasks.common import parsed, plain_document, rows, scored
from rashomon.mentions.places import find_places

NEAR_KM = 161.0
DOCUMENTS = 200


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b, d = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    return 6371.0 * math.acos(min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(d)))


def measure() -> tuple[int, dict[str, float]]:
    """Number of gold toponyms with coordinates; of those resolved the share within 161 km; the share resolved."""
    picked = scored(rows("geoparse"))[:DOCUMENTS]
    documents = [plain_document(r["doc_id"], r["text"]) for r in picked]
    cases = resolved = right = 0
    for row, document, sentences in zip(picked, documents, parsed(documents), strict=True):
        found = find_places(document, sentences)
        for t in row["toponyms"]:
            if t.get("lat") is None or not t.get("offset_ok", True):
                continue
            cases += 1
            for m in found:
                if m.start < t["end"] and t["start"] < m.end and m.place and m.place.lat is not None and m.place.lon is not None:
                    resolved += 1
                    right += _km(m.place.lat, m.place.lon, float(t["lat"]), float(t["lon"])) <= NEAR_KM
                    break
    return cases, {"within 161 km, of those resolved": round(right / resolved, 4), "resolved, of all": round(resolved / cases, 4)}
