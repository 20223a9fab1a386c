"""Actors of a document by place and kind, so that who stands near some words is found without a look at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from rashomon.claims import words
from rashomon.model import ActorMention, Span


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


def sided(text: str, m: ActorMention) -> bool:
    """Whether a name only says whose friend or foe another is: "the pro-rebel news site", "the government-aligned radio"."""
    before, behind = text[max(0, m.start - 12) : m.start].casefold(), text[m.end : m.end + 20].casefold()
    pro = any(before.endswith(w) and not before[-len(w) - 1 : -len(w)].isalpha() for w in words.forms("actor_shapes", "sided"))
    return pro or any(behind.startswith(w) and not behind[len(w) : len(w) + 1].isalpha() for w in words.forms("actor_shapes", "tied"))


def best(actors: Iterable[ActorMention], span: Span, head: int | None = None) -> ActorMention | None:
    """The mention that a phrase is about: the one that holds its head word, named before pointing back, longest."""
    inside = [m for m in actors if m.start < span.end and span.start < m.end]
    if not inside:
        return None
    at_head = [m for m in inside if head is not None and m.start <= head < m.end]
    named = [m for m in at_head or inside if m.actor and not m.anaphor]
    pool = named or at_head or inside
    if not at_head and named == [] and head is not None:
        pool = [m for m in inside if m.actor] or inside
    return max(pool, key=lambda m: (m.end - m.start, -m.start))


def both(two: Sequence[str]) -> tuple[str | None, str | None, str] | None:
    """The two sides of the text as one speaker ("both sides")."""
    return (" and ".join(two), None, "state") if len(two) == 2 else None
