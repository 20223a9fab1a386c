"""What reviewers put together or kept apart, as clustering needs it: indices of mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence


class Groups:
    """Groups of the numbers below ``count``, all alone at first."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self.members: dict[int, list[int]] = {i: [i] for i in range(count)}

    def root(self, i: int) -> int:
        """The number that stands for the group of ``i``."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Makes one group of the groups of ``i`` and ``j``."""
        a, b = self.root(i), self.root(j)
        if a == b:
            return
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        self._parent[b] = a
        self.members[a] += self.members.pop(b)


class Bonds:
    """Pairs that are one incident, and pairs that never are. ``documents`` are those of the mentions."""

    def __init__(self, documents: Sequence[str], together: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]]) -> None:
        self._documents = documents
        self._together = list(together)
        self._apart: dict[int, set[int]] = defaultdict(set)
        for i, j in apart:
            self._apart[i].add(j)
            self._apart[j].add(i)

    def __bool__(self) -> bool:
        return bool(self._together or self._apart)

    def start(self) -> Groups:
        """Groups of what is together before any score is looked at."""
        groups = Groups(len(self._documents))
        for i, j in self._together:
            groups.join(i, j)
        return groups

    def allow(self, groups: Groups, i: int, j: int) -> bool:
        """Whether the groups of ``i`` and ``j`` may become one: nothing in them is kept apart, and no document tells two events of them."""
        a, b = groups.root(i), groups.root(j)
        if a == b:
            return True
        left, right = groups.members[a], groups.members[b]
        if self._apart and any(not self._apart[x].isdisjoint(right) for x in left if x in self._apart):
            return False
        return not self._together or {self._documents[x] for x in left}.isdisjoint(self._documents[x] for x in right)
