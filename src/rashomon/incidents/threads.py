"""The events one document tells, while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from rashomon.incidents.reading import Reading
from rashomon.incidents.words import Word
from rashomon.model import Claim, DateExpr, Place, TimeSpan


class Told(NamedTuple):
    """A figure as a claim of a thread tells it."""

    harm: str | None
    scope: str
    low: int | None
    high: int | None
    side: str | None
    victim_party: str | None


@dataclass(slots=True, eq=False)
class Thread:
    """One event of a document while it is being read."""

    number: int
    background: bool = False
    aggregate: bool = False
    main: bool = False
    claims: list[Claim] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    when: DateExpr | None = None
    said: DateExpr | None = None
    time: TimeSpan | None = None
    dated: bool = False
    coarse: bool = False  # dated by a week or longer only
    reference: Thread | None = None
    shift: int | None = None  # days from the reference
    answers: Thread | None = None  # the event it is said to retaliate for, where told in another sentence
    part_of_sum: set[int] = field(default_factory=set)  # sentences with a figure that a total told elsewhere is the sum of
    item: int = 0  # the item of a round-up that tells it
    places: dict[str, Place | None] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    perpetrators: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    several: bool = False  # told in the plural: raids, clashes
    last_sentence: int = -9
    last_paragraph: int = -9
    #: The different figures told of it, which every further claim is held against; its sentences and the linking words it stands behind.
    figures: dict[Told, None] = field(default_factory=dict)
    sentences: set[int] = field(default_factory=set)
    behind: set[int] = field(default_factory=set)
    answering: bool = False  # a claim of it has a word for retaliation beside it
    in_body: bool = False  # a figure of it stands below headline and dek

    def lows(self, harm: str | None, *scopes: str) -> list[int]:
        """Its counts of one harm, of claims of these scopes."""
        return [f.low for f in self.figures if f.harm == harm and f.low and f.scope in scopes]

    def add(self, reading: Reading, perpetrator: str | None) -> None:
        """Takes a claim in, with what its words say."""
        claim = reading.claim
        if claim.kind != "event":
            self.claims.append(claim)
        self.readings.append(reading)
        if (
            claim.kind != "event"
            or not self.claims
            or "same" in reading.effects
            or (not self.places and reading.sentence.index - self.last_sentence <= 2)
        ):
            for p in reading.places if reading.place_near == "clause" or not self.places else reading.places[:1]:
                self.places.setdefault(p.name, p.place)
        if claim.kind == "casualty" and not self.several:
            self.several = any(_plural(reading, w) for w in reading.events)
        for w in reading.events[: 3 if reading.event_near == "clause" else 1]:
            weight = int(w.entry.get("weight", 1)) * (2 if reading.event_near == "clause" else 1)
            self.kinds[w.entry.get("kind")] = self.kinds.get(w.entry.get("kind"), 0) + weight
            if w.entry.get("family") not in {"any", "war"}:
                self.families[w.entry.get("family")] = self.families.get(w.entry.get("family"), 0) + weight
        side = claim.victim_party or claim.side
        if side:
            self.sides.add(side)
        if claim.stance == "admits" and perpetrator in self.sides and self.last_sentence == reading.sentence.index:
            perpetrator = None  # it admits its own dead, counted in these words
        if perpetrator and not reading.links and (perpetrator not in self.sides or len(self.sides) > 1):
            self.perpetrators.add(perpetrator)  # an accusation the other way round, told beside it, is no second doer of the same deed
        if claim.kind == "casualty":
            self.figures[Told(claim.harm, claim.scope, claim.low, claim.high, claim.side, claim.victim_party)] = None
            self.in_body |= reading.sentence.label not in {"headline", "dek"}
        self.sentences.add(reading.sentence.index)
        if reading.link is not None:
            self.behind.add(reading.link.start)
        self.answering |= any(w.entry.get("type") == "retaliation_for" for w in reading.links)
        self.last_sentence, self.last_paragraph = reading.sentence.index, reading.sentence.paragraph


def _plural(reading: Reading, word: Word) -> bool:
    at = reading.sentence.token_at(word.end - 1)
    return at is not None and reading.sentence.tokens[at].tag == "NNS"


def perpetrator_of(claim: Claim) -> str | None:
    """Who did it by this claim's own word."""
    if claim.perpetrator:
        return claim.perpetrator
    if claim.stance in {"claims_responsibility", "admits"} and claim.speaker:
        own = claim.speaker.party or claim.speaker.actor
        return own if claim.stance != "admits" or own not in {claim.victim_party, claim.side} else None  # own losses are admitted, too
    return claim.target if claim.stance == "blames" and claim.target != "each_other" else None
