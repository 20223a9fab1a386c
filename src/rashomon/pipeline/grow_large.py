"""Groups of shared passages of hundreds, as a stock paragraph makes them: others join one without its being made again, for it can hold a tenth
of a ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from rashomon.corpus.origins import Origin
from rashomon.corpus.syndication import document_no
from rashomon.model import Document

#: Members from which a group is large: below, making it again costs less than asking.
LARGE = 100
#: Documents asked of the ledger on the way from one to another in a large group, before all of the group is loaded.
WAY = 1000

Pairs = Collection[tuple[str, str]]
Linked = Callable[[Collection[str]], Pairs]
#: Id and original of a group.
Held = tuple[str, str | None]
#: What is joined: a document by its name, or a large group by its id.
Node = tuple[str, str]


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

    def apart(self, one: str, other: str) -> set[str]:
        """Nobody, where a way leads from one to the other; else all that hang together with one of them, the few: from both ends by turns."""
        sides = [({one}, [one]), ({other}, [other])]
        while True:
            sides.sort(key=lambda side: len(side[0]))
            (reached, edge), (others, _) = sides
            found = {n for name in edge for n in self.of.get(name, ())} - reached
            if not found.isdisjoint(others):
                return set()
            if not found:
                return reached
            reached |= found
            edge[:] = found

    def forget(self, names: Iterable[str]) -> None:
        """Leaves out those who hang together with a group no more."""
        for name in names:
            self.of.pop(name, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What large groups ask of the ledger as it is now: the pairs that some are ``linked`` by, the ``members`` of groups before, with id and original of
    these, and who printed documents (``printers``)."""

    linked: Callable[[Collection[str]], Pairs]
    members: Callable[[Collection[str]], dict[str, Held]]
    printers: Callable[[Collection[str]], Mapping[str, Document]]


@dataclass(slots=True)
class Change:
    """What becomes of a large group that ``was``: the ``names`` of those that are in it and were touched, or that ``joined``
    (with the small groups some of these ``came_of``), and who ``left`` it."""

    was: Held
    names: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    came_of: dict[str, Held] = field(default_factory=dict)


@dataclass(slots=True)
class LargeGroups:
    """What was asked of the members of large groups of shared passages, by their ids. Right for as long as a transaction, and only where every change of
    groups is told here."""

    known: dict[str, Origin] = field(default_factory=dict)
    ways: Ways = field(default_factory=Ways)

    def changes(
        self, were: Mapping[str, Held], names: Collection[str], won: Pairs, lost: Pairs, moved: Collection[str], asked: Asked
    ) -> dict[str, Change]:
        """What becomes of large groups, by id; groups that are not named here are to be made again.

        ``names`` are all that won or lost a pair, or were in a group and were read anew or are gone (``moved``); ``were`` the groups that some of them
        were in; ``won`` and ``lost`` the pairs that came and went. Only those are looked at that were in no group, in a small one, or hang
        together with a large one no more. Of a made-up war each step of a thousand articles joins small groups to the largest, and
        parts a few articles from it: where that made it again, comparing documents cost as much as the ledger is long.
        """
        self.ways.exchange(lost, won)
        touched = {group[0]: group for group in were.values()}
        large = {
            g: Change(touched[g])
            for g in touched.keys() & self.known.keys() - {were[n][0] for n in moved if n in were} - self._met(were, won)
        }
        self._part(large, were, won, lost, asked)
        apart = {n for change in large.values() for n in change.left}
        for g, change in sorted(large.items()):
            change.left = {n for n in change.left if n not in names or (n in were and were[n][0] == g)}  # others came only now
            if not all(self.known[g].remove(n, printer) for n, printer in asked.printers(change.left).items()):
                del large[g]
        small = asked.members(sorted(touched.keys() - self.known.keys()))
        loose = (
            {n for n in names if n not in were or were[n][0] not in self.known} | small.keys() | {n for c in large.values() for n in c.left}
        )
        pairs = asked.linked(loose)
        tree = _Tree()
        for a, b in {*pairs, *won}:  # of two in large groups, too
            tree.join(*(("document", n) if n in loose else ("group", were[n][0]) for n in (a, b)))
        bound: dict[Node, list[str]] = defaultdict(list)
        for g in sorted(touched.keys() & self.known.keys()):
            bound[tree.root(("group", g))].append(g)
        together = {root: groups[0] for root, groups in bound.items() if len(groups) == 1 and groups[0] in large}
        for n in loose:
            if (into := together.get(tree.root(("document", n)))) is not None:
                large[into].joined.add(n)
        found = {g: large[g] for g in together.values()}
        for n in names:
            if n in were and were[n][0] in found and n not in loose:
                found[were[n][0]].names.add(n)
        for change in found.values():
            change.names |= change.joined
            change.came_of = {n: small[n] for n in change.joined & small.keys()}
            change.left -= change.joined  # by a way that came with small groups
            apart -= change.joined
        self.ways.forget(apart)
        self.ways.exchange((), pairs)
        return found

    def _met(self, were: Mapping[str, Held], won: Pairs) -> set[str]:
        """Large groups of which two come together by pairs that came: they are made again, together or apart."""
        tree = _Tree()
        for a, b in won:
            tree.join(*(("group", were[n][0]) if n in were and were[n][0] in self.known else ("document", n) for n in (a, b)))
        bound: dict[Node, set[str]] = defaultdict(set)
        for g in {group for group, _ in were.values()} & self.known.keys():
            bound[tree.root(("group", g))].add(g)
        return {g for groups in bound.values() if len(groups) > 1 for g in groups}

    def _part(self, large: dict[str, Change], were: Mapping[str, Held], won: Pairs, lost: Pairs, asked: Asked) -> None:
        """Finds out who leaves a large group; groups of which that cannot be told are taken out."""
        ends = _Tree()
        for a, b in won:
            ends.join(("document", a), ("document", b))
        for a, b in sorted(lost):
            g = were[a][0] if a in were else ""
            if g not in large or b not in were or were[b][0] != g or ends.root(("document", a)) == ends.root(("document", b)):
                continue
            left = large[g].left
            if a in left or b in left or not self._hold(a, b, g, won, asked):
                for n in sorted({a, b} - left):
                    apart = self.ways.apart(n, self.known[g].first)
                    if self.known[g].first in apart:  # it is the few who keep the name
                        del large[g]
                        break
                    left |= apart

    def _hold(self, one: str, other: str, group_id: str, won: Pairs, asked: Asked) -> bool:
        """Whether two that were in one large group still hang together. A group hangs together as before where the ends of each pair that it
        lost hang together by pairs that came, as where a newcomer is chained between two, or on a way by others, as where it is chained
        between them by some of their words only."""
        if self.known[group_id].first not in self.ways.of:
            if _near(one, other, asked.linked):
                return True
            self.ways.exchange((), asked.linked(asked.members([group_id]).keys() | {one, other}), new=True)
            self.ways.exchange((), won)
        return not self.ways.apart(one, other)

    def take(self, group_id: str, change: Change, documents: Mapping[str, Document]) -> Held:
        """Id and original of a group when the ``documents`` have joined it."""
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
        self._above: dict[Node, Node] = {}

    def root(self, one: Node) -> Node:
        """The one that stands for all that hang together with it."""
        while (above := self._above.setdefault(one, one)) != one:
            self._above[one] = one = self._above[above]
        return one

    def join(self, one: Node, other: Node) -> None:
        """These two hang together."""
        a, b = sorted((self.root(one), self.root(other)))
        self._above[b] = a
