"""Which figures a note on an article takes back, and which it gives instead.

"An earlier version of this article said 14 people were killed; the figure is four": 14 is wrong, four right. A sentence gives what is
right until a word says that what follows was wrong ("earlier version", "not", "instead of"), or that the right one follows ("but", "the
figure is"). Numbers that count nobody (ages, days, hours, paragraphs) are left out. Words: ``notes.yml``, numbers: ``numbers.yml``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from rashomon.language.sentences import split_text
from rashomon.lexicon import load
from rashomon.model.documents import NotedFigure

_EVEN = {
    "\u2019": "'",
    "\u2018": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\xa0": " ",
    "\u2011": "-",
    "\n": " ",
    "\r": " ",
    "\t": " ",
    "\u0001": " ",
}
_UNEVEN = re.compile("[" + "".join(_EVEN) + "]")
_DIGITS = re.compile(r"(?<![\w.,:/$-])(\d{1,3}(?:,\d{3}){1,3}|\d{1,7})(?![\w/:]|[.,]\d)")
_BEHIND = re.compile(r"[\s-]{0,2}([\w.']{1,12}|%)")
_BEFORE = re.compile(r"([A-Za-z:]{1,12}|[$£€])\.?[\s#]{0,2}$")
_WAS = re.compile(r"\b(?:was|is)\s{1,3}$", re.IGNORECASE)
_YEARS = range(1900, 2101)
#: Letters around a number in which the word for the harm is looked for, behind it and before it.
AFTER, BACK = 70, 90


def evened(text: str) -> str:
    """The text with straight quotes and plain blanks, letter for letter, so that places in it stay places."""
    return _UNEVEN.sub(lambda m: _EVEN[m.group()], text)


@cache
def _words(part: str, language: str) -> frozenset[str]:
    return frozenset(f for e in load("notes", language) if e.get("part") == part for f in e.forms)


@cache
def _find(part: str, language: str) -> re.Pattern[str]:
    forms = sorted(_words(part, language), key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(f) for f in forms) + r")(?!\w)", re.IGNORECASE)


@cache
def _harm_of(language: str) -> dict[str, str]:
    return {f: str(e.get("harm")) for e in load("notes", language) if e.get("part") == "harm" for f in e.forms}


@cache
def _spelled(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Numbers in words up to 99, and what they are."""
    values = {f: int(e.get("value")) for e in load("numbers", language) if e.get("kind") == "cardinal" for f in e.forms}
    one = "|".join(sorted((re.escape(w) for w in values), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])({one})(?:-({one}))?(?![\w-])", re.IGNORECASE), values


def harms_named(even: str, language: str = "en") -> tuple[str, ...]:
    """The harms a note speaks of, sorted."""
    return tuple(sorted({_harm_of(language)[m.group().lower()] for m in _find("harm", language).finditer(even)}))


def figures(even: str, offset: int, language: str = "en") -> tuple[tuple[NotedFigure, ...], tuple[NotedFigure, ...]]:
    """The wrong and the right figures of a note whose text begins at ``offset``, in order."""
    named = harms_named(even, language)
    loose = bool(_find("people", language).search(even))
    if not named and not loose:
        return (), ()
    wrong: list[NotedFigure] = []
    right: list[NotedFigure] = []
    bare = 0  # right figures behind which no harm is named
    for a, b in split_text(even, language) or [(0, len(even))]:
        sentence = even[a:b]
        last: str | None = None
        taken: bool | None = None
        for start, end, number in _numbers(sentence, language):
            harm = _harm(sentence, start, end, language) or last or (named[0] if len(named) == 1 else None)
            if harm is None and not loose:
                continue
            last = harm
            found = NotedFigure(offset + a + start, offset + a + end, number, harm)
            if _find("omitted", language).search(sentence[:start]):
                continue  # "did not say that the nine dead were soldiers" takes no figure back
            taken = _is_wrong(sentence[:start], language, taken)
            (wrong if taken else right).append(found)
            bare += not taken and _behind(sentence, end, language) is None
    if len(wrong) == len(right) == bare:  # "14 killed and 30 wounded; the figures are four and nine"
        right = [replace(r, harm=w.harm) for r, w in zip(right, wrong, strict=True)]
    same = {(f.number, f.harm) for f in wrong}
    return tuple(wrong), tuple(f for f in right if (f.number, f.harm) not in same)


def _numbers(sentence: str, language: str) -> list[tuple[int, int, int]]:
    out = [(m.start(), m.end(), int(m.group().replace(",", ""))) for m in _DIGITS.finditer(sentence)]
    pattern, values = _spelled(language)
    for m in pattern.finditer(sentence):
        first, second = values[m[1].lower()], values[m[2].lower()] if m[2] else 0
        out.append((m.start(), m.end(), first + second if not second or (first >= 20 and second < 10) else first))
    kept: list[tuple[int, int, int]] = []
    dropped_at = -1  # where a number that counts nobody ended
    for start, end, number in sorted(out):
        against = dropped_at >= 0 and _find("contrast", language).search(sentence[dropped_at:start]) is not None
        if against or not _counts(sentence, start, end, number, language):
            dropped_at = end  # "37 years old, not 39": nor does the one set against it
        else:
            kept.append((start, end, number))
            dropped_at = -1
    return kept


def _counts(sentence: str, start: int, end: int, number: int, language: str) -> bool:
    """Whether the number may count people."""
    if number in _YEARS and "," not in sentence[start:end] and sentence[start].isdigit():
        return False
    behind = _BEHIND.match(sentence, end)
    if behind is not None and behind[1].lower().rstrip(".") in _words("no_count", language):
        return False
    if number == 1 and behind is not None and behind[1].lower() == "of":
        return False  # "one of his helicopters"
    was = _WAS.search(sentence[max(0, start - 40) : start])
    if was is not None and not _find("total", language).search(sentence[:start]):
        return False  # "the girl who died was 17"
    before = _BEFORE.search(sentence[:start][-16:])
    return before is None or before[1].lower() not in _words("no_count_before", language)


def _harm(sentence: str, start: int, end: int, language: str) -> str | None:
    """The harm told nearest behind the number, else nearest before it."""
    after = _behind(sentence, end, language)
    if after is not None:
        return after
    before = list(_find("harm", language).finditer(sentence[max(0, start - BACK) : start]))
    return _harm_of(language)[before[-1].group().lower()] if before else None


def _behind(sentence: str, end: int, language: str) -> str | None:
    after = _find("harm", language).search(sentence[end : end + AFTER])
    if after is None or _numbers_between(sentence[end : end + after.start()], language):
        return None
    return _harm_of(language)[after.group().lower()]


def _numbers_between(words: str, language: str) -> bool:
    return bool(_DIGITS.search(words) or _spelled(language)[0].search(words))


def _is_wrong(before: str, language: str, taken: bool | None) -> bool:
    """Whether the words before a number in its sentence say that it is taken back: the last such word decides.

    ``taken``: whether the number before it in the sentence is. "Instead of" and "not" between two numbers set one against the other.
    """
    last = {part: max((m.end() for m in _find(part, language).finditer(before)), default=-1) for part in ("wrong", "right", "contrast")}
    right = max(last["right"], before.rfind(";"))
    if last["contrast"] > max(last["wrong"], right):
        return not taken if taken is not None else True
    return last["wrong"] > right
