"""Words a pattern cannot match without, so that most patterns need not be tried on most lines.

A lexicon of furniture holds dozens of patterns and a line of news fits none of them; trying them all was a quarter of the time in which a
document was made. The words are read off the pattern itself, so an entry of the lexicon says nothing of them and can never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import ahocorasick

from rashomon.kept import kept, source

#: Letters that :mod:`re` takes for others where case is no matter and ``lower`` does not: long s, dotless i, and what "İ" becomes.
_ODD = re.compile("[\u017f\u0131\u0307]")
#: More words than these for one pattern are no help.
MOST, FEW = 200, 40
_EMPTY = frozenset(("",))


@cache
def needs(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Words of which one stands, in small letters, in all that the pattern matches; None where it names none."""
    try:
        parser: Any = import_module("re._parser")
        return _of(parser.parse(pattern.pattern, pattern.flags))
    except (ImportError, AttributeError, TypeError, ValueError):  # a Python whose own reader of patterns is another: all are tried
        return None


def _of(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The best of the words that parts of a pattern name; parts side by side that stand for a few strings each are put together."""
    best: frozenset[str] | None = None
    run = _EMPTY
    for op, value in items:
        strings = _strings(str(op), value)
        if strings is not None and len(run) * len(strings) <= MOST:
            run = frozenset(a + b for a in run for b in strings)
            continue
        best = _better(best, run)
        run = _EMPTY if strings is None else strings
        if strings is None:
            best = _better(best, _inside(str(op), value))
    return _better(best, run)


def _strings(op: str, value: Any) -> frozenset[str] | None:
    """All that a part can stand for, in small letters, where that is a few strings."""
    if op == "LITERAL":
        return frozenset((chr(value).lower(),))
    if op == "IN" and len(value) <= 4 and all(str(o) == "LITERAL" for o, _ in value):
        return frozenset(chr(v).lower() for _, v in value)
    if op == "AT":
        return _EMPTY
    if op == "SUBPATTERN":
        return _sequence(value[3])
    if op == "BRANCH":
        found = [_sequence(branch) for branch in value[1]]
        return _few(frozenset().union(*(f for f in found if f is not None))) if all(f is not None for f in found) else None
    if op in ("MAX_REPEAT", "MIN_REPEAT") and value[:2] == (0, 1):
        once = _sequence(value[2])
        return None if once is None else _few(_EMPTY | once)
    return None


def _sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    run = _EMPTY
    for op, value in items:
        strings = _strings(str(op), value)
        if strings is None or len(run) * len(strings) > MOST:
            return None
        run = frozenset(a + b for a in run for b in strings)
    return run


def _few(strings: frozenset[str]) -> frozenset[str] | None:
    return strings if len(strings) <= MOST else None


def _inside(op: str, value: Any) -> frozenset[str] | None:
    """The best words of a part that holds others."""
    if op == "SUBPATTERN":
        return _of(value[3])
    if op == "ATOMIC_GROUP":
        return _of(value)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of(value[2]) if value[0] else None
    if op == "BRANCH":
        found = [_of(branch) for branch in value[1]]
        return frozenset().union(*(f for f in found if f is not None)) if all(f is not None for f in found) else None
    return None


def _better(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    if b is not None and len(b) <= FEW:  # of words that hold one another the shorter do
        b = frozenset(w for w in b if not any(v in w for v in b if v is not w))
    return b if _worth(b) > _worth(a) else a


def _worth(words: frozenset[str] | None) -> tuple[int, int]:
    """How seldom the words stand in a text: the longest are rarest, and signs rarer than letters."""
    if words is None or len(words) > MOST or not all(w.strip(" .,") for w in words):
        return 0, 0
    return min(len(w) + 2 * (not any(c.isalnum() or c.isspace() or c in ".,'-" for c in w)) for w in words), -len(words)


def _kept_needs(patterns: Sequence[re.Pattern[str]]) -> list[frozenset[str] | None]:
    """:func:`needs` of some patterns, kept between runs: reading them off a hundred patterns takes 0.14 s."""
    try:
        about = [*source(__file__), *(repr((p.pattern, p.flags)).encode() for p in patterns)]
    except OSError:
        return [needs(p) for p in patterns]
    return kept("needs", about, lambda: [needs(p) for p in patterns])


class Sieve:
    """Patterns in their order, of which those are left that a text can fit by its words, and other words looked for on the same way."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], words: Iterable[str] = ()) -> None:
        self._always, self._all = 0, (1 << len(patterns)) - 1
        found: dict[str, int] = dict.fromkeys(words, 0)
        self._wanted = frozenset(found)
        for n, named in enumerate(_kept_needs(patterns)):
            if named is None:
                self._always |= 1 << n
            for word in named or ():
                found[word] = found.get(word, 0) | 1 << n
        self._words: Any = ahocorasick.Automaton()
        for word, bits in found.items():
            self._words.add_word(word, (bits, word if word in self._wanted else None))
        if found:
            self._words.make_automaton()

    def fits(self, low: str) -> tuple[int, list[tuple[int, str]]]:
        """The numbers of the patterns left, as bits, and the other words with their starts; ``low`` is in small letters."""
        left = self._always if low.isascii() or _ODD.search(low) is None else self._all
        places: list[tuple[int, str]] = []
        if self._words:
            for last, (bits, word) in self._words.iter(low):
                left |= bits
                if word is not None:
                    places.append((last + 1 - len(word), word))
        return left, places
