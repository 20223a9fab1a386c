"""The made-up country: towns, provinces, parties, offices, the press."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from rashomon.model import Place
from rashomon.simulate.template import chance, grammar

#: Towns of the country, and provinces as a grid of cells; all of it lies in open sea, so that nobody takes it for a place of this world.
TOWNS = 320
ROWS, COLUMNS = 4, 3
SOUTH, WEST, STEP = -40.0, -26.0, 2.2
#: Share of a town in what happens: that of rank r is one over (r + this).
EVEN = 25


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted: ``text`` as printed in the middle of a sentence."""

    actor: str
    text: str
    party: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A paper with its ``habit``: plain, copies, part, boilerplate, late, rounds, state, rebels, undated, wire."""

    name: str
    domain: str
    habit: str


class World:
    """All that one seed makes up before anything happens. The same for every length of the stream."""

    def __init__(self, seed: int) -> None:
        rng = chance(seed, "world")
        self.seed = seed
        self._taken: set[str] = set()
        self.country = self._name(rng, "land")
        self.rebels = tuple(f"{self._name(rng, 'land')[:-2]}an {kind}" for kind in ("Liberation Front", "People's Army"))
        self.provinces = tuple(self._name(rng, "land") for _ in range(ROWS * COLUMNS))
        self.towns = tuple(self._town(rng) for _ in range(TOWNS))
        self.outlets = self._outlets(rng)
        self._rng = rng

    def _name(self, rng: Random, end: str) -> str:
        parts: dict[str, list[str]] = grammar()["syllables"]
        while True:
            middle = rng.choice(parts["middle"]) if rng.random() < 0.75 else ""
            name = rng.choice(parts["first"]) + middle + rng.choice(parts[end])
            if name not in self._taken:
                self._taken.add(name)
                return name

    def person(self, rng: Random) -> str:
        """A full name."""
        parts: dict[str, list[str]] = grammar()["syllables"]
        middle = rng.choice(parts["middle"]) if rng.random() < 0.5 else ""
        return f"{rng.choice(parts['given'])} {rng.choice(parts['first'])}{middle}{rng.choice(parts['family'])}"

    def _town(self, rng: Random) -> Place:
        row, column = rng.randrange(ROWS), rng.randrange(COLUMNS)
        lat = round(SOUTH + STEP * (row + rng.random()), 4)
        lon = round(WEST + STEP * (column + rng.random()), 4)
        name = self._name(rng, "place")
        return Place(
            name, self.provinces[row * COLUMNS + column], self.country, lat, lon, 1, "simulated: a made-up town", f"sim{self.seed}:{name}"
        )

    def _outlets(self, rng: Random) -> tuple[Outlet, ...]:
        habits = ["plain", "copies", "part", "boilerplate", "late", "rounds", "state", "rebels", "undated", "copies", "plain", "part"]
        rng.shuffle(habits)
        return tuple(Outlet(n, n.lower().replace(" ", "-") + ".example", h) for n, h in zip(grammar()["outlets"], habits, strict=True))

    @cached_property
    def wire(self) -> Outlet:
        """The agency that others copy."""
        name = str(grammar()["wire"])
        return Outlet(name, name.lower() + ".example", "wire")

    @cached_property
    def weights(self) -> list[float]:
        """Running sum of the towns' shares."""
        out, total = [], 0.0
        for rank in range(len(self.towns)):
            total += 1 / (rank + EVEN)
            out.append(total)
        return out

    @cached_property
    def ministry(self) -> Speaker:
        """Who speaks of the army's war."""
        return Speaker(f"Ministry of Defence of {self.country}", f"the Ministry of Defence of {self.country}", self.country, "ministry")

    @cached_property
    def health(self) -> Speaker:
        """Who counts civilians."""
        return Speaker(f"Ministry of Health of {self.country}", f"the Ministry of Health of {self.country}", self.country, "ministry")

    @cached_property
    def monitor(self) -> Speaker:
        """Who counts for neither side."""
        return Speaker("Conflict Count Project", "the Conflict Count Project", None, "monitor")

    def group(self, party: str) -> Speaker:
        """A rebel group as a speaker."""
        return Speaker(party, f"the {party}", party, "group")

    def police(self, town: Place) -> Speaker:
        """The police of a province, as quoted."""
        return Speaker(f"police of {town.admin1}", f"{town.admin1} police", self.country, "police")

    def rows(self) -> list[dict[str, Any]]:
        """The towns as rows of a gazetteer file (``rashomon gazetteer add``); the country is in no list of countries, so none is named."""
        return [{"name": t.name, "lat": t.lat, "lon": t.lon, "kind": "town"} for t in sorted(self.towns, key=lambda t: t.name)]
