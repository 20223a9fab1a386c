"""Shows, beside the estimates, the figures that no longer stand (:mod:`rashomon.estimates.superseded`): as steps of the history and as reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core, numeric, same_number, wordy
from rashomon.estimates.sides import is_total
from rashomon.estimates.superseded import Gone, described
from rashomon.estimates.voices import plain
from rashomon.model import Basis, Estimate, HistoryStep, Reason

_WITHHELD = {"retracted": "retracted", "corrected": "corrected", "replaced": "earlier_version"}
_WEIGHT = {"replaced": 0, "corrected": 1, "retracted": 2}
_ORDER = {"replaced": 0, "current": 1, "struck": 2}


def with_gone(estimates: Iterable[Estimate], evidence: Evidence, policy: str) -> list[Estimate]:
    """The estimates with steps and reasons for what was replaced, corrected or retracted; a row of its own where nothing else stands."""
    out = [_with_same(e, evidence) for e in estimates]
    if not evidence.gone:
        return out
    for harm in sorted({g.claim.harm or "" for g in evidence.gone}):
        mine = [g for g in evidence.gone if g.claim.harm == harm]
        rows = [n for n, e in enumerate(out) if e.harm == harm]
        if not rows:
            out.extend(_rows_of_nothing(harm, mine, policy, evidence))
            continue
        for n in rows:
            here = [g for g in mine if _belongs(g, out[n])]
            if here:
                out[n] = _told(out[n], here, evidence)
    return out


def _with_same(estimate: Estimate, evidence: Evidence) -> Estimate:
    """With the older printings of its figures among its claims."""
    more = {k for c in estimate.claims for k in evidence.same.get(c, ())}
    return replace(estimate, claims=tuple(sorted({*estimate.claims, *more}))) if more else estimate


def _belongs(gone: Gone, estimate: Estimate) -> bool:
    if estimate.over == "all_sides" or {c.claim_id for c in gone.now} & set(estimate.claims):
        return True
    return not gone.now and estimate.side is not None and plain(estimate.side) == plain(gone.claim.side)


def _told(estimate: Estimate, gone: Sequence[Gone], evidence: Evidence) -> Estimate:
    totals = [g for g in gone if is_total(g.claim, evidence)]
    steps = sorted((*estimate.history, *_steps(totals, evidence)), key=lambda s: _ORDER[s.standing])
    made = replace(
        estimate,
        history=tuple(steps),
        reasons=(*estimate.reasons, *_reasons(gone)),
        claims=tuple(sorted({*estimate.claims, *(g.claim.claim_id for g in totals)})),
    )
    return _widened(made, totals) if estimate.policy == "minmax" else made


def _widened(estimate: Estimate, gone: Sequence[Gone]) -> Estimate:
    """Under ``minmax`` every figure that was ever printed keeps its place."""
    numbers = [g.claim for g in gone if numeric(g.claim) and not wordy(g.claim)]
    lows = [c.low for c in numbers if c.low is not None]
    highs = [c.high for c in numbers if c.high is not None]
    low = min([*lows, *([estimate.low] if estimate.low is not None else [])], default=None)
    opened = estimate.high is None and estimate.low is not None
    high = None if opened else max([*highs, *([estimate.high] if estimate.high is not None else [])], default=None)
    return replace(estimate, low=low, high=high)


def _rows_of_nothing(harm: str, gone: Sequence[Gone], policy: str, evidence: Evidence) -> list[Estimate]:
    """Rows where no figure stands any more: no number, and in one word why."""
    totals = [g for g in gone if is_total(g.claim, evidence)]
    if not totals:
        return []
    why = max((g.why for g in totals), key=lambda w: _WEIGHT[w])
    says = {"retracted": "the only figure was taken back", "corrected": "the only figure was corrected, and none is given instead",
            "replaced": "the figure stands only in an earlier version of the article"}[why]  # fmt: skip
    ids = tuple(sorted(g.claim.claim_id for g in totals))
    sides = sorted({g.claim.side for g in totals if g.claim.side})
    lead = Reason("estimates." + _WITHHELD[why], f"no best: {says}", ids)
    names = [(sides[0], "side")] if len(sides) == 1 else [(None, "unknown")]
    out = []
    for side, over in (*names, (None, "all_sides")):
        row = Estimate(harm, side, over, "reported", None, None, None, False, _WITHHELD[why], policy, (lead, *_reasons(gone)), ids,
                       Basis(0, 0, 0, "unattributed"), tuple(_steps(totals, evidence)))  # fmt: skip
        out.append(_widened(row, totals) if policy == "minmax" else row)
    return out


def _reasons(gone: Sequence[Gone]) -> list[Reason]:
    texts: dict[tuple[str, str, int], list[Gone]] = {}
    for g in gone:
        rule = "estimates.version" if g.why == "replaced" else "estimates.note." + g.why
        texts.setdefault((rule, g.text, core(g.claim) or 0), []).append(g)
    return [
        Reason(rule, f"set aside: {described(same)}", tuple(sorted(g.claim.claim_id for g in same)))
        for (rule, _, _), same in sorted(texts.items(), key=lambda item: item[0])
    ]


def _steps(gone: Sequence[Gone], evidence: Evidence) -> list[HistoryStep]:
    """One step for each number and reason, the first printing of it."""
    out: list[tuple[Gone, HistoryStep]] = []
    for g in sorted(
        gone, key=lambda g: (evidence.moments[g.claim.claim_id].text or "9", g.copy, g.claim.document_id, g.claim.start, g.claim.claim_id)
    ):
        c = g.claim
        if any(same_number(c, o.claim) and o.why == g.why and o.copy == g.copy for o, _ in out):
            continue
        when = evidence.moments[c.claim_id]
        step = HistoryStep(when.text, when.basis, c.low, core(c) if numeric(c) else None, c.high, c.claim_id,
                           "replaced" if g.why == "replaced" else "struck", g.text)  # fmt: skip
        out.append((g, step))
    return [s for _, s in out]
