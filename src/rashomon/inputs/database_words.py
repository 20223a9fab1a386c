"""The words of ``databases.yml``: dates, languages, zones and labels as exports of newspaper databases write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rashomon.kept import kept


@cache
def words() -> dict[str, Any]:
    """The file as it stands; read as YAML once (0.04 s of CPU of every start), and kept."""
    text = Path(__file__).with_name("databases.yml").read_bytes()
    return kept("databases", [text], lambda: dict(yaml.safe_load(text)))


@cache
def meanings(*path: str) -> dict[str, str]:
    """Label → what it is, in small letters, of a table like ``{title: [headline, titre]}`` at ``path``."""
    table: Any = words()
    for key in path:
        table = table[key]
    return {label.casefold(): what for what, labels in table.items() for label in labels}


@cache
def label_pattern(*path: str) -> re.Pattern[str]:
    """``Label: value`` for the labels at ``path``; French prints a space before the colon."""
    forms = sorted(meanings(*path), key=lambda f: (-len(f), f))
    return re.compile(
        r"(" + "|".join(re.escape(f) for f in forms) + r")[ \t\xa0]{0,3}:(?=\s|$|\S)[ \t\xa0]*(.*)", re.IGNORECASE | re.DOTALL
    )


@cache
def any_of(*path: str) -> re.Pattern[str]:
    """One of the words at ``path``."""
    table: Any = words()
    for key in path:
        table = table[key]
    return re.compile("(?:" + "|".join(re.escape(f) for f in sorted(table, key=lambda f: (-len(f), f))) + ")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A moment in words: ``day`` as ISO day, or ISO month or year where no more is told; ``time`` as ISO time with its zone where told;
    ``whole``: the words are a date and nothing else."""

    day: str
    time: str | None = None
    whole: bool = True

    @property
    def iso(self) -> str:
        """Day and time in ISO form."""
        return f"{self.day}T{self.time}" if self.time and len(self.day) == 10 else self.day


_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})(?::|\.| ?[hH] ?|時)(\d\d)(?:[:.](\d\d))?(?:\.\d{1,6})?(?![\d])(?:[ \xa0]?([AaPp])\.?[Mm]\b\.?)?"
    r"(?:[ \xa0]?(?:Uhr|h)\b)?(?:[ \xa0]?\(?([A-Za-z]{1,5})?(?:([+-])(\d{1,2})(?::?(\d\d))?)?\)?(?![A-Za-z]))?"
)
_ISO = re.compile(r"(?<!\d)((?:18|19|20)\d\d)([-/]?)(\d\d)\2(\d\d)(?!\d)")
_EAST = re.compile(r"((?:18|19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2((?:18|19|20)\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:-feira)?|\d+")


@cache
def _months() -> Mapping[str, int]:
    return {name: int(month) for month, names in words()["months"].items() for name in names}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(w for phrase in words()["date_words"] for w in str(phrase).casefold().split())


def when(text: str) -> When | None:
    """The date at the beginning of some words, in any of the languages of the interfaces; None where there is none, or where it can be
    two days ("03/04/2024")."""
    text = text.strip()[:160]
    time, rest = _time(text)
    found = _day(rest)
    if found is None:
        return None
    day, left = found
    return When(day, time, not left)


def _time(text: str) -> tuple[str | None, str]:
    for m in _TIME.finditer(text):
        hour, minute, second = int(m[1]), int(m[2]), int(m[3] or 0)
        if m[4]:
            hour = hour % 12 + (12 if m[4] in "Pp" else 0)
        if hour > 23 or minute > 59 or second > 59 or (m[0].count(".") and not m[4] and _FIGURES.search(text[m.start() : m.end() + 6])):
            continue
        zone = (m[5] or "").casefold()
        known = zone in words()["zones"]
        offset = int(words()["zones"][zone]) if known else None
        end = m.end() if known or (not zone and m[6]) else (m.start(5) if m[5] else m.end())
        if m[6] and (known or not zone):
            offset = (offset or 0) + (1 if m[6] == "+" else -1) * (int(m[7]) * 60 + int(m[8] or 0))
        out = f"{hour:02}:{minute:02}:{second:02}"
        if offset is not None and abs(offset) < 24 * 60:
            out += f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
        return out, f"{text[: m.start()]} {text[end:]}"
    return None, text


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day(text: str) -> tuple[str, bool] | None:
    """The day, and whether anything but a date is left."""
    for pattern, at in ((_ISO, (1, 3, 4)), (_EAST, (1, 2, 3))):
        m = pattern.match(text)
        if m:
            day = _iso(*(int(m[n]) for n in at))
            return (day, bool(_left(text[m.end() :]))) if day else None
    m = _FIGURES.match(text)
    if m:
        a, b, y = int(m[1]), int(m[3]), int(m[4])
        both = {x for x in (_iso(y, b, a), _iso(y, a, b) if m[2] != "." else None) if x}
        return (both.pop(), bool(_left(text[m.end() :]))) if len(both) == 1 else None
    month: int | None = None
    number_of_day: int | None = None
    year: int | None = None
    year_first = False  # "2024 Feb 13"
    left: list[str] = []
    for w in _WORD.findall(text.casefold()):
        if w.isdigit():
            number = int(w)
            if year is None and len(w) == 4 and 1800 <= number < 2100:
                year, year_first = number, month is None
            elif number_of_day is None and len(w) <= 2 and 1 <= number <= 31 and (year is None or year_first):
                number_of_day = number
            else:
                left.append(w)
        elif w in _months() and month is None:
            month = _months()[w]
        elif w not in _fillers():
            left.append(w)
            if year is None or month is None:
                return None  # a date begins the words or there is none
    if year is None or (month is None and (number_of_day is not None or left)):
        return None
    if month is None:
        return f"{year:04}", False
    if number_of_day is None:
        return f"{year:04}-{month:02}", bool(left)
    iso = _iso(year, month, number_of_day)
    return (iso, bool(left)) if iso else None


def _left(text: str) -> Sequence[str]:
    return [w for w in _WORD.findall(text.casefold()) if w not in _fillers() and w not in ("t", "z")]


def language_code(words_: str) -> str | None:
    """The code of a language by its name in any of the interfaces' languages ("GERMAN; Deutsch", "anglais", "EN")."""
    table = meanings("languages")
    for part in re.split(r"[;,/]", words_):
        name = part.strip().casefold()
        if name in table:
            return table[name]
        if re.fullmatch(r"[a-z]{2}(?:-[a-z]{2})?", name) and name[:2] in words()["languages"]:
            return name[:2]
    return None
