"""What is tied to what, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable


class Union:
    """Things that are tied, directly or through others."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, thing: Hashable) -> Hashable:
        """What stands for all that ``thing`` is tied to."""
        parent = self._parent
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def tie(self, a: Hashable, b: Hashable) -> None:
        """Ties two things."""
        self._parent[self.root(b)] = self.root(a)
