"""Features of a pair of incident mentions that weigh several things at once: names, shared text, whether there is any common ground."""

from __future__ import annotations

from functools import cache

from rashomon.incidents.context import Context
from rashomon.incidents.evidence import shared_names
from rashomon.incidents.feature_days import day_of_year_differs, is_dated, weekday_agrees, weekday_differs, weekday_gap
from rashomon.incidents.feature_details import common_names, names_met, same_street, surely_one
from rashomon.incidents.feature_figures import near_figure, other_figure, same_figure, shared_figure, totals
from rashomon.incidents.feature_parties import other_kind, same_doer, same_kind, same_people
from rashomon.incidents.feature_places import (
    context_place,
    near_place,
    other_country,
    other_place,
    other_scene,
    same_country,
    same_place,
    same_scene,
    same_spot,
    wider_place,
)
from rashomon.incidents.when import days_apart
from rashomon.lexicon import load
from rashomon.model import IncidentMention

#: A count this large, given by both, is hardly an accident in one country and on one day.
RARE = 12
#: So many rare names in each of two reports of one event, and one is as a rule in both.
MANY_NAMES = 4
#: Words for people that name no party.
_NOBODY = frozenset({"civilians", "unknown", "people", "gunmen", "gunman"})


@cache
def _telling_kinds() -> frozenset[str]:
    """Kinds that say much: a car bombing, a massacre."""
    return frozenset(e.get("kind") for e in load("events") if e.get("weight") == 2) - {"shooting", "shelling", "airstrike"}


def told_alike(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Of one the day is not known at all, and three or more things agree: place, rare name, what was hit, kind, doer, toll; and none speaks against it."""
    if days_apart(a.time, b.time) is not None or weekday_agrees(a, b, c) or weekday_differs(a, b, c) or day_of_year_differs(a, b, c):
        return 0.0
    if other_place(a, b, c) > 0.2 or other_country(a, b, c) or other_scene(a, b, c) or other_kind(a, b, c) or other_figure(a, b, c):
        return 0.0
    alike = (
        bool(same_place(a, b, c) or context_place(a, b, c))
        + (names_met(a, b) >= 1)
        + same_scene(a, b, c)
        + same_kind(a, b, c)
        + same_doer(a, b, c)
    )
    alike += (same_figure(a, b, c) == 1.0) or near_figure(a, b, c) == 1.0
    return float(alike >= 3)


def other_day(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Told of two days that follow one another, with tolls that no count can have grown between: the same place was hit again."""
    if same_people(a, b, c) or same_street(a, b, c) == 1.0 or names_met(a, b) >= 2:
        return 0.0
    apart = is_dated(a) and is_dated(b) and days_apart(a.time, b.time) == 1
    weekdays = (
        days_apart(a.time, b.time) is None and a.weekday is not None and b.weekday is not None and weekday_gap(a.weekday, b.weekday) == 1
    )
    if not (apart or weekdays) or same_figure(a, b, c) == 1.0 or near_figure(a, b, c) == 1.0 or shared_words(a, b, c):
        return 0.0
    x, y = totals(a), totals(b)
    both = sorted(x.keys() & y.keys(), key=lambda harm: (harm != "killed", harm))
    if not both:
        return 0.0
    p, q = sorted((max(x[both[0]]), max(y[both[0]])))  # the largest is the toll; that a part of each is "two" says nothing
    return float(p != q and not (p >= 8 and q <= 2 * p))


def no_common_names(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Both name several persons, buildings or streets, and none in common."""
    return float(min(len(a.names), len(b.names)) >= MANY_NAMES and not shared_names(a.names, b.names) and not shared_words(a, b, c))


def shared_words(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Claims of both stand in a passage that the two documents share."""
    return float((a.mention_id, b.mention_id) in c.shared)


def answered_alike(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """One incident is said to be the retaliation for both."""
    return float((a.mention_id, b.mention_id) in c.answered)


def both_main(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """It is the main subject of both documents."""
    return float(a.main and b.main)


def no_common_ground(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Neither a place, nor a named party, nor words or names in common: a day and a kind alone are not enough. Less where one thing is
    in common (a party, a province, a rare figure, a rare name, what was hit in the same country), nothing where two are."""
    if same_place(a, b, c) or near_place(a, b, c) or context_place(a, b, c) > 0.5 or shared_words(a, b, c) or answered_alike(a, b, c):
        return 0.0
    if same_people(a, b, c) or same_spot(a, b, c) == 1.0:
        return 0.0
    named = (set(a.sides) | set(a.perpetrators)) & (set(b.sides) | set(b.perpetrators)) - _NOBODY
    grounds = (
        min(2, len(named))
        + bool(wider_place(a, b, c) or context_place(a, b, c))
        + (same_figure(a, b, c) == 1.0)
        + max(2 * common_names(a, b, c), 1.5 * bool(same_spot(a, b, c)))
    )
    scene, names = same_scene(a, b, c), common_names(a, b, c)
    large = near_figure(a, b, c) == 1.0 and min(max((low or 0 for _, low, _, _ in m.figures), default=0) for m in (a, b)) >= 3 * RARE
    if (
        scene or names >= 0.5 or large or shared_figure(a, b) >= RARE
    ):  # a war's own country and weapons are in every report of it, and say nothing alone
        grounds += (
            0.5 * scene
            + 0.5 * same_country(a, b, c)
            + 0.5 * (near_figure(a, b, c) == 1.0)
            + 0.5 * (a.kind == b.kind and a.kind in _telling_kinds())
        )
    if grounds < 1:
        return 1.0
    return 0.4 if grounds < 1.5 else 0.15 if grounds < 2 else 0.0


def total_against_part(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """One is a total over several incidents, the other is not; less where small things agree so well that the total may be a misreading."""
    return float(a.aggregate != b.aggregate) * (0.4 if surely_one(a, b, c) and not (a.aggregate and b.aggregate) else 1.0)


def passing_against_told(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """One is told in passing, the other at hand."""
    return float(a.background != b.background)
