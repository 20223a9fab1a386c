"""Groups of shared passages of hundreds, as a stock paragraph makes them: others join one without its being made again, for it can hold a tenth
of a ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush

from rashomon.corpus.syndication import Origin, document_no
from rashomon.model import Document

#: Members from which a group is large: below, making it again costs less than asking.
LARGE = 100
#: Documents asked of the ledger on the way from one to another in a large group, before all of the group is loaded.
WAY = 1000

Pairs = Collection[tuple[str, str]]
Linked = Callable[[Collection[str]], Pairs]
Members = Callable[[str], Collection[str]]


@dataclass(slots=True)
class Ways:
    """Who is linked with whom in large groups: of all members of a group, or of none. A chain of a stock paragraph of ten thousand articles may lead from one
    to its neighbour all the way round, by what a few of them were copied from; to ask a ledger for that way, step by step, is to load the group."""

    of: dict[str, set[str]] = field(default_factory=dict)

    def exchange(self, lost: Pairs, won: Pairs, *, new: bool = False) -> None:
        """Takes pairs out and others in: of these only such as hang together with what is known, but for those of a group that is ``new`` here."""
        for a, b in lost:
            if a in self.of:
                self.of[a].discard(b)
            if b in self.of:
                self.of[b].discard(a)
        came: dict[str, set[str]] = self.of if new else {}
        for a, b in won if self.of or new else ():
            came.setdefault(a, set()).add(b)
            came.setdefault(b, set()).add(a)
        if came is self.of:
            return
        edge = [name for name in came if name in self.of]
        while edge:
            name = edge.pop()
            if found := came.pop(name, None):
                self.of.setdefault(name, set()).update(found)
                edge += found

    def lead(self, one: str, other: str) -> bool:
        """Whether a way leads from one to the other: from both ends by turns, so that a few who stand apart are told at once."""
        sides = [({one}, [one]), ({other}, [other])]
        while all(edge for _, edge in sides):
            sides.sort(key=lambda side: len(side[0]))
            (reached, edge), (others, _) = sides
            found = {n for name in edge for n in self.of.get(name, ())} - reached
            if not found.isdisjoint(others):
                return True
            reached |= found
            edge[:] = found
        return False


@dataclass(slots=True)
class LargeGroups:
    """What was asked of the members of large groups of shared passages, by their ids. Right for as long as a transaction, and only where every change of
    groups is told here."""

    known: dict[str, Origin] = field(default_factory=dict)
    ways: Ways = field(default_factory=Ways)

    def joined(
        self,
        were: Mapping[str, tuple[str, str | None]],
        names: Collection[str],
        won: Pairs,
        lost: Pairs,
        moved: Collection[str],
        linked: Linked,
        members: Members,
    ) -> dict[str, set[str]]:
        """For each large group those of the ``names`` that are in it or that it can take in; the groups of all others are to be made again.

        ``were`` are the groups that some of the names, and of the documents ``moved`` (read anew, or gone), were in; ``won`` and ``lost`` the pairs
        that came and went; ``linked`` gives the pairs that some are now in, ``members`` who was in a group. A group hangs together as before where the ends of each pair that it
        lost hang together by pairs that came, as where a newcomer is chained between two, or on a way by others, as where it is chained
        between them by some of their words only. (Of a group of a tenth of a ledger, one in three steps has such a pair.)
        """
        of = {name: were[name][0] if name in were else name for name in names}
        ends = _Tree()
        for a, b in won:
            ends.join(a, b)
        broken = {were[n][0] for n in moved if n in were}
        self.ways.exchange(lost, won)
        for a, b in lost:
            if ends.root(a) != ends.root(b):
                whole = of[a] == of[b] and of[a] in self.known.keys() - broken and self._hold(a, b, linked, partial(members, of[a]), won)
                broken |= set() if whole else {of[a], of[b]}
        bound = _Tree()
        for a, b in won:
            bound.join(of[a], of[b])
        together: dict[str, set[str]] = defaultdict(set)
        for name, own in of.items():
            together[bound.root(own)].add(name)
        into: dict[str, set[str]] = {}
        for some in together.values():
            groups = {were[n][0] for n in some if n in were}
            if len(groups) == 1 and groups <= self.known.keys() - broken:
                into[groups.pop()] = some
        return into

    def _hold(self, one: str, other: str, linked: Linked, members: Callable[[], Collection[str]], won: Pairs) -> bool:
        """Whether two that were in one large group still hang together."""
        if one not in self.ways.of:
            if _near(one, other, linked):
                return True
            self.ways.exchange((), linked({*members(), one, other}), new=True)
            self.ways.exchange((), won)
        return self.ways.lead(one, other)

    def take_in(self, group_id: str, documents: Mapping[str, Document]) -> tuple[str, str | None]:
        """Id and original of a group when these have joined it."""
        origin = self.known.pop(group_id)
        for name, document in documents.items():
            origin.add(name, document)
        made = origin.group_id("part")
        self.known[made] = origin
        return made, origin.original()

    def made_again(self, groups: Iterable[str], found: Mapping[str, Origin]) -> None:
        """Forgets groups, and keeps those of them that are large as they are found now."""
        if not self.known.keys().isdisjoint(groups):
            self.ways = Ways()  # another large group is loaded again where it has to be
        for group_id in groups:
            self.known.pop(group_id, None)
        self.known |= found


def _near(one: str, other: str, linked: Linked) -> bool:
    """Whether a way leads from one to the other, as far as few have to be asked: first those next to the other by number, for a stock paragraph chains
    its articles in that order, and what few of them share beside it makes long steps."""
    aim = document_no(other)
    reached, edge = {one}, [(0, one)]
    while edge and len(reached) < WAY:
        _, name = heappop(edge)
        for found in {n for pair in linked([name]) for n in pair} - reached:
            if found == other:
                return True
            reached.add(found)
            heappush(edge, (abs(document_no(found) - aim), found))
    return False


class _Tree:
    """What hangs together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, one: str) -> str:
        """The one that stands for all that hang together with it."""
        while (above := self._above.setdefault(one, one)) != one:
            self._above[one] = one = self._above[above]
        return one

    def join(self, one: str, other: str) -> None:
        """These two hang together."""
        a, b = sorted((self.root(one), self.root(other)))
        self._above[b] = a
