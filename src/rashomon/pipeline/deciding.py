"""Makes decisions, tries them, keeps them and takes them back: what the commands do, and what pages may do. See ``docs/how-to/decide.md``."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rashomon import __version__
from rashomon.errors import InputError, LedgerError
from rashomon.estimates import Weights
from rashomon.model import Anchor, Decision, DecisionState, decision_id
from rashomon.pipeline.anchoring import incidents_at
from rashomon.pipeline.balance import balance_in
from rashomon.pipeline.decisions import seen_of, standing
from rashomon.pipeline.decisions_values import VALUES, checked
from rashomon.pipeline.grow import grow
from rashomon.pipeline.moved import Cause, Change, between, change
from rashomon.pipeline.rules import rules_hash
from rashomon.pipeline.session import Frame, Session, _concerned, framed
from rashomon.pipeline.view import view
from rashomon.pipeline.write import Page, write_files, write_page
from rashomon.store import Ledger, derived, evidence, writing
from rashomon.store import derived_tables as d
from rashomon.store.chain import Chain
from rashomon.store.decisions import append_decisions, load_decisions
from rashomon.store.engine import Where, printable
from rashomon.store.runs import finish_run, last_finished, moment_in, start_run
from rashomon.store.versions import last_rows

SOURCE = "command line"
#: Kinds of runs that derive.
DERIVING = ("run", "derive", "decision", "forget")
_FILES = ("documents.jsonl", "claims.jsonl", "incidents.jsonl")
_ROUNDED = "Places of homes, shelters and clinics are rounded"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision did, or would do: its state, and what became of the incidents it moved. ``other_rules``: the ledger was made by other
    rules than these, so keeping the decision derives everything again, and more may move."""

    decision: Decision
    state: DecisionState
    changes: tuple[Change, ...]
    other_rules: bool = False


class _NotKept(Exception):
    """Ends a transaction that is only tried."""


def frame_of(db: sa.Connection, weights: Weights | None = None) -> Frame:
    """By what the ledger's figures were reconciled last, so that a decision moves nothing else.

    Raises InputError where that was with a file of weights and these are not given, or other ones.
    """
    last = last_finished(db, DERIVING)
    if last is None:
        return framed("current", weights)
    policy, _, weighed = str(last["policy"]).partition(" with weights ")
    frame = framed(policy, weights)
    if frame.name != last["policy"]:
        raise InputError(f"{_made(weighed)}, so that a decision moves nothing else")
    return frame


def frame_again(db: sa.Connection, weights: Weights | None = None) -> Frame:
    """The frame of a run that names no policy: the policy by which the figures were reconciled last, ``current`` for a new ledger, with
    these weights. Raises InputError where there were weights and none are given."""
    last = last_finished(db, DERIVING)
    if last is None:
        return framed("current", weights)
    policy, _, weighed = str(last["policy"]).partition(" with weights ")
    if weighed and weights is None:
        raise InputError(f"{_made(weighed)}, or name a --policy to go on without weights")
    return framed(policy, weights)


def _made(weighed: str) -> str:
    need = f"with the weights {weighed}; give that file with --weights" if weighed else "without weights; leave --weights out"
    return f"the figures of this ledger were made {need}"


def proposed(db: sa.Connection, kind: str, anchors: Sequence[Anchor], value: Any, who: str, why: str, source: str = SOURCE) -> Decision:
    """A decision about to be made, with what it has seen; ``source`` says where it was written. Raises InputError for a value that cannot be
    read."""
    who, why = said_by(who, why)
    made, problem = checked(kind, value)
    if problem:
        raise InputError(f"--value {value!r} {problem}; for {kind} it is {VALUES[kind]}")
    number = 1 + max((x.number for x in load_decisions(db)), default=0)
    decision = Decision("", number, kind, who, moment_in(db), why, tuple(anchors), made, source)
    if kind in {"merge", "split", "choose"}:
        shown = view(db, incidents_at(db, anchors))
        seen = seen_of(shown.claims, {x.name: x for x in shown.documents}, decision)
        decision = replace(decision, value={**(made or {}), "seen": seen})
    ident = decision_id(kind, who, why, anchors, decision.value, source, more=number)
    return replace(decision, decision_id=ident)


def said_by(who: str, why: str) -> tuple[str, str]:
    """Who decides and why, of which neither may be empty."""
    if not who.strip() or not why.strip():
        raise InputError("a decision needs --who (your name) and --why (your reason), both in words")
    return who.strip(), why.strip()


def tried(ledger: Ledger, decision: Decision, frame: Frame) -> Outcome:
    """What a decision would do; nothing is kept."""
    made: list[Outcome] = []
    try:
        with ledger.write() as db:
            made.append(_tried(db, decision, frame))
            raise _NotKept
    except _NotKept:
        return made[0]


def _tried(db: sa.Connection, decision: Decision, frame: Frame) -> Outcome:
    every = [*load_decisions(db), decision]
    concerned = sorted(evidence.load_names(db, _concerned([decision], every)))
    grown = grow(db, concerned, [], every, frame.policy, frame.weights)
    before = last_rows(db, grown.touched)  # of what moved alone: a component can hold most of a ledger
    after: dict[str, Any] = {}
    i = d.incidents.c
    for group in evidence.chunks(sorted(grown.touched)):
        after |= {r.incident_id: r.row for r in db.execute(sa.select(i.incident_id, i.row).where(i.incident_id.in_(group)))}
    why = [Cause(0, decision.at, "decision", {"decisions": [decision.decision_id]})]
    changes = []
    for incident_id, into in sorted(grown.touched.items()):
        old, new = before.get(incident_id), after.get(incident_id)
        if (old is None and new is None) or old == new:
            continue
        taken = [k for k, end in sorted(grown.touched.items()) if end == incident_id and k in before] if new else []
        changes.append(change(incident_id, old, new, why, taken, into if new is None else None))
    last = last_finished(db, DERIVING)
    return Outcome(decision, state_of(db, decision), tuple(changes), last is not None and last["rules"] != rules_hash())


def state_of(db: sa.Connection, decision: Decision) -> DecisionState:
    """What came of a decision, as the ledger has it."""
    s = d.decision_states
    row = db.execute(sa.select(s).where(s.c.decision_id == decision.decision_id)).mappings().first()
    if row is None:
        return DecisionState(decision.decision_id, "not_found", "nothing was derived with it yet")
    return DecisionState(row["decision_id"], row["state"], row["note"], tuple(row["claims"]))


def kept(ledger: Ledger, decision: Decision, frame: Frame) -> Outcome:
    """Puts a decision into the ledger, and says what it did. Raises InputError, with nothing kept, where it would do nothing."""
    first = tried(ledger, decision, frame)
    if first.state.state == "not_found":
        raise InputError(f"nothing was decided: {first.state.note}")
    session = Session.start(ledger, "decision", frame)
    session.finish(decisions=[decision])
    with ledger.read() as db:
        moved = between(db, session.run_id - 1, session.run_id).changes
        return Outcome(decision, state_of(db, decision), moved, first.other_rules)


def undo_of(db: sa.Connection, text: str, who: str, why: str, source: str = SOURCE) -> Decision:
    """The row that takes back the decision with this number or id (or the beginning of one). Raises InputError where there is no such
    decision, or it was taken back already."""
    who, why = said_by(who, why)
    every = load_decisions(db)
    given = text.strip().removeprefix("#")
    by_number = [x for x in every if given.isascii() and given.isdigit() and x.number == int(given)]
    found = by_number or [x for x in every if len(given) > 3 and x.decision_id.startswith((given, f"dec-{given}"))]
    if len(found) != 1:
        have = f"its decisions are 1 to {max(x.number for x in every)}" if every else "there are none yet"
        problem = "more than one decision is called" if found else "there is no decision"
        raise InputError(f"{problem} {text!r} in this ledger; {have} (`rashomon decisions` lists them)")
    [old] = found
    if old.kind == "names":
        raise InputError(f"decision {old.number} is the record that names were shown to {old.who}; that cannot be taken back")
    if old.kind == "judgement":
        raise InputError(f"decision {old.number} is an answer of {old.who} to a question of the queue; answer again to change it")
    taken = {s.decision_id: s for s in standing(every)[1] if s.state == "undone"}
    if old.decision_id in taken:
        by = max((x for x in every if x.undoes == old.decision_id), key=lambda x: x.order)
        raise InputError(f"decision {old.number} was {taken[old.decision_id].note}; bring it back with: rashomon undo {by.number}")
    number = 1 + max(x.number for x in every)
    ident = decision_id("undo", who, why, (), None, source, undoes=old.decision_id, more=number)
    return Decision(ident, number, "undo", who, moment_in(db), why, (), None, source, old.decision_id)


def log_names(ledger: Ledger, who: str, what: str) -> Decision:
    """Puts on record that names of private persons were shown: to whom, and in what. ``ledger`` is open for writing. Moves nothing."""
    return _recorded(ledger, "names", who, what, None, SOURCE)


def judged(ledger: Ledger, item: str, answer: str, who: str, note: str = "", source: str = SOURCE) -> Decision:
    """Puts on record what a reviewer answered (yes, no, unsure) to a question of the queue. ``ledger`` is open for writing. Moves nothing; of
    two answers of one person the later stands. Raises InputError for what is no answer."""
    value, problem = checked("judgement", {"item": item, "answer": answer})
    if problem or not who.strip():
        raise InputError(f"a judgement is {VALUES['judgement']}, with the name of who answers")
    return _recorded(ledger, "judgement", who.strip(), note.strip(), value, source)


def _recorded(ledger: Ledger, kind: str, who: str, what: str, value: Any, source: str) -> Decision:
    """A row of a kind that changes nothing derived, in a run of its own."""
    with ledger.write() as db:
        chain = Chain(db)
        last = last_finished(db, DERIVING)
        policy = str(last["policy"]) if last is not None else "current"
        run_id = start_run(db, chain, kind, version=__version__, rules=rules_hash(), policy=policy)
        number = 1 + max((x.number for x in load_decisions(db)), default=0)
        ident = decision_id(kind, who, what, (), value, source, more=number)
        decision = Decision(ident, number, kind, who, moment_in(db), what, (), value, source)
        append_decisions(db, chain, run_id, [decision])
        derived.fill(db, d.decision_states, [{"decision_id": ident, "state": "applied", "note": "", "claims": []}])
        finish_run(db, chain, run_id, {kind: what})
        chain.flush()
    return decision


def names_shown(where: Where, who: str | None, what: str) -> Decision:
    """:func:`log_names` for a command that otherwise only reads. Raises LedgerError where that cannot be put on record."""
    try:
        with writing(where) as ledger:
            return log_names(ledger, (who or "").strip() or system_user(), what)
    except LedgerError as err:
        raise LedgerError(
            f"names are shown only where that can be put on record, and the ledger {printable(where)} cannot be written to now ({err}); "
            "leave --names out"
        ) from err


def system_user() -> str:
    """Who is at the keyboard, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown user"


def brought_up_to_date(db: sa.Connection, out: Path, write_report: Any) -> list[str]:
    """Writes again what stands beside a ledger in ``out``: the three JSON Lines files where they are there, and the report, with places
    rounded where it had them so and private names hidden. Returns the names of what was written."""
    done: list[str] = []
    if all((out / name).is_file() for name in _FILES):
        write_files(db, out)
        done += _FILES
    report = out / "report.html"
    if report.is_file():
        rounded = _ROUNDED in report.read_text(encoding="utf-8", errors="replace")
        page: Page = partial(write_report, coarsen=rounded)
        write_page(out, page, view(db), balance_in(db))
        done.append(report.name)
    return done


def decided(db: sa.Connection) -> list[tuple[Decision, DecisionState]]:
    """All decisions in the order in which they were made, each with what came of it."""
    states = {
        r.decision_id: DecisionState(r.decision_id, r.state, r.note, tuple(r.claims)) for r in db.execute(sa.select(d.decision_states))
    }
    missing = DecisionState("", "not_found", "nothing was derived with it yet")
    return [(x, states.get(x.decision_id, missing)) for x in sorted(load_decisions(db), key=lambda x: x.number)]


def by_id(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """Decisions by id."""
    return {x.decision_id: x for x in decisions}
