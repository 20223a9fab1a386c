"""The stream: what is printed, in order of time, from a seed."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from rashomon.simulate.assemble import Printed, printed
from rashomon.simulate.draft import Draft
from rashomon.simulate.press import Coverage, weekly
from rashomon.simulate.war import TrueIncident, incidents
from rashomon.simulate.world import World
from rashomon.store import Reading

START = date(2031, 1, 1)
_KEPT = timedelta(days=9)


def stream(seed: int, count: int, *, start: date = START) -> Iterator[Printed]:
    """The first ``count`` articles of the war of this seed. A longer stream begins with the shorter one."""
    for number, draft in enumerate(_drafts(World(seed), start), 1):
        if number > count:
            return
        yield printed(f"sim{seed}-{number:06d}", draft)


def generate(seed: int, count: int, *, start: date = START) -> Iterator[Reading]:
    """Readings of the first ``count`` articles, as a reader without fault would make them; no parser is needed."""
    return (one.reading for one in stream(seed, count, start=start))


def articles(seed: int, count: int, *, start: date = START) -> Iterator[dict[str, str]]:
    """The same articles as records of input (``id``, ``text``, ``outlet``, ``url``, ``published``)."""
    return (one.record for one in stream(seed, count, start=start))


def truth(seed: int, count: int, *, start: date = START) -> dict[tuple[str, str], str | None]:
    """(document, claim id) → id of the incident that the claim truly speaks of; None for totals and what is long past."""
    return {(one.record["id"], claim): told for one in stream(seed, count, start=start) for claim, told in one.truth.items()}


def places(seed: int) -> list[dict[str, Any]]:
    """The made-up towns, as rows of a gazetteer file."""
    return World(seed).rows()


def _drafts(world: World, start: date) -> Iterator[Draft]:
    waiting: list[tuple[datetime, int, Draft]] = []
    recent: dict[str, TrueIncident] = {}
    week: list[TrueIncident] = []
    made = 0
    for today in incidents(world, start):
        day = today[0].day if today else None
        if day is None:
            continue
        midnight = datetime.combine(day, time())
        while waiting and waiting[0][0] < midnight:
            yield heapq.heappop(waiting)[2]
        recent = {k: i for k, i in recent.items() if midnight - i.at < _KEPT}
        if day.weekday() == 0 and week:
            drafts = weekly(world, week, day - timedelta(days=1))
            week = []
        else:
            drafts = []
        for incident in today:
            drafts += Coverage(world, incident, recent).drafts()
        recent |= {i.truth_id: i for i in today}
        week += today
        for draft in drafts:
            made += 1
            heapq.heappush(waiting, (draft.published, made, draft))
