"""What an export is made of: the incidents of a ledger as they are asked for, a few at a time. See ``docs/how-to/export.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rashomon import __version__, estimates
from rashomon.errors import LedgerError
from rashomon.model import Claim, Document, Incident
from rashomon.model.exported import About, Told
from rashomon.people import coarsened
from rashomon.pipeline.compare_ledger import STEP, told_of
from rashomon.pipeline.deciding import DERIVING
from rashomon.pipeline.decisions import standing
from rashomon.pipeline.derive import derive
from rashomon.pipeline.filtering import Filter, since
from rashomon.pipeline.grow_documents import settled_of
from rashomon.pipeline.moments import Moment, _dated, moment_of, run_by
from rashomon.pipeline.rules import rules_hash
from rashomon.pipeline.session import Frame, framed
from rashomon.pipeline.settled import Settler
from rashomon.pipeline.view import _placed, incident_of, view
from rashomon.store import Ledger, evidence
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain
from rashomon.store.decisions import load_decisions
from rashomon.store.meta import ledger_id
from rashomon.store.outputs import record_output
from rashomon.store.runs import finish_run, last_finished, start_run
from rashomon.store.versions import current_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks of an export. ``policy`` None: the ledger's own. ``as_of``: what had been published by then. ``changed_since``: a
    moment or a run (``run:3``); only incidents of which the ledger says something else since."""

    policy: str | None = None
    weights: estimates.Weights | None = None
    since: date | None = None
    where: Filter | None = None
    as_of: Moment | None = None
    as_of_text: str | None = None
    changed_since: str | None = None
    names: bool = False
    coarsen: bool = False

    @property
    def everything(self) -> bool:
        """Whether no incident is left out by what is asked."""
        return self.since is None and self.where is None and self.as_of is None and self.changed_since is None


@dataclass(slots=True)
class Aside:
    """What was not exported, filled while the incidents are read: how many for which reason; and incidents that are no more since
    ``changed_since``, each with the one that took over. ``notes`` are what a reader has to know of the figures."""

    passed: Counter[str] = field(default_factory=Counter)
    gone: list[tuple[str, str | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def exported(db: sa.Connection, wanted: Wanted, aside: Aside | None = None) -> tuple[About, Iterator[Told]]:
    """What the export says of itself, and its incidents in order of id, :data:`STEP` at a time.

    Raises InputError for an unknown policy or moment, LedgerError for a ledger from which nothing was derived yet.
    """
    out = aside if aside is not None else Aside()
    last = last_finished(db, DERIVING)
    if last is None:
        raise LedgerError(
            "nothing was derived in this ledger yet, so there is nothing to export; finish a run first: rashomon run INPUT --out DIR"
        )
    own, _, weighed = str(last["policy"]).partition(" with weights ")
    frame = framed(wanted.policy or own, wanted.weights)
    again = frame.name != last["policy"] and not (weighed and wanted.weights is None and frame.policy == own and wanted.as_of is None)
    if weighed and again and wanted.weights is None:
        out.notes.append(f"the ledger's own figures are made with the weights {weighed}, these without; give that file with --weights")
    seq, at = _state(db, int(last["run_id"]))
    name = frame.name if again else str(last["policy"])
    policy, _, weights = name.partition(" with weights ")
    about = About(
        version=__version__, head=at, head_seq=seq, run_id=int(last["run_id"]), run_at=str(last["finished"]), policy=policy,
        weights=weights or None, since=wanted.since.isoformat() if wanted.since else None, where=wanted.where.text if wanted.where else None,
        as_of=wanted.as_of_text, names=wanted.names, changed_since=wanted.changed_since, coarsen=wanted.coarsen, ledger_id=ledger_id(db),
    )  # fmt: skip
    changed = _changed(db, wanted.changed_since, out) if wanted.changed_since is not None else None
    if wanted.as_of is not None:
        told = _published(db, wanted, wanted.as_of, frame, changed, out)
    else:
        told = _now(db, wanted, frame if again else None, changed, out)
    return about, _finished(told, wanted, out)


def _state(db: sa.Connection, run_id: int) -> tuple[int, str]:
    """Number and hash of the last link that a run sealed: the state of knowledge, whatever was shown or given out since."""
    c = t.chain.c
    row = db.execute(sa.select(c.seq, c.hash).where(c.run_id == run_id).order_by(c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, "")


def _changed(db: sa.Connection, text: str, out: Aside) -> set[str]:
    """Incidents of which the ledger says something else since; those that are no more go to ``gone``."""
    run_id, _ = run_by(db, text, "--changed-since")
    v = t.incident_versions.c
    touched = set(db.scalars(sa.select(v.incident_id).where(v.run_id > run_id).distinct()))
    here: set[str] = set()
    for group in evidence.chunks(sorted(touched)):
        here |= set(db.scalars(sa.select(d.incidents.c.incident_id).where(d.incidents.c.incident_id.in_(group))))
    before = set()
    for group in evidence.chunks(sorted(touched - here)):
        last = sa.select(sa.func.max(v.version_id)).where(v.incident_id.in_(group), v.run_id <= run_id).group_by(v.incident_id)
        there = sa.or_(v.row.is_not(None), v.salt == "")  # a row that was forgotten left its salt empty
        before |= set(db.scalars(sa.select(v.incident_id).where(v.version_id.in_(last), there)))
    out.gone += [(i, current_id(db, i)) for i in sorted(before)]
    return here


def _now(db: sa.Connection, wanted: Wanted, again: Frame | None, changed: set[str] | None, out: Aside) -> Iterator[Told]:
    ids = list(_chosen(db, wanted, again is not None, changed, out))
    if again is None:
        for group in evidence.chunks(ids, STEP):
            part = view(db, group)
            of: dict[str, list[Claim]] = {i: [] for i in group}
            for c in part.claims:
                if c.incident_id in of:
                    of[c.incident_id].append(c)
            documents = {x.name: x for x in part.documents}
            for incident in sorted(part.incidents, key=lambda i: i.incident_id):
                yield _told(incident, of[incident.incident_id], documents)
        return
    for incident, given in told_of(db, ids):
        made = estimates.estimate(
            incident, given.claims, given.documents, given.groups, policy=again.policy, weights=again.weights, chosen=given.chosen
        )
        yield _told(made, given.claims, given.documents)


def _chosen(db: sa.Connection, wanted: Wanted, again: bool, changed: set[str] | None, out: Aside) -> Iterator[str]:
    """Ids of incidents that may be wanted, judged by their rows alone, so that the others are never loaded."""
    i = d.incidents.c
    if changed is None and wanted.since is None and wanted.where is None:
        yield from db.scalars(sa.select(i.incident_id).order_by(i.incident_id))
        return
    for r in db.execute(sa.select(i.incident_id, i.row).order_by(i.incident_id).execution_options(yield_per=500)):
        if changed is not None and r.incident_id not in changed:
            out.passed["not changed since then"] += 1
        elif _passes(incident_of(r.row), wanted, out, figures=not again):
            yield r.incident_id


def _passes(incident: Incident, wanted: Wanted, out: Aside, *, figures: bool = True) -> bool:
    if wanted.since is not None:
        late = since(incident, wanted.since)
        if not late:
            out.passed["day not known" if late is None else "before that day"] += 1
            return False
    if wanted.where is None or (wanted.where.holds(incident) if figures else wanted.where.may_hold(incident)):
        return True
    out.passed["not as --where asks"] += 1
    return False


def _told(incident: Incident, claims: Iterable[Claim], documents: Any) -> Told:
    own = tuple(sorted(claims, key=lambda c: c.claim_id))
    names = sorted({*incident.documents, *(c.document for c in own)})
    return Told(incident, own, {n: documents[n] for n in names if n in documents})


def _published(
    db: sa.Connection, wanted: Wanted, by: Moment, frame: Frame, changed: set[str] | None, out: Aside
) -> Iterator[Told]:  # fmt: skip
    """Derived again, in memory, from all that had been published by then: a large ledger needs much of it."""
    names = evidence.names(db)
    given = settled_of(db, names)
    readings = []
    undated = later = 0
    for group in evidence.chunks(sorted(names), STEP):
        for reading in evidence.load_readings(db, group):
            dated = _dated(reading, given)
            when = moment_of(dated.document.published)
            if when is not None and when <= by.at:
                readings.append(dated)
            elif dated.document.status == "used":
                undated, later = undated + (when is None), later + (when is not None)
    if undated:
        out.notes.append(f"documents of unknown day, left out: {undated}")
    if later:
        out.notes.append(f"documents published later, left out: {later}")
    made = derive(readings, load_decisions(db), frame.policy, frame.weights)
    documents = {x.name: x for x in made.documents}
    of: dict[str, list[Claim]] = {}
    for c in made.claims:
        if c.incident_id:
            of.setdefault(c.incident_id, []).append(c)
    for incident in made.incidents:
        if changed is not None and incident.incident_id not in changed:
            out.passed["not changed since then"] += 1
        elif _passes(incident, wanted, out):
            yield _told(incident, of.get(incident.incident_id, ()), documents)


def _finished(told: Iterator[Told], wanted: Wanted, out: Aside) -> Iterator[Told]:
    for one in told:
        if wanted.where is not None and not wanted.where.holds(one.incident):
            out.passed["not as --where asks"] += 1
            continue
        yield replace(one, incident=rounded(one.incident, one.claims)) if wanted.coarsen else one


def rounded(incident: Incident, claims: Sequence[Claim]) -> Incident:
    """The incident as it is given out with ``--coarsen``: its label, too, names no private spot."""
    made = coarsened(incident, claims)
    if made.place is not None and made.place.basis.startswith("rounded"):
        made = replace(made, label=f"{made.kind}, {made.place.name}")
    return made


def loose(db: sa.Connection) -> Iterator[tuple[tuple[Claim, ...], dict[str, Document]]]:
    """Claims that belong to no incident (general statements), sorted by document and id, with their documents, a few at a time."""
    c = d.claims.c
    names = list(db.scalars(sa.select(c.document).where(c.incident_id.is_(None)).distinct().order_by(c.document)))
    settler = Settler(db, standing(load_decisions(db))[0])
    for group in evidence.chunks(names, STEP):
        part = settler.settle(set(group))
        own = [x for x in _placed(db, [x for x in part.claims if x.document in set(group)]) if x.incident_id is None]
        yield tuple(sorted(own, key=lambda x: (x.document, x.claim_id))), {n: part.documents[n] for n in group}


def record_export(
    ledger: Ledger, kind: str, path: Path | str, sha256: str, incidents: Collection[str], documents: Collection[str], *, names: bool
) -> None:  # fmt: skip
    """Puts on record that an export was made, in a run of its own that derives nothing: who must ask for it back one day learns of it.
    ``path`` as text says where it went where that is no file of this machine."""
    at, name = (path, path) if isinstance(path, str) else (str(path.absolute()), path.name)
    with ledger.write() as db:
        chain = Chain(db)
        last = last_finished(db)
        policy = str(last["policy"]) if last is not None else "current"
        run_id = start_run(db, chain, "export", version=__version__, rules=rules_hash(), policy=policy)
        record_output(
            db, chain, run_id, kind=f"{kind} export", path=at, sha256=sha256, incidents=sorted(incidents),
            documents=sorted(documents), names=names,
        )  # fmt: skip
        finish_run(db, chain, run_id, {"output": name})
        chain.flush()
