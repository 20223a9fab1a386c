"""What ends right before a name, looked up: the words before a name are cut at each beginning of a word, and a cue is one of these pieces.

As patterns with hundreds of alternatives, tried at every word of what stands before each name, the same took 2 ms of CPU a document.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.lexicon import load
from rashomon.people.vocabulary import any_of, beginning, low_cues, offices


class Ending(NamedTuple):
    """A cue at the end of what stands before a name, and where it begins."""

    start: int
    cue: str


@cache
def _longest() -> int:
    """Letters of the longest cue."""
    return max(len(f) for forms in (offices(), *(low_cues(use) for use in _uses())) for f in forms)


@cache
def _uses() -> frozenset[str]:
    return frozenset(str(e.get("use")) for e in load("person_cues"))


@lru_cache(maxsize=512)
def _tails(before: str) -> dict[str, int]:
    """Pieces of a text from the beginning of a word to its end, or to the mark at its end, and where they begin; the longest first."""
    ends = [len(before)]
    for mark in (" ", ",", ":"):
        ends += [e - 1 for e in ends if e and before[e - 1] == mark]
    ends = sorted(set(ends), reverse=True)
    out: dict[str, int] = {}
    for m in _BEGINS.finditer(before, max(0, len(before) - _longest() - 3)):
        start = m.start()
        for end in ends:
            if start < end:
                out.setdefault(before[start:end], start)
    return out


_BEGINS = re.compile(r"(?<!\w)(?=.)", re.S)


def ending(use: str, before: str) -> Ending | None:
    """The cue of ``use`` at the end of what stands before a name (small letters), behind which a comma, a colon and a space may stand."""
    tails, forms = _tails(before), low_cues(use)
    if forms.isdisjoint(tails):
        return None
    return next(Ending(start, cue) for cue, start in tails.items() if cue in forms)


def speaks_before(before: str, *, many: bool) -> bool:
    """Whether a word of saying stands right before a name; before one of several words "to" and "by" too ("according to Ivo Tarn")."""
    tails = _tails(before)
    if not before.endswith(" ") or _saying(many).isdisjoint(tails):
        return False
    return any(start + len(cue) == len(before) - 1 for cue, start in tails.items() if cue in _saying(many))


@cache
def _saying(many: bool) -> frozenset[str]:
    return low_cues("saying") | (frozenset({"according to", "to", "by"}) if many else frozenset({"according to"}))


_FIRST = re.compile(r" ?(\w+)")


@cache
def _first_words(use: str) -> frozenset[str]:
    return frozenset(m[1] for f in low_cues(use) if (m := _FIRST.match(f)))


def begins(use: str, after: str) -> bool:
    """Whether a cue of ``use`` stands right behind a name (small letters)."""
    first = _FIRST.match(after)
    return (first is None or first[1] in _first_words(use)) and beginning(use).match(after) is not None


def ends_in_office(before: str) -> bool:
    """Whether an office stands right before a name ("the governor of Orva, ")."""
    tails, forms = _tails(before), offices()
    if not forms.isdisjoint(tails) and any(not before.startswith(":", start + len(cue)) for cue, start in tails.items() if cue in forms):
        return True
    return before.endswith(", ") and any(w in before for w in _OF) and _office_of().search(before) is not None


_OF = (" of ", " for ", " at ", " in ")


@cache
def _office_of() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w])(?:{any_of(offices())}) (?:of|for|at|in) (?:[\w’'.&-]+ ){{0,4}}?[\w’'.&-]+, $")
