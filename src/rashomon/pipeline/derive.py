"""The half that needs several documents: dates that one gives another, copies, incidents, estimates.

A pure function of all readings and decisions: drop what it made, call it again, get the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rashomon import confidence, estimates, incidents
from rashomon.incidents.cluster import shared_passages
from rashomon.incidents.support import support
from rashomon.model import Claim, Decision, DecisionState, Document, Incident, IncidentMention, SetAside, SyndicationGroup, changed
from rashomon.pipeline.decisions import chosen_figures, standing, states_of
from rashomon.pipeline.settled import settle_all, settle_readings
from rashomon.store import Reading


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything a run can show, sorted by id; ``set_aside`` by document name, ``decided`` in the order in which decisions hold, with what
    came of each in ``decisions``."""

    documents: tuple[Document, ...]
    groups: tuple[SyndicationGroup, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    set_aside: dict[str, tuple[SetAside, ...]] = field(default_factory=dict)
    decisions: tuple[DecisionState, ...] = ()
    decided: tuple[Decision, ...] = ()
    policy: str = "current"
    of_ledger: tuple[int, int] | None = None  # incidents and background incidents of the ledger, where these are a part of them
    left_out: int = 0  # documents of the ledger that tell of no incident, where there are too many to be among these

    @property
    def counts(self) -> tuple[int, int]:
        """How many incidents there are, and how many told as background."""
        background = sum(i.background for i in self.incidents)
        return self.of_ledger or (len(self.incidents) - background, background)


def derive(
    readings: Sequence[Reading], decisions: Sequence[Decision] = (), policy: str = "current", weights: estimates.Weights | None = None
) -> Derived:
    """Incidents, estimates, disagreements and links from what each document says by itself."""
    hold, states = standing(decisions)
    part = settle_readings(readings, settle_all([r.document for r in readings]), hold)
    documents, aside, decided, told = part.documents, part.set_aside, part.decided, part.told
    groups = part.groups
    bonds = decided.bonds
    found, placed = incidents.cluster(told, decided.claims, documents, groups, together=bonds.together, apart=bonds.apart)
    placed = sure(placed, told)
    by_incident: dict[str, list[Claim]] = {}
    for claim in placed:
        if claim.incident_id:
            by_incident.setdefault(claim.incident_id, []).append(claim)
    near = Neighbours(documents, groups)
    chosen = chosen_figures(hold, decided, {c.claim_id: c.incident_id for c in placed} if decided.choices else {})
    finished = []
    for i in found:
        its_claims = by_incident.get(i.incident_id, [])
        around = near.of(c.document for c in its_claims)
        finished.append(estimates.estimate(i, its_claims, *around, policy=policy, weights=weights, chosen=chosen.get(i.incident_id, ())))
    states += states_of(hold, decided, finished, placed, shared_passages(told, groups) if bonds.mentions else ())
    return Derived(
        documents=tuple(documents.values()),
        groups=tuple(groups),
        claims=tuple(sorted(placed, key=lambda c: c.claim_id)),
        incidents=tuple(sorted(finished, key=lambda i: i.incident_id)),
        set_aside=aside,
        decisions=tuple(sorted(states, key=lambda s: s.decision_id)),
        decided=tuple(sorted(decisions, key=lambda d: d.order)),
        policy=policy,
    )


def sure(claims: Sequence[Claim], told: Sequence[IncidentMention]) -> list[Claim]:
    """The claims with ``p_read`` and ``p_incident``."""
    of_document: dict[str, list[Claim]] = {}
    for claim in claims:
        of_document.setdefault(claim.document, []).append(claim)
    read = {(name, c): p for name, its in of_document.items() for c, p in confidence.read_right(its).items()}
    placed = confidence.same_incident(claims, told, support(told, {c.claim_id: c.incident_id for c in claims}))
    return [changed(c, p_read=read[c.document, c.claim_id], p_incident=placed.get(c.claim_id)) for c in claims]


class Neighbours:
    """Looks up what an incident's documents hang together with, so that its figures cost no look at the whole ledger."""

    def __init__(self, documents: dict[str, Document], groups: Sequence[SyndicationGroup]) -> None:
        self._documents = documents
        self._whole: dict[str, list[SyndicationGroup]] = {}
        self._part: dict[str, list[tuple[SyndicationGroup, list[int]]]] = {}
        for group in groups:
            if group.kind == "whole":
                for name in group.documents:
                    self._whole.setdefault(name, []).append(group)
                continue
            at: dict[str, list[int]] = {name: [] for name in group.documents}
            for n, (a, _, b, _) in enumerate(group.passages):
                at[a].append(n)
                at[b].append(n)
            for name, passages in at.items():
                self._part.setdefault(name, []).append((group, passages))
        self._named: dict[str, list[str]] = {}
        self._later: dict[str, list[str]] = {}
        for name, document in documents.items():
            self._named.setdefault(document.document_id, []).append(name)
            if document.version_of:
                self._later.setdefault(document.version_of, []).append(name)

    def of(self, names: Iterable[str]) -> tuple[dict[str, Document], list[SyndicationGroup]]:
        """Documents of these names, those they share words with, the versions before and after any of them, and the groups: those of shared
        passages as far as these documents are in them, for a stock sentence can hold a tenth of a ledger together."""
        own = sorted(set(names))
        groups = {g.group_id: g for name in own for g in self._whole.get(name, ())}
        groups |= self._shared(own)
        wanted = [*own, *(name for g in groups.values() for name in g.documents)]
        found: dict[str, Document] = {}
        while wanted:
            name = wanted.pop()
            if name in found or name not in self._documents:
                continue
            found[name] = document = self._documents[name]
            wanted += self._named.get(document.document_id, ())
            wanted += self._later.get(document.document_id, ())  # a correction need not tell the event again
            if document.version_of:
                wanted += self._named.get(document.version_of, ())
        return {name: found[name] for name in sorted(found)}, sorted(groups.values(), key=lambda g: g.group_id)

    def _shared(self, own: Sequence[str]) -> dict[str, SyndicationGroup]:
        stretches: dict[str, set[int]] = {}
        by_id: dict[str, SyndicationGroup] = {}
        for name in own:
            for group, at in self._part.get(name, ()):
                by_id[group.group_id] = group
                stretches.setdefault(group.group_id, set()).update(at)
        out = {}
        for group_id, ns in stretches.items():
            group = by_id[group_id]
            passages = tuple(group.passages[n] for n in sorted(ns))
            inside = {n for a, _, b, _ in passages for n in (a, b)} | ({group.original} if group.original else set())
            out[group_id] = replace(group, documents=tuple(sorted(inside)), passages=passages)
        return out
