"""Whole numbers for data sets that want them, made of our ids and of names.

All are in ranges that no release uses, have a fixed number of digits and end in none but 1-9. Fifteen digits is what R writes of a number, so that
``paste`` and ``write.csv`` change none of them; ending in 0s, R would write ``1e+14``. Two incidents of 100,000 meet in one number with a
chance of 5 in a million; then the one whose incident_id is the smaller keeps it.
"""

from __future__ import annotations

from hashlib import sha256

#: Letters before the numbers: ISO 3166 leaves XAA to XZZ to its users, so that no country will ever have them.
PREFIX = "XRA"
EVENT = 15
#: Digits of the number behind the letters of an ACLED-style id.
ROW = 12
#: Digits of the numbers of parties, dyads and conflicts, and the digit each begins with.
NAMED = 13
CIVILIANS = 1


def number(text: str, digits: int, first: int | None = None) -> int:
    """A number of so many digits, the same for the same text: from 1 (or ``first``) on, never ending in 0."""
    base = int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:16], "big")
    low: int
    high: int
    low, high = (
        (10 ** (digits - 2), 10 ** (digits - 1)) if first is None else (first * 10 ** (digits - 2), (first + 1) * 10 ** (digits - 2))
    )
    head, last = divmod(base, 9)
    return (low + head % (high - low)) * 10 + last + 1


class Numbers:
    """Numbers that stand for one thing each within an export. Asked in order of incident_id, so that the first keeps its number."""

    def __init__(self) -> None:
        self._taken: dict[int, str] = {}

    def event(self, key: str) -> int:
        """The number of an event; ``key`` is its incident's id, with the number of the row where there are several."""
        return self._free(key, EVENT, None)

    def row(self, key: str) -> str:
        """An ACLED-style id: three letters and a number."""
        return f"{PREFIX}{self._free(f'row {key}', ROW, None)}"

    def actor(self, name: str) -> int:
        """The number of a party, the same in every export: 1 and twelve digits."""
        return self._free(f"actor {name}", NAMED, 1)

    def dyad(self, name: str) -> int:
        """The number of a dyad: 2 and twelve digits."""
        return self._free(f"dyad {name}", NAMED, 2)

    def conflict(self, name: str) -> int:
        """The number of a conflict: 3 and twelve digits."""
        return self._free(f"conflict {name}", NAMED, 3)

    def _free(self, key: str, digits: int, first: int | None) -> int:
        again = 0
        while True:
            found = number(key if not again else f"{key} {again}", digits, first)
            if self._taken.setdefault(found, key) == key:
                return found
            again += 1
