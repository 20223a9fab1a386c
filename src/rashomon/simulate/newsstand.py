"""The stream: what is printed, in order of time, from a seed."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from rashomon.simulate.assemble import Printed, printed
from rashomon.simulate.draft import Draft
from rashomon.simulate.habits import Habits
from rashomon.simulate.hawkes import poisson
from rashomon.simulate.pages import junk
from rashomon.simulate.press import Coverage
from rashomon.simulate.template import chance
from rashomon.simulate.totals import weekly
from rashomon.simulate.war import TrueIncident, incidents
from rashomon.simulate.world import World
from rashomon.store import Reading

START = date(2031, 1, 1)
_KEPT = timedelta(days=9)


def stream(seed: int, count: int, *, start: date = START, habits: Habits | None = None) -> Iterator[Printed]:
    """The first ``count`` articles of the war of this seed. A longer stream begins with the shorter one."""
    for number, draft in enumerate(_drafts(World(seed), start, habits or Habits()), 1):
        if number > count:
            return
        yield printed(f"sim{seed}-{number:06d}", draft)


def generate(seed: int, count: int, *, start: date = START, habits: Habits | None = None) -> Iterator[Reading]:
    """Readings of the first ``count`` articles, as a reader without fault would make them; no parser is needed."""
    return (one.reading for one in stream(seed, count, start=start, habits=habits))


def articles(seed: int, count: int, *, start: date = START, habits: Habits | None = None) -> Iterator[dict[str, str]]:
    """The same articles as records of input (``id``, ``text``, ``outlet``, ``url``, ``published``)."""
    return (one.record for one in stream(seed, count, start=start, habits=habits))


def truth(seed: int, count: int, *, start: date = START, habits: Habits | None = None) -> dict[tuple[str, str], str | None]:
    """(document, claim id) → id of the incident that the claim truly speaks of; None for totals and what is long past."""
    made = stream(seed, count, start=start, habits=habits)
    return {(one.record["id"], claim): told for one in made for claim, told in one.truth.items()}


def places(seed: int) -> list[dict[str, Any]]:
    """The made-up towns, as rows of a gazetteer file."""
    return World(seed).rows()


class War:
    """A war as it is printed, with what was true: iterate over it for the articles; ``incidents`` holds by id the true ones that happened before the
    last of them was printed.

    ``days`` ends it after so many days, ``count`` after so many articles, whichever comes first.
    """

    def __init__(
        self, seed: int, count: int | None = None, *, days: int | None = None, start: date = START, habits: Habits | None = None
    ) -> None:
        if count is None and days is None:
            raise ValueError("a war goes on without end: give count or days")
        self.world, self.habits, self.start = World(seed), habits or Habits(), start
        self.count, self.days = count, days
        self.incidents: dict[str, TrueIncident] = {}

    def __iter__(self) -> Iterator[Printed]:
        self.incidents.clear()
        end = datetime.combine(self.start, time()) + timedelta(days=self.days) if self.days is not None else datetime.max
        coming: deque[TrueIncident] = deque()
        for number, draft in enumerate(_drafts(self.world, self.start, self.habits, coming), 1):
            if self.count is not None and number > self.count:
                return
            while coming and coming[0].at < min(draft.published, end):
                happened = coming.popleft()
                self.incidents[happened.truth_id] = happened
            if draft.published >= end:
                return
            yield printed(f"sim{self.world.seed}-{number:06d}", draft)


def _drafts(world: World, start: date, habits: Habits, coming: deque[TrueIncident] | None = None) -> Iterator[Draft]:
    """Drafts in order of time; ``coming``, where given, is filled with the incidents of each day as it begins, in order of time."""
    waiting: list[tuple[datetime, int, Draft]] = []
    recent: dict[str, TrueIncident] = {}
    week: list[TrueIncident] = []
    made = 0
    for number, today in enumerate(incidents(world, start, habits)):
        day = start + timedelta(days=number)
        midnight = datetime.combine(day, time())
        while waiting and waiting[0][0] < midnight:
            yield heapq.heappop(waiting)[2]
        recent = {k: i for k, i in recent.items() if midnight - i.at < _KEPT}
        drafts: list[Draft] = []
        if day.weekday() == 0 and week:
            drafts, week = weekly(world, week, day - timedelta(days=1), habits), []
        for incident in today:
            drafts += Coverage(world, incident, recent, habits).drafts()
        if habits.junk:
            rng = chance(world.seed, "junk", day)
            drafts += [junk(world, midnight, n) for n in range(poisson(rng, len(drafts) * habits.junk / (1 - habits.junk)))]
        recent |= {i.truth_id: i for i in today}
        if coming is not None:
            coming += today
        week += today
        for draft in drafts:
            made += 1
            heapq.heappush(waiting, (draft.published, made, draft))
