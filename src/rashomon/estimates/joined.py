"""Victims told in one breath: "three women and two children were killed" is five, "a farmer and his wife" two.

Reading makes a claim of each, because each has its own words. For the toll they are one figure: the first claim carries the sum here, the
others are its parts. "Five soldiers and three rebels" stay two, they are of two sides; so do "12 people and three children", who may be some of the twelve.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from rashomon.estimates.figures import numeric
from rashomon.estimates.persons import is_attacker, several, told_of_one
from rashomon.lexicon.loader import load
from rashomon.model import Claim, Document

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s,;]*(?:and|as well as|along with|together with|plus|&)?[\s,]*", re.IGNORECASE)


@cache
def _anybody() -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == "anybody" for f in e.forms)


def joined(
    claims: list[Claim], documents: Mapping[str, Document], key: Callable[[Claim], str], nobody: frozenset[str]
) -> tuple[list[Claim], dict[str, tuple[Claim, ...]]]:
    """The claims with such figures put together, and for each sum (by claim id) the claims it is made of.

    ``key`` gives the side of a claim, ``nobody`` those keys that stand for no party and may be told together.
    """
    told = sorted((c for c in claims if _alone(c)), key=lambda c: (c.document, c.harm or "", c.start, c.end, c.claim_id))
    runs: list[list[Claim]] = []
    for c in told:
        if runs and _continues(runs[-1][-1], c, documents) and _one_side(runs[-1][0], c, key, nobody):
            runs[-1].append(c)
        else:
            runs.append([c])
    sums: dict[str, tuple[Claim, ...]] = {}
    new: dict[str, Claim] = {}
    for run in runs:
        if len(run) < 2 or (_last_word(run[0]) in _anybody() and not all(_further(c) for c in run[1:])):
            continue
        first, rest = run[0], run[1:]
        if sum(c.low or 0 for c in rest) == first.low and _last_word(first) in _anybody():  # "four people: two women and two men"
            new |= {c.claim_id: replace(c, scope="part", part_of=first.claim_id) for c in rest}
            continue
        people = [c for i, c in enumerate(run) if not (i and _names(run[i - 1], c, documents))]
        low = sum(c.low or 0 for c in people)
        exact = all(c.high == c.low for c in run)
        same = len({key(c) for c in run}) == 1
        said = _said(run, documents)
        new[first.claim_id] = replace(
            first,
            low=low,
            high=low if exact else None,
            words=said,
            groups=(),
            victims=replace(first.victims, text=said) if first.victims else None,
            approx=any(c.approx for c in run),
            side=first.side if same else None,
            victim_status=first.victim_status if len({c.victim_status for c in run}) == 1 else "unknown",
        )
        for c in rest:
            new[c.claim_id] = replace(c, scope="part", part_of=first.claim_id)
        sums[first.claim_id] = tuple(run)
    return [new.get(c.claim_id, c) for c in claims], sums


def _alone(claim: Claim) -> bool:
    whole = claim.kind == "casualty" and claim.scope == "total" and numeric(claim) and not claim.negated
    return whole and claim.victims is not None and not is_attacker(claim)


def in_one_list(claim: Claim, other: Claim, documents: Mapping[str, Document]) -> bool:
    """Whether two claims are neighbours of one list under one verb ("four rebels and a soldier were killed")."""
    first, second = (claim, other) if claim.start < other.start else (other, claim)
    return _continues(first, second, documents)


def _further(claim: Claim) -> bool:
    """Reading saw it as further victims of the harm word of the claim before it ("three others")."""
    return any(r.startswith("casualties.joined") for r in claim.rule)


def _continues(a: Claim, b: Claim, documents: Mapping[str, Document]) -> bool:
    """Whether ``b`` goes on with the list that ``a`` stands in: one verb, and nothing but "and" or a comma between the two."""
    if a.document != b.document or a.sentence != b.sentence or a.harm != b.harm or a.victims is None:
        return False
    if (a.speaker is None) != (b.speaker is None) or (a.speaker and b.speaker and a.speaker.start != b.speaker.start):
        return False
    document = documents.get(a.document)
    end = a.victims.end
    if _further(b) and a.start < b.start:
        return True
    return document is not None and a.start < end <= b.start and _BETWEEN.fullmatch(document.text[end : b.start]) is not None


def _one_side(a: Claim, b: Claim, key: Callable[[Claim], str], nobody: frozenset[str]) -> bool:
    return key(a) == key(b) or {key(a), key(b)} <= nobody


def _names(a: Claim, b: Claim, documents: Mapping[str, Document]) -> bool:
    """ "A teacher, Mina Dorel, and a girl": the name behind the comma is that of the teacher."""
    if not told_of_one(a) or not told_of_one(b) or a.victims is None or b.victims is None:
        return False
    comma = documents[a.document].text[a.victims.end : b.start].strip() == ","
    return comma and all(w[:1].isupper() for w in _WORD.findall(b.victims.text))


def _last_word(claim: Claim) -> str:
    words = _WORD.findall((claim.victims.text if claim.victims else claim.words).casefold())
    return words[-1] if words else ""


def _said(run: list[Claim], documents: Mapping[str, Document]) -> str:
    last = run[-1].victims
    text = documents[run[0].document].text
    return " ".join(text[run[0].start : last.end if last else run[-1].end].split())


def one_by_one(
    totals: list[Claim], key: Callable[[Claim], str], nobody: frozenset[str], text_of: Callable[[Claim], str]
) -> tuple[list[Claim], dict[str, tuple[Claim, ...]]]:
    """Where nobody counts, and a text tells of several victims one after the other: at least so many. Claims and sums as in :func:`joined`."""
    sums: dict[str, tuple[Claim, ...]] = {}
    out = list(totals)
    parts: dict[str, list[Claim]] = {}
    for c in totals:
        parts.setdefault("" if key(c) in nobody else key(c), []).append(c)
    for part in parts.values():
        if not all(told_of_one(c) for c in part if (c.low, c.high) != (0, 0)):
            continue
        texts: dict[str, list[Claim]] = {}
        for c in part:
            if told_of_one(c):
                texts.setdefault(text_of(c), []).append(c)
        counts = {t: several(cs) for t, cs in texts.items()}
        most = max(counts, key=lambda t: (counts[t], t), default=None)
        if most is None or counts[most] < 2:
            continue
        told = sorted(texts[most], key=lambda c: (c.start, c.end, c.claim_id))
        first = told[0]
        whole = replace(
            first,
            low=counts[most],
            high=None,
            words=f"{counts[most]} people told of one by one",
            groups=(),
            victims=None,
            side=first.side if len({key(c) for c in told}) == 1 else None,
            victim_status=first.victim_status if len({c.victim_status for c in told}) == 1 else "unknown",
        )
        out = [whole if c is first else c for c in out if c is first or not told_of_one(c) or c not in part]
        sums[first.claim_id] = tuple(told)
    return out, sums
