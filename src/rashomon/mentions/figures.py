"""Reads counts in words and digits: "at least 12", "more than 6,500", "several dozen", "between 500 and 1300", "no".

What low and high mean is one table, in ``docs/concepts/figures.md``. A figure here is only a count with its bounds; whether it
counts people, and what happened to them, is for :mod:`rashomon.mentions.casualties`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.mentions.figure_numbers import BOUNDS, number, phrase_at, table

_PLUS = re.compile(r"^([\d,]+)\+$")
_TILDE = re.compile(r"^~([\d,]+)$")

_QUOTES = ('"', "''", "``")


@dataclass(frozen=True, slots=True)
class Reading:
    """A count over tokens ``first``..``last`` (inclusive). ``core`` is where the number itself begins, after "at least".

    ``kind``: number, open ("dozens"), vague ("many"), none ("no"). ``increment``: said to come on top ("another 30").
    """

    first: int
    last: int
    core: int
    low: int | None
    high: int | None
    kind: str
    approx: bool = False
    increment: bool = False
    rules: tuple[str, ...] = ()

    @property
    def vague(self) -> bool:
        """Whether the words say no more than that there was more than one."""
        return self.kind == "vague"

    @property
    def exact(self) -> int | None:
        """The number, where the words give exactly one."""
        return self.low if self.low == self.high else None


def _core(words: Sequence[str], i: int) -> Reading | None:
    """A number, open, vague or none word at token ``i``, without bounds."""
    t = table()
    exact = number(words, i)
    if exact:
        value, j, rules = exact
        plus = phrase_at(t.after, words, j)
        if plus and plus[1].get("kind") == "after_at_least":
            return Reading(i, plus[0] - 1, i, value, None, "number", rules=(*rules, plus[1].rule))
        if plus:
            return Reading(i, plus[0] - 1, i, value, value, "number", approx=True, rules=(*rules, plus[1].rule))
        return Reading(i, j - 1, i, value, value, "number", rules=rules)
    glued = _PLUS.match(words[i])
    if glued:
        return Reading(i, i, i, int(glued[1].replace(",", "")), None, "number", rules=("numbers.plus",))
    tilde = _TILDE.match(words[i])
    if tilde:
        value = int(tilde[1].replace(",", ""))
        return Reading(i, i, i, value, value, "number", approx=True, rules=("numbers.tilde",))
    found = phrase_at(t.core, words, i)
    if not found:
        return None
    j, entry = found
    kind, low = entry.get("kind"), entry.get("low")
    if kind in ("open", "vague") and j < len(words):
        if words[j] in t.multiplier and kind == "open":  # "several dozen", "a few hundred": so many times
            return Reading(i, j, i, low * t.multiplier[words[j]], None, "open", rules=(entry.rule,))
        stronger = phrase_at(t.core, words, j)
        if stronger and stronger[1].get("kind") == "open" and stronger[1].get("low") > low:  # "many hundreds": at least hundreds
            return Reading(i, stronger[0] - 1, i, stronger[1].get("low"), None, "open", rules=(entry.rule, stronger[1].rule))
    if kind == "none":
        return Reading(i, j - 1, i, 0, 0, "none", rules=(entry.rule,))
    return Reading(i, j - 1, i, low, None, kind, rules=(entry.rule,))


def _range(words: Sequence[str], i: int) -> Reading | None:
    """ "between a and b", "from a to b", "a to b", "a-b", "a or b"."""
    opener = words[i] in ("between", "from")
    a_at = i + 1 if opener else i
    skip = _skip(words, a_at)
    a = number(words, skip)
    if a is None or a[1] >= len(words):
        return None
    link = words[a[1]]
    allowed = {"between": ("and",), "from": ("to",)}.get(words[i], ("to", "-", "–", "or"))
    if link not in allowed and not (opener and link == "-"):
        return None
    after = a[1] + 1
    if opener and link == "-":  # "from 40 - by one list - to 90" is not this; "to" only
        return None
    if opener and after < len(words) and words[after] == "-":
        end = next((k for k in range(after + 1, min(after + 8, len(words))) if words[k] == "-"), None)
        after = end + 1 if end is not None else after
    b = number(words, _skip(words, after))
    if b is None or b[0] <= a[0] or b[1] > i + 24:
        return None
    if link == "or" and b[0] > 2 * a[0]:
        return None
    if not opener and link == "-" and b[0] > 12 * a[0]:
        return None
    return Reading(i, b[1] - 1, a_at, a[0], b[0], "number", rules=("numbers.range",))


def _skip(words: Sequence[str], i: int) -> int:
    found = phrase_at(table().before, words, i)
    return found[0] if found and found[1].get("kind") in ("approx", "neutral", "at_least", "more_than", "up_to") else i


def read_at(words: Sequence[str], i: int) -> Reading | None:
    """The figure that begins at token ``i`` (words in lower case), bounds and all; the longest one, or None."""
    t = table()
    j, bound, approx, increment = i, "", False, False
    rules: list[str] = []
    while True:
        ranged = _range(words, j) if j < len(words) else None
        if ranged:
            return Reading(i, ranged.last, ranged.core, ranged.low, ranged.high, "number", approx, increment, (*rules, *ranged.rules))
        found = phrase_at(t.before, words, j)
        if found is None or found[0] >= len(words):
            break
        kind = found[1].get("kind")
        j, rules = found[0], [*rules, found[1].rule]
        if kind in BOUNDS and j + 1 < len(words) and words[j] in _QUOTES and words[j + 1] not in _QUOTES:
            j += 1  # '"at least" six', 'at least "six"'
        if kind == "approx":
            approx = True
        elif kind == "increment":
            increment = True
        elif kind != "neutral":
            bound = kind
    core = _core(words, j)
    if core is None:
        if j > i and words[i] == "some":  # "some" was read as "about", but no number follows
            return Reading(i, i, i, 2, None, "vague", rules=("numbers.some",))
        if increment and j == i + 1:  # "another soldier"
            return Reading(i, i, i, 1, 1, "number", increment=True, rules=tuple(rules)) if words[i] == "another" else None
        return None
    low, high = core.low, core.high
    if core.kind == "number" and low is not None:
        if bound == "at_least":
            high = None
        elif bound == "more_than":
            low, high = low + 1, None
        elif bound == "up_to":
            low, high = None, low
        elif bound == "less_than":
            low, high = None, (core.low or 0) - 1
    elif core.kind == "none" and j > i:
        return None
    elif core.kind in ("open", "vague") and bound in ("up_to", "less_than"):
        bound = ""
    return Reading(i, core.last, core.core, low, high, core.kind, approx or core.approx, increment, (*rules, *core.rules))


def _may_begin(words: Sequence[str], i: int) -> bool:
    """Whether a figure can begin at token ``i``: cheaper than :func:`read_at`, which says no to four words of five that begin some."""
    t, word = table(), words[i]
    if word in t.starters:
        seconds = t.seconds.get(word)
        if seconds is None or i + 1 == len(words):
            return True
        behind = words[i + 1]
        return behind in seconds or (word in _OPENERS and (behind[:1].isdigit() or "-" in behind))
    if word[:1].isdigit() or word[:1] == "~":
        return True
    tens, glue, ones = word.partition("-")
    return bool(glue) and tens in t.cardinal and ones in t.cardinal


_OPENERS = frozenset({"between", "from"})


def read_figures(words: Sequence[str]) -> list[Reading]:
    """All figures in a sentence's words (lower case), from left to right, none inside another."""
    out: list[Reading] = []
    i, end = 0, len(words)
    while i < end:
        if not _may_begin(words, i):
            i += 1
            continue
        reading = read_at(words, i)
        if reading is None:
            i += 1
        else:
            out.append(reading)
            i = reading.last + 1
    return out
