"""How likely two incident mentions are one incident: a readable list of named features, each with its weight.

A feature looks at two mentions and gives a share, as a rule between 0 and 1; the score is the sum of share × weight. Weights are set by hand and
checked on gold; a pair joins at :data:`THRESHOLD`, and one at or below :data:`VETO` keeps two groups apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from rashomon.incidents.evidence import shared_names
from rashomon.incidents.names import is_fine, is_known, is_local, is_point, kilometres, same_name, within
from rashomon.incidents.threads import HAND, families_meet
from rashomon.incidents.when import days_apart, length
from rashomon.lexicon import load
from rashomon.model import IncidentMention

THRESHOLD = 6.0
VETO = -4.0


@dataclass(frozen=True, slots=True)
class Context:
    """What two mentions share beyond their words: shared text at their claims, and an incident that is said to answer both."""

    shared: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    answered: frozenset[tuple[str, str]] = field(default_factory=frozenset)


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


Feature = Callable[[IncidentMention, IncidentMention, Context], float]


def _dated(m: IncidentMention) -> bool:
    return m.time is not None and m.time.is_day


def _short(m: IncidentMention) -> bool:
    return (length(m.time) or 99) <= 4


def same_day(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Both are known to the day, and it is the same."""
    return float(_dated(a) and _dated(b) and a.time is not None and b.time is not None and a.time.start == b.time.start)


def days_overlap(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Not both known to the day, but their likely days overlap."""
    if (_dated(a) and _dated(b)) or days_apart(a.time, b.time) != 0:
        return 0.0
    return 1.0 if all(m.time is not None and (m.time.start is None or _short(m)) for m in (a, b)) else 0.4


def day_apart(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """They are a day apart: time zones, or a report dated by its own day; three times as bad where both days are known, and no toll of five or more agrees."""
    if days_apart(a.time, b.time) != 1:
        return 0.0
    return 3.0 if _dated(a) and _dated(b) and same_figure(a, b, _) < 1 else 1.0


def days_differ(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Their days are two or more apart. Less where one tells no day of its own and comes later: it may look back (a toll, an anniversary)."""
    gap = days_apart(a.time, b.time)
    if gap is None or gap < 2:
        return 0.0
    for m, other in ((a, b), (b, a)):
        if m.time is not None and m.time.start is None and other.time is not None and other.time.end is not None and m.time.end is not None and other.time.end < m.time.end:
            return 0.2 if gap <= 5 else 0.35 if gap <= 12 else 0.5
    return 1.0


def weekday_agrees(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """A day is not known for both, but the day of the week is, and agrees."""
    return float(days_apart(a.time, b.time) is None and a.weekday is not None and a.weekday == b.weekday)


def weekday_differs(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """A day is not known for both, and the days of the week differ; less where they follow one another, for a report may err by a day."""
    if days_apart(a.time, b.time) is not None or a.weekday is None or b.weekday is None:
        return 0.0
    return (0.0, 0.4, 1.0, 1.0)[_weekday_gap(a.weekday, b.weekday)]


def _month_day(m: IncidentMention) -> tuple[int, int] | None:
    if m.when is not None and m.when.kind in {"month_day", "absolute"} and m.when.month and m.when.day:
        return (m.when.month, m.when.day)
    return (m.time.start.month, m.time.start.day) if m.time is not None and m.time.is_day and m.time.start else None


def day_of_year_agrees(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The year is not known for both, but day and month are, and agree."""
    return float(days_apart(a.time, b.time) is None and _month_day(a) is not None and _month_day(a) == _month_day(b))


def day_of_year_differs(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The year is not known for both, and day and month differ."""
    x, y = _month_day(a), _month_day(b)
    return float(days_apart(a.time, b.time) is None and x is not None and y is not None and x != y)


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
    if same_place(a, b, c) or near_place(a, b, c) or wider_place(a, b, c) or context_place(a, b, c) > 0.5:
        return 0.0
    km = _km(a, b)
    if km is not None:
        return 1.0 if km > 60 else 0.5
    provinces = [{p.admin1 for p in m.locations if p.admin1} for m in (a, b)]
    if all(provinces) and not any(same_name(p, q) for p in provinces[0] for q in provinces[1]):
        return 1.0
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


def _totals(m: IncidentMention) -> dict[str, set[int]]:
    out: dict[str, set[int]] = {}
    for harm, low, high, _ in m.figures:
        out.setdefault(harm, set()).add(low or high or 0)
    return out


def same_figure(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The same count of the same harm: full for a rare number (5 or more), less for a small one, next to nothing for one or two."""
    shared = _shared_figure(a, b)
    return 0.0 if not shared else 1.0 if shared >= 5 else 0.4 if shared >= 3 else 0.2


def _shared_figure(a: IncidentMention, b: IncidentMention) -> int:
    """The largest count of one harm that both give, 0 for none."""
    x, y = _totals(a), _totals(b)
    return max((n for harm in x.keys() & y.keys() for n in x[harm] & y[harm]), default=0)


def other_figure(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Counts of the same harm are far apart: more than threefold, and three times as bad where more than eightfold and the smaller is no "at least"."""
    if same_figure(a, b, c):
        return 0.0
    x, y = _totals(a), _totals(b)
    for harm in x.keys() & y.keys():
        p, q = max(x[harm]), max(y[harm])
        if p and q and max(p, q) > 3 * min(p, q) and max(p, q) >= 6:
            return 1.0 if max(p, q) <= 8 * min(p, q) or _is_open(a if p < q else b, harm, min(p, q)) else 3.0
    return 0.0


def _is_open(m: IncidentMention, harm: str, low: int) -> bool:
    """Whether a count is a first one that is bound to grow: "at least 20"."""
    return low >= 5 and any(h == harm and n == low and high is None for h, n, high, _ in m.figures)


def near_figure(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Large counts of the same harm that one count may have grown into: within a third of one another, or twice as high at most (half)."""
    if same_figure(a, b, c) == 1.0:
        return 0.0
    x, y = _totals(a), _totals(b)
    best = 0.0
    for harm in x.keys() & y.keys():
        p, q = sorted((max(x[harm]), max(y[harm])))
        if p >= 8:
            best = max(best, 1.0 if q <= 1.34 * p else 0.5 if q <= 2 * p else 0.0)
    return best


def common_names(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """Rare names in common beside the places (an official, a victim, a building): full for two or more, half for one."""
    return min(2.0, _names_met(a, b)) / 2


def _names_met(a: IncidentMention, b: IncidentMention) -> float:
    return sum(value for n, value in shared_names(a.names, b.names) if not any(same_name(n, p) for m in (a, b) for p in m.places))


def told_alike(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Of one the day is not known at all, and three or more things agree: place, rare name, what was hit, kind, doer, toll; and none speaks against it."""
    if days_apart(a.time, b.time) is not None or weekday_agrees(a, b, c) or weekday_differs(a, b, c) or day_of_year_differs(a, b, c):
        return 0.0
    if other_place(a, b, c) > 0.2 or other_country(a, b, c) or other_scene(a, b, c) or other_kind(a, b, c) or other_figure(a, b, c):
        return 0.0
    alike = bool(same_place(a, b, c) or context_place(a, b, c)) + (_names_met(a, b) >= 1) + same_scene(a, b, c) + same_kind(a, b, c) + same_doer(a, b, c)
    alike += (same_figure(a, b, c) == 1.0) or near_figure(a, b, c) == 1.0
    return float(alike >= 3)


def other_day(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Told of two days that follow one another, with tolls that no count can have grown between: the same place was hit again."""
    apart = _dated(a) and _dated(b) and days_apart(a.time, b.time) == 1
    weekdays = days_apart(a.time, b.time) is None and a.weekday is not None and b.weekday is not None and _weekday_gap(a.weekday, b.weekday) == 1
    if not (apart or weekdays) or same_figure(a, b, c) or near_figure(a, b, c) or shared_words(a, b, c):
        return 0.0
    return float(bool(_totals(a).keys() & _totals(b).keys()))


def _weekday_gap(x: int, y: int) -> int:
    return min((x - y) % 7, (y - x) % 7)


def no_common_names(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Both name several persons, buildings or streets, and none in common."""
    return float(min(len(a.names), len(b.names)) >= MANY_NAMES and not shared_names(a.names, b.names) and not shared_words(a, b, c))


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
    named = (set(a.sides) | set(a.perpetrators)) & (set(b.sides) | set(b.perpetrators)) - _NOBODY
    grounds = min(2, len(named)) + bool(wider_place(a, b, c) or context_place(a, b, c)) + (same_figure(a, b, c) == 1.0) + 2 * common_names(a, b, c)
    scene, names = same_scene(a, b, c), common_names(a, b, c)
    large = near_figure(a, b, c) == 1.0 and min(max((low or 0 for _, low, _, _ in m.figures), default=0) for m in (a, b)) >= 3 * RARE
    if scene or names >= 0.5 or large or _shared_figure(a, b) >= RARE:  # a war's own country and weapons are in every report of it, and say nothing alone
        grounds += 0.5 * scene + 0.5 * same_country(a, b, c) + 0.5 * (near_figure(a, b, c) == 1.0) + 0.5 * (a.kind == b.kind and a.kind in _telling_kinds())
    if grounds < 1:
        return 1.0
    return 0.4 if grounds < 1.5 else 0.15 if grounds < 2 else 0.0


def total_against_part(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """One is a total over several incidents, the other is not."""
    return float(a.aggregate != b.aggregate)


def passing_against_told(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """One is told in passing, the other at hand."""
    return float(a.background != b.background)


#: (feature, weight), one a line.
FEATURES: tuple[tuple[Feature, float], ...] = (
    (same_day, 3.5),
    (days_overlap, 2.0),
    (day_apart, -1.0),
    (other_day, -5.0),
    (days_differ, -12.0),
    (weekday_agrees, 2.5),
    (weekday_differs, -8.0),
    (day_of_year_agrees, 3.0),
    (day_of_year_differs, -8.0),
    (same_place, 4.0),
    (near_place, 2.5),
    (wider_place, 1.0),
    (context_place, 2.0),
    (other_place, -6.0),
    (other_country, -8.0),
    (same_sides, 1.5),
    (same_doer, 1.0),
    (other_doer, -3.0),
    (doers_differ, -1.0),
    (same_kind, 1.0),
    (other_kind, -1.5),
    (same_figure, 2.0),
    (other_figure, -1.5),
    (near_figure, 1.0),
    (common_names, 3.0),
    (no_common_names, -2.0),
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


def score_against(a: IncidentMention, b: IncidentMention, context: Context) -> float:
    """The score without :func:`no_common_ground`: a pair that knows too little of one another does not speak against a group they meet in."""
    return round(sum(weight * feature(a, b, context) for feature, weight in FEATURES if feature is not no_common_ground), 4)


def score(a: IncidentMention, b: IncidentMention, context: Context) -> float:
    """The sum over all features, rounded so that it is the same on every machine."""
    return round(sum(weight * feature(a, b, context) for feature, weight in FEATURES), 4)


def reasons(a: IncidentMention, b: IncidentMention, context: Context) -> list[tuple[str, float]]:
    """Which features spoke, with what they added."""
    found = [(feature.__name__, round(weight * feature(a, b, context), 4)) for feature, weight in FEATURES]
    return [(name, value) for name, value in found if value]
