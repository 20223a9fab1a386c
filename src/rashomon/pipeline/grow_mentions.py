"""Which incident mentions have to be clustered again when some documents changed: those of whole components, and no others.

:class:`Moving` takes the mentions of changed documents out (:meth:`~Moving.take_out`), puts them in as they are now
(:meth:`~Moving.put`, any number of times), and finds the components they are in (:meth:`~Moving.find`); all that is held of them meanwhile are
numbers. What ``incidents.cluster`` makes of a component is what it would make of it among all mentions of the ledger
(:mod:`rashomon.incidents.components`).
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from rashomon.incidents import meeting
from rashomon.incidents.candidates import looks_back
from rashomon.incidents.cluster import LARGE, shared_passages
from rashomon.incidents.components import edges, fit, number
from rashomon.incidents.context import Context
from rashomon.incidents.fitting import Fits, Fitting
from rashomon.incidents.loose import is_exact, is_loose
from rashomon.incidents.meeting import grounds, wide
from rashomon.incidents.union import Union
from rashomon.model import IncidentMention, SyndicationGroup
from rashomon.pipeline.grow_filing import FiledMention, filed_mentions
from rashomon.pipeline.grow_loose import Loose, held_of
from rashomon.pipeline.grow_near import AtHand, Grounds, near
from rashomon.store import mention_index as index
from rashomon.store.held_once import held_once

_log = logging.getLogger(__name__)

#: Gives the groups of words that hold one of these documents.
GroupsOf = Callable[[Collection[str]], Sequence[SyndicationGroup]]
#: Mentions looked at together: more at once cost memory, fewer ask the index more often.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Whole components. ``label_of``: the component each of their mentions, by number, is in now; ``document_of`` its document; ``was`` the
    component it was in before. ``gone`` are the components in which each changed document had mentions."""

    label_of: dict[int, int]
    document_of: dict[int, str]
    was: dict[int, int]
    gone: dict[str, frozenset[int]]
    day_of: dict[int, int]

    @property
    def components(self) -> frozenset[int]:
        """The labels that the ledger had for them, gone ones included: what it holds of incidents of these is to be replaced."""
        return frozenset(self.was.values()).union(*self.gone.values())


class Moving:
    """One change of the mentions of a ledger."""

    def __init__(self, db: sa.Connection, groups_of: GroupsOf) -> None:
        self._db, self._groups_of = db, groups_of
        self.hand = AtHand(db)
        self._grounds = Grounds(db)
        self._names: set[str] = set()
        self._gone: dict[str, set[int]] = defaultdict(set)
        self._old: set[int] = set()
        self._went, self._came = Counter[str](), Counter[str]()
        self._fresh: dict[int, str] = {}
        self._day: dict[int, int] = {}
        self._tied = Union[int]()  # a tie of two that hang together already says nothing new: of half a million none is kept
        self._done: set[int] = set()
        self._fits: dict[int, Fitting] = {}
        self._loose = Loose(db, ())

    def take_out(self, names: Collection[str]) -> None:
        """Deletes the mentions of these documents: all that changed or went. To be called once, and first."""
        self._names = set(names)
        rows = index.of_documents(self._db, names)
        for row in rows:
            self._gone[row.document].add(row.component)
        self._old = {row.number for row in rows}
        self._went.update(g for m in self.hand.load(self._old).values() for g in grounds(m))
        self.hand.forget(self._old)
        self._loose = Loose(self._db, self._old)
        index.remove(self._db, self._old)

    def put(self, mentions: Iterable[IncidentMention]) -> None:
        """Writes mentions of changed documents as they are now, all of a document at once; ids and claims are unique in the ledger
        (``told_apart``), and links stay in their document."""
        self.file(*filed_mentions(mentions))

    def file(self, filed: Sequence[FiledMention], ties: Iterable[tuple[int, int]]) -> None:
        """The same of mentions that were made rows."""
        stray = sorted({m.row.document for m in filed} - self._names)
        if stray:
            raise ValueError(f"mentions of a document that is not among the changed ones: {stray[0]}")
        for m in filed:
            n = m.row.number
            if m.mention is not None:
                self.hand.keep(n, held_once(m.mention))
            self._fresh[n], self._day[n] = m.row.document, m.day
            self._came.update(m.grounds)
        index.add(self._db, [m.row for m in filed])
        self._tie(ties)

    def find(self, together: Collection[tuple[str, str]] = ()) -> Found:
        """The closed set of mentions to cluster. ``together`` are pairs of mention ids that decisions put together, all that hold of the
        changed documents; where one was taken back, its documents are among the changed."""
        turned = self._turned()
        ordered = sorted(self._fresh, key=lambda n: (self._day[n], n))  # neighbours in time meet the same others
        for some in _chunks(ordered):
            self._meet(some)
        self._loose.settle(self._fresh, turned, self.hand, self._grounds, self._context_of)
        self._loose.write()
        self._tie(self._loose.ties(self.hand))
        pairs = sorted({(number(a), number(b)) for a, b in together})
        there = {row.number for row in index.of_numbers(self._db, {n for pair in pairs for n in pair})}
        self._tie((a, b) for a, b in pairs if a in there and b in there)
        found = self._closed()
        self._let_go()
        return found

    def _let_go(self) -> None:
        """Forgets what was only asked to find the components: what comes next holds all mentions of one of them."""
        self._loose, self._grounds = Loose(self._db, ()), Grounds(self._db)
        self._went, self._came, self._done = Counter(), Counter(), set()

    def fits(self, mentions: Collection[IncidentMention]) -> Fits | None:
        """The pairs of these mentions that fit, by id, with their scores; None where some of them are not of changed documents: what these fit was not
        asked. To be called once of each mention."""
        of = {number(m.mention_id): m.mention_id for m in mentions}
        if not of.keys() <= self._fresh.keys():
            return None
        return Fits([(i, fitting) for n, i in of.items() if (fitting := self._fits.pop(n, None)) is not None], of)

    def label(self, found: Found, together: Iterable[tuple[str, str]] = ()) -> Found:
        """Writes the component of every mention of the closed set. ``together`` are the pairs that decisions hold together in it."""
        union = self._tied
        for one, other in together:
            if number(one) in found.label_of and number(other) in found.label_of:
                union.tie(number(one), number(other))
        members: dict[object, list[int]] = defaultdict(list)
        for n in found.label_of:
            members[union.root(n)].append(n)
        label_of = {n: label for own in members.values() for label in [min(own)] for n in own}
        index.label(self._db, {n: c for n, c in label_of.items() if c != found.was.get(n, n)})
        for size in sorted(map(len, members.values()), reverse=True):
            if size > LARGE:
                _log.warning("a component of %d incident mentions was clustered again: adding to it costs as much as all of it", size)
        return replace(found, label_of=label_of)

    def _turned(self) -> set[int]:
        """The mentions, of those that stay, that have a ground which became common or ceased to be and are of no one day, or look back by it."""
        moved = sorted(g for g in self._came.keys() | self._went.keys() if self._came[g] != self._went[g] and not wide(g))
        counts = self._grounds.counted(moved, meeting.COMMON + 1 + max(self._came.values(), default=0))
        before = {g: n - self._came[g] + self._went[g] for g, n in counts.items()}
        turned = [g for g, n in counts.items() if before[g] > 0 and (n > meeting.COMMON) != (before[g] > meeting.COMMON)]
        rest = self._grounds.having(turned) - self._fresh.keys()
        far = {g for g in turned if g.startswith(meeting.FAR)}
        return {
            n
            for some in _chunks(sorted(rest))
            for n, m in self.hand.load(some).items()
            if is_loose(m) or (looks_back(m) and not far.isdisjoint(grounds(m)))
        }

    def _meet(self, some: Sequence[int]) -> None:
        """Ties these mentions to what they fit, where both tell their day or they share words; notes what fits one that does not."""
        own = self.hand.load(some)
        names = {m.document for m in own.values()}
        passages = self._groups_of(names)
        context = Context(shared_passages([*{**_passing(self._db, self.hand, passages), **own}.values()], passages))
        common = self._grounds.common(own.values())
        met = near(self._db, [own[n] for n in some], common)
        for a, b in context.shared:
            if number(a) in met:
                met[number(a)].add(number(b))
        others = self.hand.load({n for near_one in met.values() for n in near_one})
        for n in some:
            mention = own[n]
            self._done.add(n)
            for no in sorted(met[n]):
                other = others.get(no)
                if other is None or no in self._done or other.document == mention.document:
                    continue
                value = fit(mention, other, context, common)
                if value is None:
                    continue
                self._fits.setdefault(n, Fitting()).add(no, value)
                self._loose.met(n, mention, no, other, value)
                if (is_exact(mention) and is_exact(other)) or (mention.mention_id, other.mention_id) in context.shared:
                    self._tied.tie(n, no)

    def _context_of(self, some: Collection[IncidentMention]) -> Context:
        """What shares passages with mentions that the ledger holds."""
        passages = self._groups_of({m.document for m in some})
        return Context(shared_passages(list(_passing(self._db, self.hand, passages).values()), passages))

    def _closed(self) -> Found:
        """All mentions of the components that changed mentions were in or are tied to. A component that lost a mention, or of which one of
        no one day is held against others than before, may have come apart: all that ties its members is looked for again."""
        broken = {c for own in self._gone.values() for c in own}
        broken |= {row.component for row in index.of_numbers(self._db, self._loose.again)}
        ends = self._tied.things() - self._fresh.keys()
        reached = {row.component for row in index.of_numbers(self._db, ends)}
        rows = [row for row in index.of_components(self._db, broken | reached) if row.number not in self._fresh]
        members: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            members[row.component].append(row.number)
        for label, own in sorted(members.items()):
            if label not in broken:
                self._tie((own[0], n) for n in own[1:])
        for some in _packed([own for label, own in sorted(members.items()) if label in broken]):
            self._tie_again(some)
        was = {row.number: row.component for row in rows}
        document_of = {**self._fresh, **{row.number: row.document for row in rows}}
        gone = {name: frozenset(own) for name, own in self._gone.items()}
        return Found({**{n: n for n in self._fresh}, **was}, document_of, was, gone, self._day)

    def _tie_again(self, components: Sequence[Sequence[int]]) -> None:
        every = self.hand.load({n for own in components for n in own})
        mentions = list(every.values())
        pairs = shared(self._db, mentions, self._groups_of({m.document for m in mentions}), self.hand)
        held = held_of(self._db, every)
        for own in components:
            found = edges([every[n] for n in own], Context(pairs), held)
            self._tie((number(a), number(b)) for a, b in found)

    def _tie(self, pairs: Iterable[tuple[int, int]]) -> None:
        for a, b in pairs:
            self._tied.tie(a, b)


def shared(
    db: sa.Connection, mentions: Collection[IncidentMention], groups: Sequence[SyndicationGroup], hand: AtHand | None = None
) -> frozenset[tuple[str, str]]:
    """Pairs of a closed set in a shared passage, for ``cluster``. ``groups`` are those of all its documents.

    A passage that tells two events pairs none, so the other mentions of the two documents are counted, too.
    """
    own = {m.mention_id for m in mentions}
    names = {name for g in groups for a, _, b, _ in g.passages for name in (a, b)} & {m.document for m in mentions}
    here = {number(m.mention_id) for m in mentions}
    numbers = {row.number for row in index.of_documents(db, names)} - here
    others = (hand or AtHand(db)).load(numbers)
    kept = [replace(g, passages=tuple(p for p in g.passages if p[0] in names and p[2] in names)) for g in groups]
    pairs = shared_passages([*mentions, *others.values()], kept)
    return frozenset((a, b) for a, b in pairs if a in own and b in own)


def _passing(db: sa.Connection, hand: AtHand, groups: Sequence[SyndicationGroup]) -> dict[int, IncidentMention]:
    """The mentions that the ledger holds of documents in shared passages."""
    names = {name for g in groups for a, _, b, _ in g.passages for name in (a, b)}
    return hand.load({row.number for row in index.of_documents(db, names)})


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for n in range(0, len(numbers), CHUNK):
        yield numbers[n : n + CHUNK]


def _packed(groups: Iterable[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Groups put together until there are a chunk's mentions in them."""
    pack: list[Sequence[int]] = []
    for group in groups:
        if pack and sum(map(len, pack)) + len(group) > CHUNK:
            yield pack
            pack = []
        pack.append(group)
    if pack:
        yield pack
