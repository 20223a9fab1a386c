"""The lens ``minmax``: every figure that was ever printed keeps its place between low and high; best is that of ``current``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core, printed, wordy
from rashomon.estimates.policy_current import current
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Estimate, Reason


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


def never_narrower(wide: Iterable[Estimate], narrow: Iterable[Estimate]) -> list[Estimate]:
    """``wide`` with totals whose ends reach at least as far as those of ``narrow``, the same rows under ``current``.

    Rows are that wide one by one, sums of them need not be: an enemy's count that ``current`` keeps in high only is a low here as well, and
    a sum would then begin above the one that counts nobody for that side.
    """
    old = {(e.harm, e.side, e.over): e for e in narrow if e.over == "all_sides"}
    return [_reaching(e, old[key]) if (key := (e.harm, e.side, e.over)) in old else e for e in wide]


def _reaching(wide: Estimate, narrow: Estimate) -> Estimate:
    low, high = wide.low, wide.high
    if low is not None and narrow.low is not None:
        low = min(low, narrow.low)
    if high is not None:
        high = max(high, narrow.high) if narrow.high is not None else None if narrow.low is not None else high
    if (low, high) == (wide.low, wide.high):
        return wide
    ends = f"low {low}, high {'open' if high is None else high}"
    note = Reason("estimates.minmax", f"{ends}: never narrower than the total under current", wide.claims)
    reasons = tuple(_at_least(r, low, high) for r in wide.reasons)
    opened = wide.open or (wide.best is not None and high is None)
    return replace(wide, low=low, high=high, open=opened, reasons=(*reasons, note))


def _at_least(reason: Reason, low: int | None, high: int | None) -> Reason:
    """The reason of a withheld sum names both ends."""
    head, said, _ = reason.detail.rpartition("; at least ")
    if reason.rule != "estimates.total.overlap" or not said:
        return reason
    return replace(reason, detail=f"{head}; at least {low or 0}, at most {'open' if high is None else high}")
