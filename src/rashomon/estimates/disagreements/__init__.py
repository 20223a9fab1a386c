"""Questions on which the claims of one incident differ, one small file per kind. What the kinds mean: ``docs/concepts/disagreements.md``."""

from __future__ import annotations

from rashomon.estimates.disagreements import (
    article,
    blame,
    count,
    date,
    denial,
    includes_attackers,
    measure,
    place,
    retraction,
    severity,
    victim_status,
    voice,
    weapon,
)
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.weighing import Weighed
from rashomon.model import Disagreement, Estimate

#: In the order they are shown.
KINDS = (denial, blame, count, retraction, article, victim_status, includes_attackers, date, place, weapon, measure, severity, voice)


def disagreements(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> tuple[Disagreement, ...]:
    """All disagreements of the incident, strongest kind first, in a fixed order within a kind."""
    out: list[Disagreement] = []
    for kind in KINDS:
        found = kind.find(evidence, weighed, estimates)
        out.extend(sorted(found, key=lambda d: (d.field, d.resolution, tuple((v.value, v.claims) for v in d.values))))
    return tuple(out)
