"""Which mentions the ledger holds some others may meet, found for many at a time: the index is asked once for each key, not for each mention."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from rashomon.incidents import meeting
from rashomon.incidents.components import ground_numbers, number, probes
from rashomon.incidents.meeting import grounds, is_vague, wide
from rashomon.model import IncidentMention
from rashomon.store import mention_index as index

#: Mentions at hand at once, some kilobytes each; those of one town and month are asked for together.
KEPT = 20_000
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
        return {no for _, no, _, _ in index.under(self._db, keys, -1, 10**8)}


def near(db: sa.Connection, some: Sequence[IncidentMention], common: Collection[str]) -> dict[int, set[int]]:
    """For each of these mentions, by number, the numbers of those that it may meet: all candidates, and some more."""
    out: dict[int, set[int]] = {}
    for vague in (False, True):  # those of any day would widen the days that are asked for
        wanted = {number(m.mention_id): probes(m, common) for m in some if is_vague(m) is vague}
        asked = [p for own in wanted.values() for p in own]
        if not asked:
            out |= {n: set() for n in wanted}
            continue
        under: dict[int, Days] = defaultdict(Days)
        for key, no, first, last in sorted(
            index.under(db, {p.key for p in asked}, min(p.first for p in asked), max(p.last for p in asked)), key=_first
        ):
            under[key].add(first, last, no)
        for n, own in wanted.items():
            met: set[int] = set()
            for key, begin, end in own:
                if key in under:
                    met.update(under[key].touching(begin, end))
            met.discard(n)
            out[n] = met
    return out


def _first(row: tuple[int, int, int, int]) -> int:
    return row[2]


class Days:
    """Mentions of one key with their days, come in the order of the first of these. Under a country or a party stand all of a month, in a war a thousand, and
    most tell one day: those of few days are looked up by it, only the others are gone through."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._short: list[tuple[int, int]] = []
        self._long: list[tuple[int, int, int]] = []

    def add(self, first: int, last: int, no: int) -> None:
        """Takes one in."""
        if last - first <= FEW_DAYS:
            self._firsts.append(first)
            self._short.append((last, no))
        else:
            self._long.append((first, last, no))

    def touching(self, begin: int, end: int) -> list[int]:
        """Those whose days touch these."""
        low, high = bisect_left(self._firsts, begin - FEW_DAYS), bisect_right(self._firsts, end)
        short = [no for last, no in self._short[low:high] if last >= begin]
        return short + [no for first, last, no in self._long if first <= end and last >= begin]
