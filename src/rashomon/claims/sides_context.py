"""What a whole document says of its sides: the state it is about, the two that fight, the armed group it means by "militants"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rashomon.claims.named import roles_of
from rashomon.claims.sides_figures import Figures
from rashomon.claims.sides_named import Armed, armed_groups, meant, owner
from rashomon.lexicon import load
from rashomon.model import ActorMention, Document, Mentions, Sentence, Speaker

_STATE_KINDS = frozenset({"state", "government", "ministry", "military", "police"})
_FIGHTING = frozenset({"ministry", "military", "state", "government"})
#: Parties that are words for a kind of people and not a name.
CLASSES = frozenset({"rebels", "militants", "separatists", "peacekeepers"})


@cache
def _adjectives() -> dict[str, str]:
    return {str(e.get("name")): str((e.get("adjectives") or ("",))[0]) for e in load("countries")}


@cache
def _folded() -> dict[str, str]:
    """Names of countries by their small letters."""
    return {n.casefold(): n for n in reversed(_adjectives())}


@cache
def _named_groups() -> dict[str, str]:
    """Canonical names of the groups of the lexicon → kind."""
    return {str(e.get("name")): str(e.get("kind")) for e in load("groups")}


@dataclass(frozen=True, slots=True)
class Context:
    """A document's sides. ``main``: the state it is about, None where none leads. ``pair``: the two states at war in it.
    ``group``: the armed group that leads all others in it."""

    document: Document
    sentences: Sequence[Sentence]
    mentions: Mentions
    main: str | None
    pair: tuple[str, str] | None
    group: str | None
    states: frozenset[str]
    foes: tuple[str, str] | None  # the two sides named most, where nobody else is a side: of them one may be a group
    own: str | None  # the side that the outlet calls "our", where it does
    by_sentence: dict[int, list[ActorMention]] = field(repr=False)
    scene: str | None = None  # the one country its places are in
    armed: Armed = field(default_factory=Armed, repr=False)  # the armed groups it names, and what it calls them
    figures: Figures = field(default_factory=Figures, repr=False, compare=False)
    #: What rules that look at other mentions make of each, once; by mention and depth. And what they make of all, by rule.
    cases: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def roles(self) -> dict[str, str]:
        """Offices and callings that the text gives to each name."""
        if ("roles",) not in self.cases:
            self.cases["roles",] = {name: " ".join(roles) for name, roles in roles_of(self.mentions.actors).items()}
        out: dict[str, str] = self.cases["roles",]
        return out

    @property
    def names_rebels(self) -> bool:
        """Whether "rebels" are a side of the text."""
        if ("rebels",) not in self.cases:
            self.cases["rebels",] = any(m.party == "rebels" for m in self.mentions.actors)
        return bool(self.cases["rebels",])

    @property
    def groups_named(self) -> list[ActorMention]:
        """Armed groups named, in the order of the text; words for a kind of people are none."""
        if ("groups",) not in self.cases:
            armed = [m for m in self.mentions.actors if m.kind in {"group", "militants"} and m.party and not m.anaphor]
            self.cases["groups",] = sorted((m for m in armed if m.party not in CLASSES), key=lambda m: m.start)
        out: list[ActorMention] = self.cases["groups",]
        return out

    def actors_in(self, start: int, end: int, sentence: int | None = None) -> list[ActorMention]:
        """Mentions of actors that overlap a stretch."""
        pool = self.by_sentence.get(sentence, []) if sentence is not None else list(self.mentions.actors)
        return [m for m in pool if m.start < end and start < m.end]

    def forces_of(self, state: str) -> str:
        """The short name of a state's forces as victims: the state's own name in a war of two states ("Freedonia lost four"), else
        "Freedonian military", because the state's name would cover the civilians it fights over; the name itself for states without a
        known adjective. The party is the state in both cases, and estimates take the two for one."""
        if self.pair and state in self.pair:
            return state
        adjective = _adjectives().get(state)
        return f"{adjective} military" if adjective and (state in self.states or state == self.scene) else state

    def meant(self, m: ActorMention, *but: str | None) -> str | None:
        """The named group that a mention of "the rebels", "guerrillas", "its gunmen" means, where the document makes it plain."""
        if m.party not in CLASSES:
            return None
        return meant(m.party, m.start, self.armed, phrase=self.document.text[max(0, m.start - 4) : m.end].lstrip(), but=but)

    def group_speaking(self, speaker: Speaker) -> str | None:
        """The named group that speaks as "the rebels", or that "the rebels' northern command" is of, where the document makes it plain."""
        family = speaker.party if speaker.party in CLASSES and speaker.kind != "person" else None
        if speaker.party is None:
            family = owner(speaker.text)
        return meant(family, speaker.start, self.armed, phrase=speaker.text) if family is not None else None

    def other(self, party: str | None) -> str | None:
        """The opponent in a war of two states."""
        if self.pair is None or party not in self.pair:
            return None
        return self.pair[1] if self.pair[0] == party else self.pair[0]


def context_of(document: Document, sentences: Sequence[Sentence], mentions: Mentions) -> Context:
    """Reads a document's sides from its mentions of actors."""
    by_sentence: dict[int, list[ActorMention]] = {}
    for m in mentions.actors:
        by_sentence.setdefault(m.sentence, []).append(m)
    weight: Counter[str] = Counter()
    fights: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for m in mentions.actors:
        if m.party is None or m.anaphor:
            continue
        if m.kind in _STATE_KINDS and m.party not in CLASSES and m.party not in _named_groups():
            weight[m.party] += 1 if m.kind == "state" else 2
            if m.kind in _FIGHTING:
                fights[m.party] += 1
        elif m.kind in {"group", "militants"} and m.party not in CLASSES:
            groups[m.party] += 1
    states = frozenset(weight)
    ranked = sorted(weight.items(), key=lambda kv: (-kv[1], kv[0]))
    main = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1]) else None
    top = sorted(fights.items(), key=lambda kv: (-kv[1], kv[0]))[:2]
    pair = None
    irregular = sum(
        1 for m in mentions.actors if not m.anaphor and (m.party in {"rebels", "militants"} or (m.kind == "group" and m.party is not None))
    )
    several = len(top) == 2 and top[1][1] >= 2 and top[1][1] * 3 >= top[0][1] and irregular * 3 <= top[0][1] + top[1][1]
    short = len(top) == 2 and len(fights) == 2 and top[0][1] <= 3 and irregular == 0  # a short text: nobody else is named at all
    if several or short:
        pair = (top[0][0], top[1][0]) if top[0][0] < top[1][0] else (top[1][0], top[0][0])
    strong = sorted(groups.items(), key=lambda kv: (-kv[1], kv[0]))
    group = strong[0][0] if strong and (len(strong) == 1 or strong[0][1] >= 2 * strong[1][1]) else None
    scene = _scene(mentions)
    lands = {main, scene, *(m.party for m in mentions.actors), *(p.name for p in mentions.places)}
    armed = armed_groups(document.text, mentions.actors, CLASSES, lands)
    own = _own(document, main, mentions)
    return Context(
        document,
        sentences,
        mentions,
        main,
        pair,
        group,
        states,
        _foes(weight, groups),
        own,
        by_sentence,
        scene,
        armed,
        Figures(mentions.casualties),
    )


@cache
def _nations() -> dict[str, str]:
    """Adjectives of states, no territories → canonical name."""
    return {a: str(e.get("name")) for e in load("countries") if not e.get("territory") for a in e.get("adjectives") or ()}


def nation(text: str) -> str | None:
    """The state of the first adjective of one in a phrase ("two Kenyan peacekeepers")."""
    return next((_nations()[w] for w in re.findall(r"[A-Z][\w.]+", text) if w in _nations()), None)


def _scene(mentions: Mentions) -> str | None:
    """The country all places of a document with a known country are in; a second one that is named once in ten does not count."""
    lands: dict[str, int] = {}
    for p in mentions.places:
        if p.place is not None and p.place.country:
            lands[p.place.country] = lands.get(p.place.country, 0) + 1
    ranked = sorted(lands.items(), key=lambda kv: (-kv[1], kv[0]))
    if not ranked or (len(ranked) > 1 and 10 * ranked[1][1] > ranked[0][1]):
        return None
    return _folded().get(ranked[0][0].casefold())


_ENEMY = re.compile(
    r"(?:^|[.:!\n] )[^\"\u201c\u201d\n]{0,160}\b(?:[Tt]he enemy(?:'s)?|[Ee]nemy (?:forces|soldiers|troops|fire|losses|army|shelling|units|positions)|occupiers?|invaders?)\b"
)
#: One of these stands in all that the pattern finds.
_ENEMIES = ("nemy", "occupier", "invader")
_SPEAKS = re.compile(
    r"(?:'s [\w ]{0,20})? (?:said|says|informs|reports|reported|announced|specified|stressed|notes|noted|confirms|confirmed|points out)\b"
)
#: In the middle of a word it is none; told so and not by \\b, it is looked for by its first letter.
_OUR = re.compile(
    r"[Oo](?<!\w[Oo])ur (?:\w+ )?(?:soldiers|troops|forces|army|positions|men|defenders|servicemen|borders?|country|heroes|fighters)\b"
)


def _foes(weight: Counter[str], groups: Counter[str]) -> tuple[str, str] | None:
    """The two sides a document names, where a third is named less than half as often as the second."""
    ranked = sorted((weight + groups).items(), key=lambda kv: (-kv[1], kv[0]))
    if len(ranked) < 2 or (len(ranked) > 2 and 2 * ranked[2][1] > ranked[1][1]):
        return None
    a, b = sorted((ranked[0][0], ranked[1][0]))
    return a, b


def _own(document: Document, main: str | None, mentions: Mentions) -> str | None:
    """Whose paper it is, where it says "our soldiers" or "the enemy" in its own words: the state it is about, else the side whose forces
    or ministry it names first and not as the enemy."""
    ours = _OUR.search(document.text)
    if not ours and not (any(word in document.text for word in _ENEMIES) and _ENEMY.search(document.text)):
        return None
    organs = [
        m
        for m in mentions.actors
        if m.kind in {"ministry", "military", "government", "group", "media"} and m.party and not m.anaphor and m.party not in CLASSES
    ]
    speaking = [m for m in organs if m.kind == "ministry" or _SPEAKS.match(document.text[m.end : m.end + 40])]
    parties = {m.party for m in speaking}
    if len(parties) == 1:
        return parties.pop()
    return main if not parties or ours else None
