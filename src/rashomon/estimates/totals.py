"""The total over all sides: as somebody reports it, else the sum of sides that cannot overlap, else withheld."""

from __future__ import annotations

from collections.abc import Iterable
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
        apart, may_be_inside = [e for e in estimates if e.over != "unknown"], [e for e in estimates if e.over == "unknown"]
        lows = [v for v in (_sum_of_known(e.low for e in apart), *(e.low for e in may_be_inside)) if v is not None]
        low, high = max(lows, default=None), _sum_of_all(e.high for e in estimates)
        reason = Reason(
            "estimates.total.overlap",
            f"no best: {why_not} ({parts}); at least {low or 0}, at most {'open' if high is None else high}",
            claims,
        )
        return Estimate(harm, None, "all_sides", "summed", low, None, high, False, "not_disjoint", policy, (reason,), claims, basis)
    bests = [e.best for e in estimates]
    low, high = _sum_of_known(e.low for e in estimates), _sum_of_all(e.high for e in estimates)
    best = sum(v for v in bests if v is not None) if all(v is not None for v in bests) else None
    reason = Reason(
        "estimates.total.sum",
        f"{'total ' + str(best) if best is not None else 'no total'}: sum of sides that do not overlap ({parts})",
        claims,
    )
    withheld = None if best is not None else "part_without_best"
    return Estimate(
        harm, None, "all_sides", "summed", low, best, high, best is not None and high is None, withheld, policy, (reason,), claims, basis
    )


def _sum_of_known(values: Iterable[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None


def _sum_of_all(values: Iterable[int | None]) -> int | None:
    known = list(values)
    return None if any(v is None for v in known) else sum(v or 0 for v in known)


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
    for kind in ("third_party", "both_parties_agree", "one_party"):
        if kind in kinds:
            return kind
    return "unattributed"
