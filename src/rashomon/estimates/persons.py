"""Victims told one by one, by name or as somebody's kin: some of a toll that is counted elsewhere, and no rival of it."""

from __future__ import annotations

import re
from functools import cache

from rashomon.estimates.figures import core, counted, exact, numeric
from rashomon.lexicon.loader import load
from rashomon.model import Claim

_WORD = re.compile(r"[^\W_]+")


@cache
def _words(entry: str) -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == entry for f in e.forms)


def told_of_one(claim: Claim) -> bool:
    """One by grammar only ("a soldier", "his wife", "John Doe"): somebody is told of, nobody counted. "One soldier" is a count."""
    if not exact(claim) or claim.low != 1:
        return False
    first = _WORD.findall(claim.words.casefold())[:2]
    return bool(first) and not set(first) & _words("ones")


@cache
def _ordinals() -> tuple[str, ...]:
    return tuple(f for e in load("revisions") if e.id == "ordinals" for f in e.forms)


def ordinal(claim: Claim) -> int | None:
    """The count that "a sixth person" gives without a number, or None."""
    if not exact(claim) or claim.low != 1:
        return None
    first = _told(claim)[:2]
    found = [n for n, word in enumerate(_ordinals(), start=2) if word in first]
    return found[0] if found else None


def _told(claim: Claim) -> list[str]:
    """The words that name the victims, in lower case."""
    return _WORD.findall((claim.victims.text if claim.victims is not None else claim.words).casefold())


def of_kin(claim: Claim) -> bool:
    """The victims are somebody's kin or of one family ("her two children", "three sisters", "nine members of the family"): some of a toll
    that counts everybody, a toll only where nothing else is told."""
    words = set(_told(claim))
    return bool(words & _words("kin") or words & _words("family") or (words & _words("possessives") and words & _words("part_groups")))


def of_group(claim: Claim) -> bool:
    """The victims are told as a group that is seldom all of them ("four children")."""
    return bool(set(claim.groups) & _words("part_groups")) and bool(set(_told(claim)) & _words("part_groups"))


def told_within(claim: Claim, totals: list[Claim]) -> bool:
    """Whether the claim tells of some of the victims that one of ``totals`` counts: "four children", "her sons", "a man" beside "twelve".

    ``totals`` are figures that may be of the same people, as far as sides go.
    """
    more = [t for t in totals if t is not claim and (numeric(t) or counted(t)) and (core(t) or 0) > (core(claim) or 0)]
    if told_of_one(claim):
        return any(not told_of_one(t) and not of_kin(t) for t in more)
    if of_kin(claim):
        return any(numeric(t) and not of_kin(t) and not of_group(t) for t in more)
    return bool(set(claim.groups) & _words("part_groups")) and any(numeric(t) and not of_group(t) for t in more)


def several(claims: list[Claim]) -> int:
    """How many people the claims of one text, each of one person, tell of at the least. A name that comes again, "the soldier", "he" and a
    second "a man" may be somebody told before; so the largest number of those that cannot be is taken."""
    names: list[frozenset[str]] = []
    kin: set[str] = set()
    kinds: set[str] = set()
    sentences: dict[tuple[str, int], tuple[set[str], set[str], set[str]]] = {}
    for c in sorted(claims, key=lambda c: (c.start, c.end, c.claim_id)):
        text = c.victims.text if c.victims is not None else c.words
        words = _WORD.findall(text)
        low = [w.casefold() for w in words]
        known = _words("possessives") | _words("articles") | _words("kin") | {"the"}
        name = frozenset(w.casefold() for i, w in enumerate(words) if w[:1].isupper() and low[i] not in known and (i > 0 or len(words) > 1))
        of = [w for w in low if w in _words("kin")]
        if not words or (not of and not name and low[0] not in _words("articles")):
            continue
        named_here, kinds_here, kin_here = sentences.setdefault((c.document, c.sentence), (set(), set(), set()))
        if of:
            kin.add(of[-1])
            kin_here.add(of[-1])
        elif name:
            named_here.add(" ".join(sorted(name)))
        else:
            kinds_here.add(low[-1])
        if name:
            if not any(name <= n or n <= name for n in names):
                names.append(name)
        elif not of:
            kinds.add(low[-1])
    together = [
        max(len(a), len(b)) + len(k) for a, b, k in sentences.values()
    ]  # told in one sentence: kin are others than whose kin they are
    return max([len(names), len(kinds), len(kin) + bool(names or kinds), *together])
