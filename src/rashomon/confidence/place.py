"""Same incident: does a claim belong to the incident it was put into?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rashomon.confidence.model import load
from rashomon.model import Claim, IncidentMention

#: Scores of pairs are about 6 (just joined) to 25 (day, place, toll and words agree).
_SCALE = 10.0


def features(
    claim: Claim, mention: IncidentMention | None, support: float | None, documents: int, told_in_document: int, mixed: int
) -> dict[str, float]:
    """What the model sees: how well the report is tied to the others, what it says of day and place, and how crowded the document is.

    ``documents`` tell of the incident, ``told_in_document`` events does this document tell of, ``mixed`` of its claims share the mention.
    """
    alone = documents < 2
    return {
        "alone": float(alone),
        "tie": 0.0 if alone or support is None else max(-1.0, min(2.5, support / _SCALE)),
        "weak_tie": float(not alone and (support is None or support < 8.0)),
        "many_reports": float(min(documents, 8) - 1),
        "not_main": float(mention is None or not mention.main),
        "no_day": float(mention is None or mention.time is None or not mention.time.is_day),
        "no_place": float(mention is None or not mention.places),
        "background": float(claim.background),
        "other_events": float(min(told_in_document, 6) - 1),
        "crowded": float(min(mixed, 12) - 1) / 4,
        "statement": float(claim.kind == "statement"),
    }


def every(claims: Sequence[Claim], told: Sequence[IncidentMention], support: Mapping[str, float | None]) -> dict[str, dict[str, float]]:
    """:func:`features` of each claim that belongs to an incident, by claim id."""
    documents: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        if c.incident_id:
            documents[c.incident_id].add(c.document)
    events = Counter(m.document for m in told)
    mention_of = {(m.document, c): m for m in told for c in m.claims}
    out = {}
    for c in claims:
        if c.incident_id:
            m = mention_of.get((c.document, c.claim_id))
            tie = support.get(m.mention_id) if m is not None else None
            out[c.claim_id] = features(c, m, tie, len(documents[c.incident_id]), max(1, events[c.document]), len(m.claims) if m else 1)
    return out


def same_incident(claims: Sequence[Claim], told: Sequence[IncidentMention], support: Mapping[str, float | None]) -> dict[str, float]:
    """By claim id: the share of claims placed like this one that belong to the incident they are in, in a calibrated model."""
    model = load("same_incident")
    return {claim: model.probability(seen) for claim, seen in every(claims, told, support).items()}
