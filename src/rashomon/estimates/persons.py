"""Victims told one by one, by name or as somebody's kin: some of a toll that is counted elsewhere, and no rival of it."""

from __future__ import annotations

import re
from functools import cache

from rashomon.estimates.figures import core, counted, exact, numeric
from rashomon.lexicon.loader import load
from rashomon.model import Claim

_WORD = re.compile(r"[^\W_]+")
_HEADS = frozenset({"headline", "dek", "subhead"})
_NTH = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


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
    digits = [int(w[:-2]) for w in first if _NTH.fullmatch(w)]
    if digits and digits[0] > 1:
        return digits[0]
    found = [n for n, word in enumerate(_ordinals(), start=2) if word in first]
    return found[0] if found else None


def is_attacker(claim: Claim) -> bool:
    """The attacker's own death ("before killing himself"), told as a claim of its own: never one of the victims."""
    return any(r.startswith("casualties.attacker") for r in claim.rule)


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
    return bool(set(claim.groups) & _words("part_groups")) and any(numeric(t) and not t.groups for t in more)


def several(claims: list[Claim]) -> int:
    """How many people the claims of one text, each of one person, tell of at the least.

    One victim is told of in many ways ("a teacher", "Ms Dorel", "the mother of two"). So only what cannot be one person is counted: full
    names of different first names, kin beside whose kin they are, a man and a woman, and different people in one sentence. Headlines are left out.
    """
    names: list[list[str]] = []
    kin: set[str] = set()
    sexes: set[str] = set()
    sentences: dict[tuple[str, int], tuple[set[str], set[str], set[str]]] = {}
    anybody = False
    for c in sorted(claims, key=lambda c: (c.start, c.end, c.claim_id)):
        words = _WORD.findall(c.victims.text if c.victims is not None else c.words)
        low = [w.casefold() for w in words]
        of = [w for w in low if w in _words("kin")]
        if not words or c.label in _HEADS or (not of and low[0] not in _words("articles") and not _named(words)):
            continue
        anybody = True
        named_here, kinds_here, kin_here = sentences.setdefault((c.document, c.sentence), (set(), set(), set()))
        if of:
            kin.add(of[-1])
            kin_here.add(of[-1])
        elif _named(words):
            named_here.add(" ".join(low))
            if not any(low[0] == n[0] or set(low) <= set(n) or set(n) <= set(low) for n in names):
                names.append(low)
        else:
            kinds_here.add(low[-1])
            sexes |= {sex for sex in ("male", "female") if low[-1] in _words(sex)}
    together = [
        max(len(a), len(b)) + len(k) for a, b, k in sentences.values()
    ]  # told in one sentence: kin are others than whose kin they are
    return max([len(names), len(sexes), len(kin) + (anybody and bool(names or sexes)), *together], default=0)


def _named(words: list[str]) -> bool:
    """A full name and nothing else ("Omar Dessin", "Omar Dessin Senior")."""
    return len(words) > 1 and all(w[:1].isupper() for w in words)
