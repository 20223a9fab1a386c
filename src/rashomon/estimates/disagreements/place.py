"""place: points too far apart to be one place. A place named from two sides of a border is one place with two names."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.voices import plain
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Place, Value

FAR_KM = 50.0  # UCDP counts places within about 25 km of a point as that point; two such circles


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row where different texts name points of one country that lie far apart."""
    if evidence.incident.kind == "aggregate":
        return []
    named: dict[str, list[Claim]] = {}
    where: dict[str, Place] = {}
    for c in evidence.claims:
        spot = c.location
        if spot is not None and spot.lat is not None and spot.lon is not None and spot.precision in {1, 2}:
            named.setdefault(plain(spot.name), []).append(c)
            where.setdefault(plain(spot.name), spot)
    out = []
    keys = sorted(named)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            texts = [{evidence.text_of(c) for c in named[k]} for k in (a, b)]
            if where[a].country != where[b].country or texts[0] & texts[1] or distance_km(where[a], where[b]) < FAR_KM:
                continue
            km = round(distance_km(where[a], where[b]))
            values = tuple(Value(where[k].name, tuple(sorted(c.claim_id for c in named[k]))) for k in (a, b))
            why = f"{where[a].name} and {where[b].name} lie about {km} km apart"
            out.append(Disagreement("place", "where it happened", values, "unresolved", None, why, "estimates.place"))
    return out


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance of two places with coordinates."""
    assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    dlat, dlon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(dlat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(dlon / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(h))
