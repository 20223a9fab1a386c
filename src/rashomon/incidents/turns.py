"""In which order pairs are joined: so that groups come out as from the best pair of all down, one neighbourhood after the other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray


def by_turns(pairs: Iterable[tuple[int, int]], count: int, starts: Iterable[int], root: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """The pairs of numbers below ``count``, given the best first, in another order that makes the same groups.

    What comes of a pair hangs only on the two groups it would join, and these on the pairs before it that have an end in one of them. So a pair may have its
    turn as soon as none of two groups has a better one; whatever else waits elsewhere (so nearest-neighbour chains cluster, Murtagh 1983).
    From each of ``starts`` the best pair of a group is followed to the other group, to its best, and so on, and what is looked at one after the other lies
    together. From the best of all down, each next pair of a war of years is of another month, and hardly any of what was at hand serves it.

    ``root`` says what stands for the group of a number, and is asked after each pair whether it was joined. Pairs inside one group are left out.
    """
    ends = _Waiting(pairs, count)
    for start in starts:
        trail = [start]
        while trail:
            here = root(trail[-1])
            rank = ends.best(here)
            if rank is None:
                trail.pop()
                continue
            i, j = ends.pair(rank)
            a, b = root(i), root(j)
            if a == b:
                ends.drop(rank)
                continue
            other = b if a == here else a
            if ends.best(other) != rank:
                trail.append(j if other == b else i)
                continue
            ends.drop(rank)
            yield i, j
            if (made := root(i)) == root(j):
                ends.merge(a, b, made)
            if len(trail) > 1:
                trail.pop()


class _Waiting:
    """The pairs whose turn has not come, by the groups they end in. Of each number the next one waits in the heap of its group."""

    def __init__(self, pairs: Iterable[tuple[int, int]], count: int) -> None:
        self._ones, self._others = array("i"), array("i")
        for i, j in pairs:
            self._ones.append(i)
            self._others.append(j)
        ends = np.concatenate(
            [np.frombuffer(x, dtype=np.int32) for x in (self._ones, self._others)] if self._ones else [np.empty(0, np.int32)]
        )
        order: NDArray[np.int64] = np.argsort(ends, kind="stable")  # of each number its pairs, the best first within each column
        ranks = order % max(1, len(self._ones))
        self._first = np.searchsorted(ends[order], np.arange(count + 1)).tolist()
        self._ranks = [array("i", sorted(ranks[a:b].tolist())) for a, b in zip(self._first, self._first[1:], strict=False)]
        self._next = [0] * count
        self._done = bytearray(len(self._ones))
        self._heaps: dict[int, list[tuple[int, int]]] = {n: [(own[0], n)] for n, own in enumerate(self._ranks) if own}

    def pair(self, rank: int) -> tuple[int, int]:
        """The pair at a place of the order, 0 the best."""
        return self._ones[rank], self._others[rank]

    def drop(self, rank: int) -> None:
        """Its turn is over."""
        self._done[rank] = 1

    def best(self, group: int) -> int | None:
        """The best pair that waits with an end in a group; None where none does."""
        heap = self._heaps.get(group)
        while heap:
            rank, n = heap[0]
            if not self._done[rank]:
                return rank
            heappop(heap)
            own, at = self._ranks[n], self._next[n]
            while at < len(own) and self._done[own[at]]:
                at += 1
            self._next[n] = at
            if at < len(own):
                heappush(heap, (own[at], n))
        return None

    def merge(self, a: int, b: int, made: int) -> None:
        """What waits for two groups waits for the one made of them."""
        small, large = sorted((self._heaps.pop(a, []), self._heaps.pop(b, [])), key=len)
        if len(small) * 8 > len(large):
            large += small
            heapify(large)
        else:
            for one in small:
                heappush(large, one)
        self._heaps[made] = large
