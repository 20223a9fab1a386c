"""Whose casualty it is: the side of the victims, their status, the speaker's relation to them, and who did it.

Rules in the order they are asked, each a function of ``sides_rules``, ``sides_armed``, ``sides_losses`` or ``sides_elsewhere``; how they decide: ``docs/concepts/sides.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.claims.sides_accused import accused, name_of
from rashomon.claims.sides_case import Side
from rashomon.claims.sides_context import CLASSES, Context, context_of
from rashomon.claims.sides_doers import perpetrator_of
from rashomon.claims.sides_doers_beside import shared, told_before
from rashomon.claims.sides_elsewhere import decide
from rashomon.claims.sides_whole import deed_before, felled, own_deed, resolve
from rashomon.lexicon import load
from rashomon.model import CasualtyMention, Speaker

__all__ = ["Context", "Side", "Whose", "accused", "context_of", "name_of", "perpetrator_of", "relation", "resolve", "side_of", "whose_of"]

_THIRD = frozenset({"monitor", "medical", "witnesses", "organisation", "people", "civilians"})
_STATE = frozenset({"state", "government", "ministry", "military", "police", "officials"})


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose casualty it is, what the speaker is to it, and who did it."""

    side: Side
    relation: str
    perpetrator: str | None


def whose_of(mention: CasualtyMention, speaker: Speaker | None, context: Context) -> list[Whose]:
    """Side, relation and perpetrator of a casualty mention in a speaker's words; two where the words give the figure to each side."""
    perpetrator, party = perpetrator_of(mention, context)
    lent = perpetrator is None
    if lent:
        perpetrator, party = shared(mention, context)
    if perpetrator is None:
        perpetrator = told_before(mention, context)
    sides = side_of(mention, context, speaker, party)
    if perpetrator is None:
        own = own_deed(mention, speaker, context) or deed_before(mention, speaker, context)
        if own is not None and (not any(own in {s.victim_party, s.side} for s in sides) or _by_their_kind(sides, mention, context)):
            perpetrator = party = own
            sides = side_of(mention, context, speaker, party)
    elif _own_men(perpetrator, sides, lent, context, mention):
        perpetrator = party = None
        sides = side_of(mention, context, speaker, party)
    if perpetrator is None:
        perpetrator = party = felled(mention, speaker, relation(speaker, sides[0], context), context)
    return [Whose(side, relation(speaker, side, context, party), perpetrator) for side in sides]


#: Words by which a party does kill its own.
_OWN_FAULT = re.compile(
    r"\b(?:execut|defect|desert|friendly[ -]fire|mistake|accident|mutin|traitor|spies|spying|infighting|blue-on-blue)", re.I
)
_OWN = re.compile(r"\bown\b", re.I)


def _own_men(doer: str, sides: Sequence[Side], lent: bool, context: Context, mention: CasualtyMention) -> bool:
    """Whether the doer would have killed its own men, and nothing says so: lent by the sentence's other figure, or told as a loss."""
    if not any(doer in {s.victim_party, s.side} and s.victim_status in {"combatant", "police"} for s in sides):
        return False
    told = context.sentences[mention.sentence].text if mention.sentence < len(context.sentences) else ""
    at_fault = _OWN_FAULT.search(told) or (not lent and _OWN.search(told))  # "killed 28 rebels, and eight of its own men died"
    return (lent or any(s.rule in {"side.loser", "side.owned", "side.bare"} for s in sides)) and not at_fault


def _by_their_kind(sides: Sequence[Side], mention: CasualtyMention, context: Context) -> bool:
    """Whether the dead were given to a party for being fighters or soldiers at all, which those that the party itself says it killed are not."""
    told = context.sentences[mention.sentence].text if mention.sentence < len(context.sentences) else ""
    return all(s.rule in {"side.militants.group", "side.soldiers"} for s in sides) and not _OWN_FAULT.search(told) and not _OWN.search(told)


def side_of(
    mention: CasualtyMention, context: Context, speaker: Speaker | None = None, perpetrator_party: str | None = None
) -> tuple[Side, ...]:
    """The side or, for "one from each side", the sides of a casualty mention."""
    return decide(mention, context, speaker, perpetrator_party)


def relation(speaker: Speaker | None, side: Side, context: Context, perpetrator_party: str | None = None) -> str:
    """What the speaker is to the casualty: own_losses, enemy_losses, third_party, outlet or unknown. Never by the speaker's name alone."""
    if speaker is None or speaker.kind == "media":
        return "outlet" if speaker is None or speaker.actor not in {None, "reports"} else "unknown"
    if speaker.kind in _THIRD and speaker.party is None:
        return "third_party"
    party = speaker.party
    if party is not None:
        if party in {side.victim_party, side.side}:
            return "own_losses"
        if speaker.kind == "ministry" and (speaker.actor or "").startswith(_of_health()) and side.victim_party not in context.states:
            return "own_losses" if side.victim_status != "combatant" else "third_party"  # its hospitals count the dead, whosever they are
        if perpetrator_party is not None and perpetrator_party == party:
            return "enemy_losses"
        if side.side in {None, "civilians", "police", "unknown"} or (
            side.victim_party is None and side.victim_status in {"civilian", "unknown"}
        ):
            if (speaker.kind in _STATE or (speaker.kind == "person" and party in context.states)) and (
                context.main in {None, party} or (context.pair is not None and party in context.pair)
            ):
                return "own_losses" if side.victim_status != "combatant" else "enemy_losses"
            return "own_losses" if perpetrator_party and context.other(party) == perpetrator_party else "third_party"
        if side.victim_status == "combatant":
            if " and " in (side.side or "") and party in (side.side or ""):
                return "unknown"
            return "enemy_losses"
        return "third_party"
    if speaker.kind in _STATE:
        if side.rule.startswith("side.soldiers") and context.pair is None:
            return "own_losses"  # an army whose state nobody names, on "soldiers": its own
        return "own_losses" if side.victim_status != "combatant" else "enemy_losses" if side.side in CLASSES else "unknown"
    if speaker.kind == "person":
        return _by_office(speaker, side, context)
    return "unknown" if speaker.kind is None else "third_party"


@cache
def _of_health(language: str = "en") -> str:
    """How the name of every ministry of health begins."""
    entry = next(e for e in load("institutions", language) if e.id == "health-ministry")
    return str(entry.get("template")).partition("{")[0]


#: Offices of those who speak for a state of its own people, and callings of those who stand beside.
_OFFICIAL = re.compile(
    r"\b(?:governor|mayor|minister|president|premier|commander|colonel|general|major|captain|brigadier|sheriff|prefect|police|commissioner|councill?or|administrator|"
    r"lawmaker|senator|official|chief of staff|military|army|district chief)\b",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:humanitarian|coordinator|doctor|dr|surgeon|nurse|medic|professor|researcher|director|activist|campaigner|witness|bishop|priest|imam|elder|lawyer)\b",
    re.I,
)


def _by_office(speaker: Speaker, side: Side, context: Context) -> str:
    """What a person of no known party is to the casualty, by the office or calling the text gives the name."""
    roles = context.roles.get(speaker.actor, "") if speaker.actor else speaker.text  # "the mayor", whom nobody names
    if _BESIDE.search(roles):
        return "third_party"
    if _OFFICIAL.search(roles) and side.victim_status != "combatant":
        return "own_losses"
    return "unknown"
