"""Features of a pair of incident mentions: names, hours, streets and ages that two reports of one event print alike."""

from __future__ import annotations

from rashomon.incidents.context import Context
from rashomon.incidents.details import kind_of, same_hour
from rashomon.incidents.evidence import shared_names
from rashomon.incidents.feature_parties import same_people
from rashomon.incidents.names import same_name
from rashomon.model import IncidentMention


def common_names(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Rare names in common beside the places (an official, a victim, a building): full for two or more, half for one."""
    return min(2.0, names_met(a, b)) / 2


def same_street(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """A house or block of a street is named in both; half for the street alone."""
    if kind_of(a.details, "number") & kind_of(b.details, "number"):
        return 1.0
    return 0.5 * bool(kind_of(a.details, "street") & kind_of(b.details, "street"))


def hour_agrees(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Both print one clock time, within some minutes."""
    return float(same_hour(a.details, b.details))


def same_ages(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Persons of one age are told of in both; full for two ages."""
    return min(2, len(kind_of(a.details, "age") & kind_of(b.details, "age"))) / 2


def names_met(a: IncidentMention, b: IncidentMention) -> float:
    """How many rare names are in both, beside those of their places."""
    return sum(value for n, value in shared_names(a.names, b.names) if not any(same_name(n, p) for m in (a, b) for p in m.places))


def surely_one(a: IncidentMention, b: IncidentMention, c: Context) -> bool:
    """Whether a person it happened to, or two of address, hour, two ages and two rare names, are in both: days and places may then be misread."""
    if same_people(a, b, c):
        return True
    return (same_street(a, b, c) == 1.0) + hour_agrees(a, b, c) + (same_ages(a, b, c) == 1.0) + (names_met(a, b) >= 2) >= 2
