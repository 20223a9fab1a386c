"""The guard against chains: whether two groups of mentions may become one. Of an event that a thousand reports tell, half a million pairs ask, and
most of them ask of the same few groups: what was found of two groups is kept, and carried on as they grow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rashomon.incidents.union import Union

#: Scores have four digits (:func:`rashomon.incidents.features.score`); their sums are kept as whole numbers, so that the order in which they are added says nothing.
DIGITS = 10_000


class Joining:
    """Groups of the numbers below ``len(documents)``, all alone at first, as they grow.

    Two may become one where no document's own events would fall together, no pair across them scores ``veto`` or less, and a pair scores ``mean`` or
    more on average. ``score`` is asked of each pair of numbers at most once. A group is a tree of what it was joined from; of two groups are kept
    the sum over the pairs that were looked at, and the branches whose pairs were not yet.
    """

    def __init__(self, documents: Sequence[str], score: Callable[[int, int], float], veto: float, mean: float) -> None:
        self._score, self._veto, self._mean = score, round(veto * DIGITS), round(mean * DIGITS)
        self._union = Union[int]()
        self._branches: dict[int, tuple[int, int]] = {}
        self._sizes = [1] * len(documents)
        self._documents = [{d} for d in documents]
        self._never: list[set[int]] = [set() for _ in documents]
        self._sums: list[dict[int, tuple[int, list[tuple[int, int]]]]] = [{} for _ in documents]

    def root(self, i: int) -> int:
        """The number that stands for the group of ``i``."""
        return self._union.root(i)

    def may_join(self, a: int, b: int) -> bool:
        """Whether the groups that ``a`` and ``b`` stand for may become one. What vetoes it once does so for good: groups only grow."""
        if b in self._never[a]:
            return False
        if not self._documents[a].isdisjoint(self._documents[b]):
            return self._part(a, b)
        total, left = self._sums[a].get(b, (0, [(a, b)]))
        for one, other in left:
            for i in self._members(one):
                for j in self._members(other):
                    value = round(self._score(i, j) * DIGITS)
                    if value <= self._veto:
                        return self._part(a, b)
                    total += value
        self._sums[a][b] = self._sums[b][a] = total, []
        return total >= self._mean * self._sizes[a] * self._sizes[b]

    def join(self, a: int, b: int) -> int:
        """Makes one group of the groups that ``a`` and ``b`` stand for; what stands for it now is a number of its own."""
        new = len(self._sizes)
        self._union.tie(new, a)
        self._union.tie(new, b)
        self._branches[new] = (a, b)
        self._sizes.append(self._sizes[a] + self._sizes[b])
        small, large = sorted((self._documents[a], self._documents[b]), key=len)
        large |= small
        self._documents.append(large)
        self._carry(a, b, new)
        self._documents[a] = self._documents[b] = set()
        return new

    def _carry(self, a: int, b: int, new: int) -> None:
        """What was known of either group, of the new one."""
        small, large = sorted((self._never[a], self._never[b]), key=len)
        for old in (a, b):
            for other in self._never[old]:
                self._never[other].discard(old)
                self._never[other].add(new)
        large |= small
        self._never.append(large)
        sums: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        for one, sibling in ((a, b), (b, a)):
            for other, (total, left) in self._sums[one].items():
                self._sums[other].pop(one, None)
                if other in (a, b) or other in large or other in sums:
                    continue
                more, rest = self._sums[sibling].get(other, (0, [(sibling, other)]))
                sums[other] = total + more, left + rest
        for other, known in sums.items():
            self._sums[other].pop(a, None)
            self._sums[other].pop(b, None)
            self._sums[other][new] = known
        self._sums.append(sums)
        self._never[a] = self._never[b] = set()
        self._sums[a] = self._sums[b] = {}

    def _part(self, a: int, b: int) -> bool:
        self._never[a].add(b)
        self._never[b].add(a)
        self._sums[a].pop(b, None)
        self._sums[b].pop(a, None)
        return False

    def _members(self, node: int) -> list[int]:
        out, todo = [], [node]
        while todo:
            at = todo.pop()
            if at in self._branches:
                todo += self._branches[at]
            else:
                out.append(at)
        return out
