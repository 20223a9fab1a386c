"""Features of a pair of incident mentions: names, hours, streets and ages that two reports of one event print alike."""

from __future__ import annotations

from rashomon.incidents.details import MINUTES
from rashomon.incidents.evidence import shared_rare
from rashomon.incidents.feature_parties import same_people
from rashomon.incidents.names import plain, same_plain
from rashomon.incidents.pair import Pair, once


def common_names(p: Pair) -> float:
    """Rare names in common beside the places (an official, a victim, a building): full for two or more, half for one."""
    return min(2.0, names_met(p)) / 2


def same_street(p: Pair) -> float:
    """A house or block of a street is named in both; half for the street alone."""
    if not p.a.numbers.isdisjoint(p.b.numbers):
        return 1.0
    return 0.5 * (not p.a.streets.isdisjoint(p.b.streets))


def hour_agrees(p: Pair) -> float:
    """Both print one clock time, within some minutes."""
    return float(any(abs(x - y) <= MINUTES for x in p.a.clocks for y in p.b.clocks))


def same_ages(p: Pair) -> float:
    """Persons of one age are told of in both; full for two ages."""
    return min(2, len(p.a.ages & p.b.ages)) / 2


@once
def names_shared(p: Pair) -> tuple[tuple[str, float], ...]:
    """Names both hold (:func:`rashomon.incidents.evidence.shared_names`)."""
    return shared_rare(p.a.rare, p.b.rare)


@once
def names_met(p: Pair) -> float:
    """How many rare names are in both, beside those of their places."""
    both = names_shared(p)
    if not both:
        return 0
    places = (*p.a.places.plains, *p.b.places.plains)
    return sum(value for n, value in both if not any(same_plain(plain(n), place) for place in places))


@once
def surely_one(p: Pair) -> bool:
    """Whether a person it happened to, or two of address, hour, two ages and two rare names, are in both: days and places may then be misread."""
    if same_people(p):
        return True
    return (same_street(p) == 1.0) + hour_agrees(p) + (same_ages(p) == 1.0) + (names_met(p) >= 2) >= 2
