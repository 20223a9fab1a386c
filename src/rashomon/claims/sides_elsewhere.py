"""Rules that decide by the rest of the document whose casualty it is, and the order in which all rules are asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from rashomon.claims.sides_armed import its_post, militants, of_the_group, owned, rebels
from rashomon.claims.sides_case import Case, Side, case_beside, case_of
from rashomon.claims.sides_context import CLASSES, Context
from rashomon.claims.sides_figures import same_figure
from rashomon.claims.sides_losses import counts_civilians, own_losses_bare, soldiers
from rashomon.claims.sides_rules import (
    both_sides,
    civilians,
    each_side,
    enemy,
    loser,
    mixed,
    named_party,
    part_of_forces,
    peacekeepers,
    police,
)
from rashomon.claims.sides_words import read
from rashomon.claims.words import forms
from rashomon.lexicon import load
from rashomon.model import CasualtyMention, Speaker


def named_elsewhere(c: Case) -> tuple[Side, ...] | None:
    """ "11 rebels killed" of a headline: the group that the same figure has elsewhere by name."""
    if c.depth or not c.words.kinds or not c.words.kinds <= {"rebels", "militants", "fighters"}:
        return None
    if (
        c.mention.figure.low is None
        or c.mention.figure.low < 3
        or any(m.party and m.party not in CLASSES and m.kind == "group" for m in c.named)
    ):
        return None
    for other in c.context.figures.same(c.mention):
        if other.victims is None:
            continue
        found = named_party(case_beside(other, c))
        if found and len(found) == 1 and found[0].victim_party in c.context.armed.counts:
            return (replace(found[0], groups=c.words.groups, rule="side.named_elsewhere"),)
    return None


def among_forces(c: Case) -> tuple[Side, ...] | None:
    """ "17 troops including a commander": one of them, on their side."""
    if not part_of_forces(c) or c.depth > 2:
        return None
    parent = (
        c.context.mentions.casualties[c.mention.part_of]
        if c.mention.part_of is not None and c.mention.part_of < len(c.context.mentions.casualties)
        else None
    )
    if parent is None or parent is c.mention:
        return None
    found = decide(parent, c.context, c.speaker, c.perpetrator, c.depth + 1)
    if len(found) != 1 or found[0].victim_status != "combatant" or found[0].side is None:
        return None
    return (replace(found[0], groups=c.words.groups, rule="side.among"),)


_HARM_NOUN = re.compile(r"(?:injur|death|fatalit|casualt|wound|killing|victim|los[st])", re.I)
#: Heads that only count.
_FUNCTION_WORDS = frozenset(
    [
        "more",
        "other",
        "others",
        "another",
        "most",
        "all",
        "both",
        "number",
        "half",
        "none",
        "nobody",
        "they",
        "them",
        "he",
        "she",
        "it",
        "rest",
        "total",
        "who",
        "whom",
        "which",
        "that",
        "some",
        "score",
        "scores",
    ]
)


@cache
def _counting(language: str = "en") -> frozenset[str]:
    kinds = {"cardinal", "multiplier", "open", "vague"}
    numbers = (f for e in load("numbers", language) if e.get("kind") in kinds for f in e.forms)
    return _FUNCTION_WORDS.union(w for f in numbers for w in f.split() if len(w) > 2)


def _a_noun(c: Case) -> bool:
    """Whether the victims have a noun of their own that no list has ("three woodcutters", "two Salafis"): not who others are."""
    head = c.mention.head
    if not head or not head[:1].isalpha() or read(head).classes or head.lower() in _counting():
        return False
    last = (c.text.split() or [""])[-1]
    counted = c.mention.figure.low is not None and c.mention.figure.low >= 2 and last.endswith(("s", "men", "women"))
    return counted and last.lower().startswith(head.lower()[:4]) and c.text[:1] != head[:1] and not _HARM_NOUN.match(last)


def _set_beside(c: Case, other: CasualtyMention) -> bool:
    """ "Two policemen and four others were killed": others than policemen. Of another harm ("…, and four others were hurt") they may be."""
    return other.trigger == c.mention.trigger and "others" in c.text.casefold().split()


def _put_anew(c: Case) -> bool:
    """ "Nine soldiers killed; rebels say 57", "up from 24 reported by police": another number of the same."""
    word = c.mention.trigger.of(c.context.document.text).casefold()
    return word in forms("frames", "says_figure") | forms("frames", "speaks_of") or word in {"up", "down"}


def coordinated(c: Case) -> tuple[Side, ...] | None:
    """ "two soldiers killed and several more wounded", "dozens of them": the side of the mention it hangs on, in the same sentence."""
    if c.words.kinds or c.depth > 2:
        return None
    mentions = c.context.mentions.casualties
    parent = mentions[c.mention.part_of] if c.mention.part_of is not None and c.mention.part_of < len(mentions) else None
    within = parent is not None and parent.sentence == c.mention.sentence  # "86 militants, including 23 foreigners": militants
    if set(c.words.classes) - ({"other", "people"} if within else {"other"}) and "them" not in c.text.lower().split():
        return None
    if _a_noun(c) and not within:
        return None
    if c.context.figures.place(c.mention) is None:
        return None
    here = c.context.figures.of_sentence(c.mention.sentence)
    at = next(i for i, m in enumerate(here) if m is c.mention)
    before = [m for m in here[:at] if m is not parent]
    after = here[at + 1 :]
    for other in [*([parent] if parent else []), *reversed(before), *(after[:1] if not before else [])]:
        if other is None or ((other.part_of is not None or other.scope == "part") and other is not parent):
            continue  # "a child was among the seven dead": the seven are not children
        if "frame.toll" in c.mention.rule and other is not parent and not same_figure(other, c.mention) and not _put_anew(c):
            continue  # "a farmer was shot, bringing to 12 the number killed"
        found = decide(other, c.context, c.speaker, c.perpetrator, c.depth + 1)
        if len(found) == 1 and found[0].victim_status in {"police", "combatant"} and _set_beside(c, other):
            return None
        if len(found) == 1 and (found[0].side is not None):
            return (replace(found[0], groups=c.words.groups, status_by=found[0].status_by, rule="side.coordinated"),)
        if other is not parent:
            break
    return None


def told_elsewhere(c: Case) -> tuple[Side, ...] | None:
    """Unnamed victims, "people" or "bodies": who they are where the document says it of the same figure elsewhere."""
    if c.words.kinds or c.depth or _a_noun(c):
        return None
    for other in c.context.figures.same(c.mention):
        if not _near(other, c.mention):
            continue
        case = case_beside(other, c)
        if not case.words.kinds and "member" not in case.text.casefold():
            continue
        for rule in (mixed, civilians, police, named_party, rebels, militants):
            found = rule(case)
            if found is not None and len(found) == 1 and found[0].side is not None:
                return (replace(found[0], status_by="outlet", groups=c.words.groups, rule="side.told_elsewhere"),)
    return None


def _near(a: CasualtyMention, b: CasualtyMention) -> bool:
    """Ones and twos and bare plurals are told of many people in one text: they are the same ones only close by, or in the headline."""
    if a.figure.vague or b.figure.vague:
        return False
    small = a.figure.low is not None and a.figure.low <= 2
    return not small or abs(a.sentence - b.sentence) <= 2


def made_of_parts(c: Case) -> tuple[Side, ...] | None:
    """A total whose parts are civilians and soldiers is of both."""
    if c.words.kinds or c.depth > 1:
        return None
    if c.context.figures.place(c.mention) is None:
        return None
    low = c.mention.figure.low
    parts = c.context.figures.parts_of(c.mention)
    kinds = {k for m in parts for k in case_beside(m, c).words.kinds}
    smaller = any(m.figure.low != low for m in parts)
    if low and c.context.pair is None:
        lows = _loose_lows(c)
        for kind_of in ("civilians", "soldiers"):  # parts told without "of them", where they add up to the total
            sized = {n for told, n in lows if kind_of in told and n < low}
            rest = {n for told, n in lows if told and kind_of not in told and n < low}
            if any(0.7 * low <= a + b <= low for a in sized for b in rest):
                kinds.update(*(told for told, n in lows if n < low))
                smaller = True
                break
    if kinds == {"soldiers"} and smaller and counts_civilians(c):
        kinds.add("civilians")
    if "civilians" in kinds and kinds & {"soldiers", "police"} and not kinds & {"rebels", "militants"}:
        return (
            Side(
                "civilians and soldiers" if "soldiers" in kinds else "civilians and police",
                None,
                "unknown",
                None,
                c.words.groups,
                "side.parts",
            ),
        )
    return None


def _is_loose(m: CasualtyMention) -> bool:
    return m.part_of is None and bool(m.figure.low)


def _loose_lows(c: Case) -> frozenset[tuple[frozenset[str], int]]:
    """Kinds and counts of the figures of this harm that are told as no part of another."""
    key = ("loose", c.mention.harm, c.depth)
    if key not in c.context.cases:
        own = [m for m in c.context.mentions.casualties if m.harm == c.mention.harm and _is_loose(m)]
        c.context.cases[key] = frozenset((case_beside(m, c).words.kinds, m.figure.low or 0) for m in own)
    found: frozenset[tuple[frozenset[str], int]] = c.context.cases[key]
    return found


def decide(
    mention: CasualtyMention, context: Context, speaker: Speaker | None, perpetrator: str | None, depth: int = 0
) -> tuple[Side, ...]:
    """Asks the rules in order."""
    case = case_of(mention, context, speaker, perpetrator, depth)
    for rule in RULES:
        found = rule(case)
        if found is not None:
            return found
    return (Side(None, None, "unknown", None, case.words.groups, "side.unknown"),)


Rule = Callable[[Case], tuple[Side, ...] | None]
#: Asked in this order; the first that knows decides.
RULES: tuple[Rule, ...] = (
    each_side,
    both_sides,
    enemy,
    loser,
    mixed,
    civilians,
    police,
    peacekeepers,
    of_the_group,
    named_elsewhere,
    rebels,
    named_party,
    owned,
    its_post,
    among_forces,
    militants,
    soldiers,
    made_of_parts,
    coordinated,
    own_losses_bare,
    told_elsewhere,
)
