"""The seven columns of deaths: of each side, of civilians, of nobody known, and best, high and low."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.exports.events_actors import Cast, Party
from rashomon.exports.events_beside import total_of
from rashomon.exports.events_when import Unfit
from rashomon.exports.ged_dyads import Dyad
from rashomon.exports.words import figure_words, who_words
from rashomon.model import Estimate


@dataclass(frozen=True, slots=True)
class Deaths:
    """``a + b + civilians + unknown == best`` and ``low <= best <= high``, always."""

    a: int
    b: int
    civilians: int
    unknown: int
    best: int
    high: int
    low: int
    check: bool = False
    flags: tuple[str, ...] = ()


def killed(cast: Cast) -> Estimate | Unfit:
    """The dead over all sides, where there are any by some figure."""
    total = total_of(cast.told)
    if total is not None and total.best_withheld == "no_organised_actor":
        return Unfit("no_side", "no organised actor is named, so the lens gives no figure")
    if total is None or (total.best is None and not total.high and not total.low):
        said = figure_words(total) if total is not None else "–"
        return Unfit("no_figure", "nobody gives a number of dead" if said == "–" else f"nobody gives a number of dead ({said})")
    if not max(total.best or 0, total.high or 0):
        return Unfit("no_death", "the figures of the dead are 0") if total.best == 0 else Unfit("no_best", _withheld(total))
    return total


def deaths_of(cast: Cast, total: Estimate, dyad: Dyad, *, candidate: bool = False) -> Deaths | Unfit:
    """The dead by side. What is of neither side, and what nobody places, is unknown. ``candidate``: without a best, or where the sides add
    up to more than the total, best is 0 and has to be checked."""
    flags = []
    if total.best is None:
        return _unsettled(cast, total, "no best figure") if candidate else Unfit("no_best", _withheld(total))
    counts = {"a": 0, "b": 0, "civilians": 0}
    parts = [e for e in cast.told.incident.estimates if e.harm == "killed" and e.over == "side" and e.best]
    for e in parts:
        for where, n in _placed(cast, e, dyad):
            if where is not None:
                counts[where] += n
    unknown = total.best - sum(counts.values())
    if unknown < 0:
        said = " + ".join(f"{who_words(e)} {e.best}" for e in parts)
        if candidate:
            return _unsettled(cast, total, f"sides add up to more than the total ({said} against {total.best})")
        return Unfit("sides_over_total", f"{said} is more than the total of {total.best}")
    if total.open or total.high is None:
        flags.append(f"upper end open: high {max(total.best, total.high or 0)} is the least it can be")
    high = max(total.best, total.high or 0)
    low = min(total.best, total.low if total.low is not None else total.best)
    return Deaths(counts["a"], counts["b"], counts["civilians"], unknown, total.best, high, low, False, tuple(flags))


def _unsettled(cast: Cast, total: Estimate, why: str) -> Deaths:
    ends = [e.high or e.best or e.low or 0 for e in cast.told.incident.estimates if e.harm == "killed"]
    return Deaths(0, 0, 0, 0, 0, max(ends), 0, True, (why,))


def _withheld(total: Estimate) -> str:
    return f"no best figure of the dead: {figure_words(total)}"


def _placed(cast: Cast, e: Estimate, dyad: Dyad) -> list[tuple[str | None, int]]:
    """Columns and numbers of one side's dead; None: of neither side."""
    parties = {p.side for p in cast.parties(e.side)}
    side = _column(parties, dyad)
    status = dict(e.status)
    if side in {"a", "b"} and status and e.best is not None:
        fighters = status.get("combatant", 0) + status.get("police", 0)
        civil = status.get("civilian", 0)
        if fighters + civil <= e.best:
            rest = e.best - fighters - civil
            return [(side, fighters), ("civilians", civil), (None, rest)]
    return [(side, e.best or 0)]


def _column(parties: set[Party], dyad: Dyad) -> str | None:
    if len(parties) != 1:
        return None
    party = next(iter(parties))
    if party == dyad.a:
        return "a"
    if party == dyad.b and party.kind != "civilians":
        return "b"
    return "civilians" if party.kind in {"civilians", "protesters"} else None
