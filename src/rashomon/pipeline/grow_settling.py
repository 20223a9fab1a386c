"""A block of components settled: from which mentions are one incident to the rows of incidents and claims. Values in, rows out, so that any process can do it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rashomon import estimates, incidents
from rashomon.model import Claim, Document, Incident, SyndicationGroup
from rashomon.pipeline.decisions import chosen_figures
from rashomon.pipeline.derive import Neighbours, sure
from rashomon.pipeline.grow_filing import verbatim
from rashomon.pipeline.settled import SettledPart, Unsettled
from rashomon.store import derived
from rashomon.store.rows import claim_row, incident_row


@dataclass(frozen=True, slots=True)
class Frame:
    """By what figures are reconciled: the policy, and a user's weights."""

    policy: str
    weights: estimates.Weights | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be settled: ``parts`` are the ids of the mentions of each incident, ``labels`` the component of each part, ``whole`` their documents,
    ``near`` those that hang together with these, ``groups`` who shares words with them. ``kept`` leads from mentions of incidents that stay as they
    are to these."""

    parts: tuple[tuple[str, ...], ...]
    labels: tuple[int, ...]
    whole: SettledPart | Unsettled
    near: Mapping[str, Document] | Unsettled
    groups: tuple[SyndicationGroup, ...]
    kept: Mapping[str, str]
    frame: Frame


class Brief(NamedTuple):
    """What has to be known of an incident where its rows are kept."""

    incident_id: str
    anchor: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]


class Rows(NamedTuple):
    """What came of it, as the database keeps it."""

    claims: derived.Values
    incidents: Mapping[str, derived.Values]
    made: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """Incidents with their estimates, their claims, and the other claims of their documents (``rest``)."""

    whole: SettledPart
    incidents: list[Incident]
    placed: list[Claim]
    rest: list[Claim]


def settled_rows(work: Work) -> Rows:
    """Settles a block."""
    return rows_of(work, settle(work))


def settle(work: Work) -> Made:
    """The incidents of a block."""
    whole = work.whole.settled()
    mention_of = {m.mention_id: m for m in whole.told}
    parts = [[mention_of[i] for i in part] for part in work.parts]
    own = {(m.document, c) for p in parts for m in p for c in m.claims}
    closed, rest = _parted(whole.claims, own)
    made, placed = incidents.put_together(parts, closed, whole.documents, work.groups, work.kept)
    placed, rest = _parted(sure([*placed, *rest], whole.told), own)
    return Made(whole, _estimated(work, whole, made, placed), placed, rest)


def rows_of(work: Work, made: Made) -> Rows:
    """The rows of incidents and claims."""
    mention_of = {m.mention_id: m for m in made.whole.told}
    component = {c: label for part, label in zip(work.parts, work.labels, strict=True) for i in part for c in mention_of[i].claims}
    return Rows(
        derived.claim_values([claim_row(verbatim(c, made.whole.documents[c.document])) for c in made.placed]),
        derived.incident_values([incident_row(i) for i in made.incidents], {i.incident_id: component[i.anchor] for i in made.incidents}),
        tuple(Brief(i.incident_id, i.anchor, i.claims, i.documents) for i in made.incidents),
    )


def _estimated(work: Work, whole: SettledPart, made: Sequence[Incident], placed: Sequence[Claim]) -> list[Incident]:
    by_incident: dict[str, list[Claim]] = {}
    for c in placed:
        if c.incident_id:
            by_incident.setdefault(c.incident_id, []).append(c)
    beside = work.near.documents() if isinstance(work.near, Unsettled) else work.near
    near = Neighbours({**beside, **whole.documents}, work.groups)
    chosen = chosen_figures(whole.decisions, whole.decided, {c.claim_id: c.incident_id for c in placed})
    frame, out = work.frame, []
    for i in made:
        its_claims = by_incident.get(i.incident_id, [])
        around = near.of(c.document for c in its_claims)
        picked = chosen.get(i.incident_id, ())
        out.append(estimates.estimate(i, its_claims, *around, policy=frame.policy, weights=frame.weights, chosen=picked))
    return out


def _parted(claims: Iterable[Claim], own: Collection[tuple[str, str]]) -> tuple[list[Claim], list[Claim]]:
    """Claims of the mentions at hand, and the others."""
    inside: list[Claim] = []
    outside: list[Claim] = []
    for c in claims:
        (inside if (c.document, c.claim_id) in own else outside).append(c)
    return inside, outside
