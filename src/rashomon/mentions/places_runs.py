"""Capitalised runs of a sentence, before anything is looked up, and what capitals say in it."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.gazetteer import Gazetteer
from rashomon.mentions import places_words as words
from rashomon.mentions.capitals import capitals

_WORD = re.compile(r"[^\W\d_](?:[\w]|['-](?=\w))*\.?")
#: an Arabic article grown together with its name ("al-Bab")
ARTICLE = re.compile(r"^(?:al|el|ul|ash|as|at|ad|an|ar|az|ez|es|et|ed|er)-[A-Z]")
_SMALL = frozenset(
    {
        "al",
        "el",
        "ez",
        "es",
        "az",
        "ar",
        "ash",
        "as",
        "ad",
        "at",
        "an",
        "de",
        "du",
        "del",
        "la",
        "le",
        "das",
        "dos",
        "do",
        "da",
        "of",
        "den",
        "bin",
        "ibn",
        "sur",
        "i",
        "e",
        "y",
    }
)
#: what follows a name after a hyphen and is no part of it ("Ostrel-based")
SUFFIX = re.compile(
    r"(?<=[a-z.])-(?:based|born|bound|area|led|backed|held|controlled|run|ruled|occupied|owned|administered|trained|sponsored|supported|made|built|flagged|registered|aligned|allied|funded|brokered|wide)\b"
)


#: A letter that may be a capital.
_LARGE = re.compile(r"[^\W\d_a-z]")
_INITIALS = re.compile(r"(?:[A-Z]\.)+|(?:St|Mt|Ft|Ste)\.")


def runs(text: str) -> list[list[tuple[int, int]]]:
    """Runs of capitalised words, small words between them kept ("Dar es Salaam")."""
    out: list[list[tuple[int, int]]] = []
    run: list[tuple[int, int]] = []
    pending: list[tuple[int, int]] = []
    at = last = 0
    while True:
        if not run:  # on to the next stretch with a capital
            large = _LARGE.search(text, at)
            if large is None:
                break
            at = max(at, text.rfind(" ", at, large.start()) + 1)
        match = _WORD.search(text, at)
        if match is None:
            break
        start, end = match.span()
        at = end
        word = match.group()
        if word[-1] == "." and not (word in words.abbreviations() or _INITIALS.fullmatch(word)):
            word, end = word[:-1], end - 1
        suffix = SUFFIX.search(word) if "-" in word else None
        if suffix:  # "Ostrel-based": the name ends before it
            word, end = word[: suffix.start()], start + suffix.start()
        if run and text[last:start] not in _JOINS:
            out.append(run)
            run, pending = [], []
        possessive = word.endswith("'s")
        if possessive:
            end -= 2
        if word[0].isupper() or ("-" in word and ARTICLE.match(word)):
            run += [*pending, (start, end)]
            pending = []
            if suffix or possessive:
                out.append(run)
                run = []
        elif run and word in _SMALL and len(pending) < 2:
            pending.append((start, end))
        elif run:
            out.append(run)
            run, pending = [], []
        last = at if text[at - 1] != "." else end
    if run:
        out.append(run)
    return out


_JOINS = frozenset({" ", "-", "", "  "})


def with_and(text: str, found: list[list[tuple[int, int]]], gazetteer: Gazetteer) -> list[list[tuple[int, int]]]:
    """Runs, those joined that are one province or country with an "and" in its name ("Jammu and Kashmir")."""
    out: list[list[tuple[int, int]]] = []
    for run in found:
        if out and text[out[-1][-1][1] : run[0][0]] == " and ":
            before = out[-1]
            for first, last in ((a, b) for a in (-2, -1) for b in (2, 1) if len(before) >= -a and len(run) >= b):
                start, end = before[first][0], run[last - 1][1]
                if any(e.feature in {"ADM1", "PCLI"} for e in gazetteer.candidates(text[start:end])):
                    out[-1] = [*before[:first], (start, end), *run[last:]]
                    break
            else:
                out.append(run)
            continue
        out.append(run)
    return out


def without_days(text: str, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A run without weekdays at its ends ("in Ostrel Saturday")."""
    while run and text[run[-1][0] : run[-1][1]] in words.weekdays():
        run = run[:-1]
    while run and text[run[0][0] : run[0][1]] in words.weekdays():
        run = run[1:]
    return run


def all_capitals(text: str) -> bool:
    """Whether capitals say nothing in a sentence; those of "OSTREL, Calif." do."""
    upper, letters = capitals(text)
    if upper <= 0.7 * letters:
        return False
    last = text.rsplit(None, 1)[-1:]
    return not (last and last[0] in words.abbreviations() and len(text) < 40)


@lru_cache(maxsize=256)
def is_title(text: str) -> bool:
    """Whether a sentence is set as a title, its words capitalised, so that capitals say nothing."""
    long = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.75 * len(long)
