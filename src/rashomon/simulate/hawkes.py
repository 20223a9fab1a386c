"""When and where: a self-exciting process, in which each incident raises the rate of others near it for a while.

The process is that of Hawkes (1971, *Spectra of some self-exciting and mutually exciting point processes*, Biometrika 58), drawn as the clusters that
Hawkes and Oakes (1974, *A cluster process representation of a self-exciting process*, J. Appl. Prob. 11) showed it to be: incidents of their own accord
come as a Poisson process, and each has a Poisson number of followers. Followers lie near in time and space, and more of them follow a deadlier
incident, as in the ETAS model of earthquakes (Ogata 1988, *Statistical models for earthquake occurrences and residual analysis for point processes*,
JASA 83). It has been fitted to wars: Lewis, Mohler, Brantingham & Bertozzi (2012, *Self-exciting point process models of civilian deaths in Iraq*, Security
Journal 25), Zammit-Mangion et al. (2012, *Point process modelling of the Afghan War Diary*, PNAS 109). That an attack raises the other side's rate (mutual excitation) is in
Linke, Witmer & O'Loughlin (2012, *Space-time Granger analysis of the war in Iraq*, International Interactions 38). Our numbers are chosen, not fitted.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from rashomon.errors import InputError
from rashomon.simulate.habits import Habits
from rashomon.simulate.template import chance
from rashomon.simulate.world import World

#: By how much more a deadly incident is followed: the mean number of followers grows with the dead to this power (ETAS: alpha).
PRODUCTIVE = 0.3
#: Mean of (dead ** PRODUCTIVE) over incidents, measured over 20,000 of them, by which the number of followers is divided.
_MEAN_PRODUCTIVE = 1.47
#: No war goes on for longer: dates end with the year 9999.
LAST_YEAR = 9000
#: A siege goes on for this many days more, on average.
SIEGE_DAYS = 6.0


@dataclass(frozen=True, slots=True)
class Spark:
    """A moment and a town. ``cause`` is the number of the incident it follows, ``how``: own accord, again, retaliation or siege."""

    at: datetime
    town: int
    how: str = "own"
    cause: int | None = None
    left: int = 0  # days of a siege still to come


def poisson(rng: Random, mean: float) -> int:
    """A Poisson number (Knuth's way: means here are small)."""
    limit, n, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        n += 1
        product *= rng.random()
    return n


class Process:
    """The stream of sparks of one world; :meth:`follow` is told of each incident that was made of one."""

    def __init__(self, world: World, habits: Habits, start: datetime) -> None:
        self.world, self.habits, self.start = world, habits, start
        self._waiting: list[tuple[datetime, int, Spark]] = []
        self._made = 0
        self._near: dict[int, list[float]] = {}

    def days(self) -> Iterator[tuple[int, Callable[[], Spark | None]]]:
        """Day by day without end: (number of the day, what gives its sparks in order of time until there is none left). Raises InputError where
        dates end."""
        day = 0
        while True:
            if (self.start + timedelta(days=day)).year > LAST_YEAR:
                raise InputError(f"the war would go on beyond the year {LAST_YEAR}; take fewer articles, or a higher rate")
            self._own(day)
            end = self.start + timedelta(days=day + 1)
            yield day, lambda end=end: heapq.heappop(self._waiting)[2] if self._waiting and self._waiting[0][0] < end else None  # type: ignore[misc]
            day += 1

    def _push(self, spark: Spark) -> None:
        self._made += 1
        heapq.heappush(self._waiting, (spark.at, self._made, spark))

    def _own(self, day: int) -> None:
        habits, rng = self.habits, chance(self.world.seed, "day", day)
        midnight = self.start + timedelta(days=day)
        siege = habits.sieges * (1 + SIEGE_DAYS)
        mean = max(0.0, habits.rate * (1 - habits.branching) - siege)
        for _ in range(poisson(rng, mean)):
            self._push(Spark(midnight + _of_day(rng), self._town(rng)))
        for _ in range(poisson(rng, habits.sieges)):
            self._push(Spark(midnight + _of_day(rng), self._town(rng), "siege", None, 1 + int(rng.expovariate(1 / SIEGE_DAYS))))

    def _town(self, rng: Random) -> int:
        return bisect(self.world.weights, rng.random() * self.world.weights[-1])

    def follow(self, number: int, spark: Spark, dead: int) -> None:
        """What the incident of this number sets off: days, weeks later, in the town or near it."""
        habits, rng = self.habits, chance(self.world.seed, "after", number)
        mean = habits.branching * max(1, dead) ** PRODUCTIVE / _MEAN_PRODUCTIVE
        for _ in range(poisson(rng, mean)):
            at = spark.at + timedelta(days=rng.expovariate(1 / habits.decay_days))
            if at.date() == spark.at.date():
                at += timedelta(days=1)  # within the same hours it would be a phase of the same incident
            how = "retaliation" if rng.random() < habits.retaliation else "again"
            self._push(Spark(at, self._near_town(rng, spark.town), how, number))
        if spark.left > 0:
            at = datetime.combine(spark.at.date() + timedelta(days=1), datetime.min.time()) + _of_day(rng)
            self._push(Spark(at, spark.town, "siege", number, spark.left - 1))

    def _near_town(self, rng: Random, town: int) -> int:
        sums = self._near.get(town)
        if sums is None:
            total, sums = 0.0, []
            a = self.world.towns[town]
            for b in self.world.towns:
                total += math.exp(-kilometres(a.lat or 0, a.lon or 0, b.lat or 0, b.lon or 0) / self.habits.decay_km)
                sums.append(total)
            self._near[town] = sums
        return min(bisect(sums, rng.random() * sums[-1]), len(sums) - 1)


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Between two points not far apart."""
    x = math.radians(lon2 - lon) * math.cos(math.radians((lat + lat2) / 2))
    return 6371 * math.hypot(x, math.radians(lat2 - lat))


def _of_day(rng: Random) -> timedelta:
    return timedelta(minutes=rng.randrange(24 * 60))
