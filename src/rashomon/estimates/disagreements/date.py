"""date: the day is told differently. Days inside a span that is told as one do not differ."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Value


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row where different texts put the incident on different single days and none holds both."""
    if (
        evidence.incident.date_precision in {"days", "week", "month", "year"}
        or evidence.incident.kind == "aggregate"
        or evidence.incident.clarity > 1
    ):
        return []
    days: dict[str, list[Claim]] = {}
    spans = []
    for c in evidence.claims:
        if c.time is None or c.time.start is None or c.when is None or c.stance in {"urges", "threatens"}:
            continue
        if c.time.is_day:
            days.setdefault(c.time.start.isoformat(), []).append(c)
        else:
            spans.append(c)
    if len(days) < 2:
        return []
    texts = {d: {evidence.text_of(c) for c in cs} for d, cs in days.items()}
    ordered = sorted(days)
    if any(texts[a] & texts[b] for i, a in enumerate(ordered) for b in ordered[i + 1 :]):
        return []  # one text names both days: it tells of two things, or of a night
    values = tuple(Value(d, tuple(sorted(c.claim_id for c in days[d]))) for d in ordered)
    why = f"the day is given as {' and '.join(ordered)} in different texts"
    return [Disagreement("date", "day of the incident", values, "unresolved", None, why, "estimates.date")]
