"""Makes characters even for matching, with a way back to the offsets of the document.

Document text is never changed (rule 3 of the house). What the matcher and the parser see has straight quotes, plain spaces, plain
dashes and ASCII digits, and lacks zero-width and bidi characters, which hide words from a reader of code but not from a person.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

_ONE_TO_ONE = {
    0x00A0: " ", 0x2007: " ", 0x202F: " ", 0x2009: " ", 0x200A: " ", 0x2002: " ", 0x2003: " ", 0x3000: " ", 0x2028: "\n", 0x2029: "\n",
    0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x02BC: "'", 0x00B4: "'",
    0x201C: '"', 0x201D: '"', 0x201E: '"', 0x201F: '"', 0x00AB: '"', 0x00BB: '"',
    0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2212: "-", 0x2015: "\u2014",
}  # fmt: skip
_HIDDEN = frozenset(
    chr(c) for c in [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


_CHANGED = re.compile("[" + "".join(map(chr, _ONE_TO_ONE)) + "]")
_OTHER_DIGIT = re.compile(r"[^\W\D0-9]")
_ANY_HIDDEN = re.compile("[" + "".join(sorted(_HIDDEN)) + "]")


@cache
def _even(char: str) -> str:
    code = ord(char)
    if code < 128:
        return char
    if code in _ONE_TO_ONE:
        return _ONE_TO_ONE[code]
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    return char


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` for matching; ``offset(i)`` leads back. ``kept`` is None where no character was taken out."""

    text: str
    start: int
    kept: tuple[int, ...] | None

    def offset(self, i: int) -> int:
        """Offset in the document of character ``i`` of the even text (its length gives the end)."""
        if self.kept is None:
            return self.start + i
        if i < len(self.kept):
            return self.start + self.kept[i]
        return self.start + (self.kept[-1] + 1 if self.kept else 0)

    def end_offset(self, i: int) -> int:
        """Offset in the document just behind the character before ``i``: where a stretch ending at ``i`` ends."""
        if self.kept is None or i == 0:
            return self.offset(i)
        return self.start + self.kept[i - 1] + 1

    def index(self, offset: int) -> int:
        """Index in the even text of a document offset (the next kept character where that one was taken out)."""
        if self.kept is None:
            return offset - self.start
        return bisect_left(self.kept, offset - self.start)


#: Longer texts are made even anew whenever they are asked for.
KEPT = 5000


def normalise(text: str, start: int = 0) -> Normalised:
    """Even form of ``text``, which stands at offset ``start`` of its document."""
    if text.isascii():
        return Normalised(text, start, None)
    even, kept = _kept_even(text) if len(text) <= KEPT else _made_even(text)
    return Normalised(even, start, kept)


def _made_even(text: str) -> tuple[str, tuple[int, ...] | None]:
    if _ANY_HIDDEN.search(text) is not None:
        kept = tuple(i for i, c in enumerate(text) if c not in _HIDDEN)
        return "".join(_even(text[i]) for i in kept), kept
    even = _CHANGED.sub(lambda m: _ONE_TO_ONE[ord(m.group())], text)
    if _OTHER_DIGIT.search(even) is not None:
        even = _OTHER_DIGIT.sub(lambda m: _even(m.group()), even)
    return even, None


#: Every paragraph is asked for some five times while its document is made, and once more when it is compared with others.
_kept_even = lru_cache(maxsize=1024)(_made_even)
