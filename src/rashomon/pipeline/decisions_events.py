"""Which words tell one incident and which do not, as reviewers decided: pairs of incident mentions for clustering.

A decision needs the documents of its own anchors and no other. Contradictions are settled among the decisions handed in: those that share
mentions, directly or through others, have to be handed in together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from rashomon.model import Anchor, Claim, Decision, DecisionState, Document, IncidentMention
from rashomon.pipeline.decisions_claims import find_claims, find_span, shortened
from rashomon.pipeline.decisions_mentions import part


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs of mention ids for :func:`rashomon.incidents.cluster`, the state of each merge and split, and the mentions of those that hold."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    states: tuple[DecisionState, ...] = ()
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # decision id → mention ids of its anchors


def parted(
    decisions: Iterable[Decision], claims: Iterable[Claim], told: Sequence[IncidentMention], documents: Mapping[str, Document]
) -> list[IncidentMention]:
    """The mentions, with each one parted that holds words a split puts into different incidents: the words of the later anchor leave it,
    with the figures that are part of theirs. What cannot be parted (both words are in one claim) comes back whole."""
    out = list(told)
    splits = [d for d in decisions if d.kind == "split"]
    if not splits:
        return out
    of_document, by_id = _by_document(claims)
    for decision in splits:
        for first, second in combinations(decision.anchors, 2):
            if first.document != second.document:
                continue
            found = [find_claims(a, of_document.get(a.document, ()), documents) for a in (first, second)]
            left, right = ({c.claim_id for c in f} if not isinstance(f, str) else set() for f in found)
            both = left & right  # a sentence that tells of both, and stays with the first
            left, right = left - both, right - both
            if not left or not right:
                continue
            again = []
            for m in out:
                own = set(m.claims)
                again += part(m, right & own, by_id) if left & own and right & own else [m]
            out = again
    return out


def constraints(
    decisions: Iterable[Decision], claims: Iterable[Claim], told: Sequence[IncidentMention], documents: Mapping[str, Document]
) -> Constraints:
    """What merges and splits among ``decisions`` (in order) ask of clustering. ``claims`` and ``told`` are as decided (see :func:`parted`).

    Of a merge and a split that contradict each other, others that hold included, the later one stands.
    """
    wanted = [d for d in decisions if d.kind in {"merge", "split"}]
    if not wanted:
        return Constraints()
    of_document, _ = _by_document(claims)
    home: dict[str, list[IncidentMention]] = {}
    for m in told:
        for c in m.claims:
            home.setdefault(c, []).append(m)
    found: dict[str, tuple[str, ...]] = {}
    held: dict[str, tuple[str, ...]] = {}
    states: dict[str, DecisionState] = {}
    for decision in wanted:
        places: list[str] = []
        about: set[str] = set()
        problem = "" if len(decision.anchors) > 1 else "it names no two places to put together or part"
        for anchor in decision.anchors:
            event = _event(anchor, of_document, home, documents)
            if isinstance(event, str):
                problem = problem or event
                continue
            mention, own = event
            places.append(mention)
            about |= own
        if not problem and decision.kind == "split" and len(set(places)) < len(places):
            problem = "the words tell one event in one claim, which cannot be parted; quote words of two claims"
        if problem:
            states[decision.decision_id] = DecisionState(decision.decision_id, "not_found", problem, tuple(sorted(about)))
            continue
        found[decision.decision_id] = tuple(places)
        note = "they were one event already" if len(set(places)) == 1 else ""
        states[decision.decision_id] = DecisionState(decision.decision_id, "applied", note, tuple(sorted(about)))
    merges: list[Decision] = []
    splits: list[Decision] = []
    for decision in reversed([d for d in wanted if d.decision_id in found]):
        against = _against(decision, merges, splits, found)
        if against is not None:
            note = f"decision {against.number} ({against.kind}, {against.who}), made later, says otherwise"
            states[decision.decision_id] = DecisionState(decision.decision_id, "overruled", note, states[decision.decision_id].claims)
            continue
        (merges if decision.kind == "merge" else splits).append(decision)
        held[decision.decision_id] = found[decision.decision_id]
    together = {tuple(sorted(p)) for d in merges for p in pairwise(found[d.decision_id]) if p[0] != p[1]}
    apart = {tuple(sorted(p)) for d in splits for p in combinations(found[d.decision_id], 2)}
    return Constraints(
        together=tuple(sorted((a, b) for a, b in together)),
        apart=tuple(sorted((a, b) for a, b in apart)),
        states=tuple(states[d.decision_id] for d in wanted),
        mentions=held,
    )


def _by_document(claims: Iterable[Claim]) -> tuple[dict[str, list[Claim]], dict[str, Claim]]:
    out: dict[str, list[Claim]] = {}
    by_id = {}
    for c in claims:
        out.setdefault(c.document, []).append(c)
        by_id[c.claim_id] = c
    return out, by_id


def _event(
    anchor: Anchor,
    of_document: Mapping[str, Sequence[Claim]],
    home: Mapping[str, Sequence[IncidentMention]],
    documents: Mapping[str, Document],
) -> tuple[str, set[str]] | str:
    """The mention that the words of an anchor tell, with the claims they touch; or why there is none."""
    found = find_claims(anchor, of_document.get(anchor.document, ()), documents)
    if isinstance(found, str):
        return found.replace("nothing to correct", "no event to speak of")
    span = find_span(anchor, documents)
    within = [c for c in found if not isinstance(span, str) and span.covers(c.span)]
    around = [c for c in found if not isinstance(span, str) and c.span.covers(span)]
    closest = [c for c in around if c.end - c.start == min(a.end - a.start for a in around)]  # a figure in a sentence that tells of several
    for pool in (found, within, closest):
        events = {m.mention_id for c in pool for m in home.get(c.claim_id, ())}
        if len(events) == 1:
            return events.pop(), {c.claim_id for c in pool}
    if not any(home.get(c.claim_id) for c in found):
        return "these words are not told of any event"
    shown = "; ".join(f"“{shortened(c.quote)}”" for c in found[:3])
    return f"these words tell more than one event ({shown}); quote only the words of the one that is meant"


def _against(
    decision: Decision, merges: Sequence[Decision], splits: Sequence[Decision], found: Mapping[str, tuple[str, ...]]
) -> Decision | None:
    """The latest of those that stand that contradicts a decision, or None."""
    mine = found[decision.decision_id]
    if decision.kind == "merge":
        groups = _groups([*(found[d.decision_id] for d in merges), mine])
        for split in splits:
            own = [groups.get(m, m) for m in found[split.decision_id]]
            if len(set(own)) < len(own):
                return split
        return None
    groups = _groups([found[d.decision_id] for d in merges])
    roots = [groups.get(m, m) for m in mine]
    twice = {r for r in roots if roots.count(r) > 1}
    return next((d for d in merges if groups.get(found[d.decision_id][0]) in twice), None)


def _groups(merged: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each mention the one that stands for all it is merged with."""
    root: dict[str, str] = {}
    for mentions in merged:
        heads = {root.get(m, m) for m in mentions}
        head = min(heads)
        for m in mentions:
            root.setdefault(m, head)
        root = {m: head if r in heads else r for m, r in root.items()}
    return root
