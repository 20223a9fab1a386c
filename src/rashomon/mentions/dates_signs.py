"""Which kinds of words of time a text has, found in one pass, so that only the patterns that can match are tried.

35 patterns tried one after the other on every sentence took 3.5 ms of CPU a document; most sentences have no word for more than a few.
Each pattern is listed with the words without which it cannot match; a pattern that is not listed is always tried.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import ahocorasick

from rashomon.mentions.dates_words import patterns, table

#: What a text may have, as bits. The first six are read from its digits, the others are words.
DIGIT, YEAR, PRINTED, DOTTED, CLOCK, TENS = (1 << n for n in range(6))
MONTH, WEEKDAY, UNIT, PART, WORD, REFERENCE, HOLIDAY, DECADE = (1 << n for n in range(6, 14))
AGO, SHIFT, WAY, EDGE, LAST, WEEKEND, SINCE, YEAR_WORD = (1 << n for n in range(14, 22))
EVERYTHING = -1

#: pattern → what it cannot do without
_NEEDS = {
    "iso": YEAR | PRINTED,
    "numeric": PRINTED,
    "month_day": MONTH | DIGIT,
    "dotted": DOTTED | YEAR,
    "day_mon": MONTH | DIGIT,
    "day_month_range": MONTH | DIGIT,
    "month_span": MONTH | YEAR,
    "month_of_year": MONTH | YEAR_WORD | WAY,
    "month_range": MONTH | DIGIT,
    "day_month": MONTH | DIGIT,
    "month_year": MONTH | YEAR,
    "month": MONTH,
    "month_bare": MONTH,
    "weekday": WEEKDAY,
    "weekday_short": WEEKDAY,
    "part_of_weekday": WEEKDAY | PART,
    "part_to_weekday": WEEKDAY | PART,
    "year": YEAR,
    "decade": YEAR | TENS,
    "decade_short": TENS,
    "decade_word": DECADE,
    "before_last": LAST | SHIFT | UNIT,
    "edge_unit": EDGE | UNIT,
    "word": WORD,
    "reference": REFERENCE,
    "ago": AGO | UNIT,
    "shifted": SHIFT | UNIT,
    "last_unit": WAY,
    "period": WAY | UNIT,
    "weekend": WEEKEND,
    "stretch": UNIT,
    "holiday": HOLIDAY,
    "since_then": SINCE,
    "time": CLOCK,
    "part": PART,
}
_KINDS = {
    "month": MONTH,
    "weekday": WEEKDAY,
    "unit": UNIT,
    "part": PART,
    "word": WORD,
    "reference": REFERENCE,
    "holiday": HOLIDAY,
    "decade": DECADE,
}
_OTHERS = {
    AGO: ("ago",),
    SHIFT: ("earlier", "later", "before", "after", "previously", "prior", "afterward", "afterwards"),
    WAY: ("last", "this", "next", "previous", "past", "preceding", "recent", "coming"),
    EDGE: ("end", "beginning", "start", "middle"),
    LAST: ("last",),
    WEEKEND: ("weekend",),
    SINCE: ("since",),
    YEAR_WORD: ("year",),
}
_DIGITS = (
    (DIGIT, re.compile(r"\d")),
    (YEAR, re.compile(r"(?:19|20)\d\d")),
    (PRINTED, re.compile(r"\d[-/.]\d")),
    (DOTTED, re.compile(r"\d\.\s\d")),
    (CLOCK, re.compile(r"\d(?:[:.]\d|\d\d\d\s|\s?[ap]\.?m\b)", re.I)),
    (TENS, re.compile(r"0'?s", re.I)),
)


@cache
def _automaton() -> ahocorasick.Automaton:
    bits: dict[str, int] = {}
    for kind, bit in _KINDS.items():
        for form in table(kind):
            bits[form.lower()] = bits.get(form.lower(), 0) | bit
    for bit, forms in _OTHERS.items():
        for form in forms:
            bits[form] = bits.get(form, 0) | bit
    automaton = ahocorasick.Automaton()
    for form, bit in bits.items():
        automaton.add_word(form, (len(form), bit))
    automaton.make_automaton()
    return automaton


def signs(text: str) -> int:
    """What of the above stands in a text; :data:`EVERYTHING` where letters have forms that only matching without case can join."""
    if not text.isascii() and any(c in text for c in "\u0130\u0131\u017f\u212a"):
        return EVERYTHING
    found = 0
    low = text.lower()
    for end, (length, bit) in _automaton().iter(low):
        start = end - length
        if (start >= 0 and (low[start].isalnum() or low[start] == "_")) or bit & ~found == 0:
            continue
        behind = low[end + 1 : end + 2]
        if behind.isalpha() and not (behind == "s" or low.startswith("the", end + 1)):
            continue
        found |= bit
    if _DIGITS[0][1].search(text):
        for bit, pattern in _DIGITS:
            if pattern.search(text):
                found |= bit
    return found


@cache
def _needs() -> tuple[tuple[int, str, re.Pattern[str], int], ...]:
    return tuple((order, name, pattern, _NEEDS.get(name, 0)) for order, (name, pattern) in enumerate(patterns()))


@lru_cache(maxsize=4096)
def _tried(found: int) -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    return tuple((order, name, pattern) for order, name, pattern, needs in _needs() if found & needs == needs)


def tried(text: str) -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    """The patterns that may match in a text, each with its rank and name; none in a text without a word of time."""
    return _tried(signs(text))
