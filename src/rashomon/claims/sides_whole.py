"""Who did it, where it is the speaker's own deed ("the army said its troops killed nine"), and the doer of a headline's figure.

Nothing else is taken from further off: a claim's doer is whom that claim's words have. Who claimed an attack or is blamed for it elsewhere belongs
to the attribution of the incident. Handing these on to every figure of the document was tried: gold had nobody for 39 of 44 such claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.sides_context import CLASSES, Context
from rashomon.claims.sides_named import meant
from rashomon.model import CasualtyMention, Claim, Speaker

_THIRD = frozenset({"monitor", "medical", "witnesses", "organisation", "people", "civilians", "media"})
_OWN = re.compile(r"^(?:it|they|we|its|their|our)\b", re.I)
_OWN_AHEAD = re.compile(
    r"\b(?:it|they|we|(?:its|their|our) (?:[\w-]+ ){0,2}(?:forces|troops|soldiers|fighters|men|police|officers|units|gunmen|guards|warplanes|jets|aircraft|drones|commandos|members))"
    r" (?:have |had |has |also |later |since )*[\"'\u201c\u2018]?$",
    re.I,
)
#: Between "it" and the harm word: nobody's deed of killing.
_NO_DEED = re.compile(
    r"\b(?:los(?:t|e|es|ing)|suffer(?:ed|s)?|found|find|recover(?:ed)?|retriev|saw|seen|report(?:ed)?|record(?:ed)?|count(?:ed)?|confirm(?:ed)?|"
    r"receiv(?:ed)?|treat(?:ed|ing)?|document(?:ed)?|investigat\w*|knew?|believ\w*|were|was|been|identif\w*|evacuat\w*|buried|mourn\w*)\b",
    re.I,
)


def own_deed(mention: CasualtyMention, speaker: Speaker | None, context: Context) -> str | None:
    """ "The army said its troops killed nine", "they killed nine", says a group: the speaker's party. Not what it found, lost or counted."""
    if (
        speaker is None
        or speaker.party is None
        or speaker.kind in _THIRD
        or mention.harm_detail == "found_dead"
        or "frame.loss" in mention.rule
    ):
        return None
    text = context.document.text
    start = context.sentences[mention.sentence].start if mention.sentence < len(context.sentences) else mention.start
    span = mention.perpetrator
    if span is not None:
        if not _OWN.match(span.of(text)):
            return None
        between = text[span.end : mention.trigger.start] if span.end <= mention.trigger.start else ""
    else:
        ahead = _OWN_AHEAD.search(text[max(start, mention.trigger.start - 70) : mention.trigger.start])
        if ahead is None:
            return None
        between = ""
    if _NO_DEED.search(between):
        return None
    return _party(speaker, mention, context)


#: "It planted the bomb and", "they attacked the base and that": a deed of the speaker's that the harm comes of.
_DEED_AHEAD = re.compile(
    r"\b(?:it|they|we|(?:its|their|our) (?:[\w-]+ ){0,2}\w+) (?:had |have |has |also |then )*"
    r"(?:planted|detonated|carried out|attacked|ambushed|bombed|shelled|raided|stormed|blew up|opened fire|fired|struck|hit|targeted|launched|laid|mined|overran|exploded)\b[^.;]{0,90}$",
    re.I,
)


def deed_before(mention: CasualtyMention, speaker: Speaker | None, context: Context) -> str | None:
    """ "They planted the bomb and 14 soldiers were killed", says a group: the speaker's party."""
    if speaker is None or speaker.party is None or speaker.kind in _THIRD or mention.perpetrator is not None:
        return None
    text = context.document.text
    start = context.sentences[mention.sentence].start if mention.sentence < len(context.sentences) else mention.start
    ahead = text[max(start, mention.start - 140) : mention.start]
    return _party(speaker, mention, context) if _DEED_AHEAD.search(ahead) and not _NO_DEED.search(ahead[-30:]) else None


#: Words in which an army tells of the enemy's dead, and means its own deed though it says no doer.
_FELLED = re.compile(r"(?:eliminat|neutrali[sz]|liquidat|destroy|annihilat|exterminat|rendered)", re.I)


def felled(mention: CasualtyMention, speaker: Speaker | None, relation: str, context: Context) -> str | None:
    """ "Seven X soldiers were eliminated", says Y's army: Y."""
    if speaker is None or speaker.party is None or relation != "enemy_losses" or speaker.party in CLASSES:
        return None
    return speaker.party if _FELLED.match(mention.trigger.of(context.document.text)) else None


def _party(speaker: Speaker, mention: CasualtyMention, context: Context) -> str | None:
    if speaker.party in CLASSES:
        return meant(speaker.party, mention.start, context.armed, phrase="the ") or speaker.party
    return speaker.party


def named(name: str | None) -> bool:
    """Whether a doer's name names somebody ("gunmen", "rebels" do not)."""
    return name is not None and any(c.isupper() for c in name)


def resolve(claims: Sequence[Claim], context: Context) -> list[Claim]:
    """The casualty claims with the doers that the rest of the document gives them. Statements come back as they are."""
    out = list(claims)
    for reader, tells in ((_owned_up, _owns), (_headline, _counts)):
        known = tuple(out)
        telling: dict[object, list[Claim]] = {}
        for c in known:
            if tells(c):
                telling.setdefault(c.sentence if tells is _owns else (c.harm, c.low), []).append(c)
        for i, c in enumerate(known):
            if c.kind != "casualty" or named(c.perpetrator) or c.negated or c.stance == "denies":
                continue
            name = reader(c, telling.get(c.sentence if tells is _owns else (c.harm, c.low), ()), context)
            if name is not None and _fits(name, c, context):
                out[i] = replace(c, perpetrator=name, rule=(*c.rule, f"doer.{reader.__name__.strip('_')}"))
    return out


def _fits(name: str, c: Claim, context: Context) -> bool:
    """Whether a claim can be that name's deed: not where its own men are the victims, and no state where the words name armed men."""
    if name in {c.victim_party, c.side} or (c.side or "").startswith(name):
        return False
    return c.perpetrator is None or name in context.armed.counts


def _one(names: Sequence[str | None]) -> str | None:
    found = {n for n in names if named(n)}
    return found.pop() if len(found) == 1 else None


#: What one owns up to as a deed of one's own; "admitted six dead" is none.
_A_DEED = re.compile(r"\b(?:responsib|kill(?:ed|ing)|behind|carried out|planted|caus(?:ed|ing)|shot|struck|fired|mistake)\w*", re.I)


def _owned_up(c: Claim, owning: Sequence[Claim], context: Context) -> str | None:
    """Who owns up in the same sentence (``owning``): "the army accepted responsibility for the shell that killed six"."""
    here = context.sentences[c.sentence].start if c.sentence is not None and c.sentence < len(context.sentences) else c.start
    if not _A_DEED.search(context.document.text[here : c.end]):
        return None
    return _one([s.target for s in owning if s.start <= c.start])


def _owns(c: Claim) -> bool:
    return c.kind == "statement" and c.stance in {"claims_responsibility", "admits"}


def _counts(c: Claim) -> bool:
    return c.kind == "casualty" and not c.vague


def _headline(c: Claim, counting: Sequence[Claim], context: Context) -> str | None:
    """The doer that a figure of a headline has in the text below, of those of the same number;
    ones and twos are told of many people."""
    if c.label != "headline" or c.low is None or c.low < 3 or c.vague:
        return None
    return _one([o.perpetrator for o in counting if o is not c])
