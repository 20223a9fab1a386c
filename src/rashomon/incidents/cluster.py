"""Across documents: which incident mentions are one incident. A pure function of the mentions, in any order."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from rashomon.incidents.apart import score_reached
from rashomon.incidents.assemble import assemble
from rashomon.incidents.bonds import Bonds, Groups
from rashomon.incidents.candidates import candidates
from rashomon.incidents.features import THRESHOLD, VETO, Context, score_against
from rashomon.incidents.fitting import Fits
from rashomon.incidents.joining import Joining
from rashomon.incidents.loose import Against, Held, counts_for, held_of, is_exact, may_meet
from rashomon.incidents.meeting import common_among, meets
from rashomon.incidents.pair import pair_of
from rashomon.incidents.reach import best_first
from rashomon.incidents.turns import by_turns
from rashomon.incidents.when import window
from rashomon.model import Claim, Document, Incident, IncidentMention, SyndicationGroup, changed

#: A component of the candidate graph above this is reported: the keys are too coarse for it.
LARGE = 5000

_log = logging.getLogger(__name__)


def cluster(
    told: Sequence[IncidentMention],
    claims: Sequence[Claim],
    documents: Mapping[str, Document] | Iterable[Document],
    groups: Sequence[SyndicationGroup] = (),
    shared: Collection[tuple[str, str]] | None = None,
    held: Held | None = None,
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[list[Incident], list[Claim]]:
    """Incidents, and the claims with the id of theirs. Order of the input does not matter; estimates are left to their own room.

    ``told`` may be the mentions of whole components (:mod:`rashomon.incidents.components`): these then come out as among all. ``shared``
    are then the pairs in shared passages (:func:`shared_passages`), for the other mentions of their documents have a say in these, and
    ``held`` is what those are held against that do not tell their day (:mod:`rashomon.incidents.loose`).
    ``together`` are pairs of mention ids that are one incident, whatever their scores; ``apart`` pairs that never are (where both are said,
    they are together). Ids of mentions that are not here are passed over.
    """
    return put_together(parts_of(told, groups, shared, held, together=together, apart=apart), claims, documents, groups)


def parts_of(
    told: Sequence[IncidentMention],
    groups: Sequence[SyndicationGroup] = (),
    shared: Collection[tuple[str, str]] | None = None,
    held: Held | None = None,
    scores: Fits | None = None,
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[list[IncidentMention]]:
    """The first half of :func:`cluster`: which mentions are one incident. No text and no claim is asked. ``held`` is what mentions that do not
    tell their day are held against (:mod:`rashomon.incidents.loose`), where it is not to be found among these; ``scores`` are the pairs, by id, that reach
    the threshold and may be tied, where that is known already."""
    mentions, copies = _without_copies(sorted((m for m in told if m.claims), key=_key))
    context = Context(shared_passages(mentions, groups) if shared is None else frozenset(shared))
    at = {m.mention_id: n for n, kept in enumerate(mentions) for m in (kept, *copies[kept.mention_id])}
    bonds = Bonds([m.document for m in mentions], _indices(together, at), _indices(apart, at))
    if held is None:
        held = held_among(mentions, context, common_among([m for m in told if m.claims]))
    parts = _join(mentions, context, bonds, held, scores)
    answered = _answered(parts)
    if answered:  # once it is known which operations are one, so may be what they answer
        parts = _join(mentions, Context(context.shared, answered), bonds, held, scores)
    return [[*part, *(copy for m in part for copy in copies.get(m.mention_id, ()))] for part in parts]


def put_together(
    parts: Sequence[Sequence[IncidentMention]],
    claims: Sequence[Claim],
    documents: Mapping[str, Document] | Iterable[Document],
    groups: Sequence[SyndicationGroup] = (),
    elsewhere: Mapping[str, str] | None = None,
) -> tuple[list[Incident], list[Claim]]:
    """The second half: incidents of these parts. ``elsewhere`` leads from mentions that are not here to their incidents, for links."""
    by_name = dict(documents) if isinstance(documents, Mapping) else {d.name: d for d in documents}
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_id[c.claim_id].append(c)
    incidents = assemble(parts, by_id, by_name, groups, elsewhere)
    of_claim = {c: i.incident_id for i in incidents for c in i.claims}
    placed = [changed(c, incident_id=of_claim.get(c.claim_id)) for c in claims]
    return incidents, placed


def _indices(pairs: Iterable[tuple[str, str]], at: Mapping[str, int]) -> list[tuple[int, int]]:
    return sorted({(min(at[a], at[b]), max(at[a], at[b])) for a, b in pairs if a in at and b in at and at[a] != at[b]})


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


def shared_passages(mentions: Sequence[IncidentMention], groups: Sequence[SyndicationGroup]) -> frozenset[tuple[str, str]]:
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


def held_among(mentions: Sequence[IncidentMention], context: Context, common: Collection[str] | None = None) -> dict[str, Against]:
    """What the mentions that do not tell their day are held against, where these are all mentions there are; ``common`` are the grounds that too many
    have for it (:func:`rashomon.incidents.meeting.common_among`)."""
    if all(map(is_exact, mentions)):
        return {}
    ordered = sorted(mentions, key=_key)
    common = common_among(ordered) if common is None else common
    met = ((ordered[i], ordered[j]) for i, j in candidates(ordered, context))
    scored = ((a, b, score_reached(a, b, context)) for a, b in met if counts_for(a, b) or counts_for(b, a))
    return held_of((a, b, value) for a, b, value in scored if value is not None and (not common or meets(pair_of(a, b, context), common)))


def tied(a: IncidentMention, b: IncidentMention, context: Context, held: Held) -> bool:
    """Whether a pair of candidates that reaches the threshold may start a group: words they share, or an answer to both, need no day."""
    pair = (a.mention_id, b.mention_id)
    return pair in context.shared or pair in context.answered or may_meet(a, b, held)


def _join(
    mentions: Sequence[IncidentMention], context: Context, bonds: Bonds, held: Held, known: Fits | None
) -> list[list[IncidentMention]]:
    """Groups of mentions: pairs from the best down, joined where no pair across is vetoed and no document's own events would fall together.

    What reviewers put together are groups that are one incident in the end, while each grows by its own scores: a report that agrees with
    one half and contradicts the other stays with the half it agrees with.
    """
    if known is None and len(mentions) > LARGE:
        _report_large(len(mentions), candidates(mentions, context))
    groups = Joining(
        [m.document for m in mentions], lambda i, j: score_against(mentions[min(i, j)], mentions[max(i, j)], context), VETO, THRESHOLD / 2
    )
    whole = bonds.start()
    pairs = best_first(known, mentions, context)
    if len(mentions) > LARGE and not bonds:  # what reviewers said ties groups that lie apart: these are asked in one order
        pairs = by_turns(pairs, len(mentions), _by_day(mentions), groups.root)
    for i, j in pairs:
        a, b = groups.root(i), groups.root(j)
        if a == b or not tied(mentions[i], mentions[j], context, held) or not groups.may_join(a, b) or not bonds.allow(whole, i, j):
            continue
        groups.join(a, b)
        whole.join(i, j)
    return [[mentions[i] for i in sorted(group)] for _, group in sorted(whole.members.items(), key=lambda kv: min(kv[1]))]


def _by_day(mentions: Sequence[IncidentMention]) -> list[int]:
    """The numbers of mentions from the first day to the last; those of no known day come before."""
    days = [window(m.time) for m in mentions]
    first = [own[0].toordinal() if own is not None else 0 for own in days]
    return sorted(range(len(mentions)), key=lambda n: (first[n], n))


def _report_large(count: int, pairs: list[tuple[int, int]]) -> None:
    parts = Groups(count)
    for i, j in pairs:
        parts.join(i, j)
    sizes = [len(group) for group in parts.members.values()]
    for size in sorted(sizes, reverse=True):
        if size > LARGE:
            _log.warning("a component of %d incident mentions may be one incident: blocking keys are too coarse here", size)
