"""What a desk keeps in memory: shelves, derivations, and one lock for each of them, so that forty who ask for one wait for one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Generic, TypeVar

from rashomon.queries.limits import TooLong

T = TypeVar("T")


class Holding(Generic[T]):
    """The last few of something that is costly to make, each made by one at a time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, list[object]] = {}  # a lock, and how many hold or want it

    def get(self, key: Hashable) -> T | None:
        """What is held under a key."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def clear(self) -> None:
        """Lets go of everything."""
        with self._lock:
            self._held.clear()

    def obtain(self, key: Hashable, good: Callable[[T], bool], make: Callable[[T | None], T], patience: float) -> T:
        """What is held under a key where it is ``good``, else what ``make`` makes of what was held (None: nothing was). Raises TooLong where
        somebody else makes it for longer than ``patience`` seconds."""
        held = self.get(key)
        if held is not None and good(held):
            return held
        with self._alone(key, patience):
            held = self.get(key)
            if held is not None and good(held):
                return held
            made = make(held)
            with self._lock:
                self._held[key] = made
                self._held.move_to_end(key)
                while len(self._held) > self.most:
                    self._held.popitem(last=False)
            return made

    @contextmanager
    def _alone(self, key: Hashable, patience: float) -> Iterator[None]:
        with self._lock:
            own = self._making.setdefault(key, [Lock(), 0])
            own[1] += 1  # type: ignore[operator]
        lock: Lock = own[0]  # type: ignore[assignment]
        try:
            if not lock.acquire(timeout=patience):
                raise TooLong("what was asked for is being made for somebody else; ask again in a moment", retry=5)
            try:
                yield
            finally:
                lock.release()
        finally:
            with self._lock:
                own[1] -= 1  # type: ignore[operator]
                if not own[1]:
                    self._making.pop(key, None)
