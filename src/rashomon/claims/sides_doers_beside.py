"""Who did it, where another figure of the sentence says so, or the sentence right before."""

from __future__ import annotations

import re

from rashomon.claims.sides_accused import DOERS, attacker, is_doer
from rashomon.claims.sides_context import Context
from rashomon.claims.sides_doers import DEED, DOES, MEANS, VERB, is_active, of_whom, perpetrator_of
from rashomon.model import ActorMention, CasualtyMention

#: Between two figures of a sentence: two events.
_TWO_EVENTS = re.compile(
    r"\b(?:where|had been|since|days?|weeks?|months?|years?|hours? (?:after|before|earlier|later)|earlier|last|previous(?:ly)?|in (?:19|20)\d\d|separate(?:ly)?|elsewhere|meanwhile|while|although|but)\b",
    re.I,
)


def _apart(a: CasualtyMention, b: CasualtyMention, context: Context) -> bool:
    """Whether the words between two figures of one sentence set them apart ("… the mall, where 67 people were massacred")."""
    first, second = sorted((a, b), key=lambda m: (m.start, m.end))
    if is_active(first) and second.perpetrator is not None and second.perpetrator.start >= second.trigger.end:
        return True  # "a bomb killed nine, and two traders were shot dead by gunmen"
    return bool(_TWO_EVENTS.search(context.document.text[first.end : second.start]))


def shared(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """The doer of another mention of the same sentence, where all that name one name the same: one sentence tells one event."""
    if of_whom(mention, context):
        return None, None
    others = [m for m in context.figures.of_sentence(mention.sentence) if m is not mention and perpetrator_of(m, context) != (None, None)]
    found = {perpetrator_of(m, context) for m in others if not _apart(m, mention, context)}
    return found.pop() if len(found) == 1 else (None, None)


_ATTACKED = re.compile(rf"\b{DEED}|\b(?:bombs?|shells?|rockets?|missiles?|gunmen|clash|fighting|explo|blew|suicide)", re.I)


def told_before(mention: CasualtyMention, context: Context) -> str | None:
    """The doer that the sentence right before names, where that sentence tells the attack and counts nobody, and this one tells none
    of its own: "Xian jets struck the clinic for an hour. Forty-two people were killed." The name only: sides do not lean on it."""
    n = mention.sentence
    if n == 0 or n >= len(context.sentences):
        return None
    key = ("told before", n)
    if key not in context.cases:
        context.cases[key] = _told_before(n, context)
    found: str | None = context.cases[key]
    return found


def _told_before(n: int, context: Context) -> str | None:
    if context.figures.of_sentence(n - 1) or any(not m.anaphor and m.kind in DOERS for m in context.by_sentence.get(n, [])):
        return None
    if _ATTACKED.search(context.sentences[n].text):
        return None
    found = {attacker(m, context) for m in context.by_sentence.get(n - 1, []) if _tells_attack(m, context)}
    found.discard((None, None))
    return found.pop()[0] if len(found) == 1 else None


def _tells_attack(m: ActorMention, context: Context) -> bool:
    """Whether a mention is the subject of a deed in its sentence, in the writer's own words."""
    text, end = context.document.text, context.sentences[m.sentence].end
    if not is_doer(m, context):
        return False
    tail = text[m.end : min(end, m.end + 60)]
    means = MEANS.match(tail.lstrip(" '"))
    return bool(
        DOES.match(tail)
        or (".means" in m.rule and re.match(r"\W*(?:\w+ ){0,3}(?:" + VERB + r")\b", tail))
        or (means and re.match(r"\W*(?:\w+ ){0,4}(?:" + VERB + r")\b", tail))
    )
