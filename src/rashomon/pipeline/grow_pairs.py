"""Who is to be compared with whom when documents come and go: those that meet by the keys they share, and of those that were there only the few
whose meeting may be another than before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from rashomon.corpus.meeting import Holders, common_keys, meetings, shared_by
from rashomon.corpus.syndication import enough
from rashomon.store.document_index import DocumentIndex
from rashomon.store.key_segments import Beside, Ints, KeySegments, distinct, joined

Pairs = set[tuple[str, str]]


class Meeting:
    """One change of who holds which key; above ``common`` holders a key is a stock phrase.

    A newcomer may meet anybody. Two that were there meet otherwise than before only by a key that becomes a stock phrase, or is one no
    more, and by one that stays a stock phrase where a newcomer is chained between them, or a document went from between.
    """

    def __init__(self, keys: KeySegments, documents: DocumentIndex, common: int) -> None:
        self._keys, self._documents, self._common = keys, documents, common
        self._newer = joined(())
        self._nearer = joined(()), joined(())
        self._holders = Holders.of(joined(()), joined(()))
        self._numbers: dict[str, int] = {}
        self._stock = joined(())
        self._parted: tuple[Ints, Ints] | None = None

    def exchange(self, old_numbers: Collection[int], new: Mapping[int, Ints]) -> None:
        """Puts the keys of what came in place of the keys of what was there."""
        old = self._keys.own(old_numbers)
        old_at, new_at = _flat(old), _flat(new)
        every = distinct(joined([old_at[0], new_at[0]]))
        # of stock phrases only who stands beside a newcomer matters, unless somebody goes from between
        keys, numbers = self._keys.holders(every, None if old else Beside.of(self._common, *new_at))
        self._keys.exchange(old, new)
        # most keys are one document's alone, and bring nobody together
        several = every[_counted(every, keys) + _counted(every, new_at[0]) > 1]
        before = Holders.of(*_among(several, keys, numbers))
        stays = ~np.isin(numbers, np.array(sorted(old), dtype=np.int64))
        after = Holders.of(*_among(several, joined([keys[stays], new_at[0]]), joined([numbers[stays], new_at[1]])))
        was, now = before.counts(several), after.counts(several)
        turned = several[(was > self._common) != (now > self._common)]
        stock = several[(was > self._common) & (now > self._common)]
        came, went = (_without(_among(stock, *own), other) for own, other in ((new_at, old), (old_at, new)))
        chained = after.beside(joined([came[0], went[0]]), joined([came[1], went[1]]))
        self._holders, self._newer = after, np.array(sorted(new), dtype=np.int64)
        concerned = np.setdiff1d(np.union1d(after.holding(turned), chained), self._newer)
        self._numbers = {name: n for n, (name, _) in self._documents.sizes(concerned.tolist()).items()}
        # where nobody went, only these may have met and do no more: by a key that is a stock phrase now, or as neighbours of whom one came between
        self._stock = after.holding(several[(was <= self._common) & (now > self._common)])
        self._parted = None if old else before.parted(*came)
        fewer = np.union1d(several[(was > self._common) & (now <= self._common)], went[0])
        ones, others, _ = meetings(after.only(fewer), concerned, self._common)
        there = np.isin(others, concerned)
        self._nearer = ones[there], others[there]

    @property
    def concerned(self) -> Collection[str]:
        """The documents that were there of which two may meet otherwise than before."""
        return self._numbers.keys()

    def newer(self) -> Pairs:
        """The newcomers with everybody they meet."""
        ones, others, shared = meetings(self._holders, self._newer, self._common)
        return self._meeting(ones, others, shared)

    def apart(self, pairs: Iterable[tuple[str, str]]) -> Pairs:
        """Those of these pairs of documents :attr:`concerned` that do not meet any more."""
        wanted = sorted(p for p in pairs if p[0] in self._numbers and p[1] in self._numbers)
        ones, others = (np.array([self._numbers[p[k]] for p in wanted], dtype=np.int64) for k in (0, 1))
        asked = np.flatnonzero(self._may_part(ones, others))
        ones, others = ones[asked], others[asked]
        return {wanted[n] for n in asked.tolist()} - self._meeting(ones, others, self._shared(ones, others))

    def _may_part(self, ones: Ints, others: Ints) -> NDArray[np.bool_]:
        """Whether each of these pairs may meet no more: of a dense war, where most keys are stock phrases, a few."""
        if self._parted is None:
            return np.ones(len(ones), dtype=np.bool_)
        every = distinct(joined([ones, others, *self._parted]))
        (a, b), (c, d) = ((np.searchsorted(every, one), np.searchsorted(every, other)) for one, other in ((ones, others), self._parted))
        many = np.int64(len(every))
        between = np.isin(np.minimum(a, b) * many + np.maximum(a, b), np.minimum(c, d) * many + np.maximum(c, d))
        found: NDArray[np.bool_] = between | (np.isin(ones, self._stock) & np.isin(others, self._stock))
        return found

    def nearer(self) -> Pairs:
        """The pairs of documents :attr:`concerned` that may not have met before, and do now."""
        return self._meeting(*self._nearer, self._shared(*self._nearer))

    def _shared(self, ones: Ints, others: Ints) -> Ints:
        own = _flat(self._keys.own(joined([ones, others]).tolist()))
        held = Holders.of(*own)
        _, at, _ = common_keys(held, ones, others)
        keys = held.keys[distinct(held.key_at[at])]
        return shared_by(Holders.of(*self._keys.holders(keys, Beside.of(self._common, *own))), ones, others, self._common)

    def _meeting(self, ones: Ints, others: Ints, shared: Ints) -> Pairs:
        """Those of these pairs that share enough keys, by name."""
        sizes = self._documents.sizes({*ones.tolist(), *others.tolist()})
        few = np.array(sorted(n for n, (_, own) in sizes.items() if enough(1, own, own)), dtype=np.int64)
        meet = (shared > 1) | ((shared == 1) & (np.isin(ones, few) | np.isin(others, few)))  # as `enough` says, for many
        out = set()
        for one, other in zip(ones[meet].tolist(), others[meet].tolist(), strict=True):
            name, beside = sizes[one][0], sizes[other][0]
            out.add((name, beside) if name < beside else (beside, name))
        return out


def _flat(keys: Mapping[int, Ints]) -> tuple[Ints, Ints]:
    """All keys, and beside each the number of its document."""
    return joined(keys.values()), np.repeat(np.array(list(keys), dtype=np.int64), [len(own) for own in keys.values()])


def _counted(keys: Ints, found: Ints) -> Ints:
    """How often each of the keys, sorted, is found."""
    many: Ints = np.bincount(np.searchsorted(keys, found), minlength=len(keys))
    return many


def _among(wanted: Ints, keys: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """What there is of the wanted keys, sorted."""
    if not len(wanted):
        return wanted, wanted
    at = wanted[np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)] == keys
    return keys[at], numbers[at]


def _without(held: tuple[Ints, Ints], others: Mapping[int, Ints]) -> tuple[Ints, Ints]:
    """Keys of documents, those left out that the same document has among the others."""
    keys, numbers = held
    left = np.ones(len(keys), dtype=np.bool_)
    for number in others.keys() & set(numbers.tolist()):
        left &= (numbers != number) | ~np.isin(keys, others[number])
    return keys[left], numbers[left]
