"""denial: one side says it happened, or who did it, the other denies it. Both words are kept; nobody is preferred."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.parties import ACCUSING, Parties
from rashomon.estimates.retractions import is_retraction
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Value

_WHAT = {
    "occurrence": "whether it happened",
    "responsibility": "who did it",
    "figure": "how many",
    "victim_status": "who the victims were",
    "intent": "whether it was meant",
}


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """One row per denying side and thing denied, where the claims hold what is denied."""
    parties = Parties(evidence)
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for c in evidence.claims:
        if c.stance == "denies" and not is_retraction(c):
            for party in sorted(parties.speaker(c)) or ["the outlet"]:
                grouped.setdefault((party, _question(c)), []).append(c)
    out = []
    for (party, what), denials in sorted(grouped.items()):
        said = [c for c in evidence.claims if any(_answers(d, c, party, what, parties) for d in denials)]
        if not said:
            continue
        by = sorted({parties.show(p) for c in said for p in parties.speaker(c)}) or ["an outlet"]
        field = _WHAT.get(what, "what is told")
        why = f"{parties.show(party)} denies what {', '.join(by)} says; each side's word, both kept"
        values = (
            Value(f"said by {', '.join(by)}", tuple(sorted(c.claim_id for c in said))),
            Value(f"denied by {parties.show(party)}", tuple(sorted(d.claim_id for d in denials))),
        )
        out.append(Disagreement("denial", field, values, "disputed", None, why, "estimates.denial"))
    return out


def _question(claim: Claim) -> str:
    """What is denied; a denial that does not say so is taken with those of the occurrence."""
    return claim.denies if claim.denies in _WHAT else "occurrence"


def _answers(denial: Claim, claim: Claim, party: str, what: str, parties: Parties) -> bool:
    """Whether the claim says what the denial denies."""
    speaks = parties.speaker(claim)
    if claim is denial or party in speaks or claim.stance not in ACCUSING | {"claims_responsibility"}:
        return False
    if what == "figure":
        return claim.kind == "casualty" and claim.low is not None and (not denial.target or bool(parties.all_of(denial.target) & speaks))
    if claim.stance == "claims_responsibility":
        return False
    if party in parties.accused(claim) and claim.target != "each_other":
        return True
    return claim.stance == "blames" and bool(speaks) and bool(parties.all_of(denial.target) & speaks) and not parties.accused(claim)
