"""retraction: a speaker takes back its own word."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import printed
from rashomon.estimates.retractions import is_retraction, withdrawn
from rashomon.estimates.weighing import Weighed
from rashomon.model import Disagreement, Estimate, Value


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """One row per retraction that has something to take back."""
    out = []
    for r in evidence.claims:
        if not is_retraction(r):
            continue
        gone = withdrawn(r, evidence)
        if not gone:
            continue
        who = r.speaker.actor or r.speaker.text if r.speaker else "the outlet"
        figures = ", ".join(dict.fromkeys(printed(c) for c in gone))
        field = ", ".join(dict.fromkeys(c.harm or "" for c in gone))
        values = (Value(figures, tuple(sorted(c.claim_id for c in gone))), Value("taken back", (r.claim_id,)))
        out.append(Disagreement("retraction", field, values, "retracted", None, f"{who} took back its {figures}", "estimates.retraction"))
    return out
