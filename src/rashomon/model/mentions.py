"""What a document's words name, before anyone asks who says it."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model.claims import SetAside
from rashomon.model.places import Place
from rashomon.model.spans import Span
from rashomon.model.times import DateExpr


@dataclass(frozen=True, slots=True)
class Figure:
    """A count as reported. Bounds follow ``docs/concepts/figures.md``: exact n is (n, n), "at least n" (n, None), "more than n"
    (n+1, None), "up to n" (None, n), "several" (3, None), bare plural (2, None, vague), no number at all (None, None)."""

    low: int | None
    high: int | None
    words: str
    start: int
    end: int
    approx: bool = False
    vague: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """Words that say that somebody was killed, wounded, went missing or was captured, with how many.

    ``start``/``end`` is the clause that says it ("killing one soldier from each side"); ``trigger`` the harm word; ``victims`` the
    phrase that names them (without what follows the clause), ``head`` its head noun's lemma ("soldier"), None where unnamed.
    ``perpetrator`` is the phrase the clause makes the doer ("by Azerbaijani fire", the subject of "killed"), or None.
    ``distributive``: "from each side" (one mention, a claim per side). ``part_of`` is the index of the mention it is a part of.
    ``scope`` total | part | increment | cumulative | mention; ``period`` the span of "since Wednesday" for cumulative ones.
    """

    start: int
    end: int
    sentence: int
    harm: str  # killed, wounded, missing, captured, casualties
    figure: Figure
    trigger: Span
    victims: Span | None = None
    head: str | None = None
    perpetrator: Span | None = None
    weapon: Span | None = None
    harm_detail: str | None = None
    scope: str = "total"
    part_of: int | None = None
    period: Span | None = None
    distributive: bool = False
    includes_attackers: str = "unknown"
    groups: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor: a state, its arms and offices, an armed group, an organisation, a person, or a kind of people.

    ``actor`` is the canonical name ("Ministry of Defence of Freedonia"; None for a word that only points back, with ``anaphor`` True:
    "the ministry", "it", "both sides", "the group"). ``party`` is the side it belongs to ("Freedonia"; a state's organs and forces
    belong to the state, a group to itself; None if open). ``kind``: state, government, ministry, military, police, group, monitor,
    organisation, media, person, medical, officials, civilians, people, militants, witnesses.
    ``status``: civilian, combatant, police, unknown (as victims). ``head`` is the index-free lemma of the head noun.
    """

    start: int
    end: int
    sentence: int
    actor: str | None
    party: str | None
    kind: str
    status: str = "unknown"
    anaphor: bool = False
    plural: bool = False
    role: str | None = None
    head: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place. ``relation``: at, in, near, from, between, distance (not the place of anything), of (possessive)."""

    start: int
    end: int
    sentence: int
    name: str
    place: Place | None
    relation: str = "in"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that say when. ``future`` is kept in ``expr.direction``; ``hangs_on`` is the offset of the verb or noun it modifies."""

    start: int
    end: int
    sentence: int
    expr: DateExpr
    hangs_on: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class WeaponMention:
    """Words that name a means or kind of violence ("mortars", "car bomb", "shelling"); ``kind`` is the kind of incident it makes."""

    start: int
    end: int
    sentence: int
    weapon: str
    kind: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything found in one document, each list sorted by place in the text; ``set_aside`` are figures that count nobody."""

    casualties: tuple[CasualtyMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
