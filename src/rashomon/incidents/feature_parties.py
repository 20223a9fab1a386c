"""Features of a pair of incident mentions: victims, doers, and the kind of deed."""

from __future__ import annotations

from rashomon.incidents.fits import families_meet
from rashomon.incidents.pair import Pair, once
from rashomon.incidents.people import same_persons


def same_sides(p: Pair) -> float:
    """They name the same victims' side or the same two parties."""
    a, b = p.a, p.b
    if len(a.involved & b.involved) >= 2:
        return 1.0
    return 0.7 if not a.own_sides.isdisjoint(b.own_sides) else 0.3 if not a.sides.isdisjoint(b.sides) else 0.0


def same_doer(p: Pair) -> float:
    """The same actor is said to have done it."""
    return float(not p.a.doers.isdisjoint(p.b.doers))


def other_doer(p: Pair) -> float:
    """Each names one doer, and these are victim and doer changed round."""
    a, b = p.a, p.b
    if not a.doers or not b.doers or not a.doers.isdisjoint(b.doers):
        return 0.0
    return float(not a.doers.isdisjoint(b.sides) or not b.doers.isdisjoint(a.sides))


def doers_differ(p: Pair) -> float:
    """Each names who did it, and nobody in common: one deed disputed, or two deeds."""
    return float(bool(p.a.doers and p.b.doers) and p.a.doers.isdisjoint(p.b.doers))


@once
def same_kind(p: Pair) -> float:
    """Kinds of the same family (both from the air, both by explosives …), or the same weapon."""
    return float(not p.a.weapons.isdisjoint(p.b.weapons) or families_meet(p.a.families, p.b.families))


@once
def other_kind(p: Pair) -> float:
    """Both name a kind, and no word in common: by hand (guns, knives, taking away) against bombs, shells or gas; half for a car bomb or shells against an air raid."""
    if not p.a.families or not p.b.families or same_kind(p):
        return 0.0
    x, y = p.a.by_hand, p.b.by_hand
    if len(x) == 1 and len(y) == 1 and x != y:
        return 1.0
    both = p.a.families | p.b.families
    return 0.7 if {"blast", "air"} <= both or "chemical" in both else 0.5 if {"fire", "air"} <= both else 0.0


@once
def same_people(p: Pair) -> float:
    """The same person is told of by full name as one whom it happened to, or who is held for it; more for two."""
    a, b = p.a, p.b
    if a.people_words.isdisjoint(b.person_words) and b.people_words.isdisjoint(a.person_words):
        return 0.0
    found = max(same_persons(a.people, b.person_names), same_persons(b.people, a.person_names))
    return 1.3 if found > 1 else float(found)
