"""What happens: a stream of incidents in space and time, with what was true of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from random import Random
from typing import Any

from rashomon.model import Place
from rashomon.simulate.habits import Habits
from rashomon.simulate.hawkes import Process, Spark
from rashomon.simulate.sizes import deaths
from rashomon.simulate.template import chance, grammar
from rashomon.simulate.world import World

#: How many incidents back a cause can lie; what is followed later than that is told of no more.
MEMORY = 400


@dataclass(frozen=True, slots=True)
class Loss:
    """What one side lost, in the end. Of the ``killed``, ``found`` were found only ``found_after`` hours later, and ``died`` of their wounds
    after ``died_after`` hours: until then they count as wounded. ``status``: civilian, combatant or police."""

    side: str
    status: str
    killed: int
    wounded: int
    found: int = 0
    found_after: int = 0
    died: int = 0
    died_after: int = 0

    def at(self, hours: float) -> tuple[int, int]:
        """(killed, wounded) as a careful counter on the spot would have them so many hours later."""
        found = self.found if hours >= self.found_after else 0
        died = self.died if hours >= self.died_after else 0
        return self.killed - (self.found - found) - (self.died - died), self.wounded + self.died - died


@dataclass(frozen=True)
class TrueIncident:
    """One incident as it was. ``how`` it came: own, again, retaliation or siege; ``answers`` the id of the attack it answers."""

    truth_id: str
    at: datetime
    town: Place
    kind: str
    doer: str
    losses: tuple[Loss, ...]
    how: str = "own"
    follows: str | None = None
    answers: str | None = None
    victims: tuple[str, ...] = field(default=())  # full names of private persons among the dead, made up

    @cached_property
    def killed(self) -> dict[str, int]:
        """The dead by side, in the end: civilians, the country, or a rebel group."""
        return {loss.side: loss.killed for loss in self.losses}

    @cached_property
    def wounded(self) -> dict[str, int]:
        """The wounded by side, in the end."""
        return {loss.side: loss.wounded for loss in self.losses if loss.wounded}

    @property
    def day(self) -> date:
        """The day it happened on."""
        return self.at.date()

    @cached_property
    def side(self) -> str:
        """The side that lost most."""
        return max(sorted(self.killed), key=lambda s: self.killed[s])

    def loss(self, side: str) -> Loss:
        """What this side lost."""
        return next(loss for loss in self.losses if loss.side == side)


def incidents(world: World, start: date, habits: Habits | None = None) -> Iterator[list[TrueIncident]]:
    """Incidents day by day, without end; those of a day in order of time. A day can be empty."""
    process = Process(world, habits or Habits(), datetime.combine(start, time()))
    known: dict[int, TrueIncident] = {}
    number = 0
    for _, give in process.days():
        today = []
        while (spark := give()) is not None:
            number += 1
            made = _incident(world, spark, number, known.get(spark.cause or 0))
            known[number] = made
            known.pop(number - MEMORY, None)
            process.follow(number, spark, sum(made.killed.values()))
            today.append(made)
        yield today


def _incident(world: World, spark: Spark, number: int, cause: TrueIncident | None) -> TrueIncident:
    rng = chance(world.seed, "incident", number)
    town = world.towns[spark.town]
    rebels = world.rebels[rebels_of(town, world)]
    kinds = grammar()["kinds"]
    how = spark.how if cause is not None else "own"
    if spark.how == "siege":
        kind, doer, how = "shelling", cause.doer if cause else world.country, "siege"
    elif cause is not None and how == "again":
        kind, doer = cause.kind, cause.doer
    else:
        kind = rng.choices(sorted(kinds), [kinds[k]["weight"] for k in sorted(kinds)])[0]
        doer = world.country if kind == "airstrike" or rng.random() < 0.45 else rebels
        if cause is not None:
            doer = world.country if cause.doer != world.country else rebels
            kind = kind if kind != "airstrike" or doer == world.country else "shelling"
    enemy = rebels if doer == world.country else world.country
    losses = _losses(rng, kinds[kind], kind, doer, enemy, world)
    named: tuple[str, ...] = ()
    civil = next((loss.killed for loss in losses if loss.side == "civilians"), 0)
    if civil and rng.random() < 0.15:
        named = tuple(world.person(rng) for _ in range(min(civil, 1 + (rng.random() < 0.3))))
    follows = cause.truth_id if cause else None
    return TrueIncident(
        f"t{number:06d}", spark.at, town, kind, doer, losses, how, follows, follows if how == "retaliation" else None, named
    )


def rebels_of(town: Place, world: World) -> int:
    """Which of the rebel groups fights around a town: one in the west, one in the east."""
    return world.provinces.index(town.admin1 or "") % 3 // 2


def _losses(rng: Random, shape: dict[str, Any], kind: str, doer: str, enemy: str, world: World) -> tuple[Loss, ...]:
    size = deaths(rng, shape["alpha"], shape["least"], shape["most"])
    if kind == "armed clash":
        mine = deaths(rng, shape["alpha"], 1, max(1, size))
        return (
            Loss(doer, "combatant", mine, _wounded(rng, mine, shape)),
            _late(rng, Loss(enemy, _status(rng, enemy, world, 0.15), size, _wounded(rng, size, shape))),
        )
    if rng.random() >= shape["civilians"]:
        return (_late(rng, Loss(enemy, _status(rng, enemy, world, shape["police"]), size, _wounded(rng, size, shape))),)
    hit = _late(rng, Loss("civilians", "civilian", size, _wounded(rng, size, shape)))
    if size >= 3 and rng.random() < 0.12:  # and some of the enemy's men who were there
        few = 1 + rng.randrange(max(1, size // 3))
        return (hit, Loss(enemy, _status(rng, enemy, world, shape["police"]), few, _wounded(rng, few, shape)))
    return (hit,)


def _status(rng: Random, side: str, world: World, police: float) -> str:
    return "police" if side == world.country and rng.random() < police else "combatant"


def _wounded(rng: Random, killed: int, shape: dict[str, Any]) -> int:
    return max(1, round(killed * rng.uniform(0.3, 2 * float(shape["wounded"]))))


def _late(rng: Random, loss: Loss) -> Loss:
    """Some of many dead are found later, or die of their wounds."""
    if loss.killed < 4:
        return loss
    found = 1 + rng.randrange(max(1, loss.killed // 4)) if rng.random() < 0.25 else 0
    died = 1 + rng.randrange(max(1, loss.killed // 6)) if rng.random() < 0.25 else 0
    return Loss(loss.side, loss.status, loss.killed, loss.wounded, found, rng.randrange(16, 44), died, rng.randrange(20, 60))
