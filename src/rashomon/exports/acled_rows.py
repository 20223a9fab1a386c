"""One incident as the rows ACLED's rules want: a row per day and place. Their fatalities always add up to the incident's.

Incidents are one place and one day already, as far as the sources tell. They part only where one report itself gives the dead of several towns or
days and these add up to the whole, or are told as parts of one total (what is left over then stands at the incident's own place). What several
reports give for several places is more often one attack with several names, and stays one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rashomon.estimates.figures import exact
from rashomon.exports.events_when import Unfit, When, Where, where_of
from rashomon.exports.exported import Told
from rashomon.model import Claim


@dataclass(frozen=True, slots=True)
class Part:
    """A row: day, place and its share of the dead. ``key`` names it among the rows of its incident, "" where there is one."""

    when: When
    where: Where
    fatalities: int
    key: str = ""
    claims: tuple[str, ...] = ()


def parts_of(told: Told, when: When, where: Where, fatalities: int) -> list[Part]:
    """The rows of an incident, the earliest first."""
    whole = [Part(when, where, fatalities)]
    if fatalities < 2:
        return whole
    best: list[Part] = []
    documents = sorted({c.document for c in told.claims}, key=lambda n: (_day(told, n), n), reverse=True)
    for name in documents:
        found = _told_apart([c for c in told.claims if c.document == name], told, when, where, fatalities)
        if len(found) > len(best):
            best = found
    return best if len(best) > 1 else whole


def _day(told: Told, name: str) -> date:
    document = told.documents.get(name)
    return (document.published.day if document else None) or date.min


def _told_apart(claims: Sequence[Claim], told: Told, when: When, where: Where, fatalities: int) -> list[Part]:
    """What one report tells by place and day, where it makes up the whole; else nothing."""
    groups: dict[tuple[date, date, str], list[tuple[Claim, When, Where]]] = {}
    for c in claims:
        if (
            c.harm != "killed"
            or c.kind != "casualty"
            or c.negated
            or c.groups
            or not exact(c)
            or not c.low
            or c.scope not in {"total", "part"}
        ):
            continue
        day, spot = _own_day(c, when), _own_place(c, told, where)
        groups.setdefault((day.start, day.end, spot.place.gazetteer_id or spot.place.name), []).append((c, day, spot))
    if len(groups) < 2:
        return []
    heads = [max(group, key=lambda g: (g[0].low or 0, g[0].claim_id)) for _, group in sorted(groups.items())]
    total = sum(c.low or 0 for c, _, _ in heads)
    wholes = {c.part_of for c, _, _ in heads}
    rest = fatalities - total
    if rest < 0 or (rest and (len(wholes) > 1 or None in wholes)):
        return []
    if rest:
        own = next((n for n, (_, d, w) in enumerate(heads) if d == when and w == where), None)
        if own is None:
            return [Part(when, where, rest, "rest"), *(_part(c, d, w) for c, d, w in heads)]
        return [replace(_part(c, d, w), fatalities=(c.low or 0) + (rest if n == own else 0)) for n, (c, d, w) in enumerate(heads)]
    return [_part(c, d, w) for c, d, w in heads]


def _part(claim: Claim, when: When, where: Where) -> Part:
    key = f"{when.start.isoformat()} {when.end.isoformat()} {where.place.gazetteer_id or where.place.name}"
    return Part(when, where, claim.low or 0, key, (claim.claim_id,))


def _own_day(claim: Claim, when: When) -> When:
    """The day of a claim, where its own words give one within the incident's."""
    time = claim.time
    if claim.when_span is None or time is None or not time.is_day or time.start is None:
        return when
    return When(time.start, time.start) if when.start <= time.start <= when.end else when


def _own_place(claim: Claim, told: Told, where: Where) -> Where:
    """The town of a claim, where its own words name one with a point."""
    place = claim.location
    if claim.place_span is None or place is None or (place.precision or 9) > 2:
        return where
    found = where_of(replace(told.incident, place=place))
    return where if isinstance(found, Unfit) else found
