"""One incident under a lens with all that its figures are made of: what the page, its JSON and the API start from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.estimates.editions import editions, origins_of_versions
from rashomon.estimates.inside import Inside, inside
from rashomon.estimates.order import origins
from rashomon.model import Claim, Decision, DecisionState, Document, Incident
from rashomon.pipeline.asked import Asked, asked_for, documents_said
from rashomon.pipeline.compare import Given
from rashomon.pipeline.decisions import chosen_figures, standing
from rashomon.pipeline.derive import Neighbours
from rashomon.pipeline.exporting import rounded
from rashomon.pipeline.grow_blocks import around
from rashomon.pipeline.grow_documents import settled_of
from rashomon.pipeline.moments import as_of
from rashomon.pipeline.session import framed
from rashomon.pipeline.settled import Settler, settle_readings
from rashomon.pipeline.view import _placed, _policy, incident_of
from rashomon.queries.lens import Lens
from rashomon.store import derived_tables as d
from rashomon.store.decisions import load_decisions
from rashomon.store.evidence import load_documents, load_readings

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

#: Incidents kept in memory as they were looked at last: a page asks for its parts one after another.
KEPT = 6
_kept: OrderedDict[tuple[str, ...], Seen] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident as a lens shows it. ``given`` is what figures are made of. ``documents`` are all that are quoted: its own, earlier versions, those of links. ``notes`` say what
    a reader has to know of the moment; ``later`` and ``undated`` name documents that were not out by then, or of unknown day."""

    incident: Incident
    given: Given
    documents: Mapping[str, Document]
    policy: str
    own_policy: str
    decisions: tuple[tuple[Decision, DecisionState], ...] = ()
    notes: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # what was worked out once

    @property
    def within(self) -> Inside:
        """What the policy had before it when it made the figures. Made when it is asked for: of 1,500 claims it takes longer than all else."""
        if "within" not in self.memo:
            g, policy = self.given, self.policy.partition(" with weights ")[0]
            self.memo["within"] = inside(self.incident, g.claims, g.documents, g.groups, policy, None, g.chosen)
        made: Inside = self.memo["within"]
        return made

    @property
    def origin(self) -> dict[str, str]:
        """For each copy the document whose words it has, the newest version where there are several."""
        if "origin" not in self.memo:
            documents, groups = dict(self.given.documents), tuple(sorted(self.given.groups, key=lambda g: g.group_id))
            self.memo["origin"] = origins_of_versions(origins(documents, groups), editions(documents, groups))
        made: dict[str, str] = self.memo["origin"]
        return made

    @property
    def claims(self) -> dict[str, Claim]:
        """Its claims by id, as they were read."""
        return {c.claim_id: c for c in self.given.claims if c.document in self.documents}


def asked(db: sa.Connection, text: str) -> Asked:
    """The incident that a text names: an id, the beginning of one, or an id that it had. Raises InputError where there is none or several."""
    return asked_for(db, text[:60])


def look(desk: Desk, db: sa.Connection, lens: Lens, incident_id: str) -> Seen:
    """The incident of this id under a lens. Raises InputError where nothing of it had been published by the moment of the lens."""
    key = (str(desk.where), desk.state(db).tag, lens.policy or "", lens.as_of or "", incident_id, str(desk.coarsen))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    seen = _published(db, lens, incident_id) if lens.as_of else _now(db, lens, incident_id)
    if desk.coarsen:
        seen = _coarse(seen)
    with _lock:
        _kept[key] = seen
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return seen


def _coarse(seen: Seen) -> Seen:
    return replace(seen, incident=rounded(seen.incident, seen.given.claims))


def _now(db: sa.Connection, lens: Lens, incident_id: str) -> Seen:
    decided = load_decisions(db)
    stored, given = _told(db, incident_id, decided)
    own = _policy(db)
    plain, _, weights = own.partition(" with weights ")
    again = lens.policy is not None and lens.policy != plain
    frame = framed(lens.policy or plain)
    within = inside(stored, given.claims, given.documents, given.groups, frame.policy, None, given.chosen) if again else None
    notes = (f"the ledger's own figures are made with the weights {weights}; these are without",) if again and weights else ()
    states = {
        r.decision_id: DecisionState(r.decision_id, r.state, r.note, tuple(r.claims)) for r in db.execute(sa.select(d.decision_states))
    }
    decisions = tuple((x, states[x.decision_id]) for x in sorted(decided, key=lambda x: x.order) if x.decision_id in states)
    made = within.incident if within else stored
    documents = _quoted(db, stored, given.documents)
    memo = {"within": within} if within else {}
    return Seen(made, given, documents, frame.policy if within else own, own, decisions, notes, memo=memo)


def _told(db: sa.Connection, incident_id: str, decided: list[Decision]) -> tuple[Incident, Given]:
    """The incident with what its figures are made of, as :func:`rashomon.pipeline.compare_ledger.told_of` gives it, looking once at what
    documents share: of 300 articles on one event that are 30,000 pairs."""
    incident = incident_of(db.execute(sa.select(d.incidents.c.row).where(d.incidents.c.incident_id == incident_id)).scalar_one())
    names = set(incident.documents)
    shared = settled_of(db, names)
    settler = Settler(db, standing(decided)[0])
    reached, held = settler.with_decisions(names)
    part = settler.settle(names) if held or reached != names else settle_readings(load_readings(db, names), shared, held)
    near = Neighbours(around(db, settler, part.documents, names, shared.groups), shared.groups)
    claims = [c for c in _placed(db, [c for c in part.claims if c.document in names]) if c.incident_id == incident_id]
    claims.sort(key=lambda c: c.claim_id)
    chosen = chosen_figures(part.decisions, part.decided, {c.claim_id: c.incident_id for c in claims})
    return incident, Given(claims, *near.of(c.document for c in claims), chosen.get(incident_id, ()))


def _published(db: sa.Connection, lens: Lens, incident_id: str) -> Seen:
    """Derived again from what had been published by then, as ``rashomon show --as-of`` does."""
    by = lens.moment
    assert by is not None
    own = _policy(db)
    plain, _, weights = own.partition(" with weights ")
    frame = framed(lens.policy or plain)
    found = as_of(db, incident_id, by, frame.policy)
    if found.incident is None:
        first = f"; the first report of it was out by {found.later[0][1].day} {found.later[0][1]:%b %Y}" if found.later else ""
        raise InputError(f"nothing of {incident_id} had been published by {by.words}{first}")
    incident, derived = found.incident, found.derived
    claims = [c for c in derived.claims if c.incident_id == incident.incident_id]
    documents = {x.name: x for x in derived.documents}
    near = Neighbours(documents, derived.groups)
    standing = {s.decision_id: s for s in derived.decisions}
    rules = {r.rule.removesuffix(":reopened") for e in incident.estimates for r in e.reasons}
    chosen = tuple(x for x in derived.decided if x.rule in rules)  # figures that reviewers chose show in the reasons of their rows
    given = Given(claims, *near.of(c.document for c in claims), chosen)
    notes = [f"as published by {by.words}"]
    if incident.incident_id != incident_id:
        notes.append(f"by these documents alone its id is {incident.incident_id}; now it is {incident_id}")
    if weights:
        notes.append(f"the ledger's own figures are made with the weights {weights}; these are without")
    decisions = tuple((x, standing[x.decision_id]) for x in derived.decided if x.decision_id in standing)
    return Seen(
        incident, given, _quoted(db, incident, {**documents, **given.documents}), frame.policy, own, decisions, tuple(notes),
        tuple(n for n, _ in found.later), found.undated, tuple(i.incident_id for i in found.others),
    )  # fmt: skip


def _quoted(db: sa.Connection, incident: Incident, documents: Mapping[str, Document]) -> dict[str, Document]:
    """The documents of an incident with those that its links quote."""
    lacking = {n for n in incident.documents if n not in documents}
    out = dict(documents) | load_documents(db, lacking)
    return out | {n: x for n, x in documents_said(db, (), {x.document for x in incident.links}).items() if n not in out}
