"""The total over all sides: as somebody reports it, else the sum of sides that cannot overlap, else withheld."""

from __future__ import annotations

from dataclasses import replace

from rashomon.model import Basis, Estimate, Reason


def total(estimates: list[Estimate], *, disjoint: bool, why_not: str = "") -> Estimate | None:
    """The total of one harm from its rows by side; ``disjoint`` False withholds the sum and says ``why_not``."""
    if not estimates:
        return None
    if len(estimates) == 1:
        only = estimates[0]
        note = Reason("estimates.total.one_row", f"nobody reports others: the same figure as {only.side or 'all'}", only.claims)
        return replace(only, side=None, over="all_sides", reasons=(note, *only.reasons))
    claims = tuple(sorted({c for e in estimates for c in e.claims}))
    harm, policy = estimates[0].harm, estimates[0].policy
    names = tuple(sorted({n for e in estimates for n in e.basis.speaker_names}))
    basis = Basis(max(e.basis.reports for e in estimates), max(e.basis.texts for e in estimates), len(names), _kind(estimates), names)
    parts = " + ".join(f"{e.side} {e.best if e.best is not None else '–'}" for e in estimates)
    if not disjoint:
        reason = Reason("estimates.total.overlap", f"no total: {why_not} ({parts})", claims)
        return Estimate(harm, None, "all_sides", "summed", None, None, None, False, "not_disjoint", policy, (reason,), claims, basis)
    lows = [e.low for e in estimates]
    highs = [e.high for e in estimates]
    bests = [e.best for e in estimates]
    low = sum(v for v in lows if v is not None) if any(v is not None for v in lows) else None
    high = sum(v for v in highs if v is not None) if all(v is not None for v in highs) else None
    best = sum(v for v in bests if v is not None) if all(v is not None for v in bests) else None
    reason = Reason("estimates.total.sum", f"{'total ' + str(best) if best is not None else 'no total'}: sum of sides that do not overlap ({parts})", claims)
    withheld = None if best is not None else "part_without_best"
    return Estimate(harm, None, "all_sides", "summed", low, best, high, best is not None and high is None, withheld, policy, (reason,), claims, basis)


def backed(reported: Estimate, summed: Estimate) -> Estimate:
    """A reported total that the sides add up to rests on the words of the sides as well."""
    note = Reason("estimates.total.check", f"the sides add up to the reported total ({summed.best})", summed.claims)
    names = tuple(sorted({*reported.basis.speaker_names, *summed.basis.speaker_names}))
    kind = summed.basis.kind if reported.basis.kind == "unattributed" else reported.basis.kind
    whole = Basis(max(reported.basis.reports, summed.basis.reports), max(reported.basis.texts, summed.basis.texts), len(names), kind, names)
    return replace(reported, reasons=(*reported.reasons, note), basis=whole)


def _kind(estimates: list[Estimate]) -> str:
    kinds = {e.basis.kind for e in estimates}
    if kinds == {"one_party"} and len({n for e in estimates for n in e.basis.speaker_names}) > 1:
        return "both_parties_agree"  # each side on its own losses
    for kind in ("third_party", "one_party", "both_parties_agree"):
        if kind in kinds:
            return kind
    return "unattributed"
