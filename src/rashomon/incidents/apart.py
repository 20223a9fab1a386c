"""Which pairs cannot reach the threshold, seen before all is asked: two attacks in towns far from one another, or days apart, with little in common.

In a war everything of a day meets on its country and its parties. Nine of ten such pairs are told apart at a glance for a tenth of what their score
costs; of the others most by their days, then by their places, then by names and figures, each asked only where those before leave it open. These
are bounds, never guesses: what stands here adds up the most that the features of such a pair can say (a test holds them to it).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from rashomon.incidents.feature_days import (
    day_of_year_agrees,
    day_of_year_differs,
    days_overlap,
    differing,
    same_day,
    weekday_agrees,
    weekday_differs,
)
from rashomon.incidents.feature_details import common_names
from rashomon.incidents.feature_figures import near_figure, same_figure
from rashomon.incidents.feature_grounds import both_main, passing_against_told
from rashomon.incidents.feature_parties import doers_differ, other_doer, same_doer, same_sides
from rashomon.incidents.feature_places import (
    context_place,
    near_place,
    other_country,
    other_place,
    other_scene,
    same_country,
    same_place,
    same_spot,
    wider_place,
)
from rashomon.incidents.features import FEATURES, THRESHOLD, Context, Feature, scored
from rashomon.incidents.pair import Pair, pair_of
from rashomon.incidents.profile import Profile, any_same
from rashomon.model import IncidentMention

#: The sine of half the angle of 60 km on the Earth, and a little: from there on ``other_place`` counts in full.
_FAR = 0.00472
#: ``other_place`` in full, and the most of ``context_place`` (half), ``same_kind``, ``same_figure`` and ``same_country``.
_PLACES, _REST = -7.0, 1.0 + 1.0 + 2.0 + 0.5
_WEIGHT = {feature.__name__: weight for feature, weight in FEATURES}


def _weighed(*features: Feature) -> tuple[tuple[Feature, float], ...]:
    return tuple((feature, _WEIGHT[feature.__name__]) for feature in features)


_CHEAP = _weighed(both_main, passing_against_told, same_country, other_scene, same_sides, same_doer, other_doer, doers_differ)
_DATED = _weighed(same_day, days_overlap)
_UNDATED = _weighed(weekday_agrees, weekday_differs, day_of_year_agrees, day_of_year_differs)
_WHERE = _weighed(same_place, near_place, wider_place, context_place, same_spot, other_place, other_country)
#: The most that places add: in a town near by, with a small place in common; or only a province, what is told around it, and a small place.
_WHERE_MOST = max(
    _WEIGHT["same_place"],
    _WEIGHT["near_place"] + _WEIGHT["same_spot"],
    _WEIGHT["wider_place"] + _WEIGHT["context_place"] + _WEIGHT["same_spot"],
)
_FIGURES_MOST = max(_WEIGHT["same_figure"], 0.4 * _WEIGHT["same_figure"] + _WEIGHT["near_figure"])
#: Below the threshold by more than rounding.
_BELOW = THRESHOLD - 0.01


def score_reached(a: IncidentMention, b: IncidentMention, context: Context) -> float | None:
    """The score of a pair that reaches the threshold, None for all others."""
    return reached(pair_of(a, b, context))


def reached(p: Pair) -> float | None:
    """The same of a pair as the features look at it."""
    if surely_apart(p) or surely_below(p):
        return None
    value = scored(p)[1]
    return value if value >= THRESHOLD else None


def surely_apart(p: Pair) -> bool:
    """Whether a pair is below the threshold, as far as a glance can tell."""
    a, b = p.a, p.b
    if p.shared or p.answered or not a.points or not b.points or not _far(a, b):
        return False
    if any_same(a.spots, b.spots) or (a.clocks and b.clocks) or not a.rare.every.isdisjoint(b.rare.every):
        return False
    if not (a.people_words.isdisjoint(b.person_words) and b.people_words.isdisjoint(a.person_words) and a.ages.isdisjoint(b.ages)):
        return False
    if not (a.streets.isdisjoint(b.streets) and a.numbers.isdisjoint(b.numbers) and a.fine_ids.isdisjoint(b.fine_ids)):
        return False
    if any_same(a.fine, b.fine) or any_same(a.fine, b.context) or any_same(a.context, b.fine):
        return False
    most = _PLACES + _REST + _days(p) + 2.0 * (a.main and b.main)
    if not (b.name_words.isdisjoint(a.spot_words) and a.name_words.isdisjoint(b.spot_words)):
        most += 2.1  # a small place of one is named in the other
    most += 1.5 if len(a.involved & b.involved) >= 2 else 0.0 if a.sides.isdisjoint(b.sides) else 0.7
    return most + (not a.doers.isdisjoint(b.doers)) < THRESHOLD - 0.01


def _days(p: Pair) -> float:
    """The most that days, days of the week and of the year can add."""
    if p.gap is None:
        return 5.5
    return 0.0 if p.gap else 3.5 if p.a.dated and p.b.dated else 2.0


def surely_below(p: Pair) -> bool:
    """Whether a pair is below the threshold by its days, its places, its names or its figures, whatever the features not asked would say."""
    if p.shared or p.answered:
        return False
    a, b = p.a, p.b
    people = not (a.people_words.isdisjoint(b.person_words) and b.people_words.isdisjoint(a.person_words))
    streets = not (a.streets.isdisjoint(b.streets) and a.numbers.isdisjoint(b.numbers))
    clocks, ages, names = bool(a.clocks and b.clocks), not a.ages.isdisjoint(b.ages), not a.rare.every.isdisjoint(b.rare.every)
    most = _sum(p, _CHEAP)
    most += 1.3 * _WEIGHT["same_people"] * people + _WEIGHT["same_street"] * streets + _WEIGHT["hour_agrees"] * clocks
    most += _WEIGHT["same_ages"] * ages + _WEIGHT["same_kind"]
    if not a.scenes.isdisjoint(b.scenes):
        most += _WEIGHT["same_scene"]
    sure = people or streets + clocks + ages + names >= 2
    if a.aggregate != b.aggregate:
        most += _WEIGHT["total_against_part"] * (0.4 if sure else 1.0)
    most += _of_days(p, sure)
    names_most = _WEIGHT["common_names"] * names
    figures_most = _FIGURES_MOST if any(harm in b.totals for harm in a.totals) else 0.0
    if most + _WHERE_MOST + names_most + figures_most < _BELOW:
        return True
    most += _sum(p, _WHERE)
    if most + names_most + figures_most < _BELOW:
        return True
    if names:
        most += _WEIGHT["common_names"] * common_names(p)
    if figures_most:
        most += _WEIGHT["same_figure"] * same_figure(p) + _WEIGHT["near_figure"] * near_figure(p)
    return most < _BELOW


def _sum(p: Pair, some: Iterable[tuple[Feature, float]]) -> float:
    total = 0.0
    for feature, weight in some:
        if share := feature(p):
            total += weight * share
    return total


def _of_days(p: Pair, sure: bool) -> float:
    """The most that days add. ``sure``: small things may agree so well that a day counts as misread."""
    gap = p.gap
    if gap is None:
        return _sum(p, _UNDATED) + _WEIGHT["told_alike"]
    if gap == 0:
        return _sum(p, _DATED)
    if gap == 1:
        return _WEIGHT["day_apart"]
    return _WEIGHT["days_differ"] * differing(p, gap, sure=sure, spot=True)


def _far(a: Profile, b: Profile) -> bool:
    """Whether no point of one is within 60 km of one of the other."""
    south, north, west, east, cos = a.box
    other_south, other_north, other_west, other_east, other_cos = b.box
    if math.sin(max(other_south - north, south - other_north, 0.0) / 2) > _FAR:
        return True
    gap = max(other_west - east, west - other_east, 0.0)
    gap = min(gap, max(0.0, 2 * math.pi - (max(east, other_east) - min(west, other_west))))  # the other way round
    return math.sqrt(cos * other_cos) * math.sin(gap / 2) > _FAR
