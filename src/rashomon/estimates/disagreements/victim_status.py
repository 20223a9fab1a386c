"""victim_status: civilians, say some; fighters, say others. Told only where both speak of the same dead."""

from __future__ import annotations

from itertools import combinations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.victims import same_victims
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Value

_FIGHTERS = frozenset({"combatant", "police"})


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """Rows of fighters against rows of civilians with agreeing figures, and the same quarrel inside one row."""
    out = []
    for harm in sorted(weighed):
        pairs: list[tuple[list[Claim], list[Claim]]] = []
        named = [w for w in weighed[harm] if w.row.over == "side"]
        for a, b in combinations(named, 2):
            if "civilians" in {a.row.side, b.row.side} and same_victims(a, b, evidence):
                civil, other = (a, b) if a.row.side == "civilians" else (b, a)
                fighters = [c for c in other.row.claims if c.victim_status in _FIGHTERS]
                if fighters:
                    pairs.append((list(civil.row.claims), fighters))
        for w in weighed[harm]:
            civil_claims = [c for c in w.row.claims if c.victim_status == "civilian"]
            fighters = [c for c in w.row.claims if c.victim_status in _FIGHTERS]
            ours = {w.voice(c, evidence).key for c in civil_claims}
            theirs = {w.voice(c, evidence).key for c in fighters}
            if civil_claims and fighters and not ours & theirs and w.row.over != "all_sides":
                pairs.append((civil_claims, fighters))
        for civil_claims, fighters in pairs:
            values = (
                Value("civilians", tuple(sorted(c.claim_id for c in civil_claims))),
                Value("fighters", tuple(sorted(c.claim_id for c in fighters))),
            )
            why = f"the {harm} are civilians in the words of {_by(civil_claims)}, fighters in those of {_by(fighters)}"
            out.append(Disagreement("victim_status", f"{harm}: who they were", values, "disputed", None, why, "estimates.victim_status"))
    return out


def _by(claims: list[Claim]) -> str:
    return ", ".join(sorted({(c.speaker.actor or c.speaker.text) if c.speaker else "an outlet" for c in claims}))
