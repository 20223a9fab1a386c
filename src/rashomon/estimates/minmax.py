"""The lens ``minmax``: every figure that was ever printed keeps its place between low and high; best is that of ``current``."""

from __future__ import annotations

from dataclasses import replace

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core, printed, wordy
from rashomon.estimates.policy_current import current
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Reason


def minmax(weighed: Weighed, evidence: Evidence) -> View:
    """The widest view of one row: replaced, struck and enemy figures too."""
    view = current(weighed, evidence)
    whole = [c for c in weighed.row.claims if c.claim_id not in weighed.parts]  # what is taken for a part never was a figure of the whole
    claims = [c for c in whole if not wordy(c)] or whole or list(weighed.row.claims)
    lows = [c for c in claims if c.low is not None]
    highs = [c for c in claims if c.high is not None]
    bottom = min(lows, key=lambda c: (c.low or 0, c.claim_id), default=None)
    top = max(highs, key=lambda c: (c.high or 0, c.claim_id), default=None)
    low = bottom.low if bottom else None
    high = top.high if top else None
    opened = any(c.high is None and (high is None or (core(c) or 0) > high) for c in claims)
    opened = opened or (low is not None and high is not None and low > high)
    opened = opened or (view.high is None and view.low is not None)  # never narrower than ``current``
    low = view.low if low is None else low if view.low is None else min(low, view.low)
    high = view.high if high is None else max(high, view.high or 0)
    if view.best is not None:
        low = view.best if low is None else min(low, view.best)
        high = None if high is None else max(high, view.best)
    ends = tuple(c for c in (bottom, top) if c is not None)
    upper = "open" if opened else str(high)
    reason = Reason(
        "estimates.minmax",
        f"low {low}, high {upper}: every figure printed, from {' to '.join(dict.fromkeys(printed(c) for c in ends))}",
        tuple(dict.fromkeys(c.claim_id for c in ends)),
    )
    kept = tuple(r for r in view.reasons if r.rule != "estimates.range")
    return replace(view, low=low, high=None if opened else high, reasons=(*kept, reason), supporting=view.supporting)
