"""How likely two incident mentions are one incident: a readable list of named features, each with its weight.

A feature looks at two mentions and gives a share, as a rule between 0 and 1; the score is the sum of share × weight. Weights are set by hand and
checked on gold; a pair joins at :data:`THRESHOLD`, and one at or below :data:`VETO` keeps two groups apart.
"""

from __future__ import annotations

from collections.abc import Callable

from rashomon.incidents.context import Context
from rashomon.incidents.feature_days import (
    day_apart,
    day_of_year_agrees,
    day_of_year_differs,
    days_differ,
    days_overlap,
    same_day,
    weekday_agrees,
    weekday_differs,
)
from rashomon.incidents.feature_details import common_names, hour_agrees, same_ages, same_street
from rashomon.incidents.feature_figures import near_figure, other_figure, same_figure, tolls_apart
from rashomon.incidents.feature_grounds import (
    answered_alike,
    both_main,
    no_common_ground,
    no_common_names,
    other_day,
    passing_against_told,
    shared_words,
    told_alike,
    total_against_part,
)
from rashomon.incidents.feature_parties import doers_differ, other_doer, other_kind, same_doer, same_kind, same_people, same_sides
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
from rashomon.incidents.pair import Pair, pair_of
from rashomon.model import IncidentMention

THRESHOLD = 5.0
VETO = -4.0

__all__ = ["FEATURES", "THRESHOLD", "VETO", "Context", "reasons", "score", "score_against"]

Feature = Callable[[Pair], float]

#: (feature, weight), one a line.
FEATURES: tuple[tuple[Feature, float], ...] = (
    (same_day, 3.5),
    (days_overlap, 2.0),
    (day_apart, -1.0),
    (other_day, -12.0),
    (days_differ, -12.0),
    (weekday_agrees, 2.5),
    (weekday_differs, -8.0),
    (day_of_year_agrees, 3.0),
    (day_of_year_differs, -8.0),
    (same_place, 4.0),
    (near_place, 2.5),
    (same_spot, 3.5),
    (wider_place, 1.0),
    (context_place, 2.0),
    (other_place, -7.0),
    (other_country, -8.0),
    (same_sides, 1.5),
    (same_doer, 1.0),
    (other_doer, -3.0),
    (doers_differ, -1.0),
    (same_kind, 1.0),
    (other_kind, -1.5),
    (same_figure, 2.0),
    (other_figure, -1.5),
    (tolls_apart, -3.0),
    (near_figure, 1.0),
    (common_names, 3.0),
    (no_common_names, -2.0),
    (same_people, 5.0),
    (same_street, 2.5),
    (hour_agrees, 1.5),
    (same_ages, 2.0),
    (same_scene, 1.5),
    (other_scene, -1.0),
    (same_country, 0.5),
    (told_alike, 2.0),
    (shared_words, 4.0),
    (answered_alike, 3.0),
    (both_main, 2.0),
    (no_common_ground, -6.0),
    (total_against_part, -15.0),
    (passing_against_told, -2.0),
)


#: Scores kept: growing, clustering and what is said of the support of each report ask for the same pairs.
KEPT = 100_000
#: (score without :func:`no_common_ground`, score) by the serial numbers of two profiles and what their context says of them.
_scored: dict[tuple[int, int, bool, bool], tuple[float, float]] = {}


#: What speaks only of two days that are known, and only where one is not: the others of these need not be asked.
_OF_DAYS = frozenset({same_day, days_overlap, day_apart, days_differ})
_OF_NO_DAYS = frozenset({weekday_agrees, weekday_differs, day_of_year_agrees, day_of_year_differs, told_alike})
_DATED = tuple((f, w) for f, w in FEATURES if f not in _OF_NO_DAYS)
_UNDATED = tuple((f, w) for f, w in FEATURES if f not in _OF_DAYS)


def scored(p: Pair) -> tuple[float, float]:
    """The score without :func:`no_common_ground`, and the score."""
    key = (p.a.serial, p.b.serial, p.shared, p.answered)
    found = _scored.get(key)
    if found is None:
        if len(_scored) >= KEPT:
            _scored.clear()
        against = whole = 0.0
        for feature, weight in _UNDATED if p.gap is None else _DATED:
            share = feature(p)
            if share:
                whole += weight * share
                if feature is not no_common_ground:
                    against += weight * share
        found = _scored[key] = (round(against, 4), round(whole, 4))
    return found


def score_against(a: IncidentMention, b: IncidentMention, context: Context) -> float:
    """The score without :func:`no_common_ground`: a pair that knows too little of one another does not speak against a group they meet in."""
    return scored(pair_of(a, b, context))[0]


def score(a: IncidentMention, b: IncidentMention, context: Context) -> float:
    """The sum over all features, rounded so that it is the same on every machine."""
    return scored(pair_of(a, b, context))[1]


def reasons(a: IncidentMention, b: IncidentMention, context: Context) -> list[tuple[str, float]]:
    """Which features spoke, with what they added."""
    p = pair_of(a, b, context)
    found = [(feature.__name__, round(weight * feature(p), 4)) for feature, weight in FEATURES]
    return [(name, value) for name, value in found if value]
