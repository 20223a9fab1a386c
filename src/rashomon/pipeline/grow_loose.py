"""What mentions of unknown day are held against when some mentions changed: for which of them that may be another, and what it is now.

See :mod:`rashomon.incidents.loose`. The ledger keeps for each the ones it fits best. A mention that came counts where it fits as well; only
where the best of them went is all that it may meet looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

import sqlalchemy as sa

from rashomon.incidents.candidates import candidates
from rashomon.incidents.components import fit, number, order, probes
from rashomon.incidents.context import Context
from rashomon.incidents.features import THRESHOLD, score
from rashomon.incidents.loose import Rival, held, is_loose, nearest, rival
from rashomon.model import IncidentMention
from rashomon.store import mention_index as index

#: Gives mentions of the ledger by number.
Load = Callable[[Iterable[int]], dict[int, IncidentMention]]
#: Gives what shares a passage with mentions of these documents.
ContextOf = Callable[[Collection[IncidentMention]], Context]


class Loose:
    """The mentions of unknown day that one growth concerns. ``old`` are the numbers of mentions taken out."""

    def __init__(self, db: sa.Connection, old: Collection[int], load: Load, context_of: ContextOf) -> None:
        self._db, self._old, self._load, self._context_of = db, set(old), load, context_of
        self._lost = index.fitted_by(db, self._old) - self._old
        self._fits: dict[int, list[Rival]] = defaultdict(list)  # of mentions that the ledger holds
        self._own: dict[str, list[Rival]] = defaultdict(list)
        self.near: dict[str, list[Rival]] = {}
        self.again: dict[str, IncidentMention] = {}

    def met(self, mention: IncidentMention, other: IncidentMention, value: float) -> None:
        """A changed mention fits one that the ledger holds."""
        if is_loose(other):
            self._fits[number(other.mention_id)].append(rival(mention, value))
        if is_loose(mention):
            self._own[mention.mention_id].append(rival(other, value))

    def among(self, own: Iterable[IncidentMention], context: Context) -> None:
        """The changed mentions fit one another."""
        ordered = sorted(own, key=order)
        for i, j in candidates(ordered, context):
            a, b = ordered[i], ordered[j]
            if (is_loose(a) or is_loose(b)) and (value := score(a, b, context)) >= THRESHOLD:
                self._own[a.mention_id].append(rival(b, value))
                self._own[b.mention_id].append(rival(a, value))

    def settle(self, own: Iterable[IncidentMention]) -> None:
        """Works out ``near``: what each mention concerned fits best now; ``again`` are those that the ledger holds."""
        for m in own:
            if is_loose(m):
                self.near[m.mention_id] = nearest(self._own[m.mention_id])
        concerned = self._lost | set(self._fits)
        were = index.rivals_of(self._db, concerned)
        loaded = self._load(concerned)
        for n in sorted(concerned & loaded.keys()):
            mention, before = loaded[n], were.get(n, [])
            kept = [_rival(r) for r in before if r.other_no not in self._old]
            now = [*kept, *self._fits.get(n, ())]
            if any(r.score > _best(now, loose=r.first is None) for r in before):
                now = [*self._all(mention), *self._fits.get(n, ())]
            near = nearest(now)
            if near != nearest(_rival(r) for r in before) or n in self._lost:
                self.near[mention.mention_id] = near
                self.again[mention.mention_id] = mention

    def _all(self, mention: IncidentMention) -> list[Rival]:
        """Everything in the ledger that a mention fits."""
        found = index.of_numbers(self._db, index.meeting(self._db, probes(mention)))
        others = self._load(row.number for row in found if row.document != mention.document)
        context = self._context_of([mention])
        partners = {number(b) for a, b in context.shared if a == mention.mention_id} - others.keys()
        every = {**others, **self._load(partners)}
        fits = ((other, fit(mention, other, context)) for _, other in sorted(every.items()))
        return [rival(other, value) for other, value in fits if value is not None]

    def held(self, mentions: Iterable[IncidentMention]) -> dict[str, frozenset[str]]:
        """What the mentions of unknown day among these are held against."""
        rest = {number(m.mention_id): m.mention_id for m in mentions if is_loose(m) and m.mention_id not in self.near}
        kept = index.rivals_of(self._db, rest)
        out = {i: held([_rival(r) for r in kept[n]]) for n, i in rest.items() if n in kept}
        return out | {i: held(near) for i, near in self.near.items()}

    def write(self) -> None:
        """Keeps what the next growth needs."""
        index.write_rivals(self._db, {number(i): [_row(i, r) for r in near] for i, near in sorted(self.near.items())})


def _best(rivals: Iterable[Rival], *, loose: bool) -> float:
    return max((r.score for r in rivals if (r.days is None) == loose), default=float("-inf"))


def _rival(row: index.Rival) -> Rival:
    return Rival(row.other_id, row.score, None if row.first is None or row.last is None else (row.first, row.last))


def _row(mention_id: str, r: Rival) -> index.Rival:
    first, last = r.days or (None, None)
    return index.Rival(number(mention_id), number(r.mention_id), r.mention_id, r.score, first, last)


def ties(near: Mapping[str, Collection[Rival]]) -> list[tuple[str, str]]:
    """The pairs that these mentions are held against."""
    return sorted((i, other) for i, some in near.items() for other in held(some))
