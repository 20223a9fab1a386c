"""Which pairs of mentions reach the threshold. It is asked of the same mentions again and again: to find components, to cluster them, and once
more for every decision of a reviewer, who changes a few of some thousands. So it is remembered, and only what is new is compared.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from threading import Lock

import numpy as np

from rashomon.incidents.apart import reached, score_reached
from rashomon.incidents.candidates import candidates
from rashomon.incidents.context import Context
from rashomon.incidents.fitting import Fits
from rashomon.incidents.joining import DIGITS
from rashomon.incidents.meeting import meets
from rashomon.incidents.pair import pair_of
from rashomon.model import IncidentMention

#: (mention, mention, what the context says of the two).
Flags = frozenset[tuple[str, str, str]]
#: Sets of fewer mentions are compared afresh: that is quicker than looking them up.
SMALL = 60
#: Sets that are remembered, the largest components of a ledger among them.
KEPT = 6


class Reached:
    """One set of mentions, with the pairs that reach the threshold among them. It never changes."""

    __slots__ = ("edges", "flags", "mentions")

    def __init__(self, mentions: Mapping[IncidentMention, int], edges: Mapping[int, Mapping[int, float]], flags: Flags) -> None:
        self.mentions, self.edges, self.flags = mentions, edges, flags


_kept: list[Reached] = []
_lock = Lock()


def nearest(mentions: Collection[IncidentMention]) -> Reached | None:
    """What is remembered of the most of these mentions; None where that is less than half of them, or they are few."""
    if len(mentions) < SMALL:
        return None
    with _lock:
        known = list(_kept)
    best, most = None, len(mentions) // 2
    for one in known:
        if len(one.mentions) > most and (count := sum(m in one.mentions for m in mentions)) > most:
            best, most = one, count
    return best


def remember(mentions: Sequence[IncidentMention], scores: Mapping[tuple[int, int], float], context: Context) -> None:
    """Keeps what reached the threshold; it stands in the place of what was known of most of the same mentions."""
    if len(mentions) < SMALL:
        return
    edges: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), value in scores.items():
        edges[i][j] = value
    made = Reached({m: n for n, m in enumerate(mentions)}, dict(edges), flags_of(mentions, context))
    if len(made.mentions) < len(mentions):  # the same mention twice: nothing could be said of one of the two
        return
    with _lock:
        rest = [k for k in _kept if 2 * sum(m in k.mentions for m in mentions) <= max(len(mentions), len(k.mentions))]
        _kept[:] = [*rest, made][-KEPT:]


def flags_of(mentions: Collection[IncidentMention], context: Context) -> Flags:
    """Pairs among these mentions of which the context says something, and what."""
    ids = {m.mention_id for m in mentions}
    told = (("shared", context.shared), ("answered", context.answered))
    return frozenset((a, b, what) for what, pairs in told for a, b in pairs if a in ids and b in ids)


def reaching(mentions: Sequence[IncidentMention], context: Context) -> dict[tuple[int, int], float]:
    """The :func:`candidates` that score at the threshold or above, with their scores. What is remembered of the same mentions is
    not compared again, unless the context says something else of a pair."""
    if len(mentions) < SMALL:
        return _of_few(mentions, context)
    known = nearest(mentions)
    if known is None:
        pairs = candidates(mentions, context)
        found = {p: value for p in pairs if (value := score_reached(mentions[p[0]], mentions[p[1]], context)) is not None}
        remember(mentions, found, context)
        return found
    at = {slot: n for n, m in enumerate(mentions) if (slot := known.mentions.get(m)) is not None}
    found = {}
    for slot, others in known.edges.items():
        if (i := at.get(slot)) is not None:
            for other, value in others.items():
                if (j := at.get(other)) is not None:
                    found[(i, j) if i < j else (j, i)] = value
    again = set(range(len(mentions))) - set(at.values())
    pairs = candidates(mentions, context, again) if again else []
    index = {m.mention_id: n for n, m in enumerate(mentions)}
    for a, b in _told_otherwise(known, mentions, context):
        i, j = sorted((index[a], index[b]))
        found.pop((i, j), None)
        pairs += [(i, j)] if candidates((mentions[i], mentions[j]), context) else []
    for p in pairs:
        value = score_reached(mentions[p[0]], mentions[p[1]], context)
        if value is not None:
            found[p] = value
    if again:
        remember(mentions, found, context)
    return found


def best_first(known: Fits | None, mentions: Sequence[IncidentMention], context: Context) -> Iterator[tuple[int, int]]:
    """The pairs that reach the threshold, the best first, of two that are as good the one of lower numbers. ``known`` are scores by id that were
    found before it was known which mentions are said to be answered: those pairs alone are compared again."""
    if known is None:
        yield from (pair for pair, _ in sorted(reaching(mentions, context).items(), key=lambda item: (-item[1], item[0])))
        return
    at = {m.mention_id: n for n, m in enumerate(mentions)}
    again = {(min(at[a], at[b]), max(at[a], at[b])) for a, b in context.answered if a in at and b in at}
    ones, others, scores = array("i"), array("i"), array("i")

    def keep(i: int, j: int, value: float) -> None:
        ones.append(i)
        others.append(j)
        scores.append(round(value * DIGITS))

    for (a, b), value in known.items():
        if a in at and b in at and (pair := (min(at[a], at[b]), max(at[a], at[b]))) not in again:
            keep(*pair, value)
    for i, j in sorted(again):
        one, other = mentions[i], mentions[j]
        if candidates((one, other), context) and (reached_now := score_reached(one, other, context)) is not None:
            keep(i, j, reached_now)
    if not scores:
        return
    first, second, worth = (np.frombuffer(column, dtype=np.int32) for column in (ones, others, scores))
    order = np.lexsort((second, first, -worth))
    yield from ((ones[n], others[n]) for n in order)


def _of_few(mentions: Sequence[IncidentMention], context: Context) -> dict[tuple[int, int], float]:
    """The same of a few: each pair is asked about, which costs less than finding in whose keys which pairs stand."""
    found = {}
    for j, b in enumerate(mentions):
        for i, a in enumerate(mentions[:j]):
            p = pair_of(a, b, context)
            if (p.shared or meets(p, ())) and (value := reached(p)) is not None:
                found[i, j] = value
    return {pair: found[pair] for pair in sorted(found)}


def _told_otherwise(known: Reached, mentions: Sequence[IncidentMention], context: Context) -> set[tuple[str, str]]:
    """Pairs of which a passage or an answer in common is said now and was not, or the other way round."""
    ids = {m.mention_id for m in mentions}
    changed = known.flags ^ flags_of(mentions, context)
    return {(min(a, b), max(a, b)) for a, b, _ in changed if a in ids and b in ids}
