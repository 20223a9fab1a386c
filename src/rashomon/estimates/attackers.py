"""The attacker who died too: in the toll of the victims, or beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rashomon.estimates.figures import core, numeric
from rashomon.estimates.sides import ATTACKERS
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Estimate, Reason


def _row(weighed: Iterable[Weighed]) -> Weighed | None:
    return next((w for w in weighed if w.row.side == ATTACKERS), None)


def attackers_inside(weighed: list[Weighed], others: Iterable[Claim] = ()) -> set[str | None]:
    """The row of the attackers, where a toll holds them already: it says so, or another figure is smaller by just as many.

    ``others``: figures of people hit, dead or not.
    """
    doers = _row(weighed)
    if doers is None:
        return set()
    dead = max((core(c) or 0 for c in doers.row.claims), default=0)
    for w in weighed:
        if w is doers or (w.row.over == "side" and w.row.side != "civilians"):
            continue
        stands = [x.claim for x in w.words if numeric(x.claim)]
        told = {core(c) for c in (*w.row.claims, *others) if numeric(c)}
        if any(c.includes_attackers == "yes" or (core(c) or 0) - dead in told for c in stands):
            return {ATTACKERS}
    return set()


def with_attackers(whole: Estimate, inside: set[str | None], sides: list[Estimate]) -> Estimate:
    """A total that somebody reports counts the victims; attackers who died are added, unless they are in it."""
    doers = next((e for e in sides if e.side == ATTACKERS), None)
    if doers is None or doers.best is None or whole.best is None or ATTACKERS in inside:
        return whole
    more = doers.best
    note = Reason(
        "estimates.total.attackers",
        f"total {whole.best + more}: {whole.best} victims and {more} of the attackers, whom no toll is said to hold",
        (*whole.claims, *doers.claims),
    )
    high = None if whole.high is None else whole.high + more
    low = None if whole.low is None else whole.low + more
    claims = tuple(sorted({*whole.claims, *doers.claims}))
    return replace(whole, low=low, best=whole.best + more, high=high, derivation="summed", claims=claims, reasons=(note, *whole.reasons))
