"""What happens: a stream of incidents in space and time, with what was true of each."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from rashomon.model import Place
from rashomon.simulate.template import chance, grammar
from rashomon.simulate.world import World

#: Incidents a day that the press tells of: with about 4.5 reports each, some 27 articles a day, as a busy national press; 100,000 articles are ten years.
A_DAY = 6
#: Share of incidents that are a place hit again, the same way, within the next days.
AGAIN = 0.16
#: Share of incidents that answer one of the days before.
ANSWERS = 0.12
#: How far back a place is hit again or an attack answered.
MEMORY = 4


@dataclass(frozen=True, slots=True)
class TrueIncident:
    """One incident as it was. ``killed`` and ``wounded`` by side: civilians, the country, or a rebel group."""

    truth_id: str
    at: datetime
    town: Place
    kind: str
    doer: str
    killed: dict[str, int]
    wounded: dict[str, int]
    answers: str | None = None
    victims: tuple[str, ...] = field(default=())  # full names of private persons among the dead, made up

    @property
    def day(self) -> date:
        """The day it happened on."""
        return self.at.date()

    @property
    def side(self) -> str:
        """The side that lost most."""
        return max(sorted(self.killed), key=lambda s: self.killed[s])


def incidents(world: World, start: date) -> Iterator[list[TrueIncident]]:
    """Incidents day by day, without end; those of a day in order of time."""
    recent: list[TrueIncident] = []
    day, number = start, 0
    while True:
        rng = chance(world.seed, "day", (day - start).days)
        today = []
        for _ in range(max(0, round(rng.gauss(A_DAY, 2.0)))):
            number += 1
            today.append(_incident(world, rng, day, number, recent))
        today.sort(key=lambda i: (i.at, i.truth_id))
        recent = [i for i in recent if (day - i.day).days < MEMORY] + today
        yield today
        day += timedelta(days=1)


def _incident(world: World, rng: Random, day: date, number: int, recent: list[TrueIncident]) -> TrueIncident:
    at = datetime.combine(day, time(rng.randrange(24), rng.randrange(60)))
    before = [i for i in recent if i.day < day]
    draw, answers = rng.random(), None
    if before and draw < AGAIN:
        old = rng.choice(before)
        town, kind, doer = old.town, old.kind, old.doer
    else:
        town = world.towns[bisect(world.weights, rng.random() * world.weights[-1])]
        kinds = grammar()["kinds"]
        kind = rng.choices(sorted(kinds), [kinds[k]["weight"] for k in sorted(kinds)])[0]
        doer = world.country if kind == "airstrike" or rng.random() < 0.45 else world.rebels[_of_town(town, world)]
        if before and draw < AGAIN + ANSWERS:
            old = rng.choice(before)
            answers = old.truth_id
            doer = world.country if old.doer != world.country else world.rebels[_of_town(town, world)]
    enemy = world.rebels[_of_town(town, world)] if doer == world.country else world.country
    killed, wounded = _toll(rng, kind, doer, enemy)
    named: tuple[str, ...] = ()
    if "civilians" in killed and rng.random() < 0.15:
        named = tuple(world.person(rng) for _ in range(min(killed["civilians"], 1 + (rng.random() < 0.3))))
    return TrueIncident(f"t{number:06d}", at, town, kind, doer, killed, wounded, answers, named)


def _of_town(town: Place, world: World) -> int:
    """Which of the rebel groups fights around a town: one in the west, one in the east."""
    return world.provinces.index(town.admin1 or "") % 3 // 2


def _toll(rng: Random, kind: str, doer: str, enemy: str) -> tuple[dict[str, int], dict[str, int]]:
    size = 1 + min(140, int(rng.paretovariate(1.15) * rng.choice((1, 2, 3, 4))))  # two at least: who died alone is told by name only
    if kind == "armed clash":
        return {doer: max(2, size * 2 // 3), enemy: size}, {enemy: rng.randrange(2, 2 * size + 2)}
    side = enemy if kind == "ambush" or rng.random() < 0.25 else "civilians"
    return {side: size}, {side: max(2, round(size * rng.uniform(0.5, 3.0)))}
