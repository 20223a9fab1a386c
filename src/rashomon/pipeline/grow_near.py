"""Which mentions the ledger holds some others may meet, found for many at a time: the index is asked once for each key, not for each mention."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from rashomon.incidents import meeting
from rashomon.incidents.components import ground_numbers, number, probes
from rashomon.incidents.meeting import grounds, is_vague, wide
from rashomon.model import IncidentMention
from rashomon.store import mention_index as index

Ints = NDArray[np.int64]
#: Mentions at hand at once, some kilobytes each; those of one town and month are asked for together.
KEPT = 10_000
#: Days from the first to the last of a mention that is looked up by its first.
FEW_DAYS = 2


class AtHand:
    """Mentions of the ledger by number, the latest kept; a mention that is the same stays the same object, and so does what was worked out of it."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._kept: OrderedDict[int, IncidentMention] = OrderedDict()

    def keep(self, number: int, mention: IncidentMention) -> None:
        """Holds a mention as it is now."""
        self._kept[number] = mention
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def load(self, numbers: Iterable[int]) -> dict[int, IncidentMention]:
        """These mentions; numbers that the ledger has not are left out."""
        wanted = set(numbers)
        out = {n: m for n in wanted if (m := self._kept.get(n)) is not None}
        found = index.load(self._db, wanted - out.keys())
        for n in sorted(found):
            self.keep(n, found[n])
        return out | found

    def forget(self, numbers: Iterable[int]) -> None:
        """These are no more."""
        for n in numbers:
            self._kept.pop(n, None)


class Grounds:
    """Which grounds are too common to meet on without a day (:mod:`rashomon.incidents.meeting`), as the ledger now stands."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._known: dict[str, bool] = {}

    def common(self, some: Iterable[IncidentMention]) -> set[str]:
        """The common ones among the grounds of these mentions."""
        every = {g for m in some for g in grounds(m)}
        new = sorted(g for g in every - self._known.keys() if not wide(g))
        held = self.counted(new, meeting.COMMON + 1)
        self._known |= {g: n > meeting.COMMON for g, n in held.items()}
        return {g for g in every if self._known.get(g)}

    def counted(self, some: Iterable[str], most: int) -> dict[str, int]:
        """How many mentions have each of these grounds; counted up to ``most`` at least."""
        numbers = {g: ground_numbers(g) for g in some}
        counts = index.counts(self._db, {n for both in numbers.values() for n in both}, most)
        return {g: counts[a] + counts[b] for g, (a, b) in numbers.items()}

    def having(self, some: Iterable[str]) -> set[int]:
        """Numbers of the mentions that have one of these grounds."""
        keys = {n for g in some for n in ground_numbers(g)}
        return set(index.under(self._db, keys, -1, 10**8)[:, 1].tolist())


def near(db: sa.Connection, some: Sequence[IncidentMention], common: Collection[str]) -> dict[int, set[int]]:
    """For each of these mentions, by number, the numbers of those that it may meet: all candidates, and some more."""
    out: dict[int, set[int]] = {}
    for vague in (False, True):  # those of any day would widen the days that are asked for
        wanted = {number(m.mention_id): probes(m, common) for m in some if is_vague(m) is vague}
        out |= {n: set() for n in wanted}
        asked = np.array([(n, *p) for n, own in wanted.items() for p in own], dtype=np.int64).reshape(-1, 4)
        if not len(asked):
            continue
        rows = index.under(db, asked[:, 1].tolist(), int(asked[:, 2].min()), int(asked[:, 3].max()))
        at, met = touching(rows, asked[:, 1], asked[:, 2], asked[:, 3])
        own, others = asked[at, 0], rows[met, 1]
        apart = own != others
        for n, other in zip(own[apart].tolist(), others[apart].tolist(), strict=True):
            out[n].add(other)
    return out


def touching(rows: Ints, keys: Ints, begins: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Which of ``rows`` (key, number, first and last day each, sorted) stand under each of ``keys`` with days that touch those from ``begins`` to
    ``ends``: places in these and, beside each, the place of the row.

    Under a country or a party stand all of a month, in a war a thousand, and most tell one day: rows of few days are looked up by their first day, only
    the others are gone through.
    """
    short = rows[:, 3] - rows[:, 2] <= FEW_DAYS
    found = []
    for places, back in ((np.flatnonzero(short), FEW_DAYS), (np.flatnonzero(~short), None)):
        some = rows[places]
        every, starts = np.unique(some[:, 0], return_index=True)
        if not len(every):
            continue
        place = np.minimum(np.searchsorted(every, keys), len(every) - 1)
        known = every[place] == keys
        # key and first day as one number that sorts as they do
        base = int(rows[:, 2].min())
        wide = int(rows[:, 2].max()) - base + 2
        of_row = np.repeat(np.arange(len(every), dtype=np.int64), np.diff(np.append(starts, len(some)))) * wide + (some[:, 2] - base)
        high = np.searchsorted(of_row, place * wide + np.clip(ends - base, -1, wide - 1), "right")
        low = starts[place] if back is None else np.searchsorted(of_row, place * wide + np.clip(begins - back - base, 0, wide - 1))
        many = np.where(known, np.maximum(high - low, 0), 0)
        at = np.repeat(np.arange(len(keys), dtype=np.int64), many)
        ones = np.arange(int(many.sum()), dtype=np.int64) + np.repeat(low - (np.cumsum(many) - many), many)
        met = some[ones, 3] >= begins[at]
        found.append((at[met], places[ones[met]]))
    none = np.empty(0, dtype=np.int64)
    return np.concatenate([none, *(a for a, _ in found)]), np.concatenate([none, *(b for _, b in found)])
