"""The executor without workers: everything in this process, one after the other. What it gives, all others must give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Self, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Local:
    """Work done here, when its result is asked for."""

    workers = 1
    apart = False
    ready = False

    def begin(self) -> None:
        """Nothing to start."""

    def map(self, work: Callable[[A], B], items: Iterable[A], lost: Callable[[A], B] | None = None) -> Iterator[B]:
        """The results of ``work`` on each item, each when it is asked for."""
        return (work(item) for item in items)

    def group(self, work: Callable[[Sequence[A]], B], blocks: Iterable[Sequence[A]]) -> Iterator[B]:
        """The results of ``work`` on each block."""
        return (work(block) for block in blocks)

    def close(self) -> None:
        """Nothing to end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
