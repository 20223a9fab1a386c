"""One casualty mention with all that the rules for its side may look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rashomon.claims.sides_context import CLASSES, Context
from rashomon.claims.sides_words import Words, predicate, ranked, read
from rashomon.model import ActorMention, CasualtyMention, Span, Speaker

#: Between the victims' phrase and the group it belongs to.
_BELONGS = re.compile(
    r",? (?:of|from|belonging to|loyal to|fighting (?:for|alongside)|with|affiliated (?:to|with)|aligned with|allied (?:to|with)|serving (?:in|with)|in) (?:the |al |so-called )*(?:\w+ branch of )?"
)
_NOUN_BEHIND = re.compile(
    r" ((?:[\w-]+ ){0,3}?[\w-]+)(?= (?:and|in|on|at|near|were|was|when|after|during|who|by|from|since|as|to)\b|[,.;:]|$)"
)
_STATE_SPEAKERS = frozenset({"state", "government", "ministry", "military", "police", "person", "officials"})


@dataclass(frozen=True, slots=True)
class Side:
    """Whose casualty. ``side`` the short name (None unknown), ``victim_party`` and ``victim_status`` apart, ``status_by`` "text" (the
    victims' own words), "outlet" (told elsewhere in the document) or None, ``rule`` the rule that decided."""

    side: str | None
    victim_party: str | None
    victim_status: str
    status_by: str | None
    groups: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules may look at."""

    mention: CasualtyMention
    context: Context
    speaker: Speaker | None
    perpetrator: str | None
    words: Words
    text: str
    named: tuple[ActorMention, ...]  # actors inside the victims' phrase
    depth: int = 0


def case_of(
    mention: CasualtyMention, context: Context, speaker: Speaker | None = None, perpetrator: str | None = None, depth: int = 0
) -> Case:
    """A mention with the words for its victims: their phrase, or what is said of them behind it ("… were civilians")."""
    key = ("victims", id(mention))
    read_before: tuple[Words, str, tuple[ActorMention, ...]] | None = context.cases.get(key)
    if read_before is None:
        read_before = context.cases[key] = _victims(mention, context)
    words, phrase, named = read_before
    return Case(mention, context, speaker, perpetrator, words, phrase, named, depth)


def _victims(mention: CasualtyMention, context: Context) -> tuple[Words, str, tuple[ActorMention, ...]]:
    """What the words for the victims say, these words, and the actors in them; asked once for each of the rules that look at other mentions."""
    text = context.document.text
    span = mention.victims
    phrase = span.of(text) if span else ""
    words = read(phrase)
    if span is None and mention.figure.end > mention.figure.start:  # "killed two off-duty policemen", cut behind the figure
        behind = _NOUN_BEHIND.match(text, mention.figure.end)
        if behind and read(behind.group(1)).kinds:
            span = Span(mention.figure.start, behind.end(1))
            phrase = span.of(text)
            words = read(phrase)
    if not words.kinds and mention.sentence < len(context.sentences):
        end = context.sentences[mention.sentence].end
        said = predicate(text[mention.end : min(end, mention.end + 120)])
        if said:
            at = text.index(said, mention.end)
            span, phrase, words = Span(at, at + len(said)), said, read(said)
    if not words.kinds:
        rank = ranked(text[max(0, span.start - 5) : span.end] if span else phrase)  # "Pol | Sgt Orlo Vant"
        words = replace(words, classes=(*words.classes, rank), rule="side.rank") if rank else words
    named = tuple(m for m in (context.actors_in(span.start, span.end, mention.sentence) if span else []) if not m.anaphor)
    return words, phrase, named


def case_beside(other: CasualtyMention, c: Case) -> Case:
    """Another mention as the rules look at it from this one, made once."""
    key = (id(other), c.depth + 1)
    made: Case | None = c.context.cases.get(key)
    if made is None:
        made = c.context.cases[key] = case_of(other, c.context, depth=c.depth + 1)
    return made


def status_of(words: Words) -> tuple[str, str | None]:
    """Status that the victims' words say, and on whose word: the text's, or nobody's."""
    kinds = words.kinds
    if not kinds:
        return "unknown", None
    if kinds == {"civilians"}:
        return "civilian", "text"
    if kinds == {"police"}:
        return "police", "text"
    if kinds <= {"soldiers", "fighters", "militants", "rebels", "peacekeepers", "police"}:
        return "combatant", "text"
    return "unknown", None


def party_side(m: ActorMention, context: Context) -> str:
    """Short name of the side a mention of an actor belongs to."""
    return context.forces_of(str(m.party))


def speaker_party(c: Case) -> str | None:
    """Party of the speaker, where that is a side and not a kind of people."""
    if c.speaker is None or c.speaker.party is None or c.speaker.party in CLASSES:
        return None
    return c.speaker.party if c.speaker.kind in _STATE_SPEAKERS | {"group", "coalition", None} else None


def subject_party(c: Case) -> str | None:
    """The party named last before the victims in the same sentence, not the perpetrator."""
    start = c.mention.victims.start if c.mention.victims else c.mention.start
    here = [
        m
        for m in c.context.by_sentence.get(c.mention.sentence, [])
        if m.end <= start
        and m.party
        and m.party not in CLASSES
        and m.kind in {"state", "ministry", "government", "military", "group", "coalition"}
    ]
    here = [m for m in here if not (c.mention.perpetrator and c.mention.perpetrator.start <= m.start < c.mention.perpetrator.end)]
    return here[-1].party if here else None


def group_side(c: Case, kind: str) -> str | None:
    """The armed group that 'militants' or 'fighters' means: the one the sentence, the one before, or the document is about."""

    def fits(m: ActorMention) -> bool:
        return (
            bool(m.party)
            and m.party not in CLASSES
            and m.party not in c.context.states
            and m.kind in {"group", "militants"}
            and m.party != c.perpetrator
            and not m.anaphor
        )

    for back in (0, 1):
        here = [m for m in c.context.by_sentence.get(c.mention.sentence - back, []) if fits(m)]
        if len({m.party for m in here}) == 1:
            return here[0].party
        if here:
            return None
    if (
        c.context.group is not None
        and c.context.group != c.perpetrator
        and c.context.group not in {(c.speaker.party if c.speaker else None)}
    ):
        return c.context.group
    return None


def group_behind(c: Case) -> list[ActorMention]:
    """The group named right behind a victims' phrase that stops short of it ("14 fighters | of the X", "members | of the Xian army")."""
    if c.mention.victims is None:
        return []
    text, end = c.context.document.text, c.mention.victims.end
    for m in c.context.by_sentence.get(c.mention.sentence, []):
        if (
            end <= m.start <= end + 40
            and not m.anaphor
            and m.party
            and m.kind in {"group", "military", "coalition", "militants", "government"}
        ):
            gap = text[end : m.start]
            if _BELONGS.fullmatch(gap) or (c.text.lower().endswith((" of", " from", " of the", " from the")) and len(gap) <= 5):
                return [m] if m.party not in CLASSES else []
            return []
    return []


def enemy_of(c: Case) -> str | None:
    """The other side of a war of two, seen from the one who speaks or whose paper it is: the speaker's, the doer's, the outlet's own."""
    pair = c.context.pair or c.context.foes
    for mine in (speaker_party(c), c.perpetrator, c.context.own):
        if mine is not None and pair is not None and mine in pair:
            return pair[1] if pair[0] == mine else pair[0]
    return None


def two_sides(c: Case) -> tuple[str, str] | None:
    """The two sides of the document, or of the sentence where the document has no two states at war."""
    if c.context.pair is not None:
        return c.context.pair
    here = [
        m
        for m in c.context.by_sentence.get(c.mention.sentence, [])
        if m.party and not m.anaphor and m.kind in {"state", "military", "group", "government", "militants", "ministry"}
    ]
    parties = list(dict.fromkeys(party_side(m, c.context) for m in here))
    if len(parties) == 2:
        a, b = sorted(parties)
        return a, b
    return None
