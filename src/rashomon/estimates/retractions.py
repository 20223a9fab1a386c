"""Figures their own speaker took back."""

from __future__ import annotations

from functools import cache

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import counted, same_number, wordy
from rashomon.estimates.voices import plain
from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher
from rashomon.model import Claim


def speaker_names(claim: Claim) -> set[str]:
    """Names the speaker goes by: the actor and its party."""
    if claim.speaker is None:
        return set()
    return {plain(n) for n in (claim.speaker.actor, claim.speaker.party) if n}


def is_retraction(claim: Claim) -> bool:
    """The speaker takes back its own word: it retracts, or denies a figure that is its own."""
    if claim.stance == "retracts":
        return True
    return claim.stance == "denies" and claim.denies == "figure" and plain(claim.target) in speaker_names(claim)


def withdrawn(retraction: Claim, evidence: Evidence) -> list[Claim]:
    """The figures a retraction takes back: those of the same speaker printed before it, in the same text or in an earlier one.

    A retraction that carries a number ("it withdrew its figure of 110") takes back that number only. A figure that is given after it, or
    printed later, is the speaker's new word and stays.
    """
    names = speaker_names(retraction)
    own = [
        c
        for c in evidence.claims
        if c.kind == "casualty" and counted(c) and names & speaker_names(c) and c is not retraction and c.stance != "retracts"
    ]
    out = [
        c
        for c in own
        if (c.start < retraction.start if evidence.text_of(c) == evidence.text_of(retraction) else not evidence.before(retraction, c))
    ]
    if counted(retraction):
        out = [c for c in out if same_number(c, retraction)]
    out = [c for c in out if not wordy(c)] or out
    here = [c for c in out if evidence.text_of(c) == evidence.text_of(retraction)]
    if here:  # the number it speaks of stands beside it: only that number goes
        out = [c for c in out if any(same_number(c, h) and c.harm == h.harm for h in here)]
    return out


def taken_back(evidence: Evidence) -> frozenset[str]:
    """Claim ids of all figures that were taken back."""
    own = {c.claim_id for r in evidence.claims if is_retraction(r) for c in withdrawn(r, evidence)}
    return frozenset(own | {c.claim_id for c in evidence.claims if earlier_version(c, evidence)})


@cache
def _versions() -> PhraseMatcher:
    return PhraseMatcher(e for e in load("revisions") if e.id == "earlier_version")


def earlier_version(claim: Claim, evidence: Evidence) -> bool:
    """Whether it is the word of the page itself as it was before ("an earlier version of this report said 660"): corrected by its outlet."""
    if claim.kind != "casualty" or not counted(claim):
        return False
    if claim.speaker is not None:
        return bool(_versions().find(claim.speaker.text))
    return bool(_versions().find(evidence.lead_in(claim)))
