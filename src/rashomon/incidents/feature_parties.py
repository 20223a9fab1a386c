"""Features of a pair of incident mentions: victims, doers, and the kind of deed."""

from __future__ import annotations

from rashomon.incidents.context import Context
from rashomon.incidents.people import same_persons
from rashomon.incidents.threads import HAND, families_meet
from rashomon.model import IncidentMention


def same_sides(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """They name the same victims' side or the same two parties."""
    x, y = set(a.sides) - {"civilians"}, set(b.sides) - {"civilians"}
    both = (x | set(a.perpetrators)) & (y | set(b.perpetrators))
    return 1.0 if len(both) >= 2 else 0.7 if x & y else 0.3 if set(a.sides) & set(b.sides) else 0.0


def same_doer(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The same actor is said to have done it."""
    return float(bool(set(a.perpetrators) & set(b.perpetrators)))


def other_doer(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Each names one doer, and these are victim and doer changed round."""
    x, y = set(a.perpetrators), set(b.perpetrators)
    return float(bool(x and y) and not x & y and bool(x & set(b.sides) or y & set(a.sides)))


def doers_differ(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Each names who did it, and nobody in common: one deed disputed, or two deeds."""
    return float(bool(a.perpetrators and b.perpetrators) and not set(a.perpetrators) & set(b.perpetrators))


def same_kind(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Kinds of the same family (both from the air, both by explosives …), or the same weapon."""
    return float(families_meet(set(a.families), set(b.families)) or bool(set(a.weapons) & set(b.weapons)))


def other_kind(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Both name a kind, and no word in common: by hand (guns, knives, taking away) against bombs, shells or gas; half for a car bomb or shells against an air raid."""
    if same_kind(a, b, c) or not a.families or not b.families:
        return 0.0
    x, y = ({f in HAND for f in m.families} for m in (a, b))
    if len(x) == 1 and len(y) == 1 and x != y:
        return 1.0
    both = {*a.families, *b.families}
    return 0.7 if {"blast", "air"} <= both or "chemical" in both else 0.5 if {"fire", "air"} <= both else 0.0


def same_people(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The same person is told of by full name as one whom it happened to, or who is held for it; more for two."""
    found = max(same_persons(a.people, (*b.people, *b.names)), same_persons(b.people, (*a.people, *a.names)))
    return 1.3 if found > 1 else float(found)
