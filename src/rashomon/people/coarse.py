"""Rounds the places of homes, shelters and clinics, so that a page does not lead to somebody's door."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from rashomon.lexicon import load
from rashomon.model import Claim, Incident, Place

DECIMALS = 1  # of a degree: about 11 km
_NEAR = 2  # UCDP precision: near a place, within some 25 km


@cache
def _spots() -> tuple[re.Pattern[str], re.Pattern[str]]:
    entries = load("private_spots")
    spots = _any(f for e in entries if e.get("use") == "spot" for f in e.forms)
    uses = _any(f for e in entries if e.get("use") == "used_as" for f in e.forms)
    return re.compile(rf"\b(?:{spots})\b", re.IGNORECASE), re.compile(rf"\b(?:{uses})\b", re.IGNORECASE)


def _any(forms: Iterable[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


def is_private_spot(words: str) -> bool:
    """Whether the words speak of a home, a shelter or a clinic, or of a building used as one ("a school that sheltered families")."""
    spot, used = _spots()
    return bool(spot.search(words) or used.search(words))


def coarsened(incident: Incident, claims: Iterable[Claim]) -> Incident:
    """The incident as it is shown with ``--coarsen``: where its ``claims`` tell of a private spot, coordinates have one decimal, precision is
    "near" at best, and names of the spot itself give way to the town, district or province; else it is returned as it is."""
    named = [p.name for p in incident.places] + ([incident.place.name] if incident.place else [])
    if not any(is_private_spot(w) for w in (*named, *(c.quote for c in claims))):
        return incident
    places = tuple(replace(p, precision=max(p.precision or _NEAR, _NEAR)) for p in incident.places if not is_private_spot(p.name))
    if incident.place is None:
        return replace(incident, places=places)
    return replace(incident, places=places, place=_rounded(incident.place, [p.name for p in places]))


def _rounded(place: Place, others: list[str]) -> Place:
    name = place.name
    precision = max(place.precision or _NEAR, _NEAR)
    if is_private_spot(name):
        name = others[0] if others else place.admin1 or place.country or "place not shown"
        precision = max(precision, _NEAR if others else 4 if place.admin1 else 6)
    return replace(
        place,
        name=name,
        lat=None if place.lat is None else round(place.lat, DECIMALS),
        lon=None if place.lon is None else round(place.lon, DECIMALS),
        precision=precision,
        basis="rounded: a home, shelter or clinic",
    )
