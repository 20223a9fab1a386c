"""Whom a phrase accuses or makes the doer: the actors in it, but not those named for a place, an enemy, or one of two that fight."""

from __future__ import annotations

import re
from bisect import bisect_left

from rashomon.claims import words
from rashomon.claims.sides_context import CLASSES, Context
from rashomon.model import ActorMention, Span

#: After a name: the place held, not the doer ("X strongholds").
_PLACES = (
    "stronghold",
    "position(?!ed)",
    "target(?!ed|s? the|ing)",
    "territor",
    "base",
    "camp",
    "held",
    "controlled",
    "area",
    "convoy",
    "headquarters",
    "heartland",
    "hideout",
    "bastion",
    "checkpoint",
    "village",
    "town",
    "city",
    "border",
)
_PLACE = re.compile(r"[ '-]*(?:" + "|".join(_PLACES) + r")", re.I)
#: Doers who are only called doers, and words that say nobody knows them: no name of anybody.
_NOBODY = frozenset({"attackers", "attacker", "assailants", "assailant"})
_UNKNOWN = re.compile(r"(?:\w+ )?(?:unknown|unidentified|unnamed)\b", re.I)
#: After a country or a seat of government named by its noun: where a deed was done ("nine die in Xia ambush"), and not by whom.
THERE = re.compile(
    r" (?:(?:[a-z]+-)?(?:suicide|car|truck|roadside|bomb|gun|knife|grenade|terror(?:ist)?|militant|rebel|market|mosque|church|school|hotel|border|prison|police|army|deadly|twin|double) )*(?:ambush(?:es)?|attack(?:s|ers?)?|bomb|bombs|bombings?|blasts?|explosions?|shootings?|massacres?|siege|clash(?:es)?|violence|killings?)\b(?! on\b)",
    re.I,
)
DOERS = frozenset({"military", "group", "militants", "state", "government", "coalition", "police"})
#: Kinds that are never the doer of an attack.
_NOT = frozenset({"media", "witnesses", "medical", "people", "civilians", "monitor", "organisation", "officials"})
#: Fighting of two, before their names: "clashes between", "a gun battle between".
_BETWEEN = re.compile(
    r"(?:[\w-]+ ){0,3}(?:clash(?:es)?|fighting|battles?|gun ?battles?|firefights?|shootouts?|exchanges? of fire|hostilities|violence|skirmish(?:es)?) (?:between|involving)(?: the | )?(?:\0|\w)",
    re.I,
)
_TWO = re.compile("between|involving", re.I)
#: Before a name: the one fought, supported, or in whose hands a place is.
_AGAINST = re.compile(
    r"\b(?:against|target(?:ing|s|ed)|of backing|back(?:ing|ed)|fight(?:ing)?|supporting|(?:controlled|held|run|ruled|seized|besieged|occupied|dominated|captured|overrun|liberated|backed|supported|aided|armed|funded|trained|accompanied|escorted|helped) (?:mostly |jointly |mainly |partly )?by|loyal to|condemn(?:s|ed|ing)|den(?:y|ies|ied|ying)|stop(?:ping)?) (?:an? |the |alleged |suspected )*$",
    re.I,
)


def doers_in(sentence: int, context: Context) -> list[ActorMention]:
    """The actors of a sentence that may be doers; asked by each of its figures."""
    key = ("doers", sentence)
    found: list[ActorMention] | None = context.cases.get(key)
    if found is None:
        found = context.cases[key] = [m for m in context.by_sentence.get(sentence, []) if is_doer(m, context)]
    return found


def is_doer(m: ActorMention, context: Context) -> bool:
    """Whether a mention may be a doer: no place held, no enemy of the deed, no scene of it."""
    text = context.document.text
    if m.anaphor or not (".means" in m.rule or m.kind in DOERS):
        return False
    tail = text[m.end : m.end + 40]
    if _PLACE.match(tail) or tail[:1] == "-" or _is_scene(m, context):
        return False
    return not _AGAINST.search(text[max(0, m.start - 40) : m.start])


def _is_scene(m: ActorMention, context: Context) -> bool:
    """Whether a state's or a capital's noun before a deed tells where it was done; the adjective ("Xian attack") may tell by whom."""
    text = context.document.text
    if m.kind == "group" or m.party is None or not THERE.match(text[m.end : m.end + 60]):
        return False
    name = text[m.start : m.end].casefold().removeprefix("the ")
    return name == m.party.casefold() or name in words.lands()


def from_there(m: ActorMention, context: Context) -> bool:
    """Whether a state is only where a weapon came from: "a rocket fired from Xia"; whoever fired it stood there."""
    text = context.document.text
    return (
        text[max(0, m.start - 9) : m.start].lower().endswith((" from ", " from the ")) and text[m.start : m.end].casefold() in words.lands()
    )


def attacker(m: ActorMention, context: Context) -> tuple[str | None, str | None]:
    """A mention, with those joined to it by "and", as doer."""
    return accused(joined(Span(m.start, m.end), m.sentence, context), context, m.sentence)


def joined(span: Span, sentence: int, context: Context) -> Span:
    """A stretch with the actors joined to it: "Freedonian | and Ostravan jets"."""
    text, start, end = context.document.text, span.start, span.end
    here = [o for o in context.by_sentence.get(sentence, []) if not o.anaphor and (o.kind in DOERS or ".means" in o.rule)]
    for o in here:
        if o.start - end == 1 and o.kind == "group" and o.start > start:
            end = o.end  # "gunmen of Xia's paramilitary | Y Front": a phrase cut before the name
        if 0 < o.start - end <= 9 and text[end : o.start].strip() in {"and", "or", "and the", "and its"}:
            end = o.end
    for o in reversed(here):
        if 0 < start - o.end <= 9 and text[o.end : start].strip() in {"and", "or", "and the"}:
            start = o.start
    return Span(start, end)


def accused(span: Span, context: Context, sentence: int | None = None) -> tuple[str | None, str | None]:
    """The actor that a phrase accuses or makes the doer, as name and party; (None, None) where it names nobody."""
    key = ("accused", span.start, span.end, sentence)
    found: tuple[str | None, str | None] | None = context.cases.get(key)
    if found is None:
        found = context.cases[key] = _accused(span, context, sentence)
    return found


def _accused(span: Span, context: Context, sentence: int | None) -> tuple[str | None, str | None]:
    text = context.document.text
    if _TWO.search(text, max(0, span.start - 30), span.end) and (
        _BETWEEN.match(text[span.start : span.end]) or _BETWEEN.search(text[max(0, span.start - 30) : span.start] + "\0")
    ):
        return None, None  # "clashes between X and Y killed nine": neither alone
    inside = [m for m in context.actors_in(span.start, span.end, sentence) if m.kind not in _NOT - {"officials", "organisation"}]
    inside = [m for m in inside if not _PLACE.match(text[m.end : m.end + 24]) and not _is_scene(m, context)]
    inside = [m for m in inside if not _AGAINST.search(text[max(span.start - 24, m.start - 40, 0) : m.start])]
    pointing = [m for m in inside if m.anaphor and m.head not in {"it", "they", "he", "she", "we"}]
    inside = [m for m in inside if not m.anaphor]
    if not inside and pointing:
        named_so_far = context.groups_named[: bisect_left(context.groups_named, span.start, key=lambda m: m.start)]
        before = next((m.party for m in reversed(named_so_far) if m.end <= span.start and not _kin(m, text)), None)
        if before is not None and pointing[0].kind in {"militants", "group", "organisation"}:
            return before, before
    named = [m for m in inside if m.party is not None]
    if not named:
        if inside and inside[0].kind in {"group", "coalition"}:
            return inside[0].actor, inside[0].party
        if inside and inside[0].kind in {"military", "police", "government"} and context.scene and not context.states:
            return context.scene, context.scene  # "the army" of a text that names towns of one country and no state
        return None, None
    parties = list(dict.fromkeys(m.party for m in named if m.party))
    first = min(named, key=lambda m: (m.party in CLASSES, m.start))
    apposed = next(
        (m for m in named if m.kind == "group" and m.party not in CLASSES and m.start > first.start and _modifies(first, m, text)), None
    )
    first = apposed or first  # "Xia's paramilitary Y Front"
    if len(parties) == 2 and all(p in context.states for p in parties):
        return " and ".join(sorted(parties)), None
    return name_of(first, context), context.meant(first) or first.party


def _kin(m: ActorMention, text: str) -> bool:
    """Whether a group is named to say whose friend another is: "the Front, an al Qaeda affiliate, said its fighters …"."""
    behind = text[m.end : m.end + 24].lstrip(" -").casefold()
    return any(behind.startswith(w) and not behind[len(w) : len(w) + 1].isalpha() for w in words.forms("actor_shapes", "kin_of"))


def _modifies(state: ActorMention, group: ActorMention, text: str) -> bool:
    """Whether a state's name only says where the group behind it is from."""
    gap = text[state.end : group.start]
    return (
        state.kind in {"state", "military", "government"}
        and bool(re.fullmatch(r"(?:'s)?(?: [a-z][\w-]+){0,3} ?(?:the )?", gap))
        and " and " not in gap
    )


def name_of(actor: ActorMention, context: Context) -> str | None:
    """The name under which an actor is blamed: the side it belongs to, whatever organ or force the words name; a group's own."""
    party = context.meant(actor) or actor.party
    if party is None:
        return actor.actor
    if party == "militants":
        if actor.head in _NOBODY or (context is not None and _UNKNOWN.match(context.document.text[actor.start : actor.end])):
            return None
        return actor.head if actor.head in {"gunmen", "bandits"} else "militants"
    return party
