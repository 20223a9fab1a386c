"""The one number of dead that ACLED has, and what it rests on: its 0 may be a report of none, or no report."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.estimates.figures import wordy
from rashomon.exports.events_beside import total_of
from rashomon.exports.exported import Told
from rashomon.exports.words import figure_words

#: What ``fatalities_basis`` in the side file may be.
BASES = ("reported", "reported_zero", "vague_word", "not_reported")


@dataclass(frozen=True, slots=True)
class Fatalities:
    """``basis`` is one of :data:`BASES`; ``words`` what was printed where a word became the number."""

    number: int
    basis: str
    words: str | None = None
    flags: tuple[str, ...] = ()


def fatalities_of(told: Told) -> Fatalities:
    """The dead of an incident by its estimate (made under the lens ``acled-style``, or another)."""
    total = total_of(told)
    if total is None:
        return Fatalities(0, "not_reported")
    if total.best is None:
        said = figure_words(total)
        return Fatalities(0, "not_reported", None, () if said == "–" else (f"0: {said}",))
    claims = {c.claim_id: c for c in told.claims}
    chosen = [claims[i] for i in (total.reasons[0].claims if total.reasons else ()) if i in claims]
    chosen = chosen or [claims[i] for i in total.claims if i in claims]
    if total.best == 0:
        none = [c for c in chosen if c.negated or c.high == 0]
        if none or not chosen:
            return Fatalities(0, "reported_zero" if none else "not_reported")
        return Fatalities(0, "not_reported", None, ("0: only casualties are told, and not how many of them died",))
    dead = [c for c in chosen if c.harm == "killed"] or chosen
    if dead and all(wordy(c) for c in dead):
        return Fatalities(total.best, "vague_word", dead[0].words or None)
    return Fatalities(total.best, "reported")
