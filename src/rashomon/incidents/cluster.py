"""Across documents: which incident mentions are one incident. A pure function of the mentions, in any order."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.incidents.assemble import assemble
from rashomon.incidents.blocking import blocking_keys
from rashomon.incidents.features import THRESHOLD, VETO, Context, score
from rashomon.model import Claim, Document, Incident, IncidentMention, SyndicationGroup

#: A component of the candidate graph above this is reported: the keys are too coarse for it.
LARGE = 5000

_log = logging.getLogger(__name__)


def cluster(
    told: Sequence[IncidentMention], claims: Sequence[Claim], documents: Mapping[str, Document] | Iterable[Document], groups: Sequence[SyndicationGroup] = ()
) -> tuple[list[Incident], list[Claim]]:
    """Incidents, and the claims with the id of theirs. Order of the input does not matter; estimates are left to their own room."""
    by_name = dict(documents) if isinstance(documents, Mapping) else {d.name: d for d in documents}
    mentions, copies = _without_copies(sorted((m for m in told if m.claims), key=_key))
    context = Context(_shared(mentions, groups))
    parts = _join(mentions, context)
    answered = _answered(parts)
    if answered:  # once it is known which operations are one, so may be what they answer
        parts = _join(mentions, Context(context.shared, answered))
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_id[c.claim_id].append(c)
    whole = [[*part, *(copy for m in part for copy in copies.get(m.mention_id, ()))] for part in parts]
    incidents = assemble(whole, by_id, by_name, groups)
    of_claim = {c: i.incident_id for i in incidents for c in i.claims}
    placed = [replace(c, incident_id=of_claim.get(c.claim_id)) for c in claims]
    return incidents, placed


def _key(m: IncidentMention) -> tuple[str, str, int, str]:
    return (m.document_id, m.document, m.sentence, m.mention_id)


def _without_copies(mentions: Sequence[IncidentMention]) -> tuple[list[IncidentMention], dict[str, list[IncidentMention]]]:
    """One mention for each set of claims: the same text under two names has the same claims. The best dated one stands for the others."""
    same: dict[tuple[str, ...], list[IncidentMention]] = defaultdict(list)
    for m in mentions:
        same[m.claims].append(m)
    kept, copies = [], {}
    for group in same.values():
        first, *rest = sorted(group, key=lambda m: (m.time is None or not m.time.is_day, m.time is None, _key(m)))
        kept.append(first)
        copies[first.mention_id] = rest
    return sorted(kept, key=_key), copies


def _shared(mentions: Sequence[IncidentMention], groups: Sequence[SyndicationGroup]) -> frozenset[tuple[str, str]]:
    """Pairs of mentions with claims inside one shared passage."""
    by_document: dict[str, list[IncidentMention]] = defaultdict(list)
    for m in mentions:
        by_document[m.document].append(m)
    out = set()
    for group in groups:
        for doc_a, span_a, doc_b, span_b in group.passages:
            inside_a = [m for m in by_document[doc_a] if any(s < span_a.end and span_a.start < e for s, e in m.extent)]
            inside_b = [m for m in by_document[doc_b] if any(s < span_b.end and span_b.start < e for s, e in m.extent)]
            if len(inside_a) == 1 and len(inside_b) == 1:  # a passage that tells two events says nothing of which is which
                out |= {(inside_a[0].mention_id, inside_b[0].mention_id), (inside_b[0].mention_id, inside_a[0].mention_id)}
    return frozenset(out)


def _answered(parts: Sequence[Sequence[IncidentMention]]) -> frozenset[tuple[str, str]]:
    """Pairs of mentions that one incident is said to retaliate for."""
    out = set()
    for part in parts:
        targets = sorted({(m.document, link.target) for m in part for link in m.links if link.type == "retaliation_for"})
        out |= {(a, b) for doc_a, a in targets for doc_b, b in targets if doc_a != doc_b}
    return frozenset(out)


def candidates(mentions: Sequence[IncidentMention], shared: frozenset[tuple[str, str]] = frozenset()) -> list[tuple[int, int]]:
    """Pairs of indices that share a blocking key or a passage, of two documents each."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        for key in blocking_keys(m):
            blocks[key].append(i)
    pairs = {(i, j) for block in blocks.values() for n, i in enumerate(block) for j in block[n + 1 :] if mentions[i].document != mentions[j].document}
    at = {m.mention_id: i for i, m in enumerate(mentions)}
    pairs |= {(min(at[a], at[b]), max(at[a], at[b])) for a, b in shared if a in at and b in at and at[a] != at[b]}
    return sorted(pairs)


def _join(mentions: Sequence[IncidentMention], context: Context) -> list[list[IncidentMention]]:
    """Groups of mentions: pairs from the best down, joined where no pair across is vetoed and no document's own events would fall together."""
    pairs = candidates(mentions, context.shared)
    _report_large(len(mentions), pairs)
    scores = {p: score(mentions[p[0]], mentions[p[1]], context) for p in pairs}
    parent = list(range(len(mentions)))
    members: dict[int, list[int]] = {i: [i] for i in range(len(mentions))}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for (i, j), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if value < THRESHOLD:
            break
        a, b = root(i), root(j)
        if a == b or not _may_join(members[a], members[b], mentions, scores, context):
            continue
        parent[b] = a
        members[a] += members.pop(b)
    return [[mentions[i] for i in sorted(group)] for _, group in sorted(members.items(), key=lambda kv: min(kv[1]))]


def _may_join(left: list[int], right: list[int], mentions: Sequence[IncidentMention], scores: dict[tuple[int, int], float], context: Context) -> bool:
    """The guard against chains: no two events of one document, no vetoed pair, and on average a pair does not speak against it."""
    total = 0.0
    for i in left:
        for j in right:
            if mentions[i].document == mentions[j].document:
                return False
            key = (min(i, j), max(i, j))
            if key not in scores:
                scores[key] = score(mentions[key[0]], mentions[key[1]], context)
            if scores[key] <= VETO:
                return False
            total += scores[key]
    return total / (len(left) * len(right)) >= THRESHOLD / 2


def _report_large(count: int, pairs: list[tuple[int, int]]) -> None:
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in pairs:
        parent[root(j)] = root(i)
    sizes: dict[int, int] = defaultdict(int)
    for i in range(count):
        sizes[root(i)] += 1
    for size in sorted(sizes.values(), reverse=True):
        if size > LARGE:
            _log.warning("a component of %d incident mentions may be one incident: blocking keys are too coarse here", size)
