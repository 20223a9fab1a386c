"""A made-up war and its press, from a seed: articles, the readings a reader without fault would make of them, and what was true.

It makes ledgers of any size for tests of growth, speed and faults, and wars with a known truth against which methods of reconciling reports
can be measured. It says nothing about how well real news is read: country, towns, papers and people are invented, coordinates lie in open sea, and
the texts come from a grammar (``grammar/``). Names are loaded when they are first used: the command line asks for the dials alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.lazy import loaded_on_use

if TYPE_CHECKING:
    from rashomon.simulate.assemble import Printed
    from rashomon.simulate.habits import FAULTLESS, Habits
    from rashomon.simulate.newsstand import START, War, articles, generate, places, stream, truth
    from rashomon.simulate.war import Loss, TrueIncident

__all__ = ["FAULTLESS", "START", "Habits", "Loss", "Printed", "TrueIncident", "War", "articles", "generate", "places", "stream", "truth"]

_ROOMS = {"FAULTLESS": "habits", "Habits": "habits", "Loss": "war", "TrueIncident": "war", "Printed": "assemble"}
__getattr__ = loaded_on_use(__name__, dict.fromkeys(__all__, "newsstand") | _ROOMS)
