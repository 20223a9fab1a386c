"""Who says what: the claim, the unit everything else is derived from."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model.places import Place
from rashomon.model.spans import Span
from rashomon.model.times import DateExpr, TimeSpan


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it. ``text`` is what stands there ("the ministry"), ``actor`` whom it means, ``party`` the side they belong to,
    ``kind`` as :class:`~rashomon.model.mentions.ActorMention` has it."""

    actor: str | None
    text: str
    start: int
    end: int
    party: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The saying word."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Victims:
    """The words that name the victims."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """A figure that stands in a sentence with a harm word and counts nobody, with the reason (an age, a date, money, a distance …)."""

    start: int
    end: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One speaker's word on one question, with the words that make it. Keys as in the reference page of ``claims.jsonl``.

    ``when`` and ``when_basis`` are what the words mean; ``time`` is resolved against what is known of the publication date.
    ``event`` is the words the claim uses for what happened ("a revenge operation", "Thursday's hostilities"); ``sentence`` and
    ``paragraph`` its place in the document. ``accused`` is the span naming the perpetrator or target, for the reader. ``p_read`` and
    ``p_incident`` are calibrated (:mod:`rashomon.confidence`) and filled in when everything is derived.
    """

    claim_id: str
    document: str
    document_id: str
    start: int
    end: int
    quote: str
    kind: str  # casualty, statement
    harm: str | None = None
    low: int | None = None
    high: int | None = None
    words: str = ""
    negated: bool = False
    approx: bool = False
    vague: bool = False
    scope: str = "total"
    part_of: str | None = None
    period: Span | None = None
    harm_detail: str | None = None
    includes_attackers: str = "unknown"
    victims: Victims | None = None
    side: str | None = None
    victim_party: str | None = None
    victim_status: str = "unknown"
    status_by: str | None = None
    groups: tuple[str, ...] = ()
    relation: str = "unknown"
    perpetrator: str | None = None
    speaker: Speaker | None = None
    cue: Cue | None = None
    voice: str = "narrator"
    stance: str = "asserts"
    target: str | None = None
    denies: str | None = None
    via: tuple[str, ...] = ()
    when: DateExpr | None = None
    when_span: Span | None = None
    time: TimeSpan | None = None
    place: str | None = None
    place_span: Span | None = None
    location: Place | None = None
    event: str | None = None
    event_kind: str | None = None
    weapon: str | None = None
    incident_id: str | None = None
    background: bool = False
    sentence: int = 0
    paragraph: int = 0
    label: str = "body"  # label of the block it stands in
    rule: tuple[str, ...] = ()
    strength: float | None = None  # of the rule that found it, an order and no probability
    p_read: float | None = None
    p_incident: float | None = None

    @property
    def span(self) -> Span:
        """Where the quote stands."""
        return Span(self.start, self.end)
