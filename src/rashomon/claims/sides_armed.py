"""Rules for armed people whom their own words give to a party: its men, its post, rebels, fighters, militants."""

from __future__ import annotations

import re

from rashomon.claims import words
from rashomon.claims.sides_case import (
    Case,
    Side,
    enemy_of,
    group_behind,
    group_side,
    party_side,
    speaker_party,
    status_of,
    subject_party,
)
from rashomon.claims.sides_context import CLASSES, nation
from rashomon.claims.sides_named import meant
from rashomon.claims.sides_rules import ARMED, part_of_forces

_OF_THE_GROUP = re.compile(
    r"\b(?:of|from|in) (?:the|that|this) (?:\w+ )?(?:group|organi[sz]ation|movement|outfit|faction|militia|gang|cartel|network)$", re.I
)


def of_the_group(c: Case) -> tuple[Side, ...] | None:
    """ "two members of the group": of the group named last before."""
    if not _OF_THE_GROUP.search(c.text) or c.words.kinds & {"civilians", "soldiers", "police"}:
        return None
    before = [
        m
        for n in range(max(0, c.mention.sentence - 3), c.mention.sentence + 1)
        for m in c.context.by_sentence.get(n, [])
        if m.end <= c.mention.start
        and (m.kind == "group" or (m.kind == "person" and m.party in c.context.armed.counts))
        and m.party
        and m.party not in CLASSES
        and not m.anaphor
        and m.party != c.perpetrator
    ]
    if not before:
        return None
    party = str(before[-1].party)
    return (Side(party, party, "combatant", "text", c.words.groups, "side.of_the_group"),)


def rebels(c: Case) -> tuple[Side, ...] | None:
    """Rebels of no named group are a side of their own."""
    if "rebels" not in c.words.kinds or any(m.kind == "group" and m.party and m.party not in CLASSES for m in (*c.named, *group_behind(c))):
        return None
    side = meant("rebels", c.mention.start, c.context.armed, phrase=c.text, but=(c.perpetrator,), dead=True) or "rebels"
    return (Side(side, side, "combatant", "text", c.words.groups, "side.rebels" if side == "rebels" else "side.rebels.group"),)


#: Behind or before a figure without a noun: whose ranks, whose post it was.
_ON_ITS = re.compile(
    r"^[^.;]{0,40}?\b(?:on|among|in|from) (?:its|our|their) (?:own )?(?:side|ranks|forces|troops|men|soldiers|fighters|members|personnel|lines)\b",
    re.I,
)
_ITS_POST = re.compile(
    r"\b(?:its|our) (?:[\w-]+ )?(?:posts?|outposts?|positions?|patrols?|convoys?|checkpoints?|barracks|bases?|vehicles?|helicopters?|garrison|trenches|units?|tanks?)\b",
    re.I,
)


#: "The army put its losses at 27 dead and 33 wounded."
_ITS_LOSSES = re.compile(r"\b(?:its|our|their) (?:own )?(?:losses|casualties)\b[^.;]{0,40}$", re.I)


def its_post(c: Case) -> tuple[Side, ...] | None:
    """ "X reported seven wounded on its side", "X said four were hurt when its post was shelled": the speaker's own."""
    if c.words.kinds or set(c.words.classes) & {"people"} or c.speaker is None:
        return None
    party = speaker_party(c)
    text, end = c.context.document.text, c.mention.end
    stop = c.context.sentences[c.mention.sentence].end if c.mention.sentence < len(c.context.sentences) else end
    tail = text[end : min(stop, end + 80)]
    hit = (
        _ON_ITS.match(tail)
        or (re.match(r"\W*(?:when|as|after)\b", tail) and _ITS_POST.search(tail))
        or _ITS_POST.search(text[c.mention.start : end])
        or _ITS_LOSSES.search(text[max(0, c.mention.start - 50) : c.mention.start])
    )
    if party is None or party == c.perpetrator or not hit:
        return None
    return (Side(c.context.forces_of(party), party, "combatant", "text", c.words.groups, "side.its_post"),)


_ITS_OWN = re.compile(r"\b(?:its|their|our) own\b", re.I)


def _subject_of(c: Case) -> str | None:
    """The party that is the subject of the harm word's own verb, "it" being the one who speaks; the last one named where the parse shows none."""
    s = c.context.sentences[c.mention.sentence]
    at = s.token_at(c.mention.trigger.start) if s.tokens else None
    while at is not None:
        subject = next((t for t in s.tokens if t.head == at and t.dep == "nsubj"), None)
        if subject is not None:
            if subject.lower in {"it", "they", "we"}:
                return speaker_party(c)
            here = [m for m in c.context.by_sentence.get(c.mention.sentence, []) if m.start <= subject.start < m.end and m.party]
            return here[0].party if here else subject_party(c)
        at = s.tokens[at].head if s.tokens[at].dep == "conj" else None
    return subject_party(c)


def owned(c: Case) -> tuple[Side, ...] | None:
    """ "its servicemen", "two of our soldiers": the speaker's, else the subject's of the clause."""
    if c.words.owner is None or not (c.words.kinds & ARMED or not c.words.kinds):
        return None
    if c.words.owner in {"his", "her", "my"} and not _his_men(c):
        return None
    if part_of_forces(c) and c.words.owner == "their":
        return None  # "killed 100 bandits, including two of their commanders": the bandits'
    party = speaker_party(c) or subject_party(c)
    if _ITS_OWN.search(c.text):  # "executed nine of its own fighters"; "said that eight of its own soldiers had died"
        done = c.mention.victims is not None and c.mention.trigger.start < c.mention.victims.start
        party = (_subject_of(c) if done else speaker_party(c) or subject_party(c)) or c.perpetrator or party
    elif party is not None and party == c.perpetrator:
        party = subject_party(c) if speaker_party(c) is not None else None  # "X said it hit a Y patrol, wounding its members": Y's
        party = party if party not in {None, c.perpetrator} else enemy_of(c)
    if party is None:
        return None
    side = c.context.forces_of(party)
    status, by = status_of(c.words)
    return (Side(side, party, status, by, c.words.groups, "side.owned"),)


def _his_men(c: Case) -> bool:
    """ "The spokesman said three of his fighters were killed": the men of whom he speaks for, where nobody else stands between the saying and them ("said a
    warlord and six of his fighters were killed")."""
    if c.speaker is None or speaker_party(c) is None or not c.words.kinds & ARMED:
        return False
    start = c.mention.victims.start if c.mention.victims else c.mention.start
    tokens = c.context.sentences[c.mention.sentence].tokens
    between = [t for t in tokens if c.speaker.end <= t.start and t.end <= start]
    return c.speaker.end <= start and not any(t.pos in {"NOUN", "PROPN"} for t in between)


def militants(c: Case) -> tuple[Side, ...] | None:
    """ "31 jihadists", "terrorists", "gunmen": the group where the sentence or the document makes it clear, else militants."""
    kinds = c.words.kinds
    if not kinds & {"militants", "fighters"} or kinds & {"soldiers", "police", "civilians"}:
        return None
    if any(w in c.text.casefold() for w in words.forms("actor_shapes", "for_the_state")):
        return (Side("militants", None, "combatant", "text", c.words.groups, "side.militants.state"),)
    group = group_side(c, "militants" if "militants" in kinds else "fighters")
    if group is not None and nation(c.text) and nation(c.text) not in c.context.states:
        group = None  # "three Palestinian hijackers": the text's one group may be another
    if group is None and any(m.party == "rebels" for m in c.named):
        group = "rebels"
    if group is None and kinds == {"fighters"} and c.speaker is not None and c.perpetrator != c.speaker.party:
        party = c.speaker.party if c.speaker.kind in {"group", "militants"} else None  # "the X said two fighters had died": its own
        if party is not None and not c.named:
            return (Side(party, party, "combatant", "text", c.words.groups, "side.own_fighters"),)
    side = group or ("militants" if "militants" in kinds else _fighters(c))
    return (Side(side, side, "combatant", "text", c.words.groups, "side.militants" if group is None else "side.militants.group"),)


def _fighters(c: Case) -> str | None:
    if any(m.party in c.context.states for m in c.named if m.kind == "military"):
        return party_side(next(m for m in c.named if m.party in c.context.states), c.context)
    return "rebels" if c.context.names_rebels and c.context.group is None else "militants"
