"""weapon: means that exclude each other: it came from afar, or somebody brought it. Shells beside drones are more of the same."""

from __future__ import annotations

from functools import cache

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.voices import plain
from rashomon.estimates.weighing import Weighed
from rashomon.lexicon.loader import load
from rashomon.model import Claim, Disagreement, Estimate, Value


@cache
def _families() -> dict[str, str]:
    """Weapon to family, from the lexicon; what is in no family ("bomb", "gun") excludes nothing."""
    return {f: e.id for e in load("revisions") if e.id.startswith("weapon_") for f in e.forms}


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row where some speakers name only means from afar and others only means brought to the place."""
    if evidence.incident.kind == "aggregate":
        return []
    said: dict[str, dict[str, list[Claim]]] = {}
    for c in evidence.claims:
        family = _families().get(plain(c.weapon))
        if family:
            said.setdefault(evidence.voices[c.claim_id].key, {}).setdefault(family, []).append(c)
    only: dict[str, list[Claim]] = {}
    for voice in sorted(said):
        if len(said[voice]) == 1:
            family = next(iter(said[voice]))
            only.setdefault(family, []).extend(said[voice][family])
    if len(only) < 2:
        return []
    values = tuple(
        Value(", ".join(sorted({c.weapon or "" for c in only[f]})), tuple(sorted(c.claim_id for c in only[f]))) for f in sorted(only)
    )
    by = [", ".join(sorted({evidence.voices[c.claim_id].name for c in only[f]})) for f in sorted(only)]
    why = "; ".join(f"{v.value}, says {who}" for v, who in zip(values, by, strict=True))
    return [Disagreement("weapon", "means", values, "disputed", None, why, "estimates.weapon")]
