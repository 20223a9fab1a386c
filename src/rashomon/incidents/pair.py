"""Two incident mentions side by side, and what several features ask of both."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from rashomon.incidents.context import Context
from rashomon.incidents.profile import Profile, profile_of
from rashomon.model import IncidentMention

T = TypeVar("T")
#: The diameter of the Earth in kilometres.
_DIAMETER = 12742


class Pair:
    """Profiles ``a`` and ``b``; ``shared``: claims of both stand in one shared passage; ``answered``: one incident is said to answer both."""

    __slots__ = ("a", "answered", "b", "found", "gap", "shared")

    def __init__(self, a: Profile, b: Profile, shared: bool, answered: bool) -> None:
        self.a, self.b = a, b
        self.shared, self.answered = shared, answered
        self.found: dict[str, Any] = {}
        #: days between the likely days, 0 where they overlap, None where those of one are unknown
        self.gap = max(b.first - a.last, a.first - b.last, 0) if a.known_days and b.known_days else None


def pair_of(a: IncidentMention, b: IncidentMention, context: Context) -> Pair:
    """The pair as the features look at it."""
    ids = (a.mention_id, b.mention_id)
    return Pair(profile_of(a), profile_of(b), ids in context.shared, ids in context.answered)


def once(ask: Callable[[Pair], T]) -> Callable[[Pair], T]:
    """Asks a question of a pair once, however many features need the answer."""
    name = ask.__name__

    @wraps(ask)
    def asked(p: Pair) -> T:
        found = p.found
        if name not in found:
            found[name] = ask(p)
        answer: T = found[name]
        return answer

    return asked


@once
def kilometres_between(p: Pair) -> float | None:
    """Kilometres between the nearest two towns, or places finer than that."""
    if not p.a.points or not p.b.points:
        return None
    least = None
    for lat, cos, lon in p.a.points:
        for other_lat, other_cos, other_lon in p.b.points:
            h = math.sin((other_lat - lat) / 2) ** 2 + cos * other_cos * math.sin(math.radians(other_lon - lon) / 2) ** 2
            km = _DIAMETER * math.asin(min(1.0, math.sqrt(h)))
            if least is None or km < least:
                least = km
    return least
