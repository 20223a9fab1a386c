"""severity: outlets rank the incident differently ("the deadliest in two years", "the deadliest in a decade")."""

from __future__ import annotations

import re
from functools import cache

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.weighing import Weighed
from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher
from rashomon.model import Claim, Disagreement, Estimate, Value

_SINCE = re.compile(
    r"(?:since|in (?:more than |over |nearly |almost )?(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+)) [\w ]{2,20}"
)


@cache
def _rank() -> PhraseMatcher:
    return PhraseMatcher(e for e in load("revisions") if e.id == "rank")


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row where the claims of different texts carry the same superlative over different spans of time."""
    told: dict[str, dict[str, list[Claim]]] = {}
    for c in evidence.claims:
        for m in _rank().find(c.quote):
            since = _SINCE.search(c.quote, m.end)
            if since and since.start() - m.end < 60:
                span = " ".join(since.group().split()[:5]).casefold().strip()
                told.setdefault(m.form.casefold(), {}).setdefault(span, []).append(c)
    out = []
    for word in sorted(told):
        spans = told[word]
        texts = [{evidence.text_of(c) for c in cs} for cs in spans.values()]
        if len(spans) < 2 or any(a & b for i, a in enumerate(texts) for b in texts[i + 1 :]):
            continue
        values = tuple(Value(f"{word} {s}", tuple(sorted(c.claim_id for c in spans[s]))) for s in sorted(spans))
        why = f"ranked differently: {'; '.join(v.value for v in values)}"
        out.append(Disagreement("severity", "rank of the incident", values, "unresolved", None, why, "estimates.severity"))
    return out
