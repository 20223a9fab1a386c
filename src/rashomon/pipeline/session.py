"""One writing to a ledger, from its beginning to the versions it leaves: whatever it is for, it goes this way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon import __version__, estimates
from rashomon.errors import InputError
from rashomon.gazetteer import get_gazetteer
from rashomon.model import Decision
from rashomon.pipeline.decisions_file import decisions_of_file, reconciled
from rashomon.pipeline.grow import grow
from rashomon.pipeline.rules import rules_hash
from rashomon.store import Ledger, Reading, derived, evidence, search
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain
from rashomon.store.decisions import append_decisions, load_decisions
from rashomon.store.migrations import carried_corrections
from rashomon.store.runs import finish_run, last_finished, now, start_run
from rashomon.store.versions import Cause, log_versions


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

    @classmethod
    def start(cls, ledger: Ledger, kind: str, frame: Frame) -> Session:
        """Begins a run of this kind."""
        with ledger.write() as db:
            chain = Chain(db)
            run_id = start_run(db, chain, kind, version=__version__, rules=rules_hash(), policy=frame.name)
            chain.flush()
        return cls(ledger, run_id, frame, now())

    def add(self, readings: Sequence[Reading]) -> None:
        """Keeps readings; from here on they survive whatever happens to the run."""
        with self.ledger.write() as db:
            chain = Chain(db)
            evidence.append_readings(db, chain, self.run_id, self.learned, readings)
            chain.flush()

    def add_copies(self, copies: Sequence[tuple[str, str]]) -> None:
        """Keeps, under each first name, the reading of the same input that the ledger has under the second."""
        with self.ledger.write() as db:
            there = {r.document.name: r for r in evidence.load_readings(db, {same for _, same in copies})}
            chain = Chain(db)
            evidence.append_readings(db, chain, self.run_id, self.learned, [evidence.under(there[same], name) for name, same in copies])
            chain.flush()

    def finish(
        self,
        files: Mapping[str, str] | None = None,
        tell: Callable[[int], None] | None = None,
        decisions: Sequence[Decision] = (),
        summary: Mapping[str, Any] | None = None,
    ) -> None:
        """Derives what follows, and logs what the ledger says from now on: all of it, or nothing.

        ``files`` are texts of corrections files by path, ``decisions`` new rows to append.
        """
        with self.ledger.write() as db:
            chain = Chain(db)
            before = load_decisions(db)
            new = append_decisions(db, chain, self.run_id, [*decisions, *self._of_files(db, before, files or {})])
            every = load_decisions(db) if new else before
            pending, gone = evidence.pending(db), evidence.unsettled_gone(db)
            last = last_finished(db, ("run", "derive", "decision", "forget"))
            again = last is not None and (last["rules"], last["policy"]) != (rules_hash(), self.frame.name)
            if again:  # other rules: what was derived by the old ones is no part of what these say
                old = dict.fromkeys(derived.incident_ids(db))
                derived.empty(db)
                changed, gone = evidence.names(db), []
            else:
                old = {}
                concerned = _concerned(new, every)
                changed = [*pending, *sorted(evidence.load_names(db, concerned) - set(pending))]
            grown = grow(db, changed, gone, every, self.frame.policy, self.frame.weights, tell)
            evidence.settled(db, self.run_id, pending)
            why = _Why(db, self.run_id, set(pending), set(gone), new, every, last, rules_hash(), self.frame.name)
            at = finish_run(db, chain, self.run_id, {**(summary or {}), **_summary(db, pending), "gazetteers": get_gazetteer().added})
            said = log_versions(db, chain, self.run_id, at, {**old, **grown.touched}, why)
            chain.flush()
            search.catch_up(db)
            self.moved = Counter(cause.cause for _, cause in said)

    def _of_files(self, db: sa.Connection, before: Sequence[Decision], files: Mapping[str, str]) -> list[Decision]:
        """New rows that corrections files ask for; those that a ledger of version 1 carried along are taken over once."""
        out: list[Decision] = []
        carried = {path: text for path, text in carried_corrections(db).items() if path not in files}
        for path, text in sorted({**carried, **files}.items()):
            if path in carried and any(d.source == path for d in before):
                continue
            out += reconciled([*before, *out], decisions_of_file(text, path), path, self.learned)
        return out


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


class _Why:
    """Says of an incident's old and new row what moved it."""

    def __init__(
        self,
        db: sa.Connection,
        run_id: int,
        read: set[str],
        gone: set[str],
        decisions: Sequence[Decision],
        every: Sequence[Decision],
        last: Mapping[str, Any] | None,
        rules: str,
        policy: str,
    ) -> None:
        self._read, self._gone = read, gone
        self._decided = [(d, _concerned([d], every)) for d in decisions]
        self._last, self._rules, self._policy = last, rules, policy
        versions = sa.select(t.readings.c.name, t.readings.c.document).where(
            t.readings.c.run_id == run_id, t.readings.c.retired_run.is_(None)
        )
        self._versions = {r.name for r in db.execute(versions) if r.document.get("version_of")}

    def __call__(self, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Cause:
        before, after = set(old["documents"]) if old else set(), set(new["documents"]) if new else set()
        told = before | after
        removed, read = sorted(told & self._gone), sorted(told & self._read)
        decided = [d.decision_id for d, names in self._decided if names & told]
        if old is None and not before and not decided:
            return Cause("first", {"documents": sorted(after)})
        if removed:
            return Cause("forgotten", {"documents": removed})
        if decided:
            return Cause("decision", {"decisions": decided, "documents": read})
        if read:
            versions = [name for name in read if name in self._versions]
            joined = sorted(after - before)
            kind = "new_version" if versions else "new_report" if set(joined) & self._read or not new else "read_again"
            return Cause(kind, {"documents": versions or (sorted(set(joined) & self._read) or read)})
        if self._last is not None and self._last["policy"] != self._policy:
            return Cause("new_policy", {"from": self._last["policy"], "to": self._policy})
        if self._last is not None and self._last["rules"] != self._rules:
            return Cause("new_rules", {"from": self._last["rules"], "to": self._rules})
        return Cause("linked_report", {"documents": sorted(self._read)[:20]})
