"""Writes decisions of several people to one ledger, one at a time, and none over what its maker had not seen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.model import Decision
from rashomon.model.decisions import RECORDS
from rashomon.pipeline.deciding import Outcome, frame_of, judged, kept, tried, undo_of
from rashomon.review.wished import SOURCE, Desired, Refused, Seen, decision_of
from rashomon.store import Ledger, writing
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.decisions import load_decisions
from rashomon.store.engine import Where, printable
from rashomon.store.lock import Busy

#: Seconds that a decision waits for another one, or for another process's run, before its maker is told who writes.
PATIENCE = 20.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Met:
    """Something that was decided, or otherwise changed, since somebody looked."""

    incident_id: str | None
    decision: Decision | None
    at: str
    cause: str


class Conflict(InputError):
    """The ledger says something else of what a decision is about than its maker had before them. Nothing was kept."""

    def __init__(self, met: Iterable[Met], now: Seen) -> None:
        self.met, self.now = tuple(met), now
        super().__init__("this changed while you were looking at it; nothing was kept. Look at what changed, then decide again")


def seen_now(db: sa.Connection, incidents: Iterable[str]) -> Seen:
    """What somebody who looks at these incidents now has seen."""
    v = t.incident_versions.c
    wanted = sorted(set(incidents))
    asked = sa.select(v.incident_id, sa.func.max(v.version_id).label("last")).where(v.incident_id.in_(wanted)).group_by(v.incident_id)
    found = {r.incident_id: int(r.last) for r in db.execute(asked)} if wanted else {}
    return Seen({i: found.get(i, 0) for i in wanted}, last_number(db))


def last_number(db: sa.Connection) -> int:
    """The number of the last decision; 0: there is none."""
    return int(db.scalar(sa.select(sa.func.max(t.decisions.c.number))) or 0)


def check(db: sa.Connection, seen: Seen, about: Iterable[str], decision: Decision) -> None:
    """Raises Conflict where an incident that a decision is about has another version than was seen, or where somebody decided about the same
    incidents or words since; Refused where it is not said which version was seen."""
    about = set(about)
    now = seen_now(db, about | set(seen.incidents))
    strange = sorted(about - set(seen.incidents))
    moved = sorted(i for i in about & set(seen.incidents) if now.incidents.get(i) != seen.incidents[i])
    met = [_moved(db, i, seen.incidents[i]) for i in moved]
    told = {m.decision.decision_id for m in met if m.decision is not None}
    met += [Met(None, x, x.at, "decision") for x in _decided(db, seen.decision, about, decision) if x.decision_id not in told]
    if strange and not met:  # the words are of an incident that was not on the page: something put them there meanwhile
        raise Refused("seen", f"say which version of {', '.join(strange)} you were looking at")
    if met:
        raise Conflict(met, now)


def _moved(db: sa.Connection, incident_id: str, version: int) -> Met:
    v = t.incident_versions.c
    last = db.execute(sa.select(v.at, v.cause, v.detail).where(v.incident_id == incident_id, v.version_id > version).order_by(v.version_id.desc()).limit(1)).first()  # fmt: skip
    if last is None:
        return Met(incident_id, None, "", "gone")
    made = set((last.detail or {}).get("decisions") or ())
    by = next((x for x in reversed(load_decisions(db)) if x.decision_id in made), None)
    return Met(incident_id, by, last.at, last.cause)


def _decided(db: sa.Connection, after: int, about: set[str], mine: Decision) -> list[Decision]:
    """Decisions made since that touch the same incidents, or the same words."""
    every = load_decisions(db)
    new = [x for x in every if x.number > after and x.kind not in RECORDS]
    if not new:
        return []
    by_id = {x.decision_id: x for x in every}
    s, c = d.decision_states.c, d.claims.c
    claims = {r.decision_id: r.claims for r in db.execute(sa.select(s.decision_id, s.claims))}
    own = set(db.scalars(sa.select(c.claim_id).where(c.incident_id.in_(sorted(about)))))
    out = []
    for x in new:
        root = _taken_back(x, by_id)
        if own & set(claims.get(root.decision_id) or ()) or set(root.anchors) & set(mine.anchors):
            out.append(x)
    return out


def _taken_back(decision: Decision, by_id: Mapping[str, Decision]) -> Decision:
    """What a decision is about in the end: of an undo the decision that it, or the undo it takes back, takes back."""
    seen: set[str] = set()
    while decision.undoes is not None and decision.undoes in by_id and decision.decision_id not in seen:
        seen.add(decision.decision_id)
        decision = by_id[decision.undoes]
    return decision


class Writer:
    """The one that writes for a server. Readers go on meanwhile; who comes while another's decision is worked out waits for their turn."""

    def __init__(self, where: Where, patience: float = PATIENCE) -> None:
        self.where, self.patience = where, patience
        self._turn = threading.Lock()

    def tried(self, wish: Desired, who: str, seen: Seen) -> Outcome:
        """What a decision would do; nothing is kept. Raises Conflict, Refused or :class:`rashomon.store.lock.Busy`."""
        return self._made(lambda db: self._wished(db, wish, who, seen), tried)

    def kept(self, wish: Desired, who: str, seen: Seen) -> Outcome:
        """Keeps a decision. Raises as :meth:`tried` does, with nothing kept."""
        return self._made(lambda db: self._wished(db, wish, who, seen), kept)

    def undone(self, number: int, who: str, why: str, *, dry: bool = False, may: Callable[[Decision], None] | None = None) -> Outcome:
        """Takes a decision back; ``may`` raises where they may not. Two who take back the same one do not undo one another: the second is told."""

        def make(db: sa.Connection) -> Decision:
            old = next((x for x in load_decisions(db) if x.number == number), None)
            if old is None:
                raise Refused("number", f"there is no decision {number} in this ledger")
            if may is not None:
                may(old)
            if not why.strip():
                raise Refused("why", "say why: taking back is a decision, too")
            return undo_of(db, str(number), who, why, SOURCE)

        return self._made(make, tried if dry else kept)

    def judged(self, item: str, answer: str, who: str, note: str = "") -> Decision:
        """Puts an answer on record."""
        return self._writing(lambda ledger: judged(ledger, item, answer, who, note, SOURCE))

    @staticmethod
    def _wished(db: sa.Connection, wish: Desired, who: str, seen: Seen) -> Decision:
        gone = [i for i in wish.incidents if i in seen.incidents and seen_now(db, [i]).incidents[i] != seen.incidents[i]]
        if gone:  # before anything is made of ids that may be other incidents' by now
            raise Conflict([_moved(db, i, seen.incidents[i]) for i in gone], seen_now(db, seen.incidents))
        try:
            decision, about = decision_of(db, wish, who)
        except Refused:
            moved = [i for i, version in seen.incidents.items() if seen_now(db, [i]).incidents[i] != version]
            if moved:
                raise Conflict([_moved(db, i, seen.incidents[i]) for i in moved], seen_now(db, seen.incidents)) from None
            raise
        check(db, seen, about, decision)
        return decision

    def _made(self, make: Callable[[sa.Connection], Decision], work: Callable[..., Outcome]) -> Outcome:
        def do(ledger: Ledger) -> Outcome:
            with ledger.read() as db:
                decision, frame = make(db), frame_of(db)
            return work(ledger, decision, frame)

        return self._writing(do)

    def _writing(self, work: Callable[[Ledger], T]) -> T:
        end = monotonic() + self.patience
        if not self._turn.acquire(timeout=self.patience):
            raise Busy(f"the ledger {printable(self.where)} is being written to by other reviewers of this server; try again in a moment")
        try:
            with writing(self.where, wait=max(0.1, end - monotonic())) as ledger:
                return work(ledger)
        finally:
            self._turn.release()
