"""Rules that decide by the victims' own words whose casualty it is. Each says in its docstring what it stands for."""

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
    two_sides,
)
from rashomon.claims.sides_context import CLASSES, nation
from rashomon.model import ActorMention

ARMED = frozenset({"soldiers", "fighters", "militants", "rebels", "police"})
#: Ranks that police and armies share, and words by which the sentence says which of them is meant.
_RANKS = re.compile(
    r"\b(?:officers?|personnel|sergeants?|captains?|lieutenants?|inspectors?|troopers?|corporals?|recruits?|cadets?)\b", re.I
)
_POLICE = re.compile(
    r"\b(?:police|constabulary|gendarme(?:s|rie)?|carabinieri|sheriff|patrol service|law[- ]enforcement|interior ministry|militsiya)\b",
    re.I,
)
_ARMY = re.compile(r"\b(?:army|military|soldiers?|troops|armed forces|navy|naval|air force|battalion|brigade)\b", re.I)
_ENEMY = re.compile(
    r"\b(?:enemy|enemies|enemy's|opposing (?:side|forces?|army)|other side|hostile|adversary|foe|occupiers?|invaders?|aggressors?|occupation (?:forces|soldiers|troops))\b",
    re.I,
)
_LOST = re.compile(
    r"^(?:'s forces)? (?:has |have |had |also |itself |reportedly |together |alone )*(?:lost|suffered|saw|buried|mourn(?:s|ed)|is mourning|left behind)\b"
)
_LOSSES = re.compile(r"^(?:'s?)? (?:own )?(?:losses|casualties|dead)\b")


def each_side(c: Case) -> tuple[Side, ...] | None:
    """ "one soldier from each side": one side after the other."""
    tail = c.context.document.text[c.mention.start : c.mention.end].lower()
    if not (c.mention.distributive or c.words.each or "each side" in tail or "either side" in tail or " apiece" in tail):
        return None
    status, by = status_of(c.words)
    two = two_sides(c)
    if two is None:
        return None
    return tuple(Side(c.context.forces_of(p), p, status, by, c.words.groups, "side.each") for p in two)


def both_sides(c: Case) -> tuple[Side, ...] | None:
    """ "four killed on both sides": both together, one figure."""
    tail = c.context.document.text[c.mention.start : c.mention.end].lower()
    if not (c.words.both or "both sides" in tail or "two sides" in tail):
        return None
    two = two_sides(c)
    if two is None:
        return None
    status, by = status_of(c.words)
    return (Side(" and ".join(two), None, status, by, c.words.groups, "side.both"),)


def mixed(c: Case) -> tuple[Side, ...] | None:
    """ "civilians and soldiers", "soldiers and rebels": several kinds in one figure, named in a fixed order."""
    kinds = [k for k in c.words.classes if k in {"civilians", "soldiers", "police", "rebels", "militants", "fighters"}]
    if len(kinds) < 2 or " and " not in c.text.lower():
        return None
    if set(kinds) <= {"militants", "fighters", "rebels"} or (set(kinds) == {"soldiers", "fighters"} and not c.named):
        return None
    if "civilians" in kinds:
        others = sorted(k for k in dict.fromkeys(kinds) if k != "civilians")
        return (Side(" and ".join(["civilians", *others]), None, "unknown", None, c.words.groups, "side.mixed"),)
    names = []
    for k in dict.fromkeys(kinds):
        if k == "soldiers":
            party = next((m.party for m in c.named if m.party in c.context.states), None) or c.context.main
            names.append(c.context.forces_of(party) if party else "soldiers")
        elif k in {"rebels", "police"}:
            names.append(k)
        else:
            names.append(group_side(c, k) or "militants")
    names = sorted(dict.fromkeys(names), key=str.casefold)
    status, by = status_of(c.words)
    return (Side(" and ".join(names), names[0] if len(names) == 1 else None, status, by, c.words.groups, "side.mixed"),)


def civilians(c: Case) -> tuple[Side, ...] | None:
    """Civilians of every calling are one side; a nationality before them is kept as their party."""
    if c.words.kinds != {"civilians"}:
        return None
    party = next((m.party for m in c.named if m.party and m.party not in CLASSES and m.kind not in {"media"}), None)
    organisation = next(
        (m.actor for m in c.named if m.actor and m.actor[:1].isupper() and m.kind in {"medical", "organisation", "media", "monitor"}), None
    )
    return (Side("civilians", party or organisation, "civilian", "text", c.words.groups, "side.civilians"),)


def police(c: Case) -> tuple[Side, ...] | None:
    """Police are told apart from soldiers and from civilians; "officers" of a sentence about police and no army are police."""
    if c.words.kinds != {"police"} and not _of_police(c):
        return None
    party = next((m.party for m in c.named if m.party and m.party not in CLASSES and not m.rule.endswith("+prior")), None)
    mine = speaker_party(c) if c.speaker is not None and c.speaker.kind in {"ministry", "police"} else None
    party = party or nation(c.text) or (mine if mine in c.context.states else None) or c.context.scene or c.context.main
    return (Side("police", party, "police", "text", c.words.groups, "side.police"),)


def _of_police(c: Case) -> bool:
    if c.words.kinds != {"soldiers"} or not _RANKS.search(c.text) or _ARMY.search(c.text):
        return False
    told = _sentence(c)
    return bool(_POLICE.search(told)) and not _ARMY.search(told)


def _sentence(c: Case) -> str:
    return c.context.sentences[c.mention.sentence].text if c.mention.sentence < len(c.context.sentences) else ""


def enemy(c: Case) -> tuple[Side, ...] | None:
    """ "five enemy soldiers", "servicemen of the opposing side": the other party of the war, seen from the speaker; open where none is."""
    if not _ENEMY.search(c.text) or c.words.kinds & {"civilians"}:
        return None
    side = enemy_of(c)
    name = c.context.forces_of(side) if side else None
    return (Side(name, side, "combatant", "text", c.words.groups, "side.enemy"),)


def loser(c: Case) -> tuple[Side, ...] | None:
    """ "X has lost 463 fighters", "X suffered nine dead": the one who lost them."""
    if c.words.kinds & {"civilians", "police"} or any(
        m.party and m.party not in CLASSES and not m.rule.endswith("+prior") for m in c.named
    ):
        return None
    text = c.context.document.text
    start = c.mention.victims.start if c.mention.victims else c.mention.figure.start
    for m in reversed(c.context.by_sentence.get(c.mention.sentence, [])):
        if (
            m.end > start
            or start - m.end > 60
            or m.anaphor
            or not m.party
            or m.kind not in {"state", "military", "group", "government", "militants", "coalition"}
        ):
            continue
        tail = text[m.end : start + 1]
        if _LOST.match(tail):
            name = party_side(m, c.context)
            return (Side(name, m.party, "combatant", "text", c.words.groups, "side.loser"),)
        break
    return _enemy_lost(c, start)


def _enemy_lost(c: Case, start: int) -> tuple[Side, ...] | None:
    at = max(0, start - 60)
    lead = c.context.document.text[at:start]
    found = [m for m in _ENEMY.finditer(lead) if _LOST.match(lead[m.end() :]) or _LOSSES.match(lead[m.end() :])]
    if not found:
        return None
    side = enemy_of(c)
    name = c.context.forces_of(side) if side else None
    return (Side(name, side, "combatant", "text", c.words.groups, "side.enemy"),)


def peacekeepers(c: Case) -> tuple[Side, ...] | None:
    """Peacekeepers are a side of their own, with the body or the state that sent them as party."""
    if c.words.kinds != {"peacekeepers"} and not ("peacekeepers" in c.words.kinds and c.words.kinds <= {"peacekeepers", "soldiers"}):
        return None
    body = next((m.actor for m in c.named if m.kind in {"organisation", "coalition"} and m.actor), None)
    state = next((m.party for m in c.named if m.party and m.party not in CLASSES), None) or nation(c.text)
    if body is None and state is None and c.words.owner == "its":
        body = speaker_party(c)
    return (Side("peacekeepers", body or state, "combatant", "text", c.words.groups, "side.peacekeepers"),)


def part_of_forces(c: Case) -> bool:
    """Whether a commander or officer of nobody named is told as one of a larger figure ("17 troops including a commander")."""
    return (
        c.mention.part_of is not None
        and bool(c.words.kinds)
        and c.words.kinds <= {"fighters", "soldiers"}
        and not any(m.party for m in c.named if not m.rule.endswith("+prior"))
    )


def named_party(c: Case) -> tuple[Side, ...] | None:
    """ "Freedonian soldiers", "X fighters", "members of the X": the party the phrase names."""
    status, by = status_of(c.words)
    armed = [
        m
        for m in c.named
        if (
            m.party
            and m.party not in CLASSES
            and not m.rule.endswith("+prior")
            and m.kind in {"state", "military", "group", "government", "coalition", "militants", "ministry", "police"}
        )
        or _commands(m, c)
    ] or _ranked(c)
    if not armed and (c.words.kinds & ARMED or "member" in c.text.lower()):
        armed = group_behind(c)
    if not armed:
        people = next((m for m in c.named if _nationals(m, c)), None)
        if people is not None and not c.words.kinds:
            name = (
                people.party
                if c.context.pair is not None and people.party in c.context.pair
                else people.actor
                if people.actor != people.party
                else None
            )
            return (Side(name, people.party, "unknown", None, c.words.groups, "side.nationals"),)
        return None
    m = armed[0]
    if not c.words.kinds and m.kind not in {"group", "military", "coalition"}:
        return None
    if c.words.owner and m.kind in {"state", "government"} and m.start > (c.mention.victims.start if c.mention.victims else 0):
        return None
    parties = list(dict.fromkeys(party_side(a, c.context) for a in armed))
    if len(parties) > 1 and " and " in c.text:
        return (Side(" and ".join(sorted(parties)), None, "combatant", "text", c.words.groups, "side.named"),)
    if status == "unknown":
        status, by = "combatant", "text"
    return (Side(party_side(m, c.context), str(m.party), status, by, c.words.groups, "side.named"),)


def _nationals(m: ActorMention, c: Case) -> bool:
    """People called by their state; "ethnic Freedonians" are another's citizens as often as not."""
    told = m.kind == "people" and bool(m.party) and m.rule.startswith(("countries", "shape"))
    before = c.context.document.text[max(0, m.start - 20) : m.start].casefold().split()
    return told and not (before and before[-1] in words.forms("actor_shapes", "of-blood"))


def _ranked(c: Case) -> list[ActorMention]:
    """ "A Freedonian officer": a man of a rank whom nobody names, with the state in his own words."""
    span = c.mention.victims
    here = c.context.actors_in(span.start, span.end, c.mention.sentence) if span is not None else []
    return [m for m in here if m.actor is None and _commands(m, c) and nation(c.text) == m.party]


def _commands(m: ActorMention, c: Case) -> bool:
    """ "an X commander", "X's field commander": the man of a rank is his side's."""
    return m.kind == "person" and bool(m.role) and bool(m.party) and bool(c.words.kinds & {"soldiers", "fighters", "militants"})
