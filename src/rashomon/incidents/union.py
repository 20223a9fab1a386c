"""What is tied to what, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable, Set
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Things that are tied, directly or through others. A tie of two that hang together already costs nothing."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def things(self) -> Set[T]:
        """All that was ever asked about or tied."""
        return self._parent.keys()

    def root(self, thing: T) -> T:
        """What stands for all that ``thing`` is tied to."""
        parent = self._parent
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def tie(self, a: T, b: T) -> None:
        """Ties two things."""
        self._parent[self.root(b)] = self.root(a)
