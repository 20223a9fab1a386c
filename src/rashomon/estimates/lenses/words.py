"""Numbers for words, each lens by its own list: ``lens_<name>.yml``. From the words as printed, never from the low they are stored with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rashomon.estimates.figures import core, numeric, wordy
from rashomon.estimates.revisions import LastWord
from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher
from rashomon.model import Claim


@cache
def _matcher(lens: str) -> PhraseMatcher:
    return PhraseMatcher(e for e in load(f"lens_{lens}") if e.get("actor") is None)


@cache
def _plural(lens: str) -> int:
    return next(int(e.get("number")) for e in load(f"lens_{lens}") if e.id == "plural")


def number(claim: Claim, lens: str) -> int | None:
    """The number a lens writes for a claim: the count where there is one, else what its list says of the word. None for no figure at all."""
    if not wordy(claim):
        return core(claim)
    found = _matcher(lens).find(claim.words)
    return max(int(m.entry.get("number")) for m in found) if found else _plural(lens)


def told(word: LastWord, lens: str) -> int | None:
    """The number of a last word, with what was added to it since."""
    n = number(word.claim, lens)
    return None if n is None else n + word.added


def countable(words: Sequence[LastWord]) -> list[LastWord]:
    """The words a lens counts from: those with numbers; without any, open words ("dozens"); without these, bare ceilings ("up to 40")."""
    numbers = [w for w in words if numeric(w.claim)]
    return numbers or [w for w in words if wordy(w.claim)] or [w for w in words if core(w.claim) is not None]
