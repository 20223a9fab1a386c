"""The last half of growing: components clustered again, with their estimates, some at a time.

A block is a set of components of which nothing else has to be known: what the ledger held of the same mentions is in it, too, and so is
everything that decisions tie together.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon import incidents
from rashomon.incidents.cluster import LARGE
from rashomon.incidents.components import order
from rashomon.incidents.loose import Held
from rashomon.incidents.union import Union
from rashomon.model import DecisionState, Document, IncidentMention, SyndicationGroup
from rashomon.pipeline import grow_mentions
from rashomon.pipeline.decisions import states_of
from rashomon.pipeline.decisions_events import Constraints
from rashomon.pipeline.executors.base import Executor
from rashomon.pipeline.grow_groups import groups_now
from rashomon.pipeline.grow_loose import held_of
from rashomon.pipeline.grow_mentions import Moving
from rashomon.pipeline.grow_settling import Brief, Frame, Rows, Work, rows_of, settle, settled_rows
from rashomon.pipeline.settled import Settler, Unsettled
from rashomon.store import derived
from rashomon.store import derived_tables as d
from rashomon.store.neighbours import hanging_together
from rashomon.store.pair_index import PairIndex

#: Mentions of components that are worked off together: few enough for two workers to end at about one time.
BLOCK = 200


@dataclass(frozen=True, slots=True)
class Block:
    """Components as the numbers of their mentions, the labels (``old``) of what the ledger held of these, and the documents that decisions
    in it tie together."""

    numbers: tuple[int, ...]
    old: frozenset[int]
    decided: frozenset[str]


@dataclass(slots=True)
class _Begun:
    """A block of which it is known which mentions are one incident (``parts``, without those ``kept`` as they were); ``names`` of its documents, the ``groups`` these are
    in (None where they are many, and asked again for some), the incidents that it replaces (``old``), by id, and those ``made`` of it so far."""

    block: Block
    parts: Sequence[Sequence[IncidentMention]]
    names: frozenset[str]
    groups: tuple[SyndicationGroup, ...] | None
    label_of: Mapping[str, int]
    kept: Mapping[str, str]
    old: Mapping[str, Any]
    made: list[Brief] = field(default_factory=list)
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class _Going:
    """Some of a block that is being settled; the ``last`` of it ends the block."""

    begun: _Begun
    last: bool


class Blocks:
    """The components of what moved. ``replaced`` are the documents whose claims are written anew, ``together`` the pairs that decisions on these
    put together. Afterwards ``documents`` are those whose incidents are others, and ``touched`` says what became of which incident."""

    def __init__(
        self,
        db: sa.Connection,
        settler: Settler,
        moving: Moving,
        frame: Frame,
        replaced: set[str],
        together: Collection[tuple[str, str]],
    ) -> None:
        self._db, self._settler, self._frame, self._replaced = db, settler, frame, replaced
        self._hand, self._fits = moving.hand, moving.fits
        found = moving.find(together)
        closed = set(found.document_of.values())
        _, decided = settler.with_decisions(closed | replaced)
        named = {a.document for x in decided for a in x.anchors}
        self._bonds = settler.settle(named, groups=False).decided.bonds if decided else Constraints()
        self._found = moving.label(found, self._bonds.together)
        self._tied = frozenset(settler.with_decisions(named)[0])
        self.documents: set[str] = set()
        self.touched: dict[str, str | None] = {}
        self._away = False
        self._shared: frozenset[tuple[str, str]] = frozenset()

    def settle(self, engine: Executor) -> None:
        """Clusters, estimates and writes them all. What decisions are about is settled here; all else where the ``engine`` has it done."""
        self._away = engine.workers > 1
        going: deque[_Going] = deque()

        def work() -> Iterator[Work]:
            for block in self._blocks():
                if block.decided:
                    self._settle_decided(block)
                    continue
                begun = self._begun(block)
                for parts in (packs := list(_packed(begun.parts)) or [[]]):
                    going.append(_Going(begun, last=parts is packs[-1]))
                    yield self._work(begun, parts)

        for rows in engine.map(settled_rows, work(), lost=settled_rows):
            self._write(rows, going.popleft())

    def _blocks(self) -> Iterator[Block]:
        found = self._found
        union = Union[Hashable]()
        for n, label in found.label_of.items():
            union.root(("new", label))
            if n in found.was:
                union.tie(("old", found.was[n]), ("new", label))
            for old in found.gone.get(found.document_of[n], ()) if n not in found.was else ():
                union.tie(("old", old), ("new", label))
            if found.document_of[n] in self._tied:
                union.tie("decided", ("new", label))
        groups: dict[object, list[int]] = defaultdict(list)
        olds: dict[object, set[int]] = defaultdict(set)
        for n, label in found.label_of.items():
            groups[union.root(("new", label))].append(n)
        for old in found.components:
            olds[union.root(("old", old))].add(old)
        decided = union.root("decided") if self._tied else None
        if decided is not None:
            yield Block(tuple(groups.pop(decided, ())), frozenset(olds.pop(decided, ())), self._tied)
        numbers: list[int] = []
        held: set[int] = set()
        first = {root: min((found.day_of.get(n, 0), n) for n in own) for root, own in groups.items()}
        for root in sorted(groups.keys() | olds.keys(), key=lambda r: (first.get(r, (0, 0)), min(olds.get(r, ()), default=0))):
            own = groups.get(root, [])
            if numbers and len(numbers) + len(own) > BLOCK:
                yield Block(tuple(numbers), frozenset(held), frozenset())
                numbers, held = [], set()
            numbers += own
            held |= olds.get(root, set())
        if numbers or held:
            yield Block(tuple(numbers), frozenset(held), frozenset())

    def _begun(self, block: Block) -> _Begun:
        """What is to be done of a block. Which mentions are one incident is found here, where their scores are known."""
        db, labels = self._db, self._found.label_of
        large = len(block.numbers) > LARGE
        if large:  # all its mentions are held at once: of a war of 100,000 articles half of all there are
            self._settler.let_go()
        loaded = self._hand.load(block.numbers)
        mentions = sorted(loaded.values(), key=order)
        names = frozenset(m.document for m in mentions)
        groups: tuple[SyndicationGroup, ...] | None = groups_now(PairIndex(db), names)
        self._shared = grow_mentions.shared(db, mentions, groups or (), self._hand)
        if large:
            groups = None
        label_of = {m.mention_id: labels[n] for n, m in loaded.items()}
        held = held_of(db, loaded)
        bonds = self._bonds if block.decided else Constraints()
        parts = list(self._parts(mentions, label_of, held, bonds))
        old = derived.incidents_of_components(db, block.old)
        kept = _kept(parts, old, self._replaced | block.decided)  # what decisions are about is made again: their states follow from it
        derived.move_incidents(db, {i: label_of[m] for m, i in kept.items()})
        left = [p for p in parts if p[0].mention_id not in kept]
        return _Begun(block, left, names, groups, label_of, kept, {i: row for i, row in old.items() if i not in set(kept.values())})

    def _work(self, begun: _Begun, parts: Sequence[Sequence[IncidentMention]]) -> Work:
        """These incidents of a block, with all that is asked to settle them."""
        db, settler = self._db, self._settler
        concerned = {m.document for p in parts for m in p}
        whole = settler.part(concerned | begun.block.decided, away=self._away)
        groups = begun.groups if concerned == begun.names and begun.groups is not None else groups_now(PairIndex(db), concerned)
        targets = {x.target for p in parts for m in p for x in m.links}
        return Work(
            parts=tuple(tuple(m.mention_id for m in p) for p in parts),
            labels=tuple(begun.label_of[p[0].mention_id] for p in parts),
            whole=whole,
            near=settler.beside(near_of(db, concerned, groups) - whole.names, away=isinstance(whole, Unsettled)),
            groups=groups,
            kept={m: i for m, i in begun.kept.items() if m in targets} if targets else {},
            frame=self._frame,
        )

    def _parts(
        self, mentions: Iterable[IncidentMention], label_of: Mapping[str, int], held: Held, bonds: Constraints
    ) -> Iterator[list[IncidentMention]]:
        """Which mentions are one incident: each component by itself, so that no pair is compared that never meets."""
        of: dict[int, list[IncidentMention]] = {}
        for m in mentions:
            of.setdefault(label_of[m.mention_id], []).append(m)
        for _, own in sorted(of.items()):
            if len(own) == 1:
                yield own
            else:
                yield from incidents.parts_of(own, (), self._shared, held, self._fits(own), together=bonds.together, apart=bonds.apart)

    def _settle_decided(self, block: Block) -> None:
        begun = self._begun(block)
        work = self._work(begun, begun.parts)
        made = settle(work)
        self._write(rows_of(work, made), _Going(begun, last=True))
        whole = made.whole
        write_states(self._db, states_of(whole.decisions, whole.decided, made.incidents, [*made.placed, *made.rest], self._shared))

    def _write(self, rows: Rows, going: _Going) -> None:
        begun = going.begun
        if not begun.dropped:
            derived.drop_incidents(self._db, begun.old)
            begun.dropped = True
        derived.write_claims(self._db, rows.claims)
        derived.write_incidents(self._db, rows.incidents)
        begun.made += rows.made
        if going.last:
            self.documents |= {name for r in begun.old.values() for name in r["documents"]} | {n for i in begun.made for n in i.documents}
            _note(self.touched, begun.old, begun.made)


def _packed(parts: Sequence[Sequence[IncidentMention]]) -> Iterator[list[Sequence[IncidentMention]]]:
    """Incidents of a block, some at a time: those that one of them is linked to stand with it. A component of a dense war is half of all that it tells, and what its
    documents say is held in memory for some of it only."""
    home = {m.mention_id: n for n, part in enumerate(parts) for m in part}
    union = Union[Hashable]()
    for n, part in enumerate(parts):
        union.root(n)
        for target in {x.target for m in part for x in m.links} & home.keys():
            union.tie(n, home[target])
    linked: dict[object, list[int]] = defaultdict(list)
    for n in range(len(parts)):
        linked[union.root(n)].append(n)
    pack: list[int] = []
    size = 0
    for own in linked.values():
        many = sum(len(parts[n]) for n in own)
        if pack and size + many > BLOCK:
            yield [parts[n] for n in sorted(pack)]
            pack, size = [], 0
        pack += own
        size += many
    if pack:
        yield [parts[n] for n in sorted(pack)]


def near_of(db: sa.Connection, names: Iterable[str], groups: Sequence[SyndicationGroup]) -> set[str]:
    """Documents of these names with all that :class:`Neighbours` may ask for: copies, the same text elsewhere, other versions."""
    return hanging_together(db, set(names) | {name for g in groups for name in g.documents})


def around(
    db: sa.Connection, settler: Settler, have: Mapping[str, Document], names: Iterable[str], groups: Sequence[SyndicationGroup]
) -> dict[str, Document]:
    """The documents of :func:`near_of`, taken from those there are (``have``) where they are among them."""
    wanted = near_of(db, names, groups)
    return {**{n: have[n] for n in wanted if n in have}, **settler.documents(wanted - have.keys())}


def _kept(parts: Sequence[Sequence[IncidentMention]], old: Mapping[str, Any], moved: Collection[str]) -> dict[str, str]:
    """Mentions of incidents that are as they were, with their ids: the same claims, of documents of which none ``moved``, and no link to
    an incident that is not. Most of what is clustered again is; it is neither loaded nor estimated."""
    before = {tuple(row["claims"]): i for i, row in old.items()}
    same: list[tuple[Sequence[IncidentMention], str]] = []
    changed: set[str] = set()
    for part in parts:
        incident = before.get(tuple(sorted({c for m in part for c in m.claims})))
        if incident is None or any(m.document in moved for m in part):
            changed |= {m.mention_id for m in part}
        else:
            same.append((part, incident))
    return {m.mention_id: i for part, i in same if not any(x.target in changed for n in part for x in n.links) for m in part}


def write_states(db: sa.Connection, states: Iterable[DecisionState]) -> None:
    """Writes what came of decisions."""
    rows = [{"decision_id": s.decision_id, "state": s.state, "note": s.note, "claims": list(s.claims)} for s in states]
    derived.drop(db, d.decision_states, "decision_id", [r["decision_id"] for r in rows])
    derived.fill(db, d.decision_states, rows)


def _note(touched: dict[str, str | None], old: Mapping[str, Any], made: Sequence[Brief]) -> None:
    """Says of each incident that was there which one has its anchor now, or else most of its claims."""
    home = {c: i.incident_id for i in made for c in i.claims}
    new = {i.incident_id for i in made}
    for incident_id, row in sorted(old.items()):
        if incident_id in new:
            continue
        votes = Counter(home[c] for c in row["claims"] if c in home)
        most = min(votes, key=lambda i: (-votes[i], i)) if votes else None
        touched[incident_id] = home.get(row["anchor"], most)
    for incident_id in new:
        touched[incident_id] = None
