"""The half that needs several documents: dates that one gives another, copies, incidents, estimates.

A pure function of all readings and corrections: drop what it made, call it again, get the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from rashomon import corpus, estimates, incidents
from rashomon.model import Claim, Document, Incident, SetAside, SyndicationGroup
from rashomon.pipeline.corrected_mentions import follow
from rashomon.pipeline.corrections import Applied, Correction, apply
from rashomon.store import Reading
from rashomon.store.twins import told_apart


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything a run can show, sorted by id; ``set_aside`` by document name."""

    documents: tuple[Document, ...]
    groups: tuple[SyndicationGroup, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    set_aside: dict[str, tuple[SetAside, ...]] = field(default_factory=dict)
    corrections: tuple[Applied, ...] = ()
    policy: str = "current"


def derive(readings: Sequence[Reading], corrections: Sequence[Correction] = (), policy: str = "current") -> Derived:
    """Incidents, estimates, disagreements and links from what each document says by itself."""
    ordered = told_apart(readings)
    used = [r.document for r in ordered if r.document.status == "used"]
    groups = corpus.syndication(used)
    published = corpus.infer_published(used, groups)
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    told: list[incidents.IncidentMention] = []
    aside: dict[str, tuple[SetAside, ...]] = {}
    for reading in ordered:
        document = reading.document
        its_claims, its_told = list(reading.claims), list(reading.incidents)
        known = published.get(document.name, document.published)
        if known != document.published:
            document = replace(document, published=known)
            its_claims, its_told = incidents.resettle(its_claims, its_told, known)
        documents[document.name] = document
        claims += its_claims
        told += its_told
        aside[document.name] = reading.set_aside
    documents = _versions(documents)
    applied: list[Applied] = []
    if corrections:
        read = claims
        claims, applied = apply(corrections, claims, documents)
        told = follow(told, read, claims)
        for correction in applied:
            for name, figure in correction.set_aside:
                aside[name] = (*aside.get(name, ()), figure)
    found, placed = incidents.cluster(told, claims, documents, groups)
    by_incident: dict[str, list[Claim]] = {}
    for claim in placed:
        if claim.incident_id:
            by_incident.setdefault(claim.incident_id, []).append(claim)
    finished = [estimates.estimate(i, by_incident.get(i.incident_id, []), documents, groups, policy=policy) for i in found]
    return Derived(
        documents=tuple(documents.values()),
        groups=tuple(groups),
        claims=tuple(sorted(placed, key=lambda c: c.claim_id)),
        incidents=tuple(sorted(finished, key=lambda i: i.incident_id)),
        set_aside=aside,
        corrections=tuple(applied),
        policy=policy,
    )


def _versions(documents: dict[str, Document]) -> dict[str, Document]:
    """Documents with ``version_of`` filled in: of different texts under one URL, each is a version of the one published before it."""
    by_url: dict[str, list[Document]] = {}
    for document in documents.values():
        if document.url and document.status == "used":
            by_url.setdefault(document.url, []).append(document)
    out = dict(documents)
    for same in by_url.values():
        same.sort(key=lambda d: (d.published.day or date.max, d.published.time or "", d.name))
        for earlier, later in pairwise(same):
            if earlier.document_id != later.document_id and later.version_of is None:
                out[later.name] = replace(out[later.name], version_of=earlier.document_id)
    return out
