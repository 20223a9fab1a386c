"""Which named group a document means by "the rebels", "gunmen of the group", "five guerrillas": where it says so, or names no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.lexicon.wars import rebels_together
from rashomon.model import ActorMention

#: Families of words for armed people, by the party that a mention of nobody named has.
_FAMILIES = {
    "rebels": r"rebels?|insurgents?|guerr?illas?|insurgency|subversives?|revolutionar(?:y|ies)|mutineers?",
    "militants": r"militants?|jihad(?:i|is|ist|ists)|islamists?|extremists?|terrorists?|fighters?|gunm[ae]n|militia(?:s|men|man)?|cartel|gang|bandits?|paramilitar(?:y|ies)",
    "separatists": r"separatists?|secessionists?",
}
_WORD = {family: re.compile(rf"\b(?:{words})\b", re.I) for family, words in _FAMILIES.items()}
_BEFORE = {
    family: re.compile(
        rf"\b(?:{words}),?(?: [\w-]+){{0,2}}? (?:(?:of|from|with|called|known as|belonging to|named|loyal to) )?(?:the )?$", re.I
    )
    for family, words in _FAMILIES.items()
}
_BEHIND = {
    family: re.compile(
        rf"^'?s?,?(?: \([^)]{{1,12}}\)| \[[^\]]{{1,40}}\])?,? (?:(?:which is|who are|is|was|are|were) )?(?:an? |the |one of |(?:\w+ ){{0,2}}\w+'s )?(?:[\w'-]+ ){{0,4}}(?:{words})\b",
        re.I,
    )
    for family, words in _FAMILIES.items()
}
#: In a name that the document alone shows: forces of states and missions, no group that rebels.
_OFFICIAL = re.compile(
    r"\b(?:Security|Coalition|International|Combined|Police|Command|Mission|Joint|Guards?|Allied|Multinational|Regiment|Battalion|Brigade|Division|Federal|Royal)\b"
)
_UNKNOWN = re.compile(r"\b(?:un(?:known|identified|named)|masked|hooded|other|rival|former|some|several)\b", re.I)
_DENIES = re.compile(r"^(?:'s)?,?(?: [\w-]+){0,3} (?:den(?:y|ies|ied|ying)|reject(?:s|ed)|disown(?:s|ed))\b", re.I)
_OWNER = re.compile(r"(?:the )?(\w+?s?)['\u2019]s?(?= )", re.I)
_POINTING = re.compile(r"^(?:the|these|those|its|their) |\bthe group's\b|'s $", re.I)


@dataclass(slots=True)
class Armed:
    """The armed groups a document names: how often, where first, and which family of words it calls each by."""

    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=dict)  # family → parties
    denying: set[str] = field(default_factory=set)  # those the document has deny something
    umbrella: bool = False  # whether "rebels" are a side of their own here, made of several groups


def armed_groups(text: str, actors: Sequence[ActorMention], classes: frozenset[str], lands: Iterable[str | None]) -> Armed:
    """Reads which armed groups a document names and what it calls them."""
    out = Armed(
        umbrella=bool(rebels_together().intersection(lands))
        or any(m.party == "rebels" and m.actor != "rebels" and not m.anaphor for m in actors)
    )
    for m in actors:
        if m.anaphor or m.kind not in {"group", "militants"} or not m.party or m.party in classes or (m.party != m.actor and not m.actor):
            continue
        if m.rule.startswith("shape") and _OFFICIAL.search(m.party):
            continue
        out.counts[m.party] = out.counts.get(m.party, 0) + 1
        out.first.setdefault(m.party, m.start)
        own, ahead, after = text[m.start : m.end], text[max(0, m.start - 60) : m.start], text[m.end : m.end + 90]
        if _DENIES.match(after):
            out.denying.add(m.party)
        for family in _FAMILIES:
            if _WORD[family].search(own) or _BEFORE[family].search(ahead) or _BEHIND[family].match(after) or _follows(family, after):
                out.called.setdefault(family, set()).add(m.party)
    return out


def _follows(family: str, after: str) -> bool:
    """ "M-7 rebels": the word right behind the name."""
    found = _WORD[family].search(after[:18])
    return found is not None and not after[: found.start()].strip(" '-s")


def owner(phrase: str) -> str | None:
    """The family of words for armed people to whom a body or a man belongs ("the rebels' northern command", "the guerrillas' spokesman")."""
    found = _OWNER.match(phrase)
    return next((f for f, word in _WORD.items() if word.fullmatch(found[1])), None) if found else None


def meant(family: str, at: int, armed: Armed, *, phrase: str = "", but: Iterable[str | None] = (), dead: bool = False) -> str | None:
    """The group that a word of a family at an offset means, else None. A ``phrase`` that points back ("the rebels") means the one group
    named before; one that introduces doers ("guerrillas raided") the one that the document calls so; ``dead`` ones ("five guerrillas died")
    the only one it names at all. Never those ``but``."""
    if family not in _FAMILIES or _UNKNOWN.search(phrase):
        return None
    if armed.umbrella and family != "separatists":
        return None
    others = set(but)
    groups = [g for g in armed.counts if g not in others]
    called = [g for g in armed.called.get(family, ()) if g not in others]
    if family == "militants" and (len(groups) > 1 or not (dead or _POINTING.search(phrase))):
        return None
    pointing = bool(_POINTING.search(phrase)) or not phrase
    if (
        len(called) == 1
        and (pointing or called[0] not in armed.denying)
        and (len(groups) == 1 or armed.counts[called[0]] * 2 >= max(armed.counts[g] for g in groups))
    ):
        return called[0]
    if not called and len(groups) == 1 and ((pointing and armed.first[groups[0]] < at) or dead):
        return groups[0]
    return None
