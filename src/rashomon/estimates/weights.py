"""Weights that a user gives to speakers and outlets, in a file of their own. The program has none: without a file every voice weighs 1.

What a weight does is two things and no more. Where speakers of equal standing differ and none is later, the heavier one's word is taken,
where else no best would be given. Weight 0 leaves a voice out of best and range; its words stay in history, in the claims of the row and
in disagreements. A weight never lifts a speaker over another of higher standing, and never adds up: ten light voices are not one heavy one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import printed
from rashomon.estimates.revisions import LastWord
from rashomon.estimates.voices import plain
from rashomon.estimates.weighing import Weighed, weigh
from rashomon.model import Claim, Document, HistoryStep, Reason


@dataclass(frozen=True, slots=True)
class Weights:
    """``speakers`` and ``outlets``: name to a number of 0 or more. ``file`` and ``sha256`` are what reasons and runs record."""

    file: str
    sha256: str
    speakers: Mapping[str, float]
    outlets: Mapping[str, float]

    def of(self, claim: Claim, evidence: Evidence) -> float:
        """The weight of one claim: its speaker's times that of the outlet whose text it is (for a copy, its original's)."""
        voice = evidence.voices[claim.claim_id]
        spoken = 1.0
        if voice.kind != "outlet":
            spoken = _first(self.speakers, (claim.speaker.actor if claim.speaker else None, voice.name))
        return spoken * _first(self.outlets, _printers(evidence.documents.get(evidence.text_of(claim))))

    def unmatched(self, claims: Iterable[Claim], documents: Iterable[Document]) -> tuple[str, ...]:
        """Names of the file that no speaker and no outlet of these claims and documents bears: most likely spelt otherwise there."""
        said = {plain(n) for c in claims if c.speaker is not None for n in (c.speaker.actor, c.speaker.party, c.speaker.text)}
        prints = {plain(n) for d in documents for n in _printers(d)}
        return (*sorted(n for n in self.speakers if plain(n) not in said), *sorted(n for n in self.outlets if plain(n) not in prints))


def _first(table: Mapping[str, float], names: Iterable[str | None]) -> float:
    """The weight of the first of the names that the table holds, else 1."""
    by_name = {plain(k): v for k, v in table.items()}
    return next((by_name[plain(n)] for n in names if n and plain(n) in by_name), 1.0)


def _printers(document: Document | None) -> tuple[str, ...]:
    """The agency of a wire copy, then the outlet."""
    if document is None:
        return ()
    agency = document.agencies if len(document.agencies) == 1 else ()
    return (*agency, document.outlet) if document.outlet else tuple(agency)


def heard(weighed: Weighed, harm: str, evidence: Evidence) -> Weighed:
    """The row without the claims of weight 0, which ``whole`` keeps. An outlet that repeats a speaker of weight 0 is silent with it."""
    weights = evidence.weights
    if weights is None:
        return weighed
    told = [c for c in evidence.claims if c.harm == harm and c.kind == "casualty"]
    claims = {c.claim_id: c for c in (*told, *weighed.row.claims)}
    silent = {cid for cid, c in claims.items() if 0 in {weights.of(c, evidence), weights.of(weighed.behind.get(cid, c), evidence)}}
    if not silent:
        return weighed
    rest = replace(evidence, claims=tuple(c for c in evidence.claims if c.claim_id not in silent))
    row = replace(weighed.row, claims=tuple(c for c in weighed.row.claims if c.claim_id not in silent))
    return replace(weigh(row, harm, rest, weighed.stale), whole=weighed)


def silent_claims(weighed: Weighed) -> tuple[Claim, ...]:
    """Claims of the row that weights left out."""
    if weighed.whole is None:
        return ()
    kept = {c.claim_id for c in weighed.row.claims}
    return tuple(c for c in weighed.whole.row.claims if c.claim_id not in kept)


def silenced(weighed: Weighed, evidence: Evidence) -> tuple[Reason, ...]:
    """The reason that says who was left out of best and range, and by which file."""
    gone = silent_claims(weighed)
    if not gone or evidence.weights is None:
        return ()
    said = ", ".join(sorted({f"{evidence.voices[c.claim_id].name} {printed(c)}" for c in gone}))
    text = f"left out of best and range: {said} (weight 0, weights of {evidence.weights.file})"
    return (Reason("estimates.weights.silent", text, tuple(sorted(c.claim_id for c in gone))),)


def marked(steps: tuple[HistoryStep, ...], weighed: Weighed, evidence: Evidence) -> tuple[HistoryStep, ...]:
    """History with the steps of silent claims struck through: still there, and why they count for nothing."""
    gone = {c.claim_id for c in silent_claims(weighed)}
    if not gone or evidence.weights is None:
        return steps
    note = f"weight 0, weights of {evidence.weights.file}"
    return tuple(replace(s, standing="struck", note=note) if s.claim in gone else s for s in steps)


def heavier(words: list[LastWord], evidence: Evidence) -> tuple[list[LastWord], str]:
    """Of last words of equal standing that differ, the heaviest, and a phrase that says so; all of them and "" where no weight parts them."""
    weights = evidence.weights
    if weights is None:
        return words, ""
    load = {id(w): max(weights.of(c, evidence) for c in w.same) for w in words}
    top = max(load.values())
    kept = [w for w in words if load[id(w)] == top]
    if len(kept) == len(words):
        return words, ""
    said = ", ".join(f"{w.voice.name} {load[id(w)]:g}" for w in sorted(words, key=lambda w: (-load[id(w)], w.voice.key)))
    return kept, f"the heaviest of equal standing by the weights of {weights.file} ({said})"
