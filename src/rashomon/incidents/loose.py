"""Reports that do not tell their day: with which of the events they fit each is compared.

A report that tells no day (*loose*) fits every attack on its town, and the more the longer the war. So it is held against those alone that it fits
best; where these are events of different days it is not known which it means, and it stays by itself. Another loose report counts
where it fits better than any that tells its days.

A report of some days, as "killed, the ministry said on Thursday" makes them (*inexact*), fits the attacks of each of these days. It is held against
those of one day alone, that of the best: else such reports tie the events of each day to those of the next, and all of a dense war to one
another. Two inexact reports are compared unless what they fit best is of two days.

What one such report is held against is its own affair: adding a report moves those alone for which it is as near as the nearest so far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.incidents.profile import profile_of
from rashomon.incidents.when import window
from rashomon.model import IncidentMention

#: A report whose last likely day is more than so many behind the first tells no day.
DAYS = 7
#: A report whose last likely day is no more than so many behind the first tells its day: a night has two.
EXACT = 1
#: Scores so near the best count as the same: less than most features weigh.
MARGIN = 1.0
#: Where more loose reports than this are equally near, none of them is the nearest.
MANY = 8


class Against(NamedTuple):
    """What a loose or inexact mention is held against: the ids, and the day (ordinal) of what it fits best; None where nothing of known days fits it."""

    ids: frozenset[str]
    day: int | None


#: This for each loose or inexact mention, by id. One that fits nothing is left out.
Held = Mapping[str, Against]
_NOTHING = Against(frozenset(), None)


def is_loose(mention: IncidentMention) -> bool:
    """Whether the day of the mention is as good as unknown."""
    days = _days(mention)
    return days is None or days > DAYS


def is_inexact(mention: IncidentMention) -> bool:
    """Whether the mention may be of one of some days."""
    days = _days(mention)
    return days is not None and EXACT < days <= DAYS


def is_exact(mention: IncidentMention) -> bool:
    """Whether the mention tells its day."""
    days = _days(mention)
    return days is not None and days <= EXACT


def _days(mention: IncidentMention) -> int | None:
    """From the first of its likely days to the last. Asked of far more mentions than have a profile at hand."""
    likely = window(mention.time)
    return (likely[1] - likely[0]).days if likely is not None else None


def counts_for(one: IncidentMention, other: IncidentMention) -> bool:
    """Whether ``other`` is one that ``one`` could be held against: of a loose report any is, of an inexact one those that tell their day."""
    return is_loose(one) or (is_inexact(one) and is_exact(other))


@dataclass(frozen=True, slots=True)
class Rival:
    """One that a loose or inexact mention scores with: its id, the score, and its likely days as ordinals (None: unknown, too)."""

    mention_id: str
    score: float
    days: tuple[int, int] | None


def rival(mention: IncidentMention, score: float) -> Rival:
    """What counts of a mention."""
    days = profile_of(mention)
    return Rival(mention.mention_id, score, None if is_loose(mention) else (days.first, days.last))


def nearest(rivals: Iterable[Rival], *, loose: bool = True) -> list[Rival]:
    """Those that count, sorted. For a ``loose`` mention: of known and of unknown days each the best, and what is as near as they. For an inexact one:
    those of the day of the best, the last such day where two days fit as well."""
    of: dict[bool, list[Rival]] = defaultdict(list)
    for r in rivals:
        of[r.days is None].append(r)
    out = []
    for some in of.values():
        if not loose:
            day = day_of_best(some)
            out += [r for r in some if r.days is not None and r.days[1] == day]
            continue
        best = max(r.score for r in some)
        out += [r for r in some if r.score >= best - MARGIN]
    return sorted(out, key=lambda r: (r.days is None, -r.score, r.mention_id))


def day_of_best(rivals: Iterable[Rival]) -> int | None:
    """The last day of the rival of known days that fits best, the later one of two that fit as well; None where there is none."""
    return max(((r.score, r.days[1]) for r in rivals if r.days is not None), default=(0.0, None))[1]


def held(near: Collection[Rival], *, loose: bool = True) -> Against:
    """What a mention is held against, of its :func:`nearest`: those of the day of the best. For a ``loose`` one none of these where they are of different
    events (days beside one another may be one night), and those of unknown days where they fit better."""
    dated = [(r.days, r) for r in near if r.days is not None]
    best = max((r.score for _, r in dated), default=0.0)
    day = day_of_best(near)
    out = {r.mention_id for days, r in dated if days[1] == day}
    if not loose:
        return Against(frozenset(out), day)
    free = [r for r in near if r.days is None]
    if dated and max(days[0] for days, _ in dated) > min(days[1] for days, _ in dated) + 1:
        out = set()
    if len(free) <= MANY and max((r.score for r in free), default=0.0) > best:
        out |= {r.mention_id for r in free}
    return Against(frozenset(out), day)


def held_of(scored: Iterable[tuple[IncidentMention, IncidentMention, float]]) -> dict[str, Against]:
    """What each loose or inexact mention is held against, of all pairs that reach the threshold. Those in no pair are left out."""
    rivals: dict[str, list[Rival]] = defaultdict(list)
    loose: dict[str, bool] = {}
    for a, b, score in scored:
        for one, other in ((a, b), (b, a)):
            if counts_for(one, other):
                rivals[one.mention_id].append(rival(other, score))
                loose[one.mention_id] = is_loose(one)
    return {i: held(nearest(some, loose=loose[i]), loose=loose[i]) for i, some in rivals.items()}


def may_meet(a: IncidentMention, b: IncidentMention, held: Held) -> bool:
    """Whether two mentions that reach the threshold are compared."""
    if is_exact(a) and is_exact(b):
        return True
    one, other = held.get(a.mention_id, _NOTHING), held.get(b.mention_id, _NOTHING)
    if is_loose(a) and is_loose(b):
        return b.mention_id in one.ids or a.mention_id in other.ids
    if is_inexact(a) and is_inexact(b):
        return one.day is None or other.day is None or one.day == other.day
    a_asked = is_loose(a) or (is_inexact(a) and is_exact(b))
    return b.mention_id in one.ids if a_asked else a.mention_id in other.ids
