"""What mentions that do not tell their day are held against when some mentions changed: for which of them that may be another, and what it is now.

See :mod:`rashomon.incidents.loose`. The ledger keeps for each the ones it fits best. A mention that came counts where it fits as well; only
where the best of them went, or a ground became common or ceased to be, is all that it may meet looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import sqlalchemy as sa

from rashomon.incidents.components import fit, number
from rashomon.incidents.context import Context
from rashomon.incidents.loose import Against, Rival, counts_for, day_of_best, held, is_exact, is_inexact, is_loose, nearest, rival
from rashomon.model import IncidentMention
from rashomon.pipeline.grow_near import AtHand, Grounds, near
from rashomon.store import mention_index as index

#: Gives what shares a passage with mentions of these documents.
ContextOf = Callable[[Collection[IncidentMention]], Context]
#: Rivals kept of one mention before those that are not among the nearest are let go.
MANY = 64


class Loose:
    """The mentions that do not tell their day, of those that one growth concerns. ``old`` are the numbers of mentions taken out."""

    def __init__(self, db: sa.Connection, old: Collection[int]) -> None:
        self._db, self._old = db, set(old)
        self._lost = index.fitted_by(db, self._old) - self._old
        self._fits: dict[int, list[Rival]] = defaultdict(list)
        self._is_loose: dict[int, bool] = {}
        self._between: set[tuple[int, int]] = set()
        self.near: dict[int, list[Rival]] = {}
        self.again: set[int] = set()

    def met(self, n: int, mention: IncidentMention, no: int, other: IncidentMention, value: float) -> None:
        """Two mentions, with their numbers, fit; one of them changed."""
        if is_inexact(mention) and is_inexact(other):
            self._between.add((n, no))
            return
        for one, its, another in ((n, mention, other), (no, other, mention)):
            if counts_for(its, another):
                fits = self._fits[one]
                fits.append(rival(another, value))
                self._is_loose[one] = is_loose(its)
                if len(fits) > MANY and self._is_loose[one]:  # of an inexact one another day may come to be the best
                    fits[:] = nearest(fits)

    def settle(self, fresh: Collection[int], turned: Collection[int], hand: AtHand, grounds: Grounds, context_of: ContextOf) -> None:
        """Works out ``near``: what each mention concerned fits best now; ``again`` are those that are not ``fresh``, and fit others than
        before. ``turned`` are those that have a ground of which it is another whether it is common."""
        self.near |= {n: nearest(self._fits[n], loose=self._is_loose[n]) for n in sorted(self._fits.keys() & set(fresh))}
        concerned = (self._lost | set(turned) | self._fits.keys()) - set(fresh)
        were = index.rivals_of(self._db, concerned)
        loaded = hand.load(concerned)
        for n in sorted(concerned & loaded.keys()):
            before = were.get(n, [])
            now = [*(_rival(r) for r in before if r.other_no not in self._old), *self._fits.get(n, ())]
            loose = is_loose(loaded[n])
            best_went = any(r.score > _best(now, loose=r.first is None) for r in before)
            other_day = not loose and day_of_best(now) != day_of_best(map(_rival, before))  # of another day nothing was kept
            if n in turned or best_went or other_day:
                now = self._all(n, loaded[n], hand, grounds, context_of)
            fits = nearest(now, loose=loose)
            if fits != nearest(map(_rival, before), loose=loose) or n in self._lost:
                self.near[n] = fits
                self.again.add(n)

    def _all(self, n: int, mention: IncidentMention, hand: AtHand, grounds: Grounds, context_of: ContextOf) -> list[Rival]:
        """Everything in the ledger that a mention fits."""
        context = context_of([mention])
        common = grounds.common([mention])
        [met] = near(self._db, [mention], common).values()
        met |= {number(b) for a, b in context.shared if a == mention.mention_id}
        others = sorted(hand.load(met).items())
        out = []
        for no, other in others:
            value = fit(mention, other, context, common) if other.document != mention.document else None
            if value is not None and is_inexact(mention) and is_inexact(other):
                self._between.add((n, no))  # it may fit best what is of another day than before
            elif value is not None and counts_for(mention, other):
                out.append(rival(other, value))
        return out

    def write(self) -> None:
        """Keeps what the next growth needs."""
        index.write_rivals(self._db, {n: [_row(n, r) for r in rivals] for n, rivals in sorted(self.near.items())})

    def ties(self, hand: AtHand) -> Iterator[tuple[int, int]]:
        """The pairs, by number, that are held against each other, of the mentions that hold others than before. To be asked once it is written."""
        for n, mention in sorted(hand.load(self.near).items()):
            yield from ((n, number(other)) for other in sorted(held(self.near[n], loose=is_loose(mention)).ids))
        rows = index.rivals_of(self._db, {n for pair in self._between for n in pair})
        day = {n: day_of_best(map(_rival, own)) for n, own in rows.items()}
        yield from (p for p in sorted(self._between) if len({day[n] for n in p if day.get(n) is not None}) < 2)


def held_of(db: sa.Connection, mentions: Mapping[int, IncidentMention]) -> dict[str, Against]:
    """What those of these mentions, by number, are held against that do not tell their day."""
    asked = {n: m for n, m in mentions.items() if not is_exact(m)}
    rows = index.rivals_of(db, asked)
    return {m.mention_id: held([_rival(r) for r in rows[n]], loose=is_loose(m)) for n, m in asked.items() if n in rows}


def _best(rivals: Iterable[Rival], *, loose: bool) -> float:
    return max((r.score for r in rivals if (r.days is None) == loose), default=float("-inf"))


def _rival(row: index.Rival) -> Rival:
    return Rival(row.other_id, row.score, None if row.first is None or row.last is None else (row.first, row.last))


def _row(n: int, r: Rival) -> index.Rival:
    first, last = r.days or (None, None)
    return index.Rival(n, number(r.mention_id), r.mention_id, r.score, first, last)
