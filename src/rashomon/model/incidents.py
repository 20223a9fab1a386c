"""What is derived from claims: incidents, estimates, disagreements and links. Meanings: ``docs/concepts/method.md``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rashomon.model.places import Place
from rashomon.model.times import DateExpr, TimeSpan


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a bound or a choice is as it is: the rule's id, a sentence for a person, and the claims it rests on."""

    rule: str
    detail: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What stands behind a figure: documents, distinct texts after copies are taken out, original speakers.

    kind: one_party | both_parties_agree | third_party | unattributed.
    """

    reports: int
    texts: int
    speakers: int
    kind: str
    speaker_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step of how a figure moved. ``as_of_basis``: printed | given | inferred_from_figure (then ``as_of`` is None).

    ``standing`` is ``current``, ``replaced`` (its own speaker moved on) or ``struck`` (an outlet's error), with ``note`` in words.
    """

    as_of: str | None
    as_of_basis: str
    low: int | None
    best: int | None
    high: int | None
    claim: str
    standing: str = "current"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high for one harm and one side (``over`` side), for unknown victims (``unknown``) or all (``all_sides``, side None).

    ``best`` None says why in ``best_withheld``; ``open`` marks an open upper end; ``derivation`` reported or summed.
    """

    harm: str
    side: str | None
    over: str
    derivation: str
    low: int | None
    best: int | None
    high: int | None
    open: bool
    best_withheld: str | None
    policy: str
    reasons: tuple[Reason, ...]
    claims: tuple[str, ...]
    basis: Basis
    history: tuple[HistoryStep, ...] = ()
    words: str | None = None  # printed instead of a number where only words stand ("dozens")
    status: tuple[tuple[str, int], ...] = ()  # (civilian|combatant|police|unknown, best) where the claims tell them apart


@dataclass(frozen=True, slots=True)
class Value:
    """One side of a disagreement and the claims that hold it."""

    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question on which claims differ, its kind (``type``), and what came of it (``resolution``); words in the reference page."""

    type: str
    field: str
    values: tuple[Value, ...]
    resolution: str
    preferred: str | None
    why: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """From this incident to another (``incident_id``), with the words that say so."""

    type: str
    incident_id: str
    quote: str
    document: str
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One name the place is given, by whom ("outlet" or a speaker), and how precise it is (UCDP 1-7, None unknown)."""

    name: str
    by: str
    precision: int | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who did it, never flat. basis: admitted | alleged | denied | claimed (an alleged actor who denies it: alleged, with denied_by)."""

    actor: str
    basis: str
    by: tuple[str, ...]
    denied_by: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MentionLink:
    """Inside one document: words that tie one incident mention to another (``target`` is its mention id)."""

    type: str
    target: str
    quote: str
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class IncidentMention:
    """One event as one document tells it: what clustering across documents needs, and no text beyond short words.

    ``when`` is what the words say of the event's own day; ``said`` of the day it was spoken of, which only bounds it from above;
    ``reference`` is the id of the mention that "the day before" counts from. ``time`` is made of these and the publication date and can
    be made again (:func:`rashomon.incidents.resettle`). ``figures`` are (harm, low, high, side); ``places`` the names, finest first,
    with ``locations`` their entries where resolved; ``extent`` the stretch of text its claims cover; ``main`` marks the document's subject.
    """

    mention_id: str
    document: str
    document_id: str
    claims: tuple[str, ...]
    sentence: int
    extent: tuple[tuple[int, int], ...] = ()
    when: DateExpr | None = None
    said: DateExpr | None = None
    reference: str | None = None
    shift: int | None = None  # days from the reference, where the words say so
    time: TimeSpan | None = None
    weekday: int | None = None
    places: tuple[str, ...] = ()
    context: tuple[str, ...] = ()  # of a main mention: towns the document names without tying them to another event
    regions: tuple[str, ...] = ()  # the same for provinces and regions
    locations: tuple[Place, ...] = ()
    sides: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    kind: str | None = None
    families: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    figures: tuple[tuple[str, int | None, int | None, str | None], ...] = ()
    background: bool = False
    aggregate: bool = False
    main: bool = False
    links: tuple[MentionLink, ...] = ()
    names: tuple[str, ...] = ()  # rare names told with it: officials, victims, buildings, small places
    scenes: tuple[str, ...] = ()  # kinds of things that were hit: mosque, market, wedding
    countries: tuple[str, ...] = ()  # countries spoken of with it
    people: tuple[str, ...] = ()  # full names of persons it happened to or who are held for it
    spots: tuple[str, ...] = ()  # small places named with it, as written, whether a list holds them or not
    tellers: tuple[str, ...] = ()  # full names of those who are only quoted: a spokesman speaks of many events
    details: tuple[str, ...] = ()  # hours, streets and ages told with it, as keys


@dataclass(frozen=True, slots=True)
class Incident:
    """One attack or unbroken exchange; ``incident_id`` is the hash of its anchor claim (smallest published, document hash, offset)."""

    incident_id: str
    anchor: str
    claims: tuple[str, ...]
    date_start: date | None
    date_end: date | None
    date_precision: str  # day, days, week, month, year, unknown
    date_basis: str
    place: Place | None
    places: tuple[NamedPlace, ...]
    kind: str
    clarity: int
    sides: tuple[str, ...]
    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    attribution: tuple[Attribution, ...]
    occurrence: str
    responsibility: str
    status: str
    background: bool
    documents: tuple[str, ...]
    main_of: tuple[str, ...]
    reports: int
    texts: int
    speakers: int
    estimates: tuple[Estimate, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    links: tuple[Link, ...] = ()
    missing: tuple[str, ...] = ()  # questions nobody answers ("weapon", "wounded")
    weekday: int | None = None
    label: str = ""
