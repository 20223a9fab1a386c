"""How many of a figure are civilians, fighters or police, where the claims tell them apart."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core, numeric
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim

STATUSES = ("civilian", "combatant", "police")


def statuses(weighed: Weighed, supporting: tuple[Claim, ...], best: int | None, evidence: Evidence) -> tuple[tuple[str, int], ...]:
    """Pairs of status and number; empty where nobody says. The remainder of a figure told in parts is ``unknown``."""
    if best is None:
        return ()
    known = {c.victim_status for c in weighed.row.claims if c.victim_status in STATUSES}
    if len(known) == 1 and all(c.victim_status in known for c in supporting):
        return ((next(iter(known)), best),)
    ids = {c.claim_id for c in weighed.row.claims}
    parts = [
        c for c in evidence.claims if c.part_of in ids and c.scope == "part" and c.victim_status in STATUSES and not c.groups and numeric(c)
    ]
    told = {s: max((core(c) or 0) for c in parts if c.victim_status == s) for s in STATUSES if any(c.victim_status == s for c in parts)}
    rest = best - sum(told.values())
    if not told or rest < 0:
        return ()
    return tuple(told.items()) + ((("unknown", rest),) if rest else ())
