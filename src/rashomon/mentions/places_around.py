"""What stands right before and behind a name. The long patterns of ``places_words`` are tried only where the word beside the name is one
they can begin or end with: nineteen names of twenty are told by that, and the patterns took 0.6 ms of CPU a document."""

from __future__ import annotations

import re
from functools import cache

from rashomon.mentions import places_words as words

_ENDS_PIECE = frozenset("(\"'-") | {c for c in map(chr, range(0x3001)) if c.isspace()}
_OF_NATIONS = ("n", "i", "ese", "ish", "ch")
_NEXT = re.compile(r"(?:'s)?[\s-]+(\w+)", re.I)
_FIRST = re.compile(r"\w+")
_LAST = re.compile(r"[^\s(\"'-]*$")


def _last_piece(left: str, behind: str = "") -> str | None:
    """The last word before white space (and ``behind`` before that) in lower case, cut at hyphens, quotes and brackets; None where no white
    space ends the text."""
    bare = left.rstrip()
    if len(bare) == len(left):
        return None
    end = len(bare)
    if behind and end and bare[end - 1] == behind:
        end -= 1
    start = end
    while start and bare[start - 1] not in _ENDS_PIECE:
        start -= 1
    return bare[start:end]


@cache
def _lead_pieces() -> frozenset[str]:
    forms = {*words.relations(), "between", "and", "or", "of", *words.beside_names()}
    return frozenset(_LAST.search(f)[0] for f in forms) | {"", "s", "held", "controlled"}  # type: ignore[index]


def lead(left: str) -> re.Match[str] | None:
    """The relation word before a name with what stands between ("in the northern town of"), at the end of ``left``."""
    piece = _last_piece(left)
    if piece is None:
        return None
    if piece.isascii() and piece.lower() not in _lead_pieces() and not ("A" <= piece[:1] <= "Z" and piece.endswith(_OF_NATIONS)):
        return None
    near = left[-120:]
    return words.before().search(near, _first_that_may(near))


@cache
def _between() -> frozenset[str]:
    return frozenset(w for f in words.beside_names() for w in f.split())


def _first_that_may(near: str) -> int:
    """Where the pattern of :func:`lead` can begin at the earliest: all words from there on may stand between a relation word and a name,
    but for the three before them, which may be that word."""
    if any(c in near for c in "\t\n\r\u00a0"):
        return 0
    at, beyond = len(near.rstrip()), 0
    while at > 0 and beyond < 4:
        start = near.rfind(" ", 0, at)
        word = near[start + 1 : at]
        if beyond or not (
            word.lower() in _between() or not word.isascii() or not word.islower() or word.endswith(("-held", "-controlled"))
        ):
            beyond += 1
        at = start
    return max(at, 0)


@cache
def _kind_pieces() -> frozenset[str]:
    return frozenset(m[0] for f in words.forms("filler") | words.kinds_of_place() if (m := _FIRST.match(f)))


def follow(text: str, end: int) -> re.Match[str] | None:
    """A word of kind behind the name that ends at ``end`` ("province", "International Airport")."""
    piece = _NEXT.match(text, end)
    if piece is None or (piece[1].isascii() and piece[1].lower() not in _kind_pieces()):
        return None
    return words.after().match(text[end : end + 60])


@cache
def _called_pieces() -> frozenset[str]:
    return frozenset(_LAST.search(f)[0] for f in words.forms("settlement") | words.forms("beside"))  # type: ignore[index]


def called(left: str) -> re.Match[str] | None:
    """ "in the capital, " at the end of ``left``."""
    piece = _last_piece(left, ",")
    if piece is None or (piece.isascii() and piece.lower() not in _called_pieces()):
        return None
    return words.called().search(left[-80:])


def distant(left: str) -> bool:
    """Whether "300 km from" or the like stands at the end of ``left``: the place is not where it happened."""
    near = left[-120:]
    return ("of" in near.lower() or "from" in near.lower()) and words.distance().search(near) is not None


def apposed(text: str, end: int) -> bool:
    """Whether ", a settlement in" follows."""
    return text.startswith(",", end) and words.apposed().match(text[end : end + 90]) is not None
