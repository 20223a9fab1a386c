"""What mentions of unknown day are held against when some mentions changed: for which of them that may be another, and what it is now.

See :mod:`rashomon.incidents.loose`. The ledger keeps for each the ones it fits best. A mention that came counts where it fits as well; only
where the best of them went, or a ground became common or ceased to be, is all that it may meet looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

import sqlalchemy as sa

from rashomon.incidents.components import fit, number
from rashomon.incidents.context import Context
from rashomon.incidents.loose import Rival, held, nearest, rival
from rashomon.model import IncidentMention
from rashomon.pipeline.grow_near import AtHand, Grounds, near
from rashomon.store import mention_index as index

#: Gives what shares a passage with mentions of these documents.
ContextOf = Callable[[Collection[IncidentMention]], Context]
#: Rivals kept of one mention before those that are not among the nearest are let go.
MANY = 64


class Loose:
    """The mentions of unknown day that one growth concerns. ``old`` are the numbers of mentions taken out."""

    def __init__(self, db: sa.Connection, old: Collection[int]) -> None:
        self._db, self._old = db, set(old)
        self._lost = index.fitted_by(db, self._old) - self._old
        self._fits: dict[int, list[Rival]] = defaultdict(list)
        self.near: dict[int, list[Rival]] = {}
        self.again: set[int] = set()

    def met(self, one: int, other: IncidentMention, value: float) -> None:
        """A mention of unknown day, by number, fits another; one of the two changed."""
        fits = self._fits[one]
        fits.append(rival(other, value))
        if len(fits) > MANY:
            fits[:] = nearest(fits)

    def settle(self, fresh: Collection[int], turned: Collection[int], hand: AtHand, grounds: Grounds, context_of: ContextOf) -> None:
        """Works out ``near``: what each mention concerned fits best now; ``again`` are those that are not ``fresh``, and fit others than
        before. ``turned`` are those that have a ground of which it is another whether it is common."""
        self.near |= {n: nearest(self._fits[n]) for n in sorted(self._fits.keys() & set(fresh))}
        concerned = (self._lost | set(turned) | self._fits.keys()) - set(fresh)
        were = index.rivals_of(self._db, concerned)
        loaded = hand.load(concerned)
        for n in sorted(concerned & loaded.keys()):
            before = were.get(n, [])
            now = [*(_rival(r) for r in before if r.other_no not in self._old), *self._fits.get(n, ())]
            if n in turned or any(r.score > _best(now, loose=r.first is None) for r in before):
                now = self._all(loaded[n], hand, grounds, context_of)
            fits = nearest(now)
            if fits != nearest(_rival(r) for r in before) or n in self._lost:
                self.near[n] = fits
                self.again.add(n)

    def _all(self, mention: IncidentMention, hand: AtHand, grounds: Grounds, context_of: ContextOf) -> list[Rival]:
        """Everything in the ledger that a mention fits."""
        context = context_of([mention])
        common = grounds.common([mention])
        [met] = near(self._db, [mention], common).values()
        met |= {number(b) for a, b in context.shared if a == mention.mention_id}
        others = sorted(hand.load(met).items())
        fits = ((other, fit(mention, other, context, common)) for _, other in others if other.document != mention.document)
        return [rival(other, value) for other, value in fits if value is not None]

    def write(self) -> None:
        """Keeps what the next growth needs."""
        index.write_rivals(self._db, {n: [_row(n, r) for r in rivals] for n, rivals in sorted(self.near.items())})


def held_of(db: sa.Connection, mentions: Mapping[int, str]) -> dict[str, frozenset[str]]:
    """What the mentions of unknown day among these (ids by number) are held against."""
    return {mentions[n]: held([_rival(r) for r in rows]) for n, rows in index.rivals_of(db, mentions).items()}


def ties(near: Mapping[int, Collection[Rival]]) -> Iterable[tuple[int, int]]:
    """The pairs that these mentions are held against, by number."""
    return ((n, number(other)) for n, some in sorted(near.items()) for other in sorted(held(some)))


def _best(rivals: Iterable[Rival], *, loose: bool) -> float:
    return max((r.score for r in rivals if (r.days is None) == loose), default=float("-inf"))


def _rival(row: index.Rival) -> Rival:
    return Rival(row.other_id, row.score, None if row.first is None or row.last is None else (row.first, row.last))


def _row(n: int, r: Rival) -> index.Rival:
    first, last = r.days or (None, None)
    return index.Rival(n, number(r.mention_id), r.mention_id, r.score, first, last)
