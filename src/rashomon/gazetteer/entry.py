"""One row of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A place the gazetteer holds.

    ``feature``: ``PCLI`` country, ``PPLC`` capital, ``PPL`` populated place, ``ADM1`` province, ``ADM2`` district, or whatever GeoNames
    code a file of the user's gives. ``country`` is an ISO 3166 code; ``admin1`` the GeoNames code of the province ("NG.27").
    ``lat`` is None where no point is known; ``point`` says in words what the point is where it is not the entry's own.
    """

    id: int
    gid: str
    name: str
    country: str
    admin1: str
    feature: str
    lat: float | None
    lon: float | None
    population: int
    point: str = ""
    exact: bool = True  # found by its name; False: by a way of transliterating it
    main: bool = True  # found by its own name; False: by one of its other names

    @property
    def is_town(self) -> bool:
        """Whether it is a populated place."""
        return self.feature.startswith("PPL")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) points."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def apart(a: Entry, b: Entry) -> float:
    """Distance of two entries in kilometres; infinite where a point is lacking."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    return kilometres((a.lat, a.lon), (b.lat, b.lon))
