"""How a figure moved: one step per speaker and number, in order, each with how it is known to be later."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core, exact, numeric, same_number
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, HistoryStep


def history(weighed: Weighed, evidence: Evidence) -> tuple[HistoryStep, ...]:
    """All steps: replaced ones first, then what stands, then what is struck through."""
    replaced, current, struck = [], [], []
    for word in weighed.words:
        for c in _firsts(word.replaced, evidence):
            note = (
                f"{word.voice.name} gave another figure later"
                if word.change not in {"unsettled", "beside"}
                else f"{word.voice.name} gives another figure too"
            )
            replaced.append(_step(c, evidence, "replaced", note, inferred=word.inferred))
        current.append(_step(_firsts(word.same, evidence)[0], evidence, "current", ""))
    for c in _firsts(tuple(c for c in weighed.row.claims if c.claim_id in weighed.struck), evidence):
        struck.append(_step(c, evidence, "struck", weighed.struck[c.claim_id][0]))
    for c in _firsts(weighed.retracted, evidence):
        struck.append(_step(c, evidence, "struck", "taken back by its own speaker"))
    return (*sorted(replaced, key=_order), *sorted(current, key=_order), *sorted(struck, key=_order))


def _firsts(claims: tuple[Claim, ...], evidence: Evidence) -> list[Claim]:
    """The first claim of each number."""
    ordered = sorted(
        claims, key=lambda c: (evidence.moments[c.claim_id].text or "9", not exact(c), not numeric(c), c.document_id, c.start, c.claim_id)
    )
    out: list[Claim] = []
    for c in ordered:
        if not any(same_number(c, o) for o in out):
            out.append(c)
    return out


def _step(claim: Claim, evidence: Evidence, standing: str, note: str, *, inferred: bool = False) -> HistoryStep:
    when = evidence.moments[claim.claim_id]
    as_of, how = (None, "inferred_from_figure") if inferred else (when.text, when.basis)
    best = core(claim) if numeric(claim) else None
    return HistoryStep(as_of, how, claim.low, best, claim.high, claim.claim_id, standing, note)


def _order(step: HistoryStep) -> tuple[str, int, str]:
    return (step.as_of or "", step.low or 0, step.claim)
