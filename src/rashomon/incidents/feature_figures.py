"""Features of a pair of incident mentions: counts of the dead and wounded."""

from __future__ import annotations

from rashomon.incidents.pair import Pair, once
from rashomon.incidents.profile import Profile


@once
def same_figure(p: Pair) -> float:
    """The same count of the same harm: full for a rare number (5 or more), less for a small one, next to nothing for one or two."""
    shared = shared_figure(p)
    return 0.0 if not shared else 1.0 if shared >= 5 else 0.4 if shared >= 3 else 0.2


@once
def shared_figure(p: Pair) -> int:
    """The largest count of one harm that both give, 0 for none."""
    x, y = p.a.totals, p.b.totals
    return max((n for harm in harms_of_both(p) for n in x[harm] & y[harm]), default=0)


@once
def harms_of_both(p: Pair) -> list[str]:
    """Harms that both give counts of."""
    return [harm for harm in p.a.totals if harm in p.b.totals]


@once
def other_figure(p: Pair) -> float:
    """Counts of the same harm are far apart: more than threefold, and three times as bad where more than eightfold and the smaller is no "at least"."""
    if same_figure(p):
        return 0.0
    worst = 0.0
    for harm in harms_of_both(p):
        x, y = p.a.tolls[harm], p.b.tolls[harm]
        if x and y and max(x, y) > 3 * min(x, y) and max(x, y) >= 6:
            worst = max(worst, 1.0 if max(x, y) <= 8 * min(x, y) or _is_open(p.a if x < y else p.b, harm, min(x, y)) else 3.0)
    return worst


def _is_open(m: Profile, harm: str, low: int) -> bool:
    """Whether a count is a first one that is bound to grow: "at least 20"."""
    return low >= 5 and (harm, low) in m.open_counts


def tolls_apart(p: Pair) -> float:
    """Both give an exact count of dead and of wounded, and both counts are more than twice as high in one: two attacks on one large town."""
    for x, y in zip(p.a.exact, p.b.exact, strict=True):
        if not x or not y or max(x, y) <= 2 * min(x, y):
            return 0.0
    return 1.0


@once
def near_figure(p: Pair) -> float:
    """Large counts of the same harm that one count may have grown into: within a third of one another, or twice as high at most (half)."""
    if same_figure(p) == 1.0:
        return 0.0
    best = 0.0
    for harm in harms_of_both(p):
        x, y = sorted((p.a.tolls[harm], p.b.tolls[harm]))
        if x >= 8:
            best = max(best, 1.0 if y <= 1.34 * x else 0.5 if y <= 2 * x else 0.0)
    return best
