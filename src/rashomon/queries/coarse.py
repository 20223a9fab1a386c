"""Entries with the places of homes, shelters and clinics rounded, before anything is filtered or drawn by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import sqlalchemy as sa

from rashomon.model import Claim, Incident
from rashomon.model.incidents import NamedPlace
from rashomon.people.coarse import coarsened, is_private_spot
from rashomon.queries.entry import Entry
from rashomon.store import derived_tables as d
from rashomon.store import evidence


@dataclass(frozen=True, slots=True)
class _Where:
    """What rounding looks at of an incident."""

    place: Any
    places: tuple[NamedPlace, ...]


@dataclass(frozen=True, slots=True)
class _Quote:
    quote: str


def coarse_entries(db: sa.Connection, entries: Sequence[Entry], claims: Mapping[str, Sequence[Claim]] | None = None) -> list[Entry]:
    """The entries as a desk that rounds private places keeps them. ``claims`` of each incident, where they are not those of the ledger now."""
    return [_one(e, quotes) for e, quotes in zip(entries, _quotes(db, entries, claims), strict=True)]


def _quotes(db: sa.Connection, entries: Sequence[Entry], claims: Mapping[str, Sequence[Claim]] | None) -> Iterable[list[str]]:
    if claims is not None:
        yield from ([c.quote for c in claims.get(e.incident_id, ())] for e in entries)
        return
    c = d.claims.c
    for group in evidence.chunks(entries):
        told: dict[str, list[str]] = {}
        asked = sa.select(c.incident_id, c.quote).where(c.incident_id.in_([e.incident_id for e in group]))
        for r in db.execute(asked):
            told.setdefault(r.incident_id, []).append(r.quote)
        yield from (told.get(e.incident_id, []) for e in group)


def _one(e: Entry, quotes: Sequence[str]) -> Entry:
    spot = next((q for q in quotes if is_private_spot(q)), None)
    places = tuple(NamedPlace(n, "", None) for n in e.places)
    at = _Where(e.place, places)
    made: Any = coarsened(cast(Incident, at), cast(Any, [_Quote(spot)] if spot else []))
    if made is at:
        return e
    rounded = replace(e, place=made.place, places=tuple(p.name for p in made.places))
    return replace(rounded, label=f"{e.kind}, {made.place.name}") if made.place is not None else rounded
