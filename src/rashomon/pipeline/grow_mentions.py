"""Which incident mentions have to be clustered again when some documents changed: those of whole components, and no others.

``touched`` finds them, ``shared`` says which of them stand in shared passages, ``settle_components`` keeps what the next growth needs. What
``incidents.cluster`` makes of them is what it would make of them among all mentions of the ledger (:mod:`rashomon.incidents.components`).
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from rashomon.incidents.cluster import LARGE, shared_passages
from rashomon.incidents.components import Union, edges, fit, index_rows, labels, number, order, probes
from rashomon.incidents.context import Context
from rashomon.incidents.loose import Held, is_loose
from rashomon.model import IncidentMention, SyndicationGroup
from rashomon.pipeline.grow_loose import Loose, ties
from rashomon.store import mention_index as index

_log = logging.getLogger(__name__)

#: Gives the groups of words that hold one of these documents.
GroupsOf = Callable[[Collection[str]], Sequence[SyndicationGroup]]


@dataclass(frozen=True, slots=True)
class Touched:
    """Whole components: the ``mentions`` to be clustered, sorted, and the ``documents`` they are in.

    ``components`` are the labels that the ledger had for them, gone ones included: what it holds of incidents of these is to be replaced.
    ``fresh`` are the ids of mentions that are not written yet. ``ties`` and ``broken`` (labels that lost a mention, and may have come
    apart) are for :func:`settle_components`; ``held`` is what those of unknown day among them are held against.
    """

    mentions: tuple[IncidentMention, ...]
    documents: tuple[str, ...]
    components: tuple[int, ...]
    fresh: frozenset[str]
    ties: tuple[tuple[str, str], ...]
    broken: frozenset[int]
    label_of: dict[str, int]
    held: Held


def touched(
    db: sa.Connection,
    dirty_documents: Collection[str],
    mentions: Sequence[IncidentMention],
    groups_of: GroupsOf,
    together: Collection[tuple[str, str]] = (),
) -> Touched:
    """The closed set of mentions to cluster after ``dirty_documents`` changed; their old rows are deleted.

    ``mentions`` are all mentions of these documents as they are now; ids and claims are unique in the ledger (``told_apart``), and links
    stay in their document. ``together`` are pairs of mention ids that decisions put together, all that hold; where one was taken back, its
    documents are dirty.
    """
    own = {m.mention_id: m for m in sorted(mentions, key=order) if m.claims}
    stray = sorted({m.document for m in own.values()} - set(dirty_documents))
    if stray:
        raise ValueError(f"mentions of a document that is not among the changed ones: {stray[0]}")
    old = index.of_documents(db, dirty_documents)
    broken = {row.component for row in old}
    index.remove(db, [row.number for row in old])
    passages = groups_of(dirty_documents)
    passing = _passing(db, passages)
    context = Context(shared_passages([*own.values(), *passing.values()], passages))
    finder = _Finder(db, own, passing, context, broken)
    loose = Loose(db, [row.number for row in old], finder.load, lambda some: _context_of(db, some, groups_of))
    finder.decided(together)
    for mention in own.values():
        finder.fits(mention, loose)
    loose.among(own.values(), context)
    loose.settle(own.values())
    finder.hold(loose)  # before ties are looked for: a component that may come apart has to be looked at whole
    for mention in own.values():
        finder.meet(mention)
    held = loose.held(own.values())
    found = [*finder.ties, *edges(own.values(), context, held)]
    loose.write()
    rows = index.of_components(db, broken | finder.reached)
    known = finder.load(row.number for row in rows)
    closed = sorted([*own.values(), *(known[row.number] for row in rows)], key=order)
    return Touched(
        mentions=tuple(closed),
        documents=tuple(sorted({m.document for m in closed})),
        components=tuple(sorted(broken | finder.reached)),
        fresh=frozenset(own),
        ties=tuple(sorted(set(found))),
        broken=frozenset(broken),
        label_of={known[row.number].mention_id: row.component for row in rows},
        held=loose.held(closed),
    )


def shared(db: sa.Connection, mentions: Collection[IncidentMention], groups: Sequence[SyndicationGroup]) -> frozenset[tuple[str, str]]:
    """Pairs of a closed set in a shared passage, for ``cluster``. ``groups`` are those of all its documents.

    A passage that tells two events pairs none, so the other mentions of the two documents are counted, too.
    """
    own = {m.mention_id for m in mentions}
    names = {name for g in groups for a, _, b, _ in g.passages for name in (a, b)} & {m.document for m in mentions}
    here = {number(m.mention_id) for m in mentions}
    others = index.load(db, [row.number for row in index.of_documents(db, names) if row.number not in here])
    kept = [replace(g, passages=tuple(p for p in g.passages if p[0] in names and p[2] in names)) for g in groups]
    pairs = shared_passages([*mentions, *others.values()], kept)
    return frozenset((a, b) for a, b in pairs if a in own and b in own)


def settle_components(
    db: sa.Connection, found: Touched, shared: Collection[tuple[str, str]], together: Collection[tuple[str, str]] = ()
) -> dict[str, int]:
    """The component of every mention that was touched, written with its rows. ``shared`` comes from :func:`shared`."""
    context = Context(frozenset(shared))
    ties: list[tuple[Hashable, Hashable]] = list(found.ties)
    apart: dict[int, list[IncidentMention]] = defaultdict(list)
    for m in found.mentions:
        component = found.label_of.get(m.mention_id)
        if component is None:
            continue
        if component in found.broken:
            apart[component].append(m)
        else:
            ties.append((m.mention_id, component))
    for rest in apart.values():
        ties += edges(rest, context, found.held)
    ids = {m.mention_id for m in found.mentions}
    ties += [(a, b) for a, b in together if a in ids and b in ids]
    made = labels(ids, ties)
    new = [m for m in found.mentions if m.mention_id in found.fresh]
    index.add(db, [(number(m.mention_id), made[m.mention_id], m, index_rows(m)) for m in new])
    index.label(db, {number(i): made[i] for i, was in found.label_of.items() if made[i] != was})
    _report_large(made)
    return made


def _report_large(made: dict[str, int]) -> None:
    sizes: dict[int, int] = defaultdict(int)
    for component in made.values():
        sizes[component] += 1
    for size in sorted(sizes.values(), reverse=True):
        if size > LARGE:
            _log.warning("a component of %d incident mentions was clustered again: adding to it costs as much as all of it", size)


def _context_of(db: sa.Connection, some: Collection[IncidentMention], groups_of: GroupsOf) -> Context:
    """What shares passages with mentions that the ledger holds."""
    groups = groups_of({m.document for m in some})
    return Context(shared_passages(list(_passing(db, groups).values()), groups))


def _passing(db: sa.Connection, groups: Sequence[SyndicationGroup]) -> dict[int, IncidentMention]:
    """The mentions that the ledger holds of documents in shared passages."""
    names = {name for g in groups for a, _, b, _ in g.passages for name in (a, b)}
    return index.load(db, [row.number for row in index.of_documents(db, names)])


class _Finder:
    """Finds edges from changed mentions to those the ledger holds. Mentions of a component that a changed one is tied to already are not
    looked at again, unless the component may have come apart."""

    def __init__(
        self,
        db: sa.Connection,
        own: dict[str, IncidentMention],
        passing: dict[int, IncidentMention],
        context: Context,
        broken: set[int],
    ) -> None:
        self._db, self._own, self._context, self._broken = db, own, context, broken
        self._loaded = dict(passing)
        self._partners: dict[str, set[int]] = defaultdict(set)
        for a, b in context.shared:
            if a in own and b not in own:
                self._partners[a].add(number(b))
        self._united = Union()
        self._met: dict[str, list[index.Found]] = {}
        self.ties: list[tuple[str, str]] = []
        self.reached: set[int] = set()

    def load(self, numbers: Iterable[int]) -> dict[int, IncidentMention]:
        wanted = set(numbers)
        self._loaded |= index.load(self._db, wanted - self._loaded.keys())
        return {n: self._loaded[n] for n in wanted}

    def decided(self, together: Collection[tuple[str, str]]) -> None:
        """Decisions may tie what no score would."""
        there = {row.number: row for row in index.of_numbers(self._db, {number(i) for pair in together for i in pair})}
        for a, b in sorted(together):
            ends = [there.get(number(i)) for i in (a, b)]
            if all(i in self._own or row is not None for i, row in zip((a, b), ends, strict=True)):
                rows = [row for row in ends if row is not None]
                if len(rows) == 2 and rows[0].component == rows[1].component:
                    continue
                self.ties.append((a, b))
                self.reached |= {row.component for row in rows}

    def _near(self, mention: IncidentMention) -> list[index.Found]:
        if mention.mention_id not in self._met:
            numbers = index.meeting(self._db, probes(mention)) | self._partners.get(mention.mention_id, set())
            self._met[mention.mention_id] = [n for n in index.of_numbers(self._db, numbers) if n.document != mention.document]
        return self._met[mention.mention_id]

    def fits(self, mention: IncidentMention, loose: Loose) -> None:
        """Tells ``loose`` of what a changed mention fits, where the day of one of the two is not known."""
        near = self._near(mention)
        loaded = self.load(row.number for row in near)
        for row in near:
            other = loaded[row.number]
            if is_loose(mention) or is_loose(other):
                value = fit(mention, other, self._context)
                if value is not None:
                    loose.met(mention, other, value)

    def meet(self, mention: IncidentMention) -> None:
        """Ties one changed mention to what it meets, where both days are known or they share words."""
        for row in self._near(mention):
            other = self._loaded[row.number]
            sure = not is_loose(mention) and not is_loose(other)
            if self._is_tied(mention, row.component) or not (sure or (mention.mention_id, other.mention_id) in self._context.shared):
                continue
            if fit(mention, other, self._context) is not None:
                self.ties.append((mention.mention_id, other.mention_id))
                self.reached.add(row.component)
                if row.component not in self._broken:
                    self._united.tie(mention.mention_id, row.component)

    def hold(self, loose: Loose) -> None:
        """Ties mentions of unknown day to what they are held against; the component of one that the ledger holds may come apart."""
        self._broken |= {row.component for row in index.of_numbers(self._db, {number(i) for i in loose.again})}
        pairs = ties(loose.near)
        others = index.of_numbers(self._db, {number(i) for pair in pairs for i in pair})
        self.reached |= {row.component for row in others}
        self.ties += pairs

    def _is_tied(self, mention: IncidentMention, component: int) -> bool:
        return component not in self._broken and self._united.root(mention.mention_id) == self._united.root(component)
