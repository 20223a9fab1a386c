"""What an executor is: two verbs, because the work has two shapes, one per document and one per block of documents."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Protocol, Self, TypeVar

from rashomon.errors import RashomonError

A = TypeVar("A")
B = TypeVar("B")
B_co = TypeVar("B_co", covariant=True)

#: Members of blocks that go to a worker as one piece of work: of most blocks there are thousands with two or three members.
PARCEL = 64


class WorkerDied(RashomonError):
    """A worker was lost with what it had in hand."""


class Executor(Protocol):
    """Does work elsewhere, and gives what ``local`` gives: the same results in the order of the items, whoever was done first.

    ``work`` is a function of a module (engines send its name), items are values that can be pickled. Items are taken as they are needed:
    no more of them wait than keep the workers busy, so neither items nor results ever fill the memory. An error of ``work`` is raised where
    its result would stand. What a worker had in hand when it died is done again by another; where that dies, too, ``lost`` makes the result,
    or, without it, :class:`WorkerDied` is raised. Use it as a context, or :meth:`close` it: what is not done then is not done at all.
    """

    workers: int
    #: Whether its workers are elsewhere, and had better read the input themselves than be sent it.
    apart: bool

    @property
    def ready(self) -> bool:
        """Whether there are workers beside this process that have begun already: then work of tenths of a second is worth giving away."""
        ...

    def begin(self) -> None:
        """Starts what needs time to start, and returns at once: for who knows that there will be work."""
        ...

    def map(self, work: Callable[[A], B], items: Iterable[A], lost: Callable[[A], B] | None = None) -> Iterator[B]:
        """The results of ``work`` on each item, in the order of the items. Workers begin at once, not when the first result is asked for."""
        ...

    def group(self, work: Callable[[Sequence[A]], B], blocks: Iterable[Sequence[A]]) -> Iterator[B]:
        """The results of ``work`` on each block, in the order of the blocks. Small blocks travel together, a big one alone."""
        ...

    def close(self) -> None:
        """Ends the workers; may be called twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Waiting(Protocol[B_co]):
    """Work that was given away: as engines call it, a future."""

    def result(self) -> B_co:
        """Its result, waited for."""
        ...


class Engine:
    """What executors have in common that give work away, piece by piece: order, and an end to what waits."""

    workers: int
    apart = False
    #: Pieces of work that wait or are being done, for each worker: one in hand and the next beside it.
    ahead = 2
    #: Times that a piece of work is given away again when its worker died: it may have died of something else.
    tries = 2

    @property
    def ready(self) -> bool:
        """As :class:`Executor` says."""
        return False

    @abstractmethod
    def give(self, work: Callable[[A], B], item: A) -> Waiting[B]:
        """Gives a piece of work away."""

    @abstractmethod
    def take(self, waiting: Waiting[B]) -> B:
        """The result of a piece; raises WorkerDied where a worker was lost with it."""

    @abstractmethod
    def drop(self, waiting: Sequence[Waiting[Any]]) -> None:
        """Ends pieces whose results nobody waits for any more."""

    @abstractmethod
    def begin(self) -> None:
        """As :class:`Executor` says."""

    @abstractmethod
    def close(self) -> None:
        """As :class:`Executor` says."""

    def map(self, work: Callable[[A], B], items: Iterable[A], lost: Callable[[A], B] | None = None) -> Iterator[B]:
        """As :class:`Executor` says."""
        rest = iter(items)
        waiting = deque((item, self.give(work, item)) for item in islice(rest, self.ahead * self.workers))
        return self._results(work, rest, waiting, lost)

    def _results(
        self, work: Callable[[A], B], rest: Iterator[A], waiting: deque[tuple[A, Waiting[B]]], lost: Callable[[A], B] | None
    ) -> Iterator[B]:
        try:
            for item in rest:
                waiting.append((item, self.give(work, item)))
                if len(waiting) > self.ahead * self.workers:
                    yield self._surely(work, *waiting.popleft(), lost)
            while waiting:
                yield self._surely(work, *waiting.popleft(), lost)
        finally:
            if waiting:
                self.drop([one for _, one in waiting])

    def _surely(self, work: Callable[[A], B], item: A, given: Waiting[B], lost: Callable[[A], B] | None) -> B:
        for tried in range(self.tries + 1):
            try:
                return self.take(given if tried == 0 else self.give(work, item))
            except WorkerDied:
                if tried == self.tries and lost is None:
                    raise
        assert lost is not None
        return lost(item)

    def group(self, work: Callable[[Sequence[A]], B], blocks: Iterable[Sequence[A]]) -> Iterator[B]:
        """As :class:`Executor` says."""
        return chain.from_iterable(self.map(Each(work), parcels(blocks)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Each:
    """Work on blocks, as work on a parcel of them."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work = work

    def __call__(self, parcel: Sequence[Any]) -> list[Any]:
        """The result of each block."""
        return [self.work(block) for block in parcel]


def parcels(blocks: Iterable[Sequence[A]], size: int = PARCEL) -> Iterator[list[Sequence[A]]]:
    """Blocks packed together until they have ``size`` members, in order."""
    parcel: list[Sequence[A]] = []
    members = 0
    for block in blocks:
        if parcel and members + len(block) > size:
            yield parcel
            parcel, members = [], 0
        parcel.append(block)
        members += len(block)
    if parcel:
        yield parcel
