"""Features of a pair of incident mentions: counts of the dead and wounded."""

from __future__ import annotations

from rashomon.incidents.context import Context
from rashomon.model import IncidentMention


def totals(m: IncidentMention) -> dict[str, set[int]]:
    """Harm → the counts given for it."""
    out: dict[str, set[int]] = {}
    for harm, low, high, _ in m.figures:
        out.setdefault(harm, set()).add(low or high or 0)
    return out


def same_figure(a: IncidentMention, b: IncidentMention, _: Context) -> float:
    """The same count of the same harm: full for a rare number (5 or more), less for a small one, next to nothing for one or two."""
    shared = shared_figure(a, b)
    return 0.0 if not shared else 1.0 if shared >= 5 else 0.4 if shared >= 3 else 0.2


def shared_figure(a: IncidentMention, b: IncidentMention) -> int:
    """The largest count of one harm that both give, 0 for none."""
    x, y = totals(a), totals(b)
    return max((n for harm in x.keys() & y.keys() for n in x[harm] & y[harm]), default=0)


def other_figure(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Counts of the same harm are far apart: more than threefold, and three times as bad where more than eightfold and the smaller is no "at least"."""
    if same_figure(a, b, c):
        return 0.0
    x, y = totals(a), totals(b)
    worst = 0.0
    for harm in x.keys() & y.keys():
        p, q = max(x[harm]), max(y[harm])
        if p and q and max(p, q) > 3 * min(p, q) and max(p, q) >= 6:
            worst = max(worst, 1.0 if max(p, q) <= 8 * min(p, q) or _is_open(a if p < q else b, harm, min(p, q)) else 3.0)
    return worst


def _is_open(m: IncidentMention, harm: str, low: int) -> bool:
    """Whether a count is a first one that is bound to grow: "at least 20"."""
    return low >= 5 and any(h == harm and n == low and high is None for h, n, high, _ in m.figures)


def tolls_apart(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Both give an exact count of dead and of wounded, and both counts are more than twice as high in one: two attacks on one large town."""
    for harm in ("killed", "wounded"):
        exact = [max((n for h, n, high, _ in m.figures if h == harm and n and n == high), default=0) for m in (a, b)]
        if not all(exact) or max(exact) <= 2 * min(exact):
            return 0.0
    return 1.0


def near_figure(a: IncidentMention, b: IncidentMention, c: Context) -> float:
    """Large counts of the same harm that one count may have grown into: within a third of one another, or twice as high at most (half)."""
    if same_figure(a, b, c) == 1.0:
        return 0.0
    x, y = totals(a), totals(b)
    best = 0.0
    for harm in x.keys() & y.keys():
        p, q = sorted((max(x[harm]), max(y[harm])))
        if p >= 8:
            best = max(best, 1.0 if q <= 1.34 * p else 0.5 if q <= 2 * p else 0.0)
    return best
