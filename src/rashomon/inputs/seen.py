"""Names that were met, and where, in little room: of a long input there are millions.

A dictionary of names and places took 220 bytes an article. Here a name is its hash of 64 bits, and where it stood a number: 16 bytes in
sorted arrays, which are looked through by halving. Two of a million names have one hash once in 30 million inputs.
"""

from __future__ import annotations

import hashlib
from typing import Any

#: Names that wait in a dictionary until they are sorted in.
WAITING = 65_536
_LINE_BITS = 40


class Seen:
    """Names with the file and the place of each."""

    def __init__(self) -> None:
        self._waiting: dict[int, int] = {}
        self._sorted: list[tuple[Any, Any]] = []  # arrays of hashes and of places, the longest first
        self._files: list[str] = []
        self._odd: dict[int, str] = {}  # places that are no lines

    def where(self, name: str) -> tuple[str, str] | None:
        """The file in which a name stood, and its place there (":17", or nothing); None where it is new."""
        key = _hash(name)
        value = self._waiting.get(key)
        if value is None:
            for keys, values in self._sorted:
                at = int(keys.searchsorted(key))
                if at < len(keys) and int(keys[at]) == key:
                    value = int(values[at])
                    break
            else:
                return None
        line = value & ((1 << _LINE_BITS) - 1)
        return self._files[value >> _LINE_BITS], self._odd.get(key, f":{line - 1}" if line else "")

    def add(self, name: str, file: str, place: str) -> None:
        """A name that was not there before."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        key = _hash(name)
        number = place[1:]
        if place and not (place[0] == ":" and number.isascii() and number.isdigit() and len(number) < 12 and str(int(number)) == number):
            self._odd[key] = place
            number = ""
        self._waiting[key] = (len(self._files) - 1) << _LINE_BITS | (int(number) + 1 if number else 0)
        if len(self._waiting) >= WAITING:
            self._sort_in()

    def _sort_in(self) -> None:
        """What waits as arrays; those that are no longer than twice the one behind them are made one, so that few are looked through."""
        import numpy as np

        keys = np.fromiter(self._waiting.keys(), np.int64, len(self._waiting))
        values = np.fromiter(self._waiting.values(), np.int64, len(self._waiting))
        self._waiting.clear()
        while self._sorted and len(self._sorted[-1][0]) <= 2 * len(keys):
            more_keys, more_values = self._sorted.pop()
            keys, values = np.concatenate((more_keys, keys)), np.concatenate((more_values, values))
        order = keys.argsort()
        self._sorted.append((keys[order], values[order]))


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
