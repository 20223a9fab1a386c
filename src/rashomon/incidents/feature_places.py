"""Features of a pair of incident mentions: places, countries, and what was hit."""

from __future__ import annotations

from rashomon.incidents.feature_parties import same_people
from rashomon.incidents.names import same_plain, within
from rashomon.incidents.pair import Pair, kilometres_between, once
from rashomon.incidents.profile import any_same


@once
def same_place(p: Pair) -> float:
    """They name a place finer than a province by the same name, or it is the same gazetteer entry; less where each names another quarter of it."""
    a, b = p.a, p.b
    if any_same(a.fine, b.fine):
        named_a, named_b = (list(zip(m.fine_names, m.fine.plains, strict=True)) for m in (a, b))
        met = [(x, y) for x, plain_x in named_a for y, plain_y in named_b if same_plain(plain_x, plain_y)]
        own = a.local - {x for x, _ in met}, b.local - {y for _, y in met}
        shared = any(x in a.local or y in b.local for x, y in met)
        return 1.0 if shared or not all(own) else 0.4
    return float(not a.fine_ids.isdisjoint(b.fine_ids))


@once
def context_place(p: Pair) -> float:
    """A town of one is named elsewhere in the other's document; less where both name towns of their own, or only surroundings or a province are shared."""
    if same_place(p) or near_place(p):
        return 0.0
    a, b = p.a, p.b
    both = a.fine and b.fine
    if any_same(a.fine, b.context) or any_same(a.context, b.fine):
        return 0.51 if both else 1.0
    if not both and any_same(a.context, b.context):
        return 1.0
    if any_same(a.fine, b.all_names) or any_same(a.all_names, b.fine):
        return 0.3 if both else 1.0
    return 0.5 if any_same(a.regions, b.regions) else 0.0


@once
def same_spot(p: Pair) -> float:
    """A small place that lists may not hold is told of in both as where it was; less where one only names it."""
    a, b = p.a, p.b
    if (not a.spots and not b.spots) or same_place(p):
        return 0.0
    if any_same(a.spots, b.spots):
        return 1.0
    return 0.6 * (any(x in b.name_words for x in a.spot_words) or any(x in a.name_words for x in b.spot_words))


@once
def near_place(p: Pair) -> float:
    """Other names, but within 25 km of one another: a village and its town, two sides' names along a border."""
    km = kilometres_between(p)
    return 0.0 if km is None or km > 25 or same_place(p) else 1.0 - km / 50


@once
def wider_place(p: Pair) -> float:
    """One names only the province or district that holds the other's place, or both name the same province."""
    if (p.a.fine and p.b.fine) or same_place(p) or near_place(p):
        return 0.0
    for x in p.a.wide:
        for y in p.b.wide:
            if within(x, y) or within(y, x) or (min(x.precision or 0, y.precision or 0) >= 3 and x.name == y.name):
                return 1.0
    return 0.0


@once
def other_place(p: Pair) -> float:
    """Both name places finer than a province, and these are more than 60 km apart, or unknown and named differently (half)."""
    if same_place(p) or near_place(p) or wider_place(p) or context_place(p) > 0.5 or same_spot(p) == 1.0:
        return 0.0
    a, b = p.a, p.b
    trust = 0.2 if same_people(p) else 1.0  # one of them may be the outlet's own town
    km = kilometres_between(p)
    if km is not None:
        return trust * (1.0 if km > 60 else 0.5)
    if a.provinces and b.provinces and not any_same(a.provinces, b.provinces):
        return trust
    if not (a.fine and b.fine):
        return 0.0
    if same_scene(p) and not (a.fine_known and b.fine_known):
        return 0.0
    return 0.2 if a.fine_known != b.fine_known else 0.4  # an unknown name beside a town may be a street or a building in it


@once
def other_country(p: Pair) -> float:
    """All places of one are in other countries than those of the other."""
    a, b = p.a, p.b
    if not a.lands or not b.lands or not a.lands.isdisjoint(b.lands) or near_place(p):
        return 0.0
    told = a.lands_told and b.lands_told
    return 0.2 if not told and same_place(p) else 1.0  # one name, and one of the two countries is only the list's guess


@once
def same_scene(p: Pair) -> float:
    """The same kind of thing was hit: a mosque, a market, a wedding; not where two towns are told."""
    if p.a.scenes.isdisjoint(p.b.scenes):
        return 0.0
    km = kilometres_between(p)
    return float(not (km is not None and km > 60))


def other_scene(p: Pair) -> float:
    """Each says what was hit, and these are two things."""
    return float(bool(p.a.scenes and p.b.scenes) and p.a.scenes.isdisjoint(p.b.scenes))


def same_country(p: Pair) -> float:
    """A country is spoken of in both."""
    return float(not p.a.countries.isdisjoint(p.b.countries))
