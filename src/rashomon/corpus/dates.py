"""Dates as they are printed: "February 13, 2024", "Tue May 3 2016", "17-08-2014", "2020-12-03"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from rashomon.language.renderers import PIVOT
from rashomon.lexicon import load
from rashomon.lexicon.loader import files, languages


@dataclass(frozen=True, slots=True)
class Printed:
    """A date in a text. ``year``, ``month`` and ``day`` as far as they stand there; ``weekday`` where it is named with the date."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    time: str | None = None
    label: str | None = None  # published, updated: what stands before it
    either: tuple[int, int] | None = None  # "03-05-2016": day and month in an order that is not told
    order: str | None = None  # "dm" or "md" where figures show it themselves: "13/05/2016"

    @property
    def full(self) -> date | None:
        """The day, where year, month and day are there and make one."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def earliest(self) -> date | None:
        """First day it can mean, None without a year."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class _Words:
    months: dict[str, int]
    weekdays: dict[str, int]
    labels: dict[str, str]
    ahead: frozenset[str]
    also_words: frozenset[str]
    date: re.Pattern[str]
    digit: re.Pattern[str]
    before: int  # letters a date has at most before that digit, and behind it
    behind: int
    weekday: re.Pattern[str]


_READING: ContextVar[str] = ContextVar("language of the document whose dates are read", default=PIVOT)


@contextmanager
def dates_in(language: str | None) -> Iterator[None]:
    """Dates are read in this language, as far as there is a lexicon of its printed dates, until the block ends."""
    token = _READING.set(_known(language))
    try:
        yield
    finally:
        _READING.reset(token)


@cache
def _known(language: str | None) -> str:
    return language if language in languages() and "printed_dates" in files(language) else PIVOT


def words(language: str | None = None) -> _Words:
    """The lexicon of printed dates made ready; of the language that is being read where no other than the rules' own is asked for."""
    return _words(_asked(language))


def _asked(language: str | None) -> str:
    return _READING.get() if language is None or language == PIVOT else language


@cache
def _words(language: str) -> _Words:
    tables: dict[str, dict[str, int]] = {"month": {}, "weekday": {}}
    labels: dict[str, str] = {}
    ahead: set[str] = set()
    also: set[str] = set()
    for entry in load("printed_dates", language):
        kind = str(entry.get("kind"))
        if kind in tables:
            tables[kind].update({f: int(entry.get("value")) for f in entry.forms})
            if entry.get("also_word"):
                also.update(entry.forms)
        elif kind in ("published", "updated"):
            labels.update(dict.fromkeys(entry.forms, kind))
        elif kind == "ahead":
            ahead.update(entry.forms)
    month = "(?:" + "|".join(sorted(tables["month"], key=lambda f: (-len(f), f))) + r")(?![a-z])\.?"
    weekday = "(?:" + "|".join(sorted(tables["weekday"], key=lambda f: (-len(f), f))) + r")(?![a-z])\.?"
    label = "(?:" + "|".join(re.escape(f) for f in sorted(labels, key=lambda f: (-len(f), f))) + ")"
    small = any(e.get("small") for e in load("printed_dates", language))
    year = r"(?:19|20)\d\d(?!\d)"
    ordinal = "".join(f"|{f}" for e in load("printed_dates", language) if e.get("kind") == "ordinal" for f in e.forms)
    clock = "".join(f for e in load("printed_dates", language) if e.get("kind") == "clock" for f in e.forms)
    lead = "".join(f"{f} |" for e in load("printed_dates", language) if e.get("kind") == "before_time" for f in e.forms)
    time = rf"(?:(?:,? ?(?:{lead}at )?|[T|-] ?)\d{{1,2}}[:.{clock}]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: ?(?:Z|[+-]\d\d:?\d\d|gmt|utc|ist|ksa|et|est|edt|pst|bst|cet|eet)\b)?)"
    pattern = (
        rf"(?:(?<!\w)(?P<label>{label}) ?[:|-]? ?)?(?:(?<![a-z])\(?(?P<wd>{weekday})\)?,? ?(?:the )?)?"
        rf"(?:(?P<y1>{year})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)(?!\d)"
        rf"|(?<!\d)(?P<d2>\d\d?)(?:st|nd|rd|th{ordinal})?(?: of)?[ -](?P<m2>{month})[, -]{{0,2}}(?P<y2>{year})?"
        rf"|(?<![a-z])(?P<m3>{month}) ?(?P<d3>\d\d?)(?:st|nd|rd|th)?(?!\d|[:.]\d)(?:,? {{0,2}}(?P<y3>{year}))?"
        rf"|(?<![a-z])(?P<m5>{month}) (?P<d5>\d\d)(?P<y5>{year})"
        rf"|(?<![\d./-])(?P<a4>\d\d?)(?P<sep>[-./])(?P<b4>\d\d?)(?P=sep)(?P<y4>{year})"
        rf"|(?<![a-z])(?P<m6>{month}) (?P<y6>{year}))(?P<time>{time})?"
    )
    return _Words(
        tables["month"],
        tables["weekday"],
        labels,
        frozenset(ahead),
        frozenset(also),
        re.compile(pattern, re.IGNORECASE),
        _digit(tables["month"], ordinal),
        _longest(labels) + _longest(tables["weekday"]) + _longest(tables["month"]) + 40,
        _longest(tables["month"]) + len(lead) + 100,
        _weekday(tables["weekday"], small=small),
    )


def _longest(forms: Iterable[str]) -> int:
    return max(map(len, forms), default=0)


def _either(forms: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(f) for f in sorted(set(forms))) + ")"


def _digit(months: Iterable[str], ordinal: str) -> re.Pattern[str]:
    """A digit that may be of a date: behind the last letters of a month's name, before the first of one, or followed by two more numbers.

    Every date has one, few other numbers are such, and for a lone digit :mod:`re` looks 30 times faster than for a date.
    """
    ends = {min(3, len(f)) for f in months}
    behind = "|".join(
        rf"(?<={_either(f[-n:] for f in months if min(3, len(f)) == n)}{gap}\d)" for n in sorted(ends) for gap in ("", "[ .]", r"\. ")
    )
    before = rf"(?:st|nd|rd|th{ordinal})?(?: of)?[ -]{_either(f[:3] for f in months)}"
    return re.compile(rf"\d(?:{behind}|(?={before}|[-./]\d\d?[-./]\d))", re.IGNORECASE)


def _weekday(forms: Iterable[str], *, small: bool) -> re.Pattern[str]:
    """A weekday; where they are written with a capital, with that, which is found five times faster."""
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    if small:
        return re.compile(rf"(?<![a-z])(?:{'|'.join(ordered)})(?![a-z])\.?", re.IGNORECASE)
    rests = {first: "|".join(f[1:] for f in ordered if f[0] == first) for first in sorted({f[0] for f in ordered})}
    return re.compile("|".join(rf"{first.upper()}(?i:(?<![a-z].)(?:{rest})(?![a-z])\.?)" for first, rest in rests.items()))


#: Longer texts are read anew whenever they are asked for.
KEPT = 5000


def find_dates(text: str, language: str | None = None) -> list[Printed]:
    """Printed dates of an even text, in order. "03-05-2016" is left without month and day: it means two days."""
    return list(_kept_dates(text, _asked(language))) if len(text) <= KEPT else _dates_in(text, _asked(language))


@lru_cache(maxsize=1024)
def _kept_dates(text: str, language: str) -> tuple[Printed, ...]:
    """Of the paragraphs of a batch two thirds are asked twice: for the date of the article, and when it is compared with others."""
    return tuple(_dates_in(text, language))


def _dates_in(text: str, language: str) -> list[Printed]:
    out: list[Printed] = []
    lex = _words(language)
    for m in _matches(lex, text):
        g = m.groupdict()
        name = (g["m2"] or g["m3"] or g["m5"] or g["m6"] or "").rstrip(".")
        named = lex.months.get(name.lower())
        if name in lex.also_words or (name and named is None):
            continue  # "they may 3 times"; a letter that only looks like one of the month's, as an old long s
        year, month, day = None, None, None
        either: tuple[int, int] | None = None
        order: str | None = None
        if g["y1"]:
            year, month, day = int(g["y1"]), int(g["m1"]), int(g["d1"])
        elif g["m2"]:
            year, month, day = _int(g["y2"]), named, int(g["d2"])
        elif g["m3"]:
            year, month, day = _int(g["y3"]), named, int(g["d3"])
        elif g["m5"]:
            year, month, day = int(g["y5"]), named, int(g["d5"])
        elif g["y4"]:
            year = int(g["y4"])
            a, b = int(g["a4"]), int(g["b4"])
            if b > 12 >= a:
                month, day, order = a, b, "md"
            elif a > 12 >= b or a == b or g["sep"] == ".":  # with full stops the day comes first wherever dates are so written
                day, month, order = a, b, "dm" if a > 12 else None
            elif 1 <= a <= 12 and 1 <= b <= 12:
                either = (a, b)
        elif g["m6"]:
            year, month = int(g["y6"]), named
        if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
            continue
        weekday = lex.weekdays.get((g["wd"] or "").rstrip(".").lower())
        start = m.start()
        label = lex.labels.get((g["label"] or "").lower())
        out.append(
            Printed(
                start, m.end(), year, month, day, weekday, (g["time"] or "").lstrip(" ,|-T").rstrip(" ,|-") or None, label, either, order
            )
        )
    return out


def _matches(lex: _Words, text: str) -> Iterator[re.Match[str]]:
    """What ``lex.date.finditer`` gives. The pattern is tried only around digits that may be of a date."""
    last = 0
    for digit in lex.digit.finditer(text):
        at = digit.start()
        if at < last:
            continue
        found = lex.date.search(text, max(last, at - lex.before), at + lex.behind)
        if found is not None and found.start() <= at:  # one that begins further on may be cut off here, and has a digit of its own
            last = found.end()
            yield found


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def weekdays(text: str, language: str | None = None) -> list[tuple[int, int, int]]:
    """(start, end, weekday) of named weekdays in an even text."""
    lex = words(language)
    return [
        (m.start(), m.end(), lex.weekdays[m.group().rstrip(".").lower()])
        for m in lex.weekday.finditer(text)
        if len(m.group().rstrip(".")) > 3
    ]
