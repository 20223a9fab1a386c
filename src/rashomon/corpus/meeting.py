"""Which documents meet: those that share enough keys to be compared word by word. Arrays of numbers; no database, and no pair is looked at
that shares nothing.

A key that more than :func:`~rashomon.corpus.syndication.common` documents hold is a stock phrase: of a paragraph that ten thousand articles print, each
article meets the one before and the one after it by number, so that ten thousand articles are ten thousand comparisons, and their group
hangs together all the same. What a copy shares beside the paragraph brings it together with its like.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
#: Pairs spread out at once; 8 bytes each, some times over.
MANY = 4_000_000


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds some keys. ``keys`` and ``documents`` (numbers) are sorted, each once; ``at`` are places: that of the key times how many
    documents there are, plus that of the document, sorted."""

    keys: Ints
    documents: Ints
    at: Ints

    @classmethod
    def of(cls, keys: Ints, numbers: Ints) -> Holders:
        """Of keys with the number of a document beside each, in any order; a document that holds a key twice does so once."""
        every, documents = _distinct(keys), _distinct(numbers)
        at = np.searchsorted(every, keys) * np.int64(len(documents)) + np.searchsorted(documents, numbers)
        return cls(every, documents, _distinct(at))

    def only(self, keys: Ints) -> Holders:
        """The same of these keys alone."""
        among = np.isin(self.keys, keys)[self.key_at]
        return Holders.of(self.keys[self.key_at[among]], self.documents[self.document_at[among]])

    @property
    def key_at(self) -> Ints:
        """Place of the key of each holding."""
        return self.at // max(1, len(self.documents))

    @property
    def document_at(self) -> Ints:
        """Place of the document of each holding."""
        return self.at % max(1, len(self.documents))

    def counts(self, keys: Ints) -> Ints:
        """How many documents hold each of these keys."""
        own = np.bincount(self.key_at, minlength=len(self.keys))
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: Ints = np.where(self.keys[place] == keys, own[place], 0)
        return found

    def holding(self, keys: Ints) -> Ints:
        """Numbers of the documents that hold one of these keys."""
        return self.documents[_distinct(self.document_at[np.isin(self.keys[self.key_at], keys)])]

    def beside(self, keys: Ints, numbers: Ints) -> Ints:
        """Numbers of the documents between which each number would stand, or stands, among those that hold the key beside it."""
        sides = self._sides(keys, numbers)
        return self.documents[_distinct(np.concatenate([self.document_at[at[inside]] for at, inside in sides]))]

    def parted(self, keys: Ints, numbers: Ints) -> tuple[Ints, Ints]:
        """The neighbours, by the key beside it, between which each number would stand, where it would stand between two; by number, any of them often."""
        (below, under), (above, over) = self._sides(keys, numbers)
        both = under & over
        return self.documents[self.document_at[below[both]]], self.documents[self.document_at[above[both]]]

    def _sides(self, keys: Ints, numbers: Ints) -> list[tuple[Ints, NDArray[np.bool_]]]:
        """For each number the place in ``at`` below and above which it stands, and whether one holds its key there."""
        many = np.int64(len(self.documents))
        place = np.searchsorted(self.keys, keys)
        place[place == len(self.keys)] = 0
        known = self.keys[place] == keys if len(self.keys) else np.zeros(len(keys), dtype=np.bool_)
        below = np.searchsorted(self.at, place * many + np.searchsorted(self.documents, numbers)) - 1
        above = np.searchsorted(self.at, place * many + np.searchsorted(self.documents, numbers, "right"))
        out = []
        for at in (below, above):
            inside = known & (at >= 0) & (at < len(self.at))
            inside[inside] = self.at[at[inside]] // many == place[inside]
            out.append((at, inside))
        return out


def meetings(holders: Holders, numbers: Ints, common: int) -> tuple[Ints, Ints, Ints]:
    """Of the documents ``numbers``, all whose keys are in ``holders``: each with each other that it shares keys with, and how many. By a key
    that more than ``common`` hold one meets its two neighbours alone."""
    key_at, document_at = holders.key_at, holders.document_at
    counts = np.bincount(key_at, minlength=len(holders.keys))
    starts = np.cumsum(counts) - counts
    mine = np.flatnonzero(np.isin(document_at, np.searchsorted(holders.documents, numbers[np.isin(numbers, holders.documents)])))
    many = counts[key_at[mine]]
    stock = mine[many > common]
    found = [(document_at[stock[ok]], document_at[at[ok]]) for at, ok in _neighbours(key_at, stock)]
    some, sizes = mine[(many > 1) & (many <= common)], many[(many > 1) & (many <= common)]
    tally = _Tally(len(holders.documents))
    for one, other in found:
        tally.add(one, other)
    ends = np.cumsum(sizes)
    first = 0
    while first < len(some):
        behind = max(first + 1, int(np.searchsorted(ends, (ends[first - 1] if first else 0) + MANY, "right")))
        rows, long = some[first:behind], sizes[first:behind]
        total = np.cumsum(long)
        others = np.arange(int(total[-1]), dtype=np.int64) + np.repeat(starts[key_at[rows]] - (total - long), long)
        tally.add(np.repeat(document_at[rows], long), document_at[others])
        first = behind
    one, other, shared = tally.counts()
    return holders.documents[one], holders.documents[other], shared


def common_keys(holders: Holders, ones: Ints, others: Ints) -> tuple[Ints, Ints, Ints]:
    """What each of ``ones`` has in common with its one of ``others``: the place of the pair, and the places in ``holders.at`` of the one and of the
    other, for each key that both hold."""
    order = np.argsort(holders.document_at, kind="stable")
    documents = holders.document_at[order]
    place_of = np.searchsorted(holders.documents, ones), np.searchsorted(holders.documents, others)
    first, behind = np.searchsorted(documents, place_of[0]), np.searchsorted(documents, place_of[0], "right")
    many = behind - first
    ends = np.cumsum(many)
    of_one = order[np.arange(int(many.sum()), dtype=np.int64) + np.repeat(first - (ends - many), many)]
    pair = np.repeat(np.arange(len(ones), dtype=np.int64), many)
    wanted = holders.key_at[of_one] * np.int64(max(1, len(holders.documents))) + place_of[1][pair]
    found = np.minimum(np.searchsorted(holders.at, wanted), max(0, len(holders.at) - 1))
    both = holders.at[found] == wanted if len(holders.at) else np.zeros(0, dtype=np.bool_)
    return pair[both], of_one[both], found[both]


def shared_by(holders: Holders, ones: Ints, others: Ints, common: int) -> Ints:
    """By how many keys each of ``ones`` meets its one of ``others``, as :func:`meetings` counts; all that both hold are in ``holders``."""
    pair, of_one, of_other = common_keys(holders, ones, others)
    counts = np.bincount(holders.key_at, minlength=len(holders.keys))
    meets = (counts[holders.key_at[of_one]] <= common) | (abs(of_one - of_other) == 1)
    found: Ints = np.bincount(pair[meets], minlength=len(ones))
    return found


def _distinct(values: Ints) -> Ints:
    """The values in order, each once. Sorted: numpy hashes them, which takes three times as long."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _neighbours(key_at: Ints, rows: Ints) -> list[tuple[Ints, NDArray[np.bool_]]]:
    out = []
    for step in (-1, 1):
        at = rows + step
        ok = (at >= 0) & (at < len(key_at))
        ok[ok] = key_at[at[ok]] == key_at[rows[ok]]
        out.append((at, ok))
    return out


class _Tally:
    """How often each pair was met."""

    def __init__(self, size: int) -> None:
        self._size = np.int64(max(1, size))
        self._pairs: Ints = np.empty(0, dtype=np.int64)
        self._counts: Ints = np.empty(0, dtype=np.int64)

    def add(self, one: Ints, other: Ints) -> None:
        """Counts these meetings; nobody meets itself."""
        apart = one != other
        pairs, counts = np.unique(one[apart] * self._size + other[apart], return_counts=True)
        every = _distinct(np.concatenate([self._pairs, pairs]))
        added = np.zeros(len(every), dtype=np.int64)
        for own, many in ((self._pairs, self._counts), (pairs, counts)):  # each once in either
            added[np.searchsorted(every, own)] += many
        self._pairs, self._counts = every, added

    def counts(self) -> tuple[Ints, Ints, Ints]:
        """Pairs with their counts."""
        return self._pairs // self._size, self._pairs % self._size, self._counts
