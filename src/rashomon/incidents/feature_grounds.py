"""Features of a pair of incident mentions that weigh several things at once: names, shared text, whether there is any common ground."""

from __future__ import annotations

from functools import cache

from rashomon.incidents.feature_days import day_of_year_differs, weekday_agrees, weekday_differs, weekday_gap
from rashomon.incidents.feature_details import common_names, names_met, names_shared, same_street, surely_one
from rashomon.incidents.feature_figures import harms_of_both, near_figure, other_figure, same_figure, shared_figure
from rashomon.incidents.feature_parties import other_kind, same_doer, same_kind, same_people
from rashomon.incidents.feature_places import (
    context_place,
    near_place,
    other_country,
    other_place,
    same_country,
    same_place,
    same_scene,
    same_spot,
    wider_place,
)
from rashomon.incidents.pair import Pair, once
from rashomon.lexicon import load

#: A count this large, given by both, is hardly an accident in one country and on one day.
RARE = 12
#: So many rare names in each of two reports of one event, and one is as a rule in both.
MANY_NAMES = 4


@cache
def _telling_kinds() -> frozenset[str]:
    """Kinds that say much: a car bombing, a massacre."""
    return frozenset(e.get("kind") for e in load("events") if e.get("weight") == 2) - {"shooting", "shelling", "airstrike"}


def told_alike(p: Pair) -> float:
    """Of one the day is not known at all, and three or more things agree: place, rare name, what was hit, kind, doer, toll; and none speaks against it."""
    if p.gap is not None or weekday_agrees(p) or weekday_differs(p) or day_of_year_differs(p):
        return 0.0
    if p.a.scenes and p.b.scenes and p.a.scenes.isdisjoint(p.b.scenes):
        return 0.0
    if other_kind(p) or other_figure(p) or other_country(p) or other_place(p) > 0.2:
        return 0.0
    alike = bool(same_place(p) or context_place(p)) + (names_met(p) >= 1) + same_scene(p) + same_kind(p) + same_doer(p)
    alike += (same_figure(p) == 1.0) or near_figure(p) == 1.0
    return float(alike >= 3)


def other_day(p: Pair) -> float:
    """Told of two days that follow one another, with tolls that no count can have grown between: the same place was hit again."""
    a, b = p.a, p.b
    apart = p.gap == 1 and a.dated and b.dated
    weekdays = p.gap is None and a.weekday is not None and b.weekday is not None and weekday_gap(a.weekday, b.weekday) == 1
    if not (apart or weekdays) or p.shared or same_figure(p) == 1.0 or near_figure(p) == 1.0:
        return 0.0
    both = sorted(harms_of_both(p), key=lambda harm: (harm != "killed", harm))
    if not both or same_people(p) or same_street(p) == 1.0 or names_met(p) >= 2:
        return 0.0
    x, y = sorted((a.tolls[both[0]], b.tolls[both[0]]))  # the largest is the toll; that a part of each is "two" says nothing
    return float(x != y and not (x >= 8 and y <= 2 * x))


def no_common_names(p: Pair) -> float:
    """Both name several persons, buildings or streets, and none in common."""
    return float(min(len(p.a.names), len(p.b.names)) >= MANY_NAMES and not p.shared and not names_shared(p))


def shared_words(p: Pair) -> float:
    """Claims of both stand in a passage that the two documents share."""
    return float(p.shared)


def answered_alike(p: Pair) -> float:
    """One incident is said to be the retaliation for both."""
    return float(p.answered)


def both_main(p: Pair) -> float:
    """It is the main subject of both documents."""
    return float(p.a.main and p.b.main)


@once
def no_common_ground(p: Pair) -> float:
    """Neither a place, nor a named party, nor words or names in common: a day and a kind alone are not enough. Less where one thing is
    in common (a party, a province, a rare figure, a rare name, what was hit in the same country), nothing where two are."""
    if same_place(p) or near_place(p) or context_place(p) > 0.5 or p.shared or p.answered:
        return 0.0
    if same_people(p) or same_spot(p) == 1.0:
        return 0.0
    grounds = (
        min(2, len(p.a.named & p.b.named))
        + bool(wider_place(p) or context_place(p))
        + (same_figure(p) == 1.0)
        + max(2 * common_names(p), 1.5 * bool(same_spot(p)))
    )
    scene, names = same_scene(p), common_names(p)
    large = near_figure(p) == 1.0 and min(p.a.largest, p.b.largest) >= 3 * RARE
    if (
        scene or names >= 0.5 or large or shared_figure(p) >= RARE
    ):  # a war's own country and weapons are in every report of it, and say nothing alone
        grounds += (
            0.5 * scene
            + 0.5 * same_country(p)
            + 0.5 * (near_figure(p) == 1.0)
            + 0.5 * (p.a.kind == p.b.kind and p.a.kind in _telling_kinds())
        )
    if grounds < 1:
        return 1.0
    return 0.4 if grounds < 1.5 else 0.15 if grounds < 2 else 0.0


def total_against_part(p: Pair) -> float:
    """One is a total over several incidents, the other is not; less where small things agree so well that the total may be a misreading."""
    return 0.0 if p.a.aggregate == p.b.aggregate else 0.4 if surely_one(p) else 1.0


def passing_against_told(p: Pair) -> float:
    """One is told in passing, the other at hand."""
    return float(p.a.background != p.b.background)
