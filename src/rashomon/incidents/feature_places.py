"""Features of a pair of incident mentions: places, countries, and what was hit."""

from __future__ import annotations

from functools import cache

from rashomon.gazetteer import fold
from rashomon.incidents.context import Context
from rashomon.incidents.feature_parties import same_people
from rashomon.incidents.names import is_fine, is_known, is_local, is_point, kilometres, same_name, within
from rashomon.model import IncidentMention


def same_place(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """They name a place finer than a province by the same name, or it is the same gazetteer entry; less where each names another quarter of it."""
    met = [(x, y) for x in _fine(a) for y in _fine(b) if same_name(x, y)]
    if met:
        local = {m.mention_id: {n for n, p in zip(m.places, m.locations, strict=True) if is_local(p)} for m in (a, b)}
        own = local[a.mention_id] - {x for x, _ in met}, local[b.mention_id] - {y for _, y in met}
        shared = any(x in local[a.mention_id] or y in local[b.mention_id] for x, y in met)
        return 1.0 if shared or not all(own) else 0.4
    ids = {p.gazetteer_id for p in a.locations if p.gazetteer_id and is_fine(p)}
    return float(bool(ids & {p.gazetteer_id for p in b.locations if p.gazetteer_id and is_fine(p)}))


def _fine(m: IncidentMention) -> list[str]:
    return [n for n, p in zip(m.places, m.locations, strict=True) if is_fine(p)]


def context_place(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """A town of one is named elsewhere in the other's document; less where both name towns of their own, or only surroundings or a province are shared."""
    if same_place(a, b, c) or near_place(a, b, c):
        return 0.0
    own_a, own_b = _fine(a), _fine(b)
    if any(same_name(p, q) for p in own_a for q in b.context) or any(same_name(p, q) for p in a.context for q in own_b):
        return 0.51 if own_a and own_b else 1.0
    if any(same_name(p, q) for p in a.context for q in b.context) and not (own_a and own_b):
        return 1.0
    if any(same_name(p, q) for p in own_a for q in b.names) or any(same_name(p, q) for p in a.names for q in own_b):
        return 0.3 if own_a and own_b else 1.0
    return 0.5 if any(same_name(p, q) for p in a.regions for q in b.regions) else 0.0


def same_spot(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """A small place that lists may not hold is told of in both as where it was; less where one only names it."""
    if same_place(a, b, c):
        return 0.0
    if any(same_name(x, y) for x in a.spots for y in b.spots):
        return 1.0
    named = any(fold(x) in _all_words(b.names) for x in a.spots) or any(fold(x) in _all_words(a.names) for x in b.spots)
    return 0.6 * named


@cache
def _all_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for n in names for w in (n, *n.split()))


def _km(a: IncidentMention, b: IncidentMention) -> float | None:
    found = [kilometres(p, q) for p in a.locations for q in b.locations if is_point(p) and is_point(q)]
    known = [k for k in found if k is not None]
    return min(known) if known else None


def near_place(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Other names, but within 25 km of one another: a village and its town, two sides' names along a border."""
    km = _km(a, b)
    return 0.0 if same_place(a, b, c) or km is None or km > 25 else 1.0 - km / 50


def wider_place(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """One names only the province or district that holds the other's place, or both name the same province."""
    if same_place(a, b, c) or near_place(a, b, c):
        return 0.0
    if _fine(a) and _fine(b):
        return 0.0
    for p in a.locations:
        for q in b.locations:
            if (p.precision or 0) >= 6 or (q.precision or 0) >= 6:
                continue
            if within(p, q) or within(q, p) or ((p.precision or 0) >= 3 and p.name == q.name):
                return 1.0
    return 0.0


def other_place(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Both name places finer than a province, and these are more than 60 km apart, or unknown and named differently (half)."""
    if same_place(a, b, c) or near_place(a, b, c) or wider_place(a, b, c) or context_place(a, b, c) > 0.5 or same_spot(a, b, c) == 1.0:
        return 0.0
    trust = 0.2 if same_people(a, b, c) else 1.0  # one of them may be the outlet's own town
    km = _km(a, b)
    if km is not None:
        return trust * (1.0 if km > 60 else 0.5)
    provinces = [{p.admin1 for p in m.locations if p.admin1} for m in (a, b)]
    if all(provinces) and not any(same_name(p, q) for p in provinces[0] for q in provinces[1]):
        return trust
    if not (_fine(a) and _fine(b)):
        return 0.0
    known = [any(is_known(p) and is_fine(p) for p in m.locations) for m in (a, b)]
    if same_scene(a, b, c) and known != [True, True]:
        return 0.0
    return 0.2 if known[0] != known[1] else 0.4  # an unknown name beside a town may be a street or a building in it


def other_country(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """All places of one are in other countries than those of the other."""
    x, y = {p.country for p in a.locations if p.country}, {p.country for p in b.locations if p.country}
    if not x or not y or x & y or near_place(a, b, c):
        return 0.0
    told = all(own & set(m.countries) for m, own in ((a, x), (b, y)))
    return 0.2 if same_place(a, b, c) and not told else 1.0  # one name, and one of the two countries is only the list's guess


def same_scene(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The same kind of thing was hit: a mosque, a market, a wedding; not where two towns are told."""
    km = _km(a, b)
    return float(bool(set(a.scenes) & set(b.scenes)) and not (km is not None and km > 60))


def other_scene(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Each says what was hit, and these are two things."""
    return float(bool(a.scenes and b.scenes) and not set(a.scenes) & set(b.scenes))


def _countries(m: IncidentMention) -> set[str]:
    return set(m.countries) | {p.country for p in m.locations if p.country}


def same_country(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """A country is spoken of in both."""
    return float(bool(_countries(a) & _countries(b)))
