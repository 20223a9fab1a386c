"""Reports of an unknown day: with which of the events they fit each is compared.

A report that tells no day fits every attack on its town, and the more the longer the war. So it is held against those alone that it fits
best; where these are events of different days it is not known which it means, and it stays by itself. Another report of unknown day counts
where it fits better than any of a known one. What one such report is held against is its own affair: adding a report moves those alone for
which it is as near as the nearest so far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rashomon.incidents.when import window
from rashomon.model import IncidentMention

#: A report whose likely days are more than so many tells no day.
DAYS = 7
#: Scores so near the best count as the same: less than most features weigh.
MARGIN = 1.0
#: Where more reports of unknown day than this are equally near, none of them is the nearest.
MANY = 8

#: For each mention of unknown day the ids of those it is held against.
Held = Mapping[str, frozenset[str]]


def is_loose(mention: IncidentMention) -> bool:
    """Whether the day of the mention is as good as unknown."""
    days = window(mention.time)
    return days is None or (days[1] - days[0]).days > DAYS


@dataclass(frozen=True, slots=True)
class Rival:
    """One that a mention of unknown day scores with: its id, the score, and its likely days as ordinals (None: unknown, too)."""

    mention_id: str
    score: float
    days: tuple[int, int] | None


def rival(mention: IncidentMention, score: float) -> Rival:
    """What counts of a mention."""
    days = None if is_loose(mention) else window(mention.time)
    return Rival(mention.mention_id, score, None if days is None else (days[0].toordinal(), days[1].toordinal()))


def nearest(rivals: Iterable[Rival]) -> list[Rival]:
    """Those that count, sorted: of known and of unknown days each the best, and what is as near as they."""
    of: dict[bool, list[Rival]] = defaultdict(list)
    for r in rivals:
        of[r.days is None].append(r)
    out = []
    for some in of.values():
        best = max(r.score for r in some)
        out += [r for r in some if r.score >= best - MARGIN]
    return sorted(out, key=lambda r: (r.days is None, -r.score, r.mention_id))


def held(near: Collection[Rival]) -> frozenset[str]:
    """The ids a mention is held against, of its :func:`nearest`: those of known days, but none where they are of different events; those of
    unknown days where they fit better."""
    dated = [(r.days, r) for r in near if r.days is not None]
    loose = [r for r in near if r.days is None]
    apart = bool(dated) and max(days[0] for days, _ in dated) > min(days[1] for days, _ in dated) + 1
    out = set() if apart else {r.mention_id for _, r in dated}
    if len(loose) <= MANY and max((r.score for r in loose), default=0.0) > max((r.score for _, r in dated), default=0.0):
        out |= {r.mention_id for r in loose}
    return frozenset(out)


def held_of(scored: Iterable[tuple[IncidentMention, IncidentMention, float]]) -> dict[str, frozenset[str]]:
    """What each mention of unknown day is held against, of all pairs that reach the threshold. Those in no pair are left out."""
    rivals: dict[str, list[Rival]] = defaultdict(list)
    for a, b, score in scored:
        for one, other in ((a, b), (b, a)):
            if is_loose(one):
                rivals[one.mention_id].append(rival(other, score))
    return {i: held(nearest(some)) for i, some in rivals.items()}


def may_meet(a: IncidentMention, b: IncidentMention, held: Held) -> bool:
    """Whether two mentions that reach the threshold are compared."""
    if is_loose(a) and is_loose(b):
        return b.mention_id in held.get(a.mention_id, ()) or a.mention_id in held.get(b.mention_id, ())
    return all(other.mention_id in held.get(one.mention_id, ()) for one, other in ((a, b), (b, a)) if is_loose(one))
