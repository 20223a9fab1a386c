"""One writing to a ledger, from its beginning to the versions it leaves: whatever it is for, it goes this way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon import __version__, estimates
from rashomon.corpus.same_article import same_article
from rashomon.errors import InputError
from rashomon.gazetteer import get_gazetteer
from rashomon.model import Decision
from rashomon.pipeline.causes import Why, read_now
from rashomon.pipeline.decisions_sources import of_files
from rashomon.pipeline.executors import Executor
from rashomon.pipeline.grow import grow
from rashomon.pipeline.preparing import encoded
from rashomon.pipeline.rules import rules_hash
from rashomon.store import Ledger, Reading, derived, evidence, prepared, search
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain
from rashomon.store.decisions import append_decisions, load_decisions
from rashomon.store.encoded import Encoded
from rashomon.store.forgetting import Removed
from rashomon.store.migrations import carried_corrections
from rashomon.store.runs import finish_run, last_finished, start_run
from rashomon.store.versions import Cause, log_versions, taken_over

#: Something done inside the transaction in which a session ends.
Step = Callable[[sa.Connection, Chain], None]


@dataclass(frozen=True, slots=True)
class Frame:
    """By what figures are reconciled: a policy and, where a user gave them, weights. ``name`` is how a run's row calls both."""

    policy: str
    weights: estimates.Weights | None = None

    @property
    def name(self) -> str:
        """Policy, with name and hash of the file of weights."""
        return f"{self.policy} with weights {self.weights.file} ({self.weights.sha256[:12]})" if self.weights else self.policy


def framed(policy: str, weights: estimates.Weights | None = None) -> Frame:
    """The frame of a policy that there is. Raises InputError for one nobody knows."""
    if policy not in estimates.POLICIES:
        raise InputError(f"no policy {policy!r}; choose one of: {', '.join(sorted(estimates.POLICIES))}")
    return Frame(policy, weights)


@dataclass(slots=True)
class Session:
    """A run that was begun: readings are kept at once, everything else when it ends."""

    ledger: Ledger
    run_id: int
    frame: Frame
    learned: str
    moved: Counter[str] = field(default_factory=Counter)
    absent: list[str] = field(default_factory=list)  # corrections files that are not there, though what they say of is read

    @classmethod
    def start(cls, ledger: Ledger, kind: str, frame: Frame) -> Session:
        """Begins a run of this kind."""
        with ledger.write() as db:
            chain = Chain(db)
            prepared.empty(db)
            run_id = start_run(db, chain, kind, version=__version__, rules=rules_hash(), policy=frame.name)
            chain.flush()
            learned = db.scalars(sa.select(t.runs.c.started).where(t.runs.c.run_id == run_id)).one()
        return cls(ledger, run_id, frame, learned)

    def add(self, readings: Sequence[Reading]) -> None:
        """Keeps readings; from here on they survive whatever happens to the run."""
        self.add_encoded([encoded(r) for r in readings])

    def add_encoded(self, readings: Sequence[Encoded]) -> None:
        """Keeps readings that were made rows where they were made (:func:`rashomon.pipeline.preparing.encoded`)."""
        with self.ledger.write() as db:
            chain = Chain(db)
            evidence.append_encoded(db, chain, self.run_id, self.learned, Removed(db).sifted(readings), same_article)
            chain.flush()

    def add_copies(self, copies: Sequence[tuple[str, str]]) -> None:
        """Keeps, under each first name, the reading of the same input that the ledger has under the second."""
        with self.ledger.write() as db:
            there = {r.document.name: r for r in evidence.load_readings(db, {same for _, same in copies})}
            chain = Chain(db)
            made = [evidence.under(there[same], name) for name, same in copies]
            rows = Removed(db).sifted([encoded(r) for r in made])
            evidence.append_encoded(db, chain, self.run_id, self.learned, rows, same_article)
            chain.flush()

    def finish(
        self,
        files: Mapping[str, str] | None = None,
        tell: Callable[[int], None] | None = None,
        decisions: Sequence[Decision] = (),
        summary: Mapping[str, Any] | None = None,
        before: Step | None = None,
        after: Step | None = None,
        seen: Collection[str] = (),
        engine: Executor | None = None,
    ) -> None:
        """Derives what follows, and logs what the ledger says from now on: all of it, or nothing.

        ``files`` are texts of corrections files by source, ``seen`` the documents of the input beside them, ``decisions`` new rows to append; ``before`` and ``after`` are done in the same
        transaction, first and last. What can be done without the ledger is given to the ``engine``, where there is one.
        """
        with self.ledger.write() as db:
            chain = Chain(db)
            if before is not None:
                before(db, chain)
            held = load_decisions(db)
            asked = of_files(held, files or {}, carried_corrections(db), seen, self.learned)
            self.absent = asked.absent
            new = append_decisions(db, chain, self.run_id, [*decisions, *asked.rows])
            every = load_decisions(db) if new else held
            pending, gone = evidence.pending(db), evidence.unsettled_gone(db)
            last = last_finished(db, ("run", "derive", "decision", "forget"))
            again = last is not None and (last["rules"], last["policy"]) != (rules_hash(), self.frame.name)
            if again:  # other rules: what was derived by the old ones is no part of what these say
                old = derived.incident_ids(db)
                derived.empty(db)
                changed, gone = evidence.names(db), []
            else:
                old = []
                concerned = _concerned(new, every)
                changed = [*pending, *sorted(evidence.load_names(db, concerned) - set(pending))]
            grown = grow(db, changed, gone, every, self.frame.policy, self.frame.weights, tell, engine)
            read = read_now(db, pending)
            evidence.settled(db, self.run_id, pending)
            why = Why(read, frozenset(gone), [(one, _concerned([one], every)) for one in new], self._changed(last) if again else None)
            at = finish_run(db, chain, self.run_id, {**(summary or {}), **_summary(db, pending), "gazetteers": get_gazetteer().added})
            said = log_versions(db, chain, self.run_id, at, {**taken_over(db, old), **grown.touched}, why)
            if after is not None:
                after(db, chain)
            chain.flush()
            search.catch_up(db)
            prepared.empty(db)
            self.moved = Counter(cause.cause for _, cause in said)

    def _changed(self, last: Mapping[str, Any]) -> Cause:
        """What is other for the whole ledger than in the run before."""
        if last["policy"] != self.frame.name:
            return Cause("new_policy", {"from": last["policy"], "to": self.frame.name})
        return Cause("new_rules", {"from": last["rules"], "to": rules_hash()})


def _concerned(new: Sequence[Decision], every: Sequence[Decision]) -> set[str]:
    """Documents of new decisions, and of those they take back or bring back."""
    by_id = {d.decision_id: d for d in every}
    out: set[str] = set()
    for one in new:
        step: Decision | None = one
        seen: set[str] = set()
        while step is not None and step.decision_id not in seen:
            seen.add(step.decision_id)
            out |= {a.document for a in step.anchors}
            step = by_id.get(step.undoes) if step.undoes else None
    return out


def _summary(db: sa.Connection, read: Sequence[str]) -> dict[str, Any]:
    kept = sa.select(sa.func.count()).select_from(t.readings).where(t.readings.c.retired_run.is_(None))
    return {"documents": db.scalar(kept) or 0, "read": len(read)}
