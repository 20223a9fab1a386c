"""What a figure says: exact, open, a range, only a ceiling, or only a word; and when two figures do not contradict each other."""

from __future__ import annotations

import re
from functools import cache

from rashomon.lexicon.loader import load
from rashomon.model import Claim

#: More attackers than this among the dead are told as a side of their own.
ATTACKERS = 4
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _inexact() -> frozenset[str]:
    """Words for a number nobody counted ("dozens"), from ``revisions.yml``."""
    return frozenset(f for e in load("revisions") if e.id == "inexact" for f in e.forms)


def counted(claim: Claim) -> bool:
    """Whether the claim carries any bound at all."""
    return claim.low is not None or claim.high is not None


def exact(claim: Claim) -> bool:
    """One number ("twelve", "about 12")."""
    return claim.low is not None and claim.low == claim.high


def wordy(claim: Claim) -> bool:
    """Only a word or a bare plural stands there ("dozens", "several", "soldiers"): printed as it is, never a best figure."""
    if claim.vague:
        return True
    if exact(claim) or any(ch.isdigit() for ch in claim.words):
        return False
    return any(w in _inexact() for w in _WORD.findall(claim.words.lower()))


def at_least(claim: Claim) -> bool:
    """A number with an open upper end ("at least 12", "more than 40")."""
    return claim.low is not None and claim.high is None and not wordy(claim)


def between(claim: Claim) -> bool:
    """A range with two ends ("between 57 and 60"): at least the lower one."""
    return claim.low is not None and claim.high is not None and claim.low < claim.high and not wordy(claim)


def numeric(claim: Claim) -> bool:
    """Whether a best figure can be read from it: exact, "at least n", or a range, which says at least its lower end."""
    return exact(claim) or at_least(claim) or between(claim)


def core(claim: Claim) -> int | None:
    """The number a reader takes away: the lower bound, else the upper one."""
    return claim.low if claim.low is not None else claim.high


def compatible(a: Claim, b: Claim) -> bool:
    """Whether one truth could satisfy both ("at least 12" and "15"; "dozens" and "40"; never "two" and "four")."""
    low = max(a.low or 0, b.low or 0)
    highs = [h for h in (a.high, b.high) if h is not None]
    return not highs or low <= min(highs)


def same_number(a: Claim, b: Claim) -> bool:
    """Whether they give the same number, however hedged ("4", "four", "at least 4"), or one only puts a word to the other's number."""
    if wordy(a) != wordy(b):
        return compatible(a, b)
    if wordy(a):
        return a.low == b.low
    if core(a) == core(b) or by_attackers(a, b):
        return True
    # "more than 40" and 40 are one count said twice: 41 is how the words are stored
    return (a.high is None and exact(b) and a.low == (b.low or 0) + 1) or (b.high is None and exact(a) and b.low == (a.low or 0) + 1)


def by_attackers(a: Claim, b: Claim) -> bool:
    """Whether the figures differ only because one counts the attackers too ("13 dead including the bomber", "12 people")."""
    if "yes" not in {a.includes_attackers, b.includes_attackers} or a.includes_attackers == b.includes_attackers:
        return False
    more, less = (a, b) if a.includes_attackers == "yes" else (b, a)
    return exact(more) and exact(less) and 0 < (more.low or 0) - (less.low or 0) <= ATTACKERS


def rivals(a: Claim, b: Claim) -> bool:
    """Whether two speakers' figures are two answers. "Up to n" is a claim about n: beside a lower number it is another answer."""
    if same_number(a, b):
        return False
    for ceiling, other in ((a, b), (b, a)):
        if ceiling.low is None and ceiling.high is not None and other.low is not None and other.low < ceiling.high and not wordy(other):
            return True
    return not compatible(a, b)


def in_passing(claim: Claim) -> bool:
    """One by grammar only ("a soldier", "another man"): nobody counted, so it is no rival of a number."""
    first = claim.words.split()[:1]
    return exact(claim) and claim.low == 1 and bool(first) and first[0].lower() in _articles()


@cache
def _articles() -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == "articles" for f in e.forms)


def printed(claim: Claim) -> str:
    """The figure for a person: as a number, with its hedge, or the word itself."""
    if wordy(claim) or not counted(claim):
        return claim.words or "some"
    if exact(claim):
        return f"about {claim.low}" if claim.approx else str(claim.low)
    if claim.high is None:
        return f"at least {claim.low}"
    if claim.low is None:
        return f"up to {claim.high}"
    return f"{claim.low} to {claim.high}"
