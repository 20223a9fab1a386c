"""Whose casualty it is: the side of the victims, their status, the speaker's relation to them, and who did it.

Rules in the order they are asked, each a function of ``sides_rules`` or ``sides_elsewhere``; how they decide: ``docs/concepts/sides.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.sides_case import Side
from rashomon.claims.sides_context import CLASSES, Context, context_of
from rashomon.claims.sides_elsewhere import decide
from rashomon.model import ActorMention, CasualtyMention, Claim, Document, Mentions, Sentence, Span, Speaker

__all__ = ["Context", "Side", "accused", "context_of", "fill", "perpetrator_of", "relation", "side_of"]

_THIRD = frozenset({"monitor", "medical", "witnesses", "organisation", "people", "civilians"})
_STATE = frozenset({"state", "government", "ministry", "military", "police", "officials"})
#: After a name: the place held, not the doer ("X strongholds").
_PLACES = ("stronghold", "position", "target", "territor", "base", "camp", "held", "controlled", "area", "convoy", "headquarters", "heartland", "hideout", "bastion", "checkpoint", "village", "town", "city", "border")
_MEANS = ("shell", "fire", "gunfire", "attack", "bomb", "raid", "strike", "air", "rocket", "mortar", "missile", "drone", "artillery", "sniper", "terror")
_DOERS = frozenset({"military", "group", "militants", "state", "government", "coalition", "police"})
_ADJ = r"(?:an? |the |suspected |alleged |heavy |fresh |separate |intense |more |two |several |waves of |a wave of |armed |unidentified )*"
_BY = re.compile(rf"\bby {_ADJ}$")
_DURING = re.compile(rf"\b(?:by|in|from|during|after|when|following|of) {_ADJ}$")
_DID_BY = re.compile(rf"\b(?:fired|carried out|launched|planted|dropped|conducted|staged|committed|blamed on|attributed to|perpetrated|detonated|ordered|laid)(?: earlier)?(?: by| on| to)? {_ADJ}$")
_WHEN = re.compile(rf"\b(?:when|after|as|because|where) {_ADJ}$")
_CLASH = re.compile(rf"\b(?:clash(?:es)?|fighting|battles?|gun ?battles?|firefights?|gunfights?|confrontations?|shootout) with {_ADJ}$")
_DOES = re.compile(r" (?:have |had |also |again |deliberately |reportedly )?(?:fired|launched|opened|attacked|dropped|shelled|bombed|detonated|blew|stormed|raided|struck|hit|targeted|pounded|carried|ambushed|shot|set off|bombarded|rocketed|rammed|planted|fire|open|attack|mortared|overran|gunned)\b")
_last: list[tuple[Mentions, Context]] = []  # the document at hand: its context is asked once per mention


def _context(document: Document, sentences: Sequence[Sentence], mentions: Mentions) -> Context:
    if not _last or _last[0][0] is not mentions or _last[0][1].document is not document:
        _last[:] = [(mentions, context_of(document, sentences, mentions))]
    return _last[0][1]


def fill(claim: Claim, mention: CasualtyMention, document: Document, sentences: Sequence[Sentence], mentions: Mentions) -> list[Claim]:
    """The claim with side, status, relation and perpetrator; two of them where the words give the figure to each side."""
    context = _context(document, sentences, mentions)
    perpetrator, party = perpetrator_of(mention, context)
    if perpetrator is None:
        perpetrator, party = _shared(mention, context)
    out = []
    for side in side_of(mention, context, claim.speaker, party):
        groups = tuple(dict.fromkeys([*claim.groups, *side.groups]))
        out.append(replace(claim, side=side.side, victim_party=side.victim_party, victim_status=side.victim_status, status_by=side.status_by, groups=groups,
                           relation=relation(claim.speaker, side, context, party), perpetrator=perpetrator, rule=(*claim.rule, side.rule)))  # fmt: skip
    return out


def side_of(mention: CasualtyMention, context: Context, speaker: Speaker | None = None, perpetrator_party: str | None = None) -> tuple[Side, ...]:
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
        own = {party, context.state_side(party)}
        if side.victim_party in own or side.side in own:
            return "own_losses"
        if perpetrator_party is not None and perpetrator_party == party:
            return "enemy_losses"
        if side.side in {None, "civilians", "police", "unknown"} or (side.victim_party is None and side.victim_status in {"civilian", "unknown"}):
            if (speaker.kind in _STATE or (speaker.kind == "person" and party in context.states)) and (context.main in {None, party} or (context.pair is not None and party in context.pair)):
                return "own_losses" if side.victim_status != "combatant" else "enemy_losses"
            return "own_losses" if perpetrator_party and context.other(party) == perpetrator_party else "third_party"
        if side.victim_status == "combatant":
            if " and " in (side.side or "") and party in (side.side or ""):
                return "unknown"
            return "enemy_losses"
        return "third_party"
    if speaker.kind in _STATE:
        return "own_losses" if side.victim_status != "combatant" else "enemy_losses" if side.side in CLASSES else "unknown"
    return "unknown" if speaker.kind in {None, "person"} else "third_party"


def perpetrator_of(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """Who did it, by the phrase the mention makes the doer: canonical name for the claim, and the party. ("regime air raids": the
    state's; "suspected X gunmen": X; "gunmen": unknown men, "gunmen" as the name and no party.)"""
    if mention.perpetrator is not None:
        found = accused(mention.perpetrator, context, mention.sentence)
        if found[0] is not None:
            return found
    return _by_means(mention, context)


def _by_means(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """The doer that the same sentence names behind the harm word: "killed by regime bombs", "wounded in X shelling", "died when X
    fired rockets", "in clashes with X", "an attack carried out by X"."""
    text = context.document.text
    if mention.sentence >= len(context.sentences):
        return None, None
    here = [m for m in context.by_sentence.get(mention.sentence, []) if not m.anaphor and (".means" in m.rule or m.kind in _DOERS)]
    for m in here:
        if m.start < mention.trigger.end:
            continue
        lead, tail = text[max(mention.start, m.start - 50) : m.start], text[m.end : m.end + 40]
        if tail.lstrip(" '").startswith(_PLACES) or tail[:1] == "-":
            continue
        means, near = ".means" in m.rule or tail.lstrip().startswith(_MEANS), m.start < mention.end + 60
        if (near and ((_BY.search(lead) and ".means" not in m.rule) or (means and _DURING.search(lead)))) or _DID_BY.search(lead) or (_WHEN.search(lead) and _DOES.match(tail)) or _CLASH.search(lead):
            partner = [o for o in here if 0 < o.start - m.end <= 5 and text[m.end : o.start].strip() in {"and", "or"}]
            found = accused(Span(m.start, partner[0].end if partner else m.end), context, mention.sentence)
            if found[0] is not None:
                return found
    return None, None


def _shared(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """The doer of another mention of the same sentence, where all that name one name the same: one sentence tells one event."""
    found = {perpetrator_of(m, context) for m in context.mentions.casualties if m.sentence == mention.sentence and m is not mention}
    found.discard((None, None))
    return found.pop() if len(found) == 1 else (None, None)


def accused(span: Span, context: Context, sentence: int | None = None) -> tuple[str | None, str | None]:
    """The actor that a phrase accuses or makes the doer, as name and party; (None, None) where it names nobody."""
    text = context.document.text
    inside = [m for m in context.actors_in(span.start, span.end, sentence) if m.kind not in {"media", "witnesses", "medical", "people", "civilians", "monitor"}]
    inside = [m for m in inside if not text[m.end : m.end + 20].lstrip(" '-").lower().startswith(_PLACES)]
    pointing = [m for m in inside if m.anaphor and m.head not in {"it", "they", "he", "she", "we"}]
    inside = [m for m in inside if not m.anaphor]
    if not inside and pointing:
        before = [m for m in context.mentions.actors if m.end <= span.start and m.kind in {"group", "militants"} and m.party and not m.anaphor and m.party not in CLASSES]
        if before and pointing[0].kind in {"militants", "group", "organisation"}:
            return before[-1].party, before[-1].party
    named = [m for m in inside if m.party is not None]
    if not named:
        if inside and inside[0].kind in {"group", "coalition"}:
            return inside[0].actor, inside[0].party
        return None, None
    parties = list(dict.fromkeys(m.party for m in named if m.party))
    first = min(named, key=lambda m: (m.party in CLASSES, m.start))
    if len(parties) == 2 and all(p in context.states for p in parties):
        return " and ".join(sorted(parties)), None
    return name_of(first, context), first.party


def name_of(actor: ActorMention, context: Context) -> str | None:
    """The name under which an actor is blamed: a state's own in a war between states; "Freedonian government" or "Freedonian
    military" by the words in a war within it; a group's own."""
    party = actor.party
    if party is None:
        return actor.actor
    if party in context.states and party not in CLASSES:
        if (context.pair is not None and party in context.pair) or actor.kind == "state":
            return party
        if actor.kind == "government":
            return actor.actor
        return context.state_side(party)
    if party == "militants":
        return actor.head if actor.head in {"gunmen", "bandits", "attackers"} else "militants"
    return party
