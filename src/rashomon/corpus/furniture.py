"""What a line is by its words alone: page furniture, credits, captions, lists of other news. Words: ``boilerplate.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rashomon.corpus.lines import Line
from rashomon.corpus.needed import Sieve
from rashomon.corpus.note_patterns import NoteSigns
from rashomon.lexicon import load
from rashomon.lexicon.loader import Entry

_TRIM = " \t:;,.!?-–—|>»›<«‹*+•…&#\"'"


#: Letters before a legal phrase at the start of a line ("(Copyright 2020 …").
NOTICE = 15


@dataclass(frozen=True, slots=True)
class Fits:
    """An entry that names the line."""

    label: str
    rule: str
    opens: str | None


@cache
def agency_pattern(language: str) -> str:
    """A pattern for one or more agencies ("Reuters, AFP and dpa"), to be put into others; no group is captured."""
    forms = sorted({f for e in load("agencies", language) for f in e.forms}, key=lambda f: (-len(f), f))
    one = "(?:" + "|".join(re.escape(f) for f in forms) + ")"
    return rf"{one}(?:(?: ?[,/;+&] ?| and | with |, and ){one}){{0,5}}"


class _Rules:
    """The lexicon made ready: forms by kind of match."""

    def __init__(self, language: str) -> None:
        self.whole: dict[str, Entry] = {}
        self.start: dict[str, list[tuple[str, Entry]]] = {}
        self.link: list[tuple[str, Entry]] = []
        self.end: list[tuple[str, Entry]] = []
        self.order = {entry.id: n for n, entry in enumerate(load("boilerplate", language))}
        self.inside: dict[str, list[Entry]] = {}
        self.regex: list[tuple[re.Pattern[str], Entry]] = []
        for entry in load("boilerplate", language):
            kind = entry.get("match")
            if kind == "whole":
                self.whole.update({f.lower().strip(_TRIM) or f: entry for f in entry.forms})
            elif kind == "start":
                for form in entry.forms:
                    self.start.setdefault(_first(form.lower()), []).append((form.lower(), entry))
            elif kind == "end":
                self.end.extend((f.lower(), entry) for f in entry.forms)
            elif kind == "link":
                self.link.extend((f.lower(), entry) for f in entry.forms)
            elif kind == "contains":
                for form in entry.forms:
                    self.inside.setdefault(form.lower(), []).append(entry)
            elif kind == "regex":
                for form in entry.forms:
                    case = 0 if "AGENCIES" in form or "[A-Z]" in form else re.IGNORECASE
                    pattern = form.replace("AGENCIES", agency_pattern(language))
                    self.regex.append((re.compile(_loose_first(pattern) if not case else pattern, case), entry))
        addressed = [e for e in load("boilerplate", language) if e.get("match") == "addressed"]
        self.addressed = [
            (re.compile(r"\b(?:" + "|".join(re.escape(f) for f in sorted(e.forms, key=len, reverse=True)) + r")\b"), e) for e in addressed
        ]
        self.credits = sum(1 << n for n, (_, e) in enumerate(self.regex) if e.get("label") == "credit")
        self.addressing = frozenset(f for e in addressed for f in e.forms)
        self.notes = NoteSigns(language, at=len(self.regex))
        self.sieve = Sieve([*(p for p, _ in self.regex), *self.notes.patterns], {*self.inside, *self.addressing})
        self.end_forms = tuple(f for f, _ in self.end)
        self.tried: dict[int, list[tuple[re.Pattern[str], Entry]]] = {}
        self.link.sort(key=lambda fe: (-len(fe[0]), fe[0]))
        links = "|".join(re.escape(f) for f, _ in self.link)
        self.link_mark = re.compile(
            rf"[^\w]{{0,6}}(?P<mark>{links})(?: (?:on|from|in) (?-i:[A-Z])[\w ]{{1,30}})?[\])]?(?: ?[:|»>]+ ?| ?\u2014 ?| - )[^\w]{{0,3}}(?P<rest>\w.*)$",
            re.IGNORECASE,
        )

    def fitting(self, left: int) -> list[tuple[re.Pattern[str], Entry]]:
        """Of the patterns those whose numbers are left; the same few sets of them come again and again."""
        left &= (1 << len(self.regex)) - 1
        found = self.tried.get(left)
        if found is None:
            found = [pe for n, pe in enumerate(self.regex) if left >> n & 1]
            if len(self.tried) < 1000:
                self.tried[left] = found
        return found


def _loose_first(pattern: str) -> str:
    """A pattern that regards case (for the names in it), with its small words also at the start of a line or in capitals."""
    return re.sub(r"(?<![\\\w\[])([a-z])([a-z]{2,})(?![\w\]-])", lambda m: f"(?:{m[1].upper()}|{m[1]}){m[2]}", pattern)


def _first(form: str) -> str:
    return form.split(None, 1)[0].rstrip(":,")


@cache
def _rules(language: str) -> _Rules:
    return _Rules(language)


def looked(line: Line, language: str) -> tuple[int, list[tuple[int, str]]]:
    """What a line can be by its words, furniture or a note: one look for all of them (:class:`rashomon.corpus.needed.Sieve`)."""
    if line.looked is None:
        line.looked = _rules(language).sieve.fits(line.low)
    return line.looked


def signs_of(language: str) -> NoteSigns:
    """Numbers of the patterns of notes."""
    return _rules(language).notes


def note_signs(text: str, language: str) -> int:
    """Patterns of notes that a text can fit by its words."""
    rules = _rules(language)
    return rules.sieve.fits(text.lower())[0] >> rules.notes.at


def _by_words(rules: _Rules, line: Line, places: list[tuple[int, str]]) -> Entry | None:
    low = line.low
    found: list[tuple[int, Entry]] = []
    for start, form in places:
        entries = rules.inside.get(form, ())
        end = start + len(form)
        if form[0].isalnum() and start and low[start - 1].isalnum():
            continue
        if form[-1].isalpha() and end < len(low) and low[end].isalnum():
            continue
        found.extend((start, e) for e in entries if _short_enough(e, line) and start >= _from(e, line))
    if found and line.prose and said(line.even):
        # a notice at the end of a body line cuts no more than itself would; two of its phrases, or one at the start, are a notice
        legal = [f for f in found if f[1].id == "legal"]
        sure = len({f[0] for f in legal}) > 1 or any(f[0] < NOTICE for f in legal)
        found = [f for f in found if f[1].get("label") == "caption" or (sure and f[1].id == "legal")]
    return min(found, key=lambda f: (rules.order[f[1].id], f[0]))[1] if found else None


@cache
def _guard(language: str) -> re.Pattern[str]:
    forms = [f for e in load("boilerplate", language) if e.get("match") == "guard" for f in e.forms]
    return re.compile(r"\b(?:" + "|".join(re.escape(f) for f in forms) + r")\b", re.IGNORECASE)


def said(even: str, language: str = "en") -> bool:
    """Whether somebody says or suffers something in the line, as in running text and seldom in furniture."""
    return _guard(language).search(even) is not None


def _from(entry: Entry, line: Line) -> int:
    return len(line.even) // 2 if entry.get("late") and line.words > 12 else 0


def _short_enough(entry: Entry, line: Line) -> bool:
    longest = entry.get("longest")
    return longest is None or line.words <= int(longest)


def furniture(line: Line, language: str = "en") -> Fits | None:
    """What the lexicon says the line is, or None."""
    rules = _rules(language)
    plain = line.plain
    trimmed = plain.strip(_TRIM)
    entry = rules.whole.get(trimmed) or rules.whole.get(plain) or _by_link(rules, line)
    if entry is None:
        entry = _by_start(rules, line, plain) or _by_end(rules, line, trimmed)
    if entry is None:
        entry = _by_sieve(rules, line, language)
    if entry is None:
        return None
    return Fits(str(entry.get("label")), entry.rule, entry.get("opens"))


def _alone(low: str, start: int, end: int) -> bool:
    """Whether a form stands there as words of its own ("app", and not "happens")."""
    return not (start and low[start - 1].isalnum() and low[start].isalnum()) and not low[end : end + 1].isalnum()


def _by_sieve(rules: _Rules, line: Line, language: str) -> Entry | None:
    left, places = looked(line, language)
    entry = None
    if line.words <= 12:
        entry = next((e for p, e in rules.fitting(left & rules.credits) if p.match(line.even)), None)
    if entry is None and places:
        entry = _by_words(rules, line, places)
    if entry is None and any(form in rules.addressing and _alone(line.low, start, start + len(form)) for start, form in places):
        entry = _addressed(rules, line)
    if entry is None and line.words <= 140:
        entry = next((e for p, e in rules.fitting(left) if p.match(line.even)), None)
    return entry


_YOU = re.compile(r"\b(?:you|your|yours|you're|you'd|you'll|you've)\b")
_WE = re.compile(r"\b(?:we|us|our|i agree|i consent|i accept|my)\b")


def _addressed(rules: _Rules, line: Line) -> Entry | None:
    """The line speaks to its reader of the page's own affairs, as no article does outside of quotations."""
    low = line.low
    if '"' in low:
        return None
    you = _YOU.search(low) is not None
    if (not you and _WE.search(low) is None) or said(line.even):
        return None
    for pattern, entry in rules.addressed:
        if _short_enough(entry, line) and len({m.group() for m in pattern.finditer(low)}) > (not you):
            return entry
    return None


def _by_link(rules: _Rules, line: Line) -> Entry | None:
    """ "Also read: Bus falls into ravine": a mark and a headline. "More: the army said …" goes on in small letters, and is a sentence."""
    m = rules.link_mark.match(line.even) if line.words <= 60 else None
    if m is None:
        return None
    mark, rest = m["mark"].lower(), m["rest"]
    entry = next(e for f, e in rules.link if f == mark)
    if not _short_enough(entry, line) or (len(mark.split()) == 1 and rest[0].islower()):
        return None
    if len(mark.split()) == 1 and line.ends_sentence and said(rest):
        return None
    return entry


def _by_start(rules: _Rules, line: Line, plain: str) -> Entry | None:
    if not plain:
        return None
    first = _first(plain)
    for form, entry in sorted(rules.start.get(first, ()), key=lambda fe: -len(fe[0])):
        if plain.startswith(form) and not plain[len(form) : len(form) + 1].isalnum() and _short_enough(entry, line):
            # "Share prices fell." is a sentence: a short sentence with its full stop and five words is no button.
            if line.words >= 5 and line.even.endswith(".") and entry.get("label") != "caption":
                continue
            return entry
    return None


def _by_end(rules: _Rules, line: Line, trimmed: str) -> Entry | None:
    if not trimmed.endswith(rules.end_forms):
        return None
    for form, entry in rules.end:
        if trimmed.endswith(form) and (len(trimmed) == len(form) or not trimmed[-len(form) - 1].isalnum()) and _short_enough(entry, line):
            return entry
    return None


def amid_text(lines: list[Line], fits: list[Fits | None]) -> None:
    """Takes back that a line speaks to its reader where it stands between two paragraphs: there the article itself does."""
    for n, fit in enumerate(fits):
        if fit is None or not fit.rule.endswith(".addressed"):
            continue
        beside = [k for k in (n - 1, n + 1) if 0 <= k < len(lines)]
        if len(beside) == 2 and all(lines[k].prose and lines[k].label is None and _text(fits[k]) for k in beside):
            fits[n] = None


def _text(fit: Fits | None) -> bool:
    return fit is None or fit.rule.endswith(".addressed")
