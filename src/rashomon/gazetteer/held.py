"""Which keys an index may hold, told without asking it.

Of the names a text shows, nine of ten are in no list of places, and asking SQLite for one costs 50 µs. Here a key is two bits of a table of
2 MB beside the index, which all processes share; it says "perhaps" for every key that is held and for one in a hundred that is not.
"""

from __future__ import annotations

import mmap
import os
import sqlite3
import tempfile
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

SIZE = 1 << 21  # bytes; a million keys fill an eighth of the bits
_BITS = SIZE * 8 - 1


def _places(key: str) -> tuple[int, int]:
    number = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return number & _BITS, (number >> 32) & _BITS


class Held:
    """The table of one index."""

    def __init__(self, table: bytes | bytearray | mmap.mmap) -> None:
        self._table = table

    def may(self, key: str) -> bool:
        """False where the index does not hold the key for sure."""
        one, two = _places(key)
        table = self._table
        return bool(table[one >> 3] >> (one & 7) & 1 and table[two >> 3] >> (two & 7) & 1)


def table_of(keys: Iterable[str]) -> bytearray:
    """The table that holds these keys."""
    out = bytearray(SIZE)
    for key in keys:
        for place in _places(key):
            out[place >> 3] |= 1 << (place & 7)
    return out


def open_held(path: Path) -> Held | None:
    """The table in this file, None where there is none that can be read."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size == SIZE:
                return Held(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError:
        pass
    return None


def write_held(path: Path, index: sqlite3.Connection) -> None:
    """Writes the table of an index beside it, whole or not at all."""
    table = table_of(key for (key,) in index.execute("SELECT DISTINCT key FROM name"))
    handle, part = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(table)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
