"""Documents that others came to share passages with: which of them tell their news in such words, and which only repeat a stock sentence.

What a document shares with another bears on its own incidents where the passage holds one of its claims whole and the other is the original
of the group or a version of it (then it says whose words these are, and its notes may take them back), or where the original stands in one
incident with it. Which mentions a passage ties together is found from those of the document that came; only where two that both stay
as they are share another passage than before are their own looked at. Of all others only the row changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from rashomon.incidents.told import GAP
from rashomon.pipeline.grow_groups import Beside, Group, decoded
from rashomon.store import derived
from rashomon.store.mention_index import of_documents
from rashomon.store.neighbours import editions_of
from rashomon.store.pair_index import PairIndex

#: For each document stretches of its text, each with the document it shares it with.
Stretches = Mapping[str, Collection[tuple[str, int, int]]]


def told_in(db: sa.Connection, beside: Mapping[str, Beside], moved: Collection[str]) -> set[str]:
    """Those of the documents ``beside`` that have to be settled again; ``moved`` are those that came, changed or went."""
    turned = {name for name, own in beside.items() if own.before != own.after}
    originals = {name: _originals(own.before, own.after) - {name} for name, own in beside.items()}
    versions = editions_of(db, {o for some in originals.values() for o in some})
    shared = _passages(db, turned)
    whose: dict[str, set[tuple[str, int, int]]] = {}
    among: dict[str, set[tuple[str, int, int]]] = {}
    for name, own in beside.items():
        every = own.stretches | shared.get(name, set())
        whose[name] = {x for x in every if x[0] in versions or x[0] in originals[name]}
        among[name] = {x for x in own.stretches if x[0] not in moved} if name not in moved else set()
    out = _holding(db, whose) | _holding(db, among, reach=GAP)
    return out | _beside_original(db, {name: originals[name] for name in turned - out})


def copies(db: sa.Connection, versions: Collection[str]) -> set[str]:
    """Documents that are copies of one of these versions of articles, or tell something in words taken from one."""
    index = PairIndex(db)
    groups = {group_id for (_, kind), (group_id, _) in index.groups_of(versions).items() if kind == "whole"}
    shared = _passages(db, versions, of_others=True)
    of = index.groups_of(shared)
    taken = {name: own for name, own in shared.items() if not _originals(of.get((name, "part"))).isdisjoint(versions)}
    return {name for name, _ in index.members(groups)} | _holding(db, taken)


def _originals(*groups: Group) -> set[str]:
    return {g[1] for g in groups if g is not None and g[1] is not None}


def _passages(db: sa.Connection, names: Collection[str], *, of_others: bool = False) -> dict[str, set[tuple[str, int, int]]]:
    """The stretches of these documents that they share with others, or the stretches of these others."""
    out: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for pair, row in PairIndex(db).pairs(names, "part").items():
        for spans in decoded(pair, row).passages:
            for n, span in enumerate(spans):
                if pair[1 - n if of_others else n] in names:
                    out[pair[n]].add((pair[1 - n], span.start, span.end))
    return out


def _holding(db: sa.Connection, stretches: Stretches, reach: int | None = None) -> set[str]:
    """The documents of which a stretch holds a claim whole, or with ``reach`` those of which one comes as near to a claim as that."""
    spans = derived.claim_spans(db, [name for name, own in stretches.items() if own])
    return {
        name
        for name, own in spans.items()
        for start, end in own
        for _, begin, stop in stretches[name]
        if (begin <= start and end <= stop if reach is None else start - reach < stop and begin < end + reach)
    }


def _beside_original(db: sa.Connection, originals: Mapping[str, Collection[str]]) -> set[str]:
    """Those with a mention in one component with one of the originals that their group has, or had."""
    of: dict[str, set[int]] = defaultdict(set)
    for found in of_documents(db, {*originals, *(o for some in originals.values() for o in some)}):
        of[found.document].add(found.component)
    return {name for name, some in originals.items() if any(of[name] & of[o] for o in some)}
