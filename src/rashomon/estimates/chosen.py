"""Figures that a reviewer chose: they stand in place of the policy's until a figure that the reviewer did not know of lies outside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import counted, wordy
from rashomon.estimates.sides import is_total
from rashomon.estimates.totals import total
from rashomon.model import Claim, Decision, Estimate, Reason, had_seen


def side_of(estimate: Estimate) -> str | None:
    """The side as a decision names it: None is all sides together."""
    return None if estimate.over == "all_sides" else estimate.side


def with_chosen(rows: Iterable[Estimate], chosen: Sequence[Decision], evidence: Evidence) -> list[Estimate]:
    """The rows with chosen figures in them; of two decisions on one row the later in ``chosen`` stands. A total that is a sum follows."""
    out = list(rows)
    last = {(d.value["harm"], d.value["side"]): d for d in chosen}
    claims = {c.claim_id: c for c in evidence.claims}
    for n, row in sorted(enumerate(out), key=lambda item: item[1].over == "all_sides"):
        decision = last.get((row.harm, side_of(row)))
        if decision is None:
            continue
        made = out[n] = _with(out[n], decision, claims, evidence)
        if row.over != "all_sides" and (made.low, made.best, made.high) != (row.low, row.best, row.high):
            out = [_follows(e, row, made, decision, out) for e in out]
    return out


def _follows(whole: Estimate, before: Estimate, after: Estimate, decision: Decision, rows: Sequence[Estimate]) -> Estimate:
    """The total, where it rests on the figure of a side that was ``before`` and is ``after``; ``rows`` are all as they are now."""
    if whole.over != "all_sides" or whole.harm != before.harm or not before.claims:
        return whole
    if whole.claims == before.claims:
        reason = Reason(decision.rule, f"what {decision.who} chose for {after.side}, of whom alone figures are given", after.claims)
        made: Estimate | None = after
    elif whole.derivation == "summed" and whole.best_withheld != "not_disjoint" and set(before.claims) <= set(whole.claims):
        reason = Reason(decision.rule, f"adds up with what {decision.who} chose for {after.side}", after.claims)
        sides = [e for e in rows if e.over != "all_sides" and e.harm == whole.harm and set(e.claims) <= set(whole.claims)]
        rest = [e for e in sides if (e.side, e.over) != (before.side, before.over)]
        if {c for e in sides for c in e.claims} == set(whole.claims):
            made = total([*rest, after], disjoint=True)
        else:  # a reported total with attackers added to it
            made = replace(whole, low=_other(whole.low, before.low, after.low), best=_other(whole.best, before.best, after.best),
                           high=_other(whole.high, before.high, after.high))  # fmt: skip
    else:
        return whole
    if made is None:
        return whole
    withheld = None if made.best is not None else made.best_withheld or "part_without_best"
    return replace(
        whole, low=made.low, best=made.best, high=made.high, open=made.best is not None and made.high is None, words=None,
        best_withheld=withheld, reasons=(reason, *whole.reasons),
    )  # fmt: skip


def _other(whole: int | None, old: int | None, new: int | None) -> int | None:
    return None if whole is None or old is None or new is None else whole - old + new


def _with(row: Estimate, decision: Decision, claims: Mapping[str, Claim], evidence: Evidence) -> Estimate:
    low, best, high = (decision.value[k] for k in ("low", "best", "high"))
    said = f"{decision.who} chose {_shown(low, best, high)}"
    new = against_choice(row, decision, claims, evidence)
    if new is not None:
        detail = f"{said} ({decision.why}); re-opened by “{new.quote}” in {new.document}, so the policy's own figure stands again"
        return replace(row, reasons=(Reason(f"{decision.rule}:reopened", detail, (new.claim_id,)), *row.reasons))
    detail = f"{said}, where policy {row.policy} has {_shown(row.low, row.best, row.high)}: {decision.why}"
    return replace(
        row, low=low, best=best, high=high, open=high is None and (low is not None or best is not None), words=None,
        best_withheld=None if best is not None else row.best_withheld or "chosen",
        reasons=(Reason(decision.rule, detail, row.claims), *row.reasons),
    )  # fmt: skip


def _shown(low: int | None, best: int | None, high: int | None) -> str:
    return ", ".join(f"{name} {'open' if n is None else n}" for name, n in (("low", low), ("best", best), ("high", high)))


def against_choice(row: Estimate, decision: Decision, claims: Mapping[str, Claim], evidence: Evidence) -> Claim | None:
    """The first claim that re-opens a choice: a figure of this row, of words that were not seen, that cannot be the chosen one.

    Parts, increments and open words do not: they may lie below. A total that nobody reports and that is added up from sides is
    re-opened where a new figure is among its claims and the sum itself lies outside.
    """
    new = [claims[i] for i in row.claims if i in claims and not had_seen(decision, claims[i])]
    new = sorted(
        (c for c in new if c.harm == row.harm and counted(c) and not wordy(c) and is_total(c, evidence)),
        key=lambda c: (c.document, c.start),
    )
    if row.derivation == "summed":
        return new[0] if new and row.best is not None and _outside(row.best, row.best, decision) else None
    return next((c for c in new if _outside(c.low, c.high, decision)), None)


def _outside(low: int | None, high: int | None, decision: Decision) -> bool:
    """Whether a figure from ``low`` to ``high`` (None: open) has nothing in common with what was chosen."""
    bottom, best, top = (decision.value[k] for k in ("low", "best", "high"))
    if bottom is None and top is None:
        bottom = top = best
    return (high is not None and bottom is not None and high < bottom) or (low is not None and top is not None and low > top)
