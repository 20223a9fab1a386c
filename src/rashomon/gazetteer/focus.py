"""Where the names of one document gather: a paper of a county names its towns, roads and neighbours, and seldom says which country it means.

Every name speaks for all the places it may mean; a place that lies where many other names of the document have a reading too is likely the
one that is meant. A name that half the provinces of the world have ("Washington") says little, one that only two have says much. Nothing
here knows a country or an outlet: the same holds for a district of a war and for a county's paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import floor, log10

from rashomon.gazetteer.entry import Entry

CELL = 0.7  # degrees; a cell and its eight neighbours reach about 80 to 150 km
PROVINCES = 4000  # of the world, about
#: how much of a name's weight goes to a place near one of its readings, in the province of one, in the country of one
CLOSE, SAME_PROVINCE, SAME_COUNTRY = 0.55, 0.35, 0.08
PRIOR = 3.0  # a reading with fewer people than the largest of its name speaks less, by this power of the ratio of their logarithms
ENOUGH = 2.0  # what lies close counts in full from a share of 1 in this many
MOST_FAR = 0.5  # what all names that are only in the same country can say together
MOST = 60  # readings of one name that are looked at, the largest first

Cell = tuple[int, int]
_NONE: dict[str, float] = {}


def _cell(lat: float, lon: float) -> Cell:
    return floor(lat / CELL), floor(lon / CELL)


class Focus:
    """Names of a document with the entries each may mean; asked how much the other names speak for one of them."""

    def __init__(self, names: Mapping[str, Iterable[Entry]]) -> None:
        self._cells: dict[Cell, dict[str, float]] = {}
        self._provinces: dict[str, dict[str, float]] = {}
        self._countries: dict[str, dict[str, float]] = {}
        self._known: dict[tuple[str, int], float] = {}
        self._weights: dict[str, float] = {}
        self._around: dict[Cell, dict[str, float]] = {}
        for name, entries in names.items():
            self._add(name, list(entries)[:MOST])

    def _add(self, name: str, entries: list[Entry]) -> None:
        entries = [e for e in entries if e.exact]
        if not entries:
            return
        weight = log10(PROVINCES / len({(e.admin1, e.country) for e in entries}))
        self._weights[name] = weight * CLOSE
        largest = log10(max(e.population for e in entries) + 100.0)
        for entry in entries:
            own = weight * (log10(entry.population + 100.0) / largest) ** PRIOR * (1.0 if entry.main else 0.6)
            if entry.lat is not None and entry.lon is not None and entry.feature != "ADM1":
                _raise(self._cells.setdefault(_cell(entry.lat, entry.lon), {}), name, own * CLOSE)
            if entry.feature == "ADM1":
                _raise(self._provinces.setdefault(entry.admin1, {}), name, own * CLOSE)
            elif entry.feature != "PCLI":
                _raise(self._provinces.setdefault(entry.admin1, {}), name, own * SAME_PROVINCE)
            _raise(self._countries.setdefault(entry.country, {}), name, own * SAME_COUNTRY)

    def support(self, name: str, entry: Entry) -> float:
        """How much the names of the document other than ``name`` speak for an entry, in powers of ten; the less, the more of them lie elsewhere."""
        asked = (name, entry.id)
        if asked not in self._known:
            spread = 1.0 if entry.feature == "PCLI" else min(1.0, ENOUGH * self.share(name, entry, least=1, wide=True))
            self._known[asked] = self._support(name, entry) * spread
        return self._known[asked]

    def share(self, name: str, entry: Entry, *, least: int = 2, wide: bool = False) -> float:
        """What share of all that the other names can say goes to places close to an entry or, for a province or a country, in it (0 to 1);
        none where fewer than ``least`` names do. ``wide``: or in its province."""
        if entry.feature == "PCLI":
            there = set(self._countries.get(entry.country, ()))
        elif entry.feature == "ADM1":
            there = set(self._provinces.get(entry.admin1, ()))
        else:
            there = {*self._close(entry), *(self._provinces.get(entry.admin1, ()) if wide else ())}
        there.discard(name)
        most = sum(self._weights.values()) - self._weights.get(name, 0.0)
        return sum(self._weights[n] for n in there) / most if most and len(there) >= least else 0.0

    def _close(self, entry: Entry) -> Mapping[str, float]:
        if entry.lat is None or entry.lon is None or entry.feature == "ADM1":
            return {}
        middle = _cell(entry.lat, entry.lon)
        best = self._around.get(middle)
        if best is None:
            best = self._around[middle] = {}
            y, x = middle
            for cell in ((y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)):
                for other, weight in self._cells.get(cell, _NONE).items():
                    _raise(best, other, weight)
        return best

    def _support(self, name: str, entry: Entry) -> float:
        best = dict(self._close(entry))
        if entry.feature != "PCLI":
            for other, weight in self._provinces.get(entry.admin1, {}).items():
                _raise(best, other, weight)
        far = sum(w for other, w in self._countries.get(entry.country, {}).items() if other != name and other not in best)
        best.pop(name, None)
        return sum(best.values()) + min(MOST_FAR, far)


def _raise(weights: dict[str, float], name: str, weight: float) -> None:
    if weights.get(name, 0.0) < weight:
        weights[name] = weight
