"""Which pairs cannot reach the threshold, seen at a glance: two attacks in towns far from one another, with nothing small in common.

In a war everything of a day meets on its country and its parties. Nine of ten such pairs are told apart here for a tenth of what their score
costs. It is a bound, never a guess: what stands here adds up the most that the features of such a pair can say (a test holds them to it).
"""

from __future__ import annotations

import math

from rashomon.incidents.features import THRESHOLD, Context, scored
from rashomon.incidents.pair import Pair, pair_of
from rashomon.incidents.profile import Profile, any_same
from rashomon.model import IncidentMention

#: The sine of half the angle of 60 km on the Earth, and a little: from there on ``other_place`` counts in full.
_FAR = 0.00472
#: ``other_place`` in full, and the most of ``context_place`` (half), ``same_kind``, ``same_figure`` and ``same_country``.
_PLACES, _REST = -7.0, 1.0 + 1.0 + 2.0 + 0.5


def score_reached(a: IncidentMention, b: IncidentMention, context: Context) -> float | None:
    """The score of a pair that reaches the threshold, None for all others."""
    return reached(pair_of(a, b, context))


def reached(p: Pair) -> float | None:
    """The same of a pair as the features look at it."""
    if surely_apart(p):
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


def _far(a: Profile, b: Profile) -> bool:
    """Whether no point of one is within 60 km of one of the other."""
    south, north, west, east, cos = a.box
    other_south, other_north, other_west, other_east, other_cos = b.box
    if math.sin(max(other_south - north, south - other_north, 0.0) / 2) > _FAR:
        return True
    gap = max(other_west - east, west - other_east, 0.0)
    gap = min(gap, max(0.0, 2 * math.pi - (max(east, other_east) - min(west, other_west))))  # the other way round
    return math.sqrt(cos * other_cos) * math.sin(gap / 2) > _FAR
