"""Keys that may be held: a few bits each, so that those nobody holds, eight of ten in a stream of news, are told without reading anything."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Bits for each key at least; twice as many at most. A key that is not held passes in 2 to 8 of 100 cases.
ROOM = 6


class KeyFilter:
    """A set of keys that never denies one it was given. Of a million articles of 300 words it takes 130 MB."""

    def __init__(self, many: int) -> None:
        self._bits = max(3, (ROOM * many - 1).bit_length())
        self._held: NDArray[np.uint8] = np.zeros(1 << (self._bits - 3), dtype=np.uint8)

    def add(self, keys: NDArray[np.int64]) -> None:
        """Takes these keys in."""
        for place in self._places(keys):
            np.bitwise_or.at(self._held, place >> 3, np.left_shift(np.uint8(1), (place & 7).astype(np.uint8)))

    def may_hold(self, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each of these keys may be among them."""
        found = np.ones(len(keys), dtype=np.bool_)
        for place in self._places(keys):
            found &= (self._held[place >> 3] >> (place & 7).astype(np.uint8) & 1).astype(np.bool_)
        return found

    def _places(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Two places of each key, of bits that say nothing of each other: the first bits are alike in keys, each the smallest of some runs."""
        mask = np.int64((1 << self._bits) - 1)
        mixed = (keys ^ (keys >> np.int64(29))) * np.int64(0x1B873593CC9E2D51)
        return keys & mask, (mixed >> np.int64(17)) & mask
