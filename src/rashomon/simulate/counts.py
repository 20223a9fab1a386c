"""Who counts what: one true toll, and what each speaker makes of it at each hour."""

from __future__ import annotations

import math
from functools import cached_property

from rashomon.simulate.habits import Habits
from rashomon.simulate.template import chance
from rashomon.simulate.war import TrueIncident
from rashomon.simulate.world import World

#: Hours after which the next step of what is known begins, and how much of the first hours' fault is left in each.
STEPS = ((0.0, 1.0), (6.0, 0.6), (12.0, 0.25), (24.0, 0.0))
#: Share of incidents whose first count is too high and comes down.
OVERSHOT = 0.2
#: Share of the dial ``denial`` with which a party denies its dead altogether (its deeds it denies with the whole of it).
NONE_LOST = 0.4
#: Share of the dial ``inflation`` that a party adds to civilians whom its enemy killed.
CIVIL = 0.3


class Counts:
    """What is counted of one incident. A speaker's way of counting one side stays the same through an incident: what moves is what is known."""

    def __init__(self, world: World, incident: TrueIncident, habits: Habits) -> None:
        self.world, self.incident, self.habits = world, incident, habits
        self._bias: dict[tuple[str, str], float] = {}

    @cached_property
    def _first(self) -> float:
        """The share of the toll that is known in the first hours."""
        rng = chance(self.world.seed, "first", self.incident.truth_id)
        growth = self.habits.growth
        return 1 + growth * rng.uniform(0, 0.6) if rng.random() < OVERSHOT else 1 - growth * rng.uniform(0, 1.2)

    def known(self, hours: float) -> float:
        """The share of the toll that is known by then, above one where the first counts are too high."""
        left = next(left for after, left in reversed(STEPS) if hours >= after or after == 0)
        return max(0.05, 1 + (self._first - 1) * left)

    def told(self, who: str | None, side: str, harm: str, hours: float) -> int:
        """The count of a party (its name), a third party (its name) or the paper itself (None)."""
        killed, wounded = self.incident.loss(side).at(hours)
        true = killed if harm == "killed" else wounded
        return self._rounded(true * self.known(hours) * self.bias(who, side))

    @staticmethod
    def _rounded(x: float) -> int:
        return 0 if x <= 0 else max(1, math.floor(x + 0.5))

    def bias(self, who: str | None, side: str) -> float:
        """The factor by which a speaker's count of a side differs from what is known."""
        key = (who or "", side)
        if key not in self._bias:
            self._bias[key] = self._biased(who, side)
        return self._bias[key]

    def _biased(self, who: str | None, side: str) -> float:
        habits, incident = self.habits, self.incident
        rng = chance(self.world.seed, "bias", incident.truth_id, who, side)
        draw, size = rng.random(), rng.random()
        excess = -math.log(1 - size)  # one on average, now and then several
        parties = (self.world.country, *self.world.rebels)
        if who not in parties:
            return max(0.1, 1 + habits.growth * (size - 0.5) * 0.3 - habits.partial * 2 * draw) if who is not None else 1.0
        if who == side or (side == "civilians" and who == incident.doer):
            if draw < habits.denial * NONE_LOST:
                return 0.0
            return max(0.0, 1 - habits.concealment * 2 * size)  # some leave nobody out, some half and more
        return 1 + habits.inflation * excess * (CIVIL if side == "civilians" else 1.0)
