"""The dials of a made-up war: how it goes, how its press works, how its speakers count. Every habit has a name, a meaning and a default."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from rashomon.errors import InputError


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares lie in 0 to 1. The defaults make a war of some 24 articles a day, with some of every fault and much of none.

    The war: ``rate`` incidents a day in the long run; ``branching`` of how many others one incident is the cause, on average;
    ``decay_days`` and ``decay_km`` how far in time and space what follows lies, on average in days, by e in kilometres; ``retaliation`` share of
    what follows that is done by the other side; ``sieges`` villages a day that begin to be shelled day after day.

    The press: ``copying`` from nobody copies the wire to nearly all do; ``slant`` share of the reports of a paper that leans in which only its side's
    word is printed and what its side did is passed over; ``rounding`` share of papers that print round numbers; ``errors`` share of reports with a
    mistake of the paper's own in a figure (digits swapped, sides swapped); ``delay`` factor on the hours between event and print;
    ``variants`` share of names that are spelt otherwise; ``junk`` share of pages that tell of no violence at all.

    The speakers: ``growth`` how much of a toll is not yet known in the first hours; ``inflation`` by how much a party's count of its enemy's
    dead is too high, on average (1: twice as many); ``denial`` share of deeds and of own dead that a party denies; ``concealment`` how much of its own dead a party
    leaves out, on average; ``partial`` how much of a toll third parties (doctors, monitors) do not see, on average.
    """

    rate: float = 6.0
    branching: float = 0.28
    decay_days: float = 1.6
    decay_km: float = 25.0
    retaliation: float = 0.45
    sieges: float = 0.05
    copying: float = 0.45
    slant: float = 0.3
    rounding: float = 0.1
    errors: float = 0.02
    delay: float = 1.0
    variants: float = 0.1
    junk: float = 0.03
    growth: float = 0.5
    inflation: float = 0.6
    denial: float = 0.25
    concealment: float = 0.25
    partial: float = 0.1

    def __post_init__(self) -> None:
        for name, most in _MOST.items():
            value = getattr(self, name)
            least = 0.0 if name not in _POSITIVE else 1e-6
            if not least <= value <= most:
                raise InputError(f"{name} is {value:g}; give a number from {0 if not least else 'above 0'} to {most:g}")

    def plain(self) -> dict[str, float]:
        """By name, for a file."""
        return asdict(self)


_POSITIVE = frozenset({"rate", "decay_days", "decay_km", "delay"})
_MOST = {
    "rate": 60.0, "branching": 0.9, "decay_days": 30.0, "decay_km": 500.0, "retaliation": 1.0, "sieges": 1.0, "copying": 1.0, "slant": 1.0,
    "rounding": 1.0, "errors": 1.0, "delay": 10.0, "variants": 1.0, "junk": 0.8, "growth": 0.95, "inflation": 10.0, "denial": 1.0, "concealment": 1.0, "partial": 0.95,
}  # fmt: skip
#: The habits of a press and of speakers without a fault: everybody has the whole toll at once and prints it.
FAULTLESS: dict[str, Any] = {
    "copying": 0.0, "slant": 0.0, "rounding": 0.0, "errors": 0.0, "variants": 0.0, "junk": 0.0, "growth": 0.0, "inflation": 0.0, "denial": 0.0,
    "concealment": 0.0, "partial": 0.0,
}  # fmt: skip
NAMES = tuple(f.name for f in fields(Habits))
