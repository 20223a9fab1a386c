"""voice: an accusation that one text prints as a fact and another lays in its speaker's mouth."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.parties import Parties
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Value


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row per accused side: texts that accuse in their own voice only, against texts where only a party to the quarrel says it.

    Where the accused owns up, or a third party says it too, nothing was lost.
    """
    parties = Parties(evidence)
    owned = {p for c in evidence.claims if c.stance in {"admits", "claims_responsibility"} for p in parties.speaker(c)}
    denied = {p for c in evidence.claims if c.stance == "denies" for p in parties.speaker(c)}
    own: dict[str, list[Claim]] = {}
    said: dict[str, list[Claim]] = {}
    for c in evidence.claims:
        for p in sorted(parties.accused(c) - owned):
            if evidence.voices[c.claim_id].kind == "outlet":
                own.setdefault(p, []).append(c)
            elif p not in parties.speaker(c):
                said.setdefault(p, []).append(c)
    out = []
    for p in sorted(set(own) & set(said) & denied):
        attributed = {evidence.text_of(c) for c in said[p]}
        flat = [c for c in own[p] if evidence.text_of(c) not in attributed]
        if not flat or any(evidence.relations[c.claim_id] == "third_party" for c in said[p]):
            continue
        who = ", ".join(sorted({evidence.voices[c.claim_id].name for c in said[p]}))
        values = (
            Value("printed as a fact", tuple(sorted(c.claim_id for c in flat))),
            Value(f"said by {who}", tuple(sorted(c.claim_id for c in said[p]))),
        )
        why = f"that {parties.show(p)} did it is the word of {who}; {parties.show(p)} denies it, and one text prints it as a fact"
        out.append(
            Disagreement("voice", f"whether {parties.show(p)} did it", values, "lost_attribution", f"said by {who}", why, "estimates.voice")
        )
    return out
