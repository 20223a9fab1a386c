"""Persons a report tells of by name as those it happened to or who are held for it: two reports of one such person are as a rule of one event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from rashomon.gazetteer import fold
from rashomon.incidents.evidence import READ, alternatives, finder, forms_of, is_common, is_large, of_office, titled
from rashomon.model import Sentence

#: Names kept of one document.
MOST_PEOPLE = 12

_names = finder(lambda word: rf"{word}(?: (?:(?:de|del|al|el|bin|ibn|van|der|von|\w\.) )*{word})+")
_SAYS_BEHIND = re.compile(
    r",? (?:\w+ )?(?:said|says|told|added|confirmed|announced|stated|explained|tweeted|wrote|declined|noted|reported)\b"
)
_SAYS_BEFORE = re.compile(r"\b(?:said|says|added|according to|told by|by) (?:\w+\.? ){0,4}$")
_AGE_BEHIND = re.compile(
    r",? \((?:aged? )?\d{1,3}\)|,? (?:aged )?\d{1,3}(?=[,.;:)]|$| and\b| of\b| years?\b)|, (?:an? )?\d{1,3}[- ]year[- ]old\b"
)
_AGE_BEFORE = re.compile(r"\b\d{1,3}[- ]years?[- ]old,? (?:[a-z-]+ )?$|\b(?:identified|named|known|identifies)(?: \w+){0,5} as (?:\w+ )?$")


@cache
def _told() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """What is told right behind a name of one whom it happened to, or right before it, and how what stands before it ends, but for a word."""
    behind, before = alternatives("harmed"), alternatives("harming")
    return (
        re.compile(rf",? (?:died|(?:(?:who|was|were|is|are|has|had|have|been|being|also|allegedly|later|fatally|then) )+(?:{behind}))\b"),
        re.compile(rf"\b(?:{before}) (?:[a-z-]+ )?$"),
        (*forms_of("harming"), "old", "old,", " as"),
    )


@lru_cache(maxsize=READ)
def _full_names(text: str) -> tuple[tuple[int, int], ...]:
    """Where names of two words and more stand in a text; asked for those it happened to and again for those who speak."""
    return tuple(m.span() for m in _names(text))


def _told_before(before: str) -> bool:
    """Whether what stands before a name tells that it happened to the one it names. The patterns are asked where one of their words stands
    at the end, or one word before it."""
    _, told, ends = _told()
    near = before.removesuffix("\n").removesuffix(" ")
    if not near.endswith(ends) and not near[: max(0, near.rfind(" "))].endswith(ends):
        return False
    return bool(_AGE_BEFORE.search(before) or told.search(before))


@lru_cache(maxsize=READ)
def _people_of(text: str) -> tuple[str, ...]:
    """Full names of those in a sentence to whom it happened."""
    if titled(text):
        return ()
    out = []
    told_behind, _, _ = _told()
    for start, end in _full_names(text):
        parts = text[start:end].split()
        told = _AGE_BEHIND.match(text, end) or told_behind.match(text, end)
        if not told and not (_told_before(text[:start]) and not is_common(parts[0])):
            continue
        while parts and is_common(parts[0]):
            parts = parts[1:]
        while parts and is_common(parts[-1]):
            parts = parts[:-1]
        if is_large(" ".join(parts)) or of_office(text, start, text[start:end]):
            continue
        kept = [w for w in (fold(p.removesuffix("'s")) for p in parts) if len(w) > 2 and not is_common(w)]
        if len(kept) >= 2 and all(w.replace("-", "").isalpha() for w in kept):
            out.append(" ".join(kept))
    return tuple(out)


def people_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Full names, folded, of persons with an age, or told of as killed, hurt, held, charged or mourned; an office before a name makes it none."""
    found = dict.fromkeys(name for sentence in sentences for name in _people_of(sentence.text))
    return tuple(sorted(list(found)[:MOST_PEOPLE]))


@lru_cache(maxsize=READ)
def _tellers_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of the names of those who say something in a sentence."""
    out = []
    for start, end in _full_names(text):
        if _SAYS_BEHIND.match(text, end) or _SAYS_BEFORE.search(text[:start]):
            out.append(tuple(w for w in (fold(p.removesuffix("'s")) for p in text[start:end].split()) if len(w) > 2 and not is_common(w)))
    return tuple(out)


def tellers_in(sentences: Iterable[Sentence], people: Iterable[str]) -> tuple[str, ...]:
    """Folded names, as written, of those who say something here and are none of the ``people``: officials, relatives, reporters."""
    held = [_parts(p) for p in people]
    found: dict[str, None] = {}
    for sentence in sentences:
        for kept in _tellers_of(sentence.text):
            if kept and not any(len(p & set(kept)) >= 2 for p in held):
                found.setdefault(" ".join(kept))
    return tuple(sorted(list(found)[:MOST_PEOPLE]))


@lru_cache(maxsize=100_000)
def _parts(name: str) -> frozenset[str]:
    return frozenset(name.split())


def same_persons(a: tuple[str, ...], b: Sequence[str]) -> int:
    """How many of the persons of ``a`` share two words or more with a name of ``b``: "Matt Orel", "Matt D. Orel Jr". No word counts twice."""
    count, taken = 0, set[str]()
    for x in a:
        own = _parts(x) - taken
        if any(len(own & _parts(y)) >= 2 for y in b):
            count += 1
            taken |= own
    return count


def untold(names: Iterable[str], tellers: Iterable[str]) -> tuple[str, ...]:
    """Names of two words or more that are none of the tellers'."""
    held = [_parts(t) for t in tellers]
    return tuple(n for n in names if " " in n and not any(len(p & _parts(n)) >= min(2, len(p)) for p in held))


def person_keys(people: Iterable[str]) -> set[str]:
    """Keys under which reports of one person meet, whichever middle names they print."""
    out = set()
    for name in people:
        words = name.split()
        out |= {f"p:{words[0]} {words[-1]}", f"p:{words[-2]} {words[-1]}", f"p:{words[0]} {words[1]}"}
    return out
