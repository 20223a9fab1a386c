"""What was measured of the mask, for the page to print: on text that nobody tuned it to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MEASURED = Path(__file__).parent / "data" / "measured.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """``recall``: share of private names hidden whole, of ``private`` in the score half; ``kept``: share of public persons' names that
    stay, of ``public``. ``labels`` is the SHA-256 of the labels file it was measured on."""

    recall: float
    kept: float
    private: int
    public: int
    labels: str


@cache
def measured() -> Measured:
    """The figures that ship with the program; ``python -m benchmarks.tasks.people`` measures and writes them, a test measures again."""
    return Measured(**json.loads(MEASURED.read_text(encoding="utf-8")))


def notice(*, names: bool, coarsen: bool = False) -> str:
    """What a page says at its foot of names and places."""
    m = measured()
    if names:
        said = "Names of private persons are shown: whoever made this page asked for it."
    else:
        said = (
            "Names of private persons (without office or role) are hidden, as [person 1] and so on; the mask can miss: on news it was not made from it hid "
            f"{m.recall:.0%} of {m.private} such names and left {m.kept:.0%} of {m.public} names of persons with an office or role. The ledger keeps the words."
        )
    if coarsen:
        said += (
            " Places of homes, shelters and clinics are rounded: the town or district is shown, coordinates to one decimal (about 11 km); "
            "the words of the articles are as they were."
        )
    return said
