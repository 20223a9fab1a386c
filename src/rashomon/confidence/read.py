"""Read right: were figure, victims, speaker, stance and time frame of a claim taken from its words as a careful reader would?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rashomon.confidence.model import load
from rashomon.model import Claim

#: What a casualty claim shows of itself: name → question. Each is explained in ``data/read_casualty.yml`` beside its weight.
CASUALTY: dict[str, Callable[[Claim], bool]] = {
    "narrator": lambda c: c.speaker is None,
    "speaker_without_actor": lambda c: c.speaker is not None and c.speaker.actor is None,
    "indirect": lambda c: c.voice == "indirect",
    "direct": lambda c: c.voice == "direct",
    "told_on": lambda c: bool(c.via),
    "no_side": lambda c: c.side is None,
    "civilians": lambda c: c.side == "civilians",
    "status_unknown": lambda c: c.victim_status == "unknown",
    "no_victims": lambda c: c.victims is None,
    "background": lambda c: c.background,
    "part": lambda c: c.scope == "part",
    "cumulative": lambda c: c.scope == "cumulative",
    "other_scope": lambda c: c.scope in ("increment", "mention"),
    "vague": lambda c: c.vague,
    "approx": lambda c: c.approx,
    "open": lambda c: (c.low is None) != (c.high is None) and not c.vague,
    "digits": lambda c: any(ch.isdigit() for ch in c.words),
    "no_number_word": lambda c: not c.words,
    "one": lambda c: c.low == 1 and c.high == 1,
    "negated": lambda c: c.negated,
    "not_killed": lambda c: c.harm != "killed",
    "captured_or_missing": lambda c: c.harm in ("captured", "missing"),
    "headline": lambda c: c.label in ("headline", "dek"),
    "not_asserted": lambda c: c.stance != "asserts",
    "no_perpetrator": lambda c: c.perpetrator is None,
    "no_time": lambda c: c.time is None,
    "no_place": lambda c: c.place is None,
}
STATEMENT: dict[str, Callable[[Claim], bool]] = {
    "denies": lambda c: c.stance == "denies",
    "blames": lambda c: c.stance == "blames",
    "confirms": lambda c: c.stance == "confirms",
    "admits": lambda c: c.stance == "admits",
    "claims_responsibility": lambda c: c.stance == "claims_responsibility",
    "could_not_verify": lambda c: c.stance == "could_not_verify",
    "narrator": lambda c: c.speaker is None,
    "speaker_without_actor": lambda c: c.speaker is not None and c.speaker.actor is None,
    "no_target": lambda c: c.target is None,
    "no_cue": lambda c: c.cue is None,
    "direct": lambda c: c.voice == "direct",
    "told_on": lambda c: bool(c.via),
    "headline": lambda c: c.label in ("headline", "dek"),
    "background": lambda c: c.background,
    "no_incident": lambda c: c.incident_id is None,
}


class Surroundings:
    """What the other claims of a document say about one of them; made once a document."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._crowd: Counter[tuple[str, int]] = Counter()
        self._spoken: set[int] = set()
        speakers = set()
        for c in claims:
            self._crowd[c.kind, c.sentence] += 1
            if c.speaker is not None:
                self._spoken.add(c.sentence)
                speakers.add(c.speaker.actor or c.speaker.text)
        self.speakers = len(speakers)

    def crowd(self, claim: Claim) -> int:
        """Claims of its kind in its sentence, itself included."""
        return self._crowd[claim.kind, claim.sentence]

    def after_speaker(self, claim: Claim) -> bool:
        """Whether one of the two sentences before it has a speaker."""
        return not self._spoken.isdisjoint((claim.sentence - 1, claim.sentence - 2))


def features(claim: Claim, around: Surroundings) -> dict[str, float]:
    """What the model sees of a claim: answers as 0 or 1, the strength of its rule, and how crowded its sentence and document are."""
    questions = CASUALTY if claim.kind == "casualty" else STATEMENT
    out = {name: float(asks(claim)) for name, asks in questions.items()}
    out["weak_rule"] = round(1.0 - (claim.strength if claim.strength is not None else 0.7), 4)
    out["crowded"] = float(min(around.crowd(claim), 5) - 1)
    out["many_speakers"] = float(min(around.speakers, 6))
    if claim.kind == "casualty":
        out["narrator_after_speaker"] = float(claim.speaker is None and around.after_speaker(claim))
    return out


def read_right(claims: Sequence[Claim]) -> dict[str, float]:
    """By claim id: the share of claims like it that were read right, in a calibrated model. ``claims`` are all claims of one document."""
    around = Surroundings(claims)
    models = {kind: load(name) for kind, name in (("casualty", "read_casualty"), ("statement", "read_statement"))}
    return {c.claim_id: models[c.kind].probability(features(c, around)) for c in claims}
