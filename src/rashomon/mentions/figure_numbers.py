"""Numbers in words and digits, and the table of all words that figures are made of: "two thousand three hundred", "1,300", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.lexicon import Entry, load

_DIGITS = re.compile(r"^\d{1,9}$")
_GROUPED = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$")
_DECIMAL = re.compile(r"^\d{1,3}\.\d{1,2}$")
_GLUED = re.compile(r"^([a-z]+)-([a-z]+)$")
#: Kinds of entries in ``numbers.yml`` that stand before a number.
BOUNDS = ("at_least", "more_than", "up_to", "less_than", "approx", "neutral", "increment")
Phrases = dict[str, list[tuple[tuple[str, ...], Entry]]]


@dataclass(frozen=True, slots=True)
class Table:
    """What ``numbers.yml`` says, laid out for reading: phrases by their first word, numbers and units by their form."""

    core: Phrases  # open, vague, none, exact
    before: Phrases
    after: Phrases
    cardinal: dict[str, int]
    multiplier: dict[str, int]
    units: dict[str, str]
    starters: frozenset[str]
    seconds: dict[str, frozenset[str]]  # words that begin a figure only with one of these behind them ("in", "a", "from")


@cache
def table(language: str = "en") -> Table:
    """The words of a language that figures are made of."""
    core: Phrases = {}
    before: Phrases = {}
    after: Phrases = {}
    cardinal: dict[str, int] = {}
    multiplier: dict[str, int] = {}
    units: dict[str, str] = {}
    for entry in load("numbers", language):
        kind = entry.get("kind")
        for form in entry.forms:
            words = tuple(form.lower().split())
            if kind == "cardinal":
                cardinal[form] = entry.get("value")
            elif kind == "multiplier":
                multiplier[form] = entry.get("value")
            elif kind == "unit":
                units[form.lower()] = entry.get("reason")
            else:
                target = before if kind in BOUNDS else after if kind.startswith("after") else core
                target.setdefault(words[0], []).append((words, entry))
    for phrases in (core, before, after):
        for options in phrases.values():
            options.sort(key=lambda o: (-len(o[0]), o[0]))
    starters = frozenset({*core, *before, *cardinal, *multiplier, "a", "an", "between", "from"})
    alone = {phrase[0] for phrases in (core, before) for options in phrases.values() for phrase, _ in options if len(phrase) == 1}
    seconds: dict[str, set[str]] = {"a": set(multiplier), "an": set(multiplier), "between": set(starters), "from": set(starters)}
    for phrases in (core, before):
        for options in phrases.values():
            for phrase, _ in options:
                if len(phrase) > 1:
                    seconds.setdefault(phrase[0], set()).add(phrase[1])
    sure = {w: frozenset(s) for w, s in seconds.items() if w not in alone and w not in cardinal and w not in multiplier}
    return Table(core, before, after, cardinal, multiplier, units, starters, sure)


def unit_reason(word: str) -> str | None:
    """Why a number before this noun counts no people ("a length of time", "money" …), or None."""
    return table().units.get(word)


def phrase_at(phrases: Phrases, words: Sequence[str], i: int) -> tuple[int, Entry] | None:
    """The longest of these phrases that stands at word ``i``, as the index behind it and its entry."""
    for form, entry in phrases.get(words[i], ()) if i < len(words) else ():
        length = len(form)
        if length == 1 or tuple(words[i : i + length]) == form:
            return i + length, entry
    return None


def _small(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """A number below a hundred in words: "twenty-six", "nineteen", "one"."""
    t = table()
    glued = _GLUED.match(words[i])
    if glued and glued[1] in t.cardinal and glued[2] in t.cardinal and t.cardinal[glued[1]] >= 20 > t.cardinal[glued[2]]:
        return t.cardinal[glued[1]] + t.cardinal[glued[2]], i + 1
    value = t.cardinal.get(words[i])
    if value is None:
        return None
    if value >= 20:
        j = i + 2 if i + 2 < len(words) and words[i + 1] == "-" else i + 1
        unit = t.cardinal.get(words[j]) if j < len(words) else None
        if unit is not None and unit < 10:
            return value + unit, j + 1
    return value, i + 1


def digits(words: Sequence[str], i: int) -> tuple[float, int] | None:
    """A number in digits: 1300, 1,300, 1.300, 1 300, 1.5 (the last only means something before "million")."""
    word = words[i]
    if _GROUPED.match(word):
        return float(re.sub("[,.]", "", word)), i + 1
    if _DECIMAL.match(word):
        return float(word), i + 1
    if not _DIGITS.match(word) or (word[0] == "0" and len(word) > 1):
        return None
    text, j = word, i + 1
    if len(word) <= 3 and word[0] != "0":
        while j < len(words) and re.fullmatch(r"\d{3}", words[j]):
            text, j = text + words[j], j + 1
    return float(text), j


def number(words: Sequence[str], i: int) -> tuple[int, int, tuple[str, ...]] | None:
    """An exact number from token ``i``: (value, index after it, rules); "one hundred and two", "two dozen", "1.5 million"."""
    if i >= len(words):
        return None
    t = table()
    found = phrase_at(t.core, words, i)
    if found and found[1].get("kind") == "exact":
        return found[1].get("low"), found[0], (found[1].rule,)
    start: tuple[float, int] | None = digits(words, i) or _small(words, i)
    if start is None and words[i] in ("a", "an", "one") and i + 1 < len(words) and words[i + 1] in t.multiplier:
        start = (1, i + 1)
    if start is None and words[i] in t.multiplier and words[i] not in ("score",):
        start = (1, i)
    if start is None:
        return None
    value, j = start
    total, rules = 0.0, ["numbers.digits" if words[i][0].isdigit() else "numbers.words"]
    while j < len(words) and words[j] in t.multiplier and words[j] != "score":
        value *= t.multiplier[words[j]]
        j += 1
        if value >= 1000 and j < len(words):  # "two thousand three hundred"
            total, value = total + value, 0.0
        k = j + 1 if j < len(words) and words[j] == "and" else j
        rest = _small(words, k) if k < len(words) and total + value >= 100 and not words[i][0].isdigit() else None
        if rest is None:
            break
        if rest[1] < len(words) and words[rest[1]] in t.multiplier and words[rest[1]] != "dozen":
            value, j = rest[0] + value, rest[1]
            continue
        value, j = value + rest[0], rest[1]
        break
    if value != int(value) or total + value > 10**9:
        return None
    return int(total + value), j, tuple(rules)
