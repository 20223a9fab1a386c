"""Actors of a document by place and kind, so that who stands near some words is found without a look at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from rashomon.model import ActorMention


class Named:
    """The actors a document names, in the order of the text."""

    def __init__(self, actors: Sequence[ActorMention]) -> None:
        self.actors = sorted(actors, key=lambda m: m.start)
        self._starts = [m.start for m in self.actors]
        self._longest = max((m.end - m.start for m in self.actors), default=0)

    def near(self, start: int, end: int) -> list[ActorMention]:
        """Those that overlap a stretch, or begin or end close by it; no other can overlap it."""
        return self.actors[bisect_left(self._starts, start - self._longest) : bisect_left(self._starts, end)]

    def since(self, start: int, end: int) -> list[ActorMention]:
        """Those that begin in a stretch."""
        return self.actors[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, end: int, kind: str) -> Iterator[ActorMention]:
        """Those of a kind with a name that end before a place, the nearest first."""
        named = self._of_kind.get(kind, [])
        for n in range(bisect_left(named, end, key=lambda m: m.start) - 1, -1, -1):
            if named[n].end <= end:
                yield named[n]

    @cached_property
    def _of_kind(self) -> dict[str, list[ActorMention]]:
        out: dict[str, list[ActorMention]] = {}
        for m in self.actors:
            if m.actor and not m.anaphor:
                out.setdefault(m.kind, []).append(m)
        return out

    @cached_property
    def roles(self) -> dict[str, list[str]]:
        """Offices and callings that the text gives to each name."""
        return roles_of(self.actors)

    @cached_property
    def monitors(self) -> frozenset[tuple[str | None, str | None]]:
        """Names and parties of the monitors it names."""
        return frozenset((m.actor, m.party) for m in self._of_kind.get("monitor", ()))

    @cached_property
    def sides(self) -> list[str]:
        """The two parties the text names most as states, forces or armed groups, sorted by name; fewer where there are fewer."""
        counts: dict[str, int] = {}
        for m in self.actors:
            if m.party and m.kind in {"state", "government", "ministry", "military", "group", "militants"} and m.status != "civilian":
                counts[m.party] = counts.get(m.party, 0) + 1
        top = sorted(counts, key=lambda p: (-counts[p], p))[:2]
        return sorted(top)


def roles_of(actors: Sequence[ActorMention]) -> dict[str, list[str]]:
    """Offices and callings that a text gives to each name, in the order of the mentions."""
    out: dict[str, list[str]] = {}
    for m in actors:
        if m.actor and m.role:
            out.setdefault(m.actor, []).append(str(m.role))
    return out
