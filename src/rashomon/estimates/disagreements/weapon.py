"""weapon: means that exclude each other. "Mortars" beside "mortars and drones" is the same told in more words."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.voices import plain
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Value

#: Kinds that tell of the same thing in other words, or that go together.
_ALIKE = (
    frozenset({"airstrike", "drone strike", "shelling", "missile strike", "rocket attack", "bombardment", "explosion"}),
    frozenset({"bombing", "explosion", "suicide bombing", "car bombing", "roadside bomb"}),
    frozenset({"shooting", "armed clash", "ambush", "raid", "armed attack", "massacre"}),
)


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row where two speakers name weapons of different kinds and share none."""
    if evidence.incident.kind == "aggregate":
        return []
    said: dict[str, dict[str, list[Claim]]] = {}
    for c in evidence.claims:
        if c.weapon and c.event_kind:
            said.setdefault(evidence.voices[c.claim_id].key, {}).setdefault(plain(c.weapon), []).append(c)
    kinds = {v: {c.event_kind or "" for cs in ws.values() for c in cs} for v, ws in said.items()}
    voices = sorted(said)
    for i, a in enumerate(voices):
        for b in voices[i + 1 :]:
            if set(said[a]) & set(said[b]) or kinds[a] & kinds[b] or any((kinds[a] & k) and (kinds[b] & k) for k in _ALIKE):
                continue
            values = tuple(Value(", ".join(sorted(said[v])), tuple(sorted(c.claim_id for cs in said[v].values() for c in cs))) for v in (a, b))
            who = [next(evidence.voices[c.claim_id].name for cs in said[v].values() for c in cs) for v in (a, b)]
            why = f"{who[0]} speaks of {values[0].value}, {who[1]} of {values[1].value}"
            return [Disagreement("weapon", "means", values, "disputed", None, why, "estimates.weapon")]
    return []
