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
#: Other spellings of a town, as different ears and alphabets have it: (letters, what stands for them).
EARS = (
    ("k", "q"),
    ("v", "w"),
    ("o", "u"),
    ("e", "i"),
    ("z", "s"),
    ("i", "y"),
    ("a", "e"),
    ("d", "dd"),
    ("l", "ll"),
    ("r", "rr"),
    ("u", "ou"),
    ("s", "sh"),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted: ``text`` as printed in the middle of a sentence, ``others`` what they are called now and then."""

    actor: str
    text: str
    party: str | None
    kind: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A paper and its habits. ``leans``: whose word it likes to print, None for nobody's; ``copier`` how readily it copies the wire (0 to 1);
    ``reach`` how many incidents it tells of, beside others; ``hours`` how late it is; ``words_to`` the last number that it spells out."""

    name: str
    domain: str
    leans: str | None = None
    copier: float = 0.0
    rounder: float = 1.0  # it rounds where the dial ``rounding`` is above this
    reach: float = 1.0
    hours: float = 9.0
    words_to: int = 9
    dated: bool = True
    furniture: float = 0.0
    wire: bool = False


class World:
    """All that one seed makes up before anything happens. The same for every length of the stream and whatever its habits."""

    def __init__(self, seed: int) -> None:
        rng = chance(seed, "world")
        self.seed = seed
        self._taken: set[str] = set()
        self.country = self._name(rng, "land")
        self.rebels = tuple(f"{self._name(rng, 'land')[:-2]}an {kind}" for kind in ("Liberation Front", "People's Army"))
        self.provinces = tuple(self._name(rng, "land") for _ in range(ROWS * COLUMNS))
        self.towns = tuple(self._town(rng) for _ in range(TOWNS))
        self.outlets = self._outlets(rng)
        self._spelt: dict[str, tuple[str, ...]] = {}

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
        """Twelve papers: four lean to the state, three to a rebel group, five to nobody."""
        names = [str(n) for n in grammar()["outlets"]]
        leans: list[str | None] = [self.country] * 4 + [self.rebels[0]] * 2 + [self.rebels[1]] + [None] * 5
        rng.shuffle(leans)
        rank = list(range(len(names)))
        rng.shuffle(rank)
        late, undated = rng.sample(range(len(names)), 2)
        return tuple(
            Outlet(
                name, domain(name), leans=leans[n], copier=(rank[n] + 0.5) / len(names), rounder=rng.random(), reach=rng.uniform(0.4, 1.8),
                hours=38.0 if n == late else rng.uniform(5, 15), words_to=rng.choice((0, 9, 9, 10, 12, 20)), dated=n != undated,
                furniture=rng.choice((0.0, 0.0, 0.1, 0.6)),
            )
            for n, name in enumerate(names)
        )  # fmt: skip

    def spellings(self, town: Place) -> tuple[str, ...]:
        """Other spellings of a town: one or two, none of them another town's name."""
        if town.name not in self._spelt:
            rng = chance(self.seed, "spelt", town.name)
            ways = sorted({town.name[0] + town.name[1:].replace(a, b, 1) for a, b in EARS} - self._taken - {town.name})
            self._spelt[town.name] = tuple(rng.sample(ways, min(len(ways), 1 + (rng.random() < 0.4))))
        return self._spelt[town.name]

    @cached_property
    def wire(self) -> Outlet:
        """The agency that others copy."""
        name = str(grammar()["wire"])
        return Outlet(name, domain(name), reach=3.0, hours=3.0, wire=True)

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
        return self._office("Defence", "defence")

    @cached_property
    def health(self) -> Speaker:
        """Who counts civilians."""
        return self._office("Health", "health")

    def _office(self, name: str, short: str) -> Speaker:
        whole = f"Ministry of {name} of {self.country}"
        return Speaker(
            whole,
            f"the {whole}",
            self.country,
            "ministry",
            (f"{self.country}'s {short} ministry", f"the {short} ministry of {self.country}"),
        )

    @cached_property
    def monitor(self) -> Speaker:
        """Who counts for neither side."""
        return Speaker("Conflict Count Project", "the Conflict Count Project", None, "monitor")

    @cached_property
    def relief(self) -> Speaker:
        """Who brings bandages to either side."""
        return Speaker("Lantern Relief Committee", "the Lantern Relief Committee", None, "organisation")

    def hospital(self, town: Place, spelt: str) -> Speaker:
        """Who sees the dead come in."""
        return Speaker(f"doctors in {town.name}", f"doctors in {spelt}", None, "medical")

    def group(self, party: str) -> Speaker:
        """A rebel group as a speaker."""
        first, *rest = party.split()
        return Speaker(party, f"the {party}", party, "group", (f"the {first[0]}{''.join(w[0] for w in rest)}", f"the {first} {rest[-1]}"))

    def police(self, town: Place) -> Speaker:
        """The police of a province, as quoted."""
        return Speaker(f"police of {town.admin1}", f"{town.admin1} police", self.country, "police")

    def rows(self) -> list[dict[str, Any]]:
        """The towns as rows of a gazetteer file (``rashomon gazetteer add``); the country is in no list of countries, so none is named."""
        return [
            {"name": t.name, "lat": t.lat, "lon": t.lon, "kind": "town", "alternate_names": "|".join(self.spellings(t))}
            for t in sorted(self.towns, key=lambda t: t.name)
        ]


def domain(name: str) -> str:
    """The address of a paper."""
    return name.lower().replace(" ", "-") + ".example"
