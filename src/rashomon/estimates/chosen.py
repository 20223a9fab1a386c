"""Figures that a reviewer chose: they stand in place of the policy's until a figure that the reviewer did not know of lies outside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import counted, wordy
from rashomon.estimates.sides import is_total
from rashomon.model import Claim, Decision, Estimate, Reason, had_seen


def side_of(estimate: Estimate) -> str | None:
    """The side as a decision names it: None is all sides together."""
    return None if estimate.over == "all_sides" else estimate.side


def with_chosen(rows: Iterable[Estimate], chosen: Sequence[Decision], evidence: Evidence) -> list[Estimate]:
    """The rows with chosen figures in them; of two decisions on one row the later in ``chosen`` stands."""
    if not chosen:
        return list(rows)
    last = {(d.value["harm"], d.value["side"]): d for d in chosen}
    claims = {c.claim_id: c for c in evidence.claims}
    out = []
    for row in rows:
        decision = last.get((row.harm, side_of(row)))
        out.append(row if decision is None else _with(row, decision, claims, evidence))
    return out


def _with(row: Estimate, decision: Decision, claims: Mapping[str, Claim], evidence: Evidence) -> Estimate:
    low, best, high = (decision.value[k] for k in ("low", "best", "high"))
    reopened = f"{decision.rule}:reopened"
    if any(r.rule == reopened for r in row.reasons):
        return row
    said = f"{decision.who} chose {_shown(low, best, high)}"
    new = None if any(r.rule == decision.rule for r in row.reasons) else against_choice(row, decision, claims, evidence)
    if new is not None:
        detail = f"{said} ({decision.why}); re-opened by “{new.quote}” in {new.document}, so the policy's own figure stands again"
        return replace(row, reasons=(Reason(reopened, detail, (new.claim_id,)), *row.reasons))
    reasons = row.reasons
    if not any(r.rule == decision.rule for r in reasons):
        detail = f"{said}, where policy {row.policy} has {_shown(row.low, row.best, row.high)}: {decision.why}"
        reasons = (Reason(decision.rule, detail, row.claims), *reasons)
    return replace(
        row, low=low, best=best, high=high, open=high is None and (low is not None or best is not None), words=None,
        best_withheld=None if best is not None else row.best_withheld or "chosen", reasons=reasons,
    )  # fmt: skip


def _shown(low: int | None, best: int | None, high: int | None) -> str:
    return ", ".join(f"{name} {'open' if n is None else n}" for name, n in (("low", low), ("best", best), ("high", high)))


def against_choice(row: Estimate, decision: Decision, claims: Mapping[str, Claim], evidence: Evidence) -> Claim | None:
    """The first claim that re-opens a choice: a figure of this row, of words that were not seen, that cannot be the chosen one.

    Parts, increments and open words do not: they may lie below. A total that nobody reports and that is added up from sides is
    re-opened where a new figure is among its claims and the sum itself lies outside.
    """
    new = [claims[i] for i in row.claims if i in claims and not had_seen(decision, claims[i])]
    new = sorted((c for c in new if c.harm == row.harm and counted(c) and not wordy(c) and is_total(c, evidence)), key=lambda c: (c.document, c.start))
    if row.derivation == "summed":
        return new[0] if new and row.best is not None and _outside(row.best, row.best, decision) else None
    return next((c for c in new if _outside(c.low, c.high, decision)), None)


def _outside(low: int | None, high: int | None, decision: Decision) -> bool:
    """Whether a figure from ``low`` to ``high`` (None: open) has nothing in common with what was chosen."""
    bottom, best, top = (decision.value[k] for k in ("low", "best", "high"))
    if bottom is None and top is None:
        bottom = top = best
    return (high is not None and bottom is not None and high < bottom) or (low is not None and top is not None and low > top)
