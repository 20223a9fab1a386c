"""measure: one distance told in numbers that differ by more than rounding and miles."""

from __future__ import annotations

import re

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Value

_KM = {"km": 1.0, "kilometre": 1.0, "kilometer": 1.0, "mile": 1.609344, "mi": 1.609344}
_DISTANCE = re.compile(
    r"\b(\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d{1,2})?)[ \u00a0-](km|kilometre|kilometer|mile|mi)s?\b(?: ?\([^()]{1,30}\))?"
    r"(?: (?:to the )?(?:(?:north|south)?[- ]?(?:east|west)?(?:ern)?|away)){0,2} (?:from|of|off) (?:the )?((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){0,3})"
)
ROUNDING = 0.15  # 300 km for 186 miles is exact, "about 100 km" for 60 miles is 4 % off; a sixth is no rounding


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row per point from which the distance is told differently in different texts."""
    told: dict[str, list[tuple[float, str, Claim]]] = {}
    for c in evidence.claims:
        for number, unit, point in _DISTANCE.findall(c.quote):
            km = float(number.replace(",", "")) * _KM[unit]
            told.setdefault(point, []).append((km, f"{number} {'km' if _KM[unit] == 1.0 else 'miles'}", c))
    out = []
    for point in sorted(told):
        groups: list[list[tuple[float, str, Claim]]] = []
        for row in sorted(told[point], key=lambda r: (r[0], r[2].claim_id)):
            if groups and row[0] <= groups[-1][0][0] * (1 + ROUNDING):
                groups[-1].append(row)
            else:
                groups.append([row])
        texts = [{evidence.text_of(r[2]) for r in g} for g in groups]
        if len(groups) < 2 or any(a & b for i, a in enumerate(texts) for b in texts[i + 1 :]):
            continue
        values = tuple(Value(g[0][1], tuple(sorted({r[2].claim_id for r in g}))) for g in groups)
        why = f"the distance from {point} is told as {' and '.join(f'{g[0][1]} ({round(g[0][0])} km)' for g in groups)}"
        out.append(Disagreement("measure", f"distance from {point}", values, "unresolved", None, why, "estimates.measure"))
    return out
