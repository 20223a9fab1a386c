"""A place of the gazetteer, as a claim's or an incident's location."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a gazetteer entry or, unresolved, a name only. Coordinates are never made up.

    precision follows UCDP GED ``where_prec``: 1 exact place, 2 within about 25 km of a known point ("near X"), 3 district
    (ADM2), 4 province (ADM1), 5 fuzzy or linear ("the border"), 6 country, 7 international waters or airspace.
    basis says in words how it was resolved, or why it was not ("no entry of this name", "five namesakes, no evidence").
    """

    name: str
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    basis: str = ""
    gazetteer_id: str | None = None
