"""The last half of growing: components clustered again, with their estimates, some at a time.

A block is a set of components of which nothing else has to be known: what the ledger held of the same mentions is in it, too, and so is
everything that decisions tie together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon import estimates, incidents
from rashomon.errors import RashomonError
from rashomon.incidents.components import Union, order
from rashomon.incidents.loose import is_loose
from rashomon.model import Claim, DecisionState, Document, Incident, IncidentMention, SyndicationGroup
from rashomon.pipeline import grow_mentions
from rashomon.pipeline.decisions import chosen_figures, states_of
from rashomon.pipeline.decisions_events import Constraints
from rashomon.pipeline.derive import Neighbours, sure
from rashomon.pipeline.grow_groups import groups_now
from rashomon.pipeline.grow_loose import held_of
from rashomon.pipeline.grow_mentions import Moving
from rashomon.pipeline.settled import SettledPart, Settler
from rashomon.store import derived
from rashomon.store import derived_tables as d
from rashomon.store.neighbours import names_of_texts, versions_after
from rashomon.store.pair_index import PairIndex
from rashomon.store.rows import claim_row, incident_row

#: Mentions of components that are worked off together.
BLOCK = 400


@dataclass(frozen=True, slots=True)
class Frame:
    """By what figures are reconciled: the policy, and a user's weights."""

    policy: str
    weights: estimates.Weights | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Components as the numbers of their mentions, the labels (``old``) of what the ledger held of these, and the documents that decisions
    in it tie together."""

    numbers: tuple[int, ...]
    old: frozenset[int]
    decided: frozenset[str]


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
        self._hand = moving.hand
        found = moving.find(together)
        closed = set(found.document_of.values())
        _, decided = settler.with_decisions(closed | replaced)
        named = {a.document for x in decided for a in x.anchors}
        self._bonds = settler.settle(named, groups=False).decided.bonds if decided else Constraints()
        self._found = moving.label(found, self._bonds.together)
        self._tied = frozenset(settler.with_decisions(named)[0])
        self.documents: set[str] = set()
        self.touched: dict[str, str | None] = {}

    def settle(self) -> None:
        """Clusters, estimates and writes them all."""
        for block in self._blocks():
            self._settle(block)

    def _blocks(self) -> Iterator[Block]:
        found = self._found
        union = Union()
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

    def _settle(self, block: Block) -> None:
        db, settler, labels = self._db, self._settler, self._found.label_of
        mentions = sorted(self._hand.load(block.numbers).values(), key=order)
        groups = groups_now(PairIndex(db), {m.document for m in mentions})
        shared = grow_mentions.shared(db, mentions, groups, self._hand)
        label_of = {m.mention_id: labels[n] for n, m in self._hand.load(block.numbers).items()}
        held = held_of(db, {n: m.mention_id for n, m in self._hand.load(block.numbers).items() if is_loose(m)})
        bonds = self._bonds if block.decided else Constraints()
        parts = _parts(mentions, label_of, shared, held, bonds)
        old = derived.incidents_of_components(db, block.old)
        kept = _kept(parts, old, self._replaced | block.decided)  # what decisions are about is made again: their states follow from it
        parts = [p for p in parts if p[0].mention_id not in kept]
        derived.move_incidents(db, {i: label_of[m] for m, i in kept.items()})
        old = {i: row for i, row in old.items() if i not in set(kept.values())}
        concerned = {m.document for p in parts for m in p}
        whole = settler.settle(concerned | block.decided, groups=False)
        if concerned != {m.document for m in mentions}:
            groups = groups_now(PairIndex(db), concerned)
        own = {(m.document, c) for p in parts for m in p for c in m.claims}
        closed, rest = _parted(whole.claims, own)
        made, placed = incidents.put_together(parts, closed, whole.documents, groups, kept)
        placed, rest = _parted(sure([*placed, *rest], whole.told), own)
        made = self._estimated(whole, made, placed, groups)
        component = {c: label_of[m.mention_id] for p in parts for m in p for c in m.claims}
        derived.drop_incidents(db, old)
        derived.write_claims(db, [claim_row(verbatim(c, whole.documents)) for c in placed])
        derived.write_incidents(db, [incident_row(i) for i in made], {i.incident_id: component[i.anchor] for i in made})
        if block.decided:
            write_states(db, states_of(whole.decisions, whole.decided, made, [*placed, *rest], shared))
        self.documents |= {name for r in old.values() for name in r["documents"]} | {name for i in made for name in i.documents}
        _note(self.touched, old, made)

    def _estimated(
        self, whole: SettledPart, made: Sequence[Incident], placed: Sequence[Claim], groups: Sequence[SyndicationGroup]
    ) -> list[Incident]:
        by_incident: dict[str, list[Claim]] = {}
        for c in placed:
            if c.incident_id:
                by_incident.setdefault(c.incident_id, []).append(c)
        own = {c.document for c in placed if c.incident_id}
        near = Neighbours(around(self._db, self._settler, whole.documents, own, groups), groups)
        chosen = chosen_figures(whole.decisions, whole.decided, {c.claim_id: c.incident_id for c in placed})
        out = []
        for i in made:
            its_claims = by_incident.get(i.incident_id, [])
            beside = near.of(c.document for c in its_claims)
            picked = chosen.get(i.incident_id, ())
            out.append(estimates.estimate(i, its_claims, *beside, policy=self._frame.policy, weights=self._frame.weights, chosen=picked))
        return out


def around(
    db: sa.Connection, settler: Settler, have: Mapping[str, Document], names: Iterable[str], groups: Sequence[SyndicationGroup]
) -> dict[str, Document]:
    """Documents of these names with all that :class:`Neighbours` may ask for: copies, the same text elsewhere, other versions."""
    found: dict[str, Document] = {}
    wanted = set(names) | {name for g in groups for name in g.documents}
    while wanted:
        found |= {n: have[n] for n in wanted if n in have}
        found |= settler.documents(wanted - found.keys())
        texts = {found[n].document_id for n in wanted if n in found}
        texts |= {v for n in wanted if n in found and (v := found[n].version_of)}
        near = {name for others in names_of_texts(db, texts).values() for name in others}
        wanted = (near | versions_after(db, wanted)) - found.keys()
    return found


def _parts(
    mentions: Iterable[IncidentMention],
    label_of: Mapping[str, int],
    shared: frozenset[tuple[str, str]],
    held: Mapping[str, frozenset[str]],
    bonds: Constraints,
) -> list[list[IncidentMention]]:
    """Which mentions are one incident: each component by itself, so that no pair is compared that never meets."""
    of: dict[int, list[IncidentMention]] = {}
    for m in mentions:
        of.setdefault(label_of[m.mention_id], []).append(m)
    return [
        part
        for _, own in sorted(of.items())
        for part in incidents.parts_of(own, (), shared, held, together=bonds.together, apart=bonds.apart)
    ]


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


def _parted(claims: Iterable[Claim], own: Collection[tuple[str, str]]) -> tuple[list[Claim], list[Claim]]:
    """Claims of the mentions at hand, and the others."""
    inside: list[Claim] = []
    outside: list[Claim] = []
    for c in claims:
        (inside if (c.document, c.claim_id) in own else outside).append(c)
    return inside, outside


def verbatim(claim: Claim, documents: Mapping[str, Document]) -> Claim:
    """The claim, once it is sure that its quote stands in its document."""
    if documents[claim.document].text[claim.start : claim.end] != claim.quote:
        raise RashomonError(
            f"a quote is not verbatim ({claim.document} at {claim.start}); nothing was written. This is an error of the program."
        )
    return claim


def write_states(db: sa.Connection, states: Iterable[DecisionState]) -> None:
    """Writes what came of decisions."""
    rows = [{"decision_id": s.decision_id, "state": s.state, "note": s.note, "claims": list(s.claims)} for s in states]
    derived.drop(db, d.decision_states, "decision_id", [r["decision_id"] for r in rows])
    derived.fill(db, d.decision_states, rows)


def _note(touched: dict[str, str | None], old: Mapping[str, Any], made: Sequence[Incident]) -> None:
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
