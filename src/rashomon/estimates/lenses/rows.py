"""Rows that lenses after other data sets share."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.estimates.assemble import counted_once, estimate_row
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Estimate, Reason


def not_coded(harm: str, weighed: Sequence[Weighed], evidence: Evidence, policy: str, why: Reason) -> list[Estimate]:
    """One row over all sides without any figure, for what a data set has no column for: its claims and history stay, and it says why."""
    if not weighed:
        return []
    union = counted_once(harm, weighed, set(), evidence)
    return [estimate_row(harm, union, evidence, policy, nothing(union, "not_coded", why))]


def nothing(weighed: Weighed, withheld: str, why: Reason) -> View:
    """A view without low, best and high."""
    return View(None, None, None, False, withheld, (why,), weighed.row.claims)
