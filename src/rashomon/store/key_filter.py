"""Keys that may be held: a few bits each, so that those nobody holds, eight of ten in a stream of news, are told without reading anything."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Bits for each key, and how many of them a key sets: of those not held some 2 in 100 pass.
ROOM, SET = 10, 4
_U1, _U6, _U32, _U63 = map(np.uint64, (1, 6, 32, 63))
_MIX = np.uint64(0x9E3779B97F4A7C15)


class KeyFilter:
    """A set of keys that never denies one it was given. Of a million articles of 300 words it takes 160 MB.

    The bits of a key stand in one word of 64, so that each is looked for at one place: 130,000 keys asked of a million articles are as many
    places that no cache holds.
    """

    def __init__(self, many: int) -> None:
        self._words: NDArray[np.uint64] = np.zeros(max(1, ROOM * many // 64), dtype=np.uint64)

    def add(self, keys: NDArray[np.int64]) -> None:
        """Takes these keys in."""
        np.bitwise_or.at(self._words, *self._places(keys))

    def may_hold(self, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each of these keys may be among them."""
        at, bits = self._places(keys)
        found: NDArray[np.bool_] = self._words[at] & bits == bits
        return found

    def _places(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """The word of each key, and its bits there: the first bits are alike in keys, each the smallest of some runs, so they are mixed."""
        mixed = (keys.astype(np.uint64) ^ (keys.astype(np.uint64) >> _U32)) * _MIX
        at = ((mixed >> _U32) * np.uint64(len(self._words)) >> _U32).astype(np.int64)
        bits = np.zeros(len(keys), dtype=np.uint64)
        for _ in range(SET):
            bits |= np.left_shift(_U1, mixed & _U63)
            mixed >>= _U6
        return at, bits
