"""Rules by their ids: what every figure on a page leads back to. One line of a lexicon, one named function, or a decision of a reviewer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.exports.told import masked
from rashomon.model import Decision
from rashomon.pipeline.decisions import standing
from rashomon.queries.desk import Desk
from rashomon.queries.kept import kept
from rashomon.queries.quoting import Quote, Quoter, article_key, claim_rows
from rashomon.queries.rules_source import Function, Line, construction, entries_of, functions_of
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.decisions import load_decisions

#: Claims and incidents shown under a rule.
EXAMPLES = 8
#: An id is words with dots between them, and what was added to it behind a plus ("cues.say.clause+falsity").
_ID = re.compile(r"(?:shape-[a-z]+|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)(?:\+[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*")
LONGEST = 160
_DECISION = re.compile(r"decision:([0-9]{1,9})(:reopened)?")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an id ("cues.say.clause+denies" has two): its lines of lexicons and its functions; ``rest`` is what an id says beyond an entry
    ("clause": the construction)."""

    id: str
    lines: tuple[Line, ...]
    rest: str
    functions: tuple[Function, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as a page shows it. ``state`` is what came of it; ``quotes`` are the words it hangs on, with the keys of their articles."""

    number: int
    decision_id: str
    kind: str
    who: str
    at: str
    why: str
    value: Any
    state: str
    note: str
    source: str
    undoes: str | None
    quotes: tuple[tuple[str, str], ...]
    claims: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with where it comes from. ``quotes`` are claims it fired in, ``incidents`` ids of incidents whose reasons name it; ``fired`` how
    often it did in this ledger, by what it is of."""

    id: str
    steps: tuple[Step, ...]
    decided: Decided | None
    fired: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fired:
    """How often rules fired in a ledger: by what they are of, then by id; ``under`` gives incidents of reasons, links and disagreements."""

    counts: dict[str, dict[str, int]]
    under: dict[str, tuple[str, ...]]

    def of(self, rule: str) -> tuple[tuple[str, int], ...]:
        """Where a rule fired, and how often."""
        return tuple((place, ids[rule]) for place, ids in self.counts.items() if rule in ids)


def steps_of(rule: str) -> tuple[Step, ...]:
    """Where the parts of an id come from; empty where the program has no such rule."""
    if len(rule) > LONGEST or not _ID.fullmatch(rule):
        return ()
    first, *more = rule.split("+")
    out = []
    for part in [first, *("+" + m for m in more)]:
        lines, rest = entries_of(part.removeprefix("+"))
        if lines:
            out.append(Step(part, lines, rest, construction(rest) if rest else ()))
            continue
        if part.startswith("+") and (beside := entries_of(f"{first.split('.', 1)[0]}{part.replace('+', '.', 1)}")) and not beside[1]:
            out.append(Step(part, beside[0], "", ()))  # "institutions.forces+government": the government's forces
            continue
        functions = functions_of(part) or functions_of(part.removeprefix("+"))
        if not functions:
            return ()
        out.append(Step(part, (), "", functions))
    return tuple(out)


def rule(desk: Desk, db: sa.Connection, tag: str, asked: str) -> Rule | None:
    """The rule of this id. None: neither the program nor the ledger has it. ``tag`` is the state of the ledger."""
    meant = _DECISION.fullmatch(asked)
    decided = _decided(desk, db, int(meant[1])) if meant else None
    steps = () if meant else steps_of(asked)
    if decided is None and not steps:
        return None
    seen = fired(desk, db, tag)
    ids = _claims_with(db, asked) if asked in seen.counts.get("claims", {}) else []
    rows = claim_rows(db, ids)
    quoter = Quoter(desk, db, (r["document"] for r in rows.values()))
    quotes = tuple(quoter.quote(rows[i]) for i in ids if i in rows)
    return Rule(asked, steps, decided, seen.of(asked), quotes, seen.under.get(asked, ())[:EXAMPLES])


def fired(desk: Desk, db: sa.Connection, tag: str) -> Fired:
    """Every rule that something in the ledger carries, with how often; kept for a state of the ledger."""
    return kept(desk, ("rules fired", tag), lambda: _fired(db))


def _fired(db: sa.Connection) -> Fired:
    claims: Counter[str] = Counter()
    s = t.statements.c
    asked = sa.select(s.rule, sa.func.count()).where(s.prop == "claim", s.gone_run.is_(None)).group_by(s.rule)
    for rules, n in db.execute(asked):
        for one in set(rules.split()):
            claims[one] += n
    incidents: dict[str, Counter[str]] = {"estimates": Counter(), "disagreements": Counter(), "links": Counter()}
    under: dict[str, list[str]] = {}
    i = d.incidents.c
    for incident_id, row in db.execute(sa.select(i.incident_id, i.row).order_by(i.incident_id).execution_options(yield_per=500)):
        here = set()
        for place, one in _of_incident(row):
            incidents[place][one] += 1
            here.add(one)
        for one in here:
            if len(held := under.setdefault(one, [])) < EXAMPLES:
                held.append(incident_id)
    blocks: Counter[str] = Counter()
    for (document,) in db.execute(
        sa.select(t.readings.c.document).where(t.readings.c.retired_run.is_(None)).execution_options(yield_per=500)
    ):
        blocks.update(b["rule"] for b in document.get("blocks", ()) if b.get("rule"))
        blocks.update(n["rule"] for n in document.get("notes", ()) if n.get("rule"))
    made = {r.rule: 1 for r in load_decisions(db)}
    counts = {"claims": claims, **incidents, "parts of articles": blocks, "decisions": made}
    return Fired({k: dict(sorted(v.items())) for k, v in counts.items() if v}, {k: tuple(v) for k, v in sorted(under.items())})


def _of_incident(row: Any) -> Iterator[tuple[str, str]]:
    for e in row.get("estimates", ()):
        yield from (("estimates", r["rule"]) for r in e.get("reasons", ()) if r.get("rule"))
    for place in ("disagreements", "links"):
        yield from ((place, x["rule"]) for x in row.get(place, ()) if x.get("rule"))


def _claims_with(db: sa.Connection, asked: str) -> list[str]:
    """Some claims that a rule fired in."""
    s = t.statements.c
    padded = sa.literal(" ").concat(s.rule).concat(" ")
    found = sa.select(s.subject).where(s.prop == "claim", s.gone_run.is_(None), padded.contains(f" {asked} ", autoescape=True))
    return list(db.scalars(found.order_by(s.statement_no).limit(EXAMPLES)))


def _decided(desk: Desk, db: sa.Connection, number: int) -> Decided | None:
    every = load_decisions(db)
    one = next((x for x in every if x.number == number), None)
    if one is None:
        return None
    by_id = {x.decision_id: x for x in every}
    row = db.execute(sa.select(d.decision_states).where(d.decision_states.c.decision_id == one.decision_id)).mappings().first()
    states = {s.decision_id: s for s in standing(every)[1]}
    state = str(row["state"]) if row else states[one.decision_id].state if one.decision_id in states else "in force"
    rows = claim_rows(db, row["claims"] if row else ())
    scope = _documents(one, by_id)
    quoter = Quoter(desk, db, {*scope, *(r["document"] for r in rows.values())})
    masker = quoter.masker
    return Decided(
        number=one.number,
        decision_id=one.decision_id,
        kind=one.kind,
        who=one.who,
        at=one.at,
        why=masker.words(scope or None, one.why),
        value=masked(one.value, scope, masker),
        state=state,
        note=masker.words(scope or None, str(row["note"]) if row else ""),
        source=one.source,
        undoes=by_id[one.undoes].rule if one.undoes in by_id else None,
        quotes=tuple((masker.words(a.document, a.quote), article_key(a.document)) for a in one.anchors),
        claims=tuple(quoter.quote(rows[i]) for i in sorted(rows)),
    )


def _documents(one: Decision, by_id: dict[str, Decision]) -> list[str]:
    """The documents a decision speaks of: its own, or those of the one it takes back."""
    own = {a.document for a in one.anchors}
    return sorted(own or {a.document for a in by_id[one.undoes].anchors} if one.undoes in by_id else own)


def unresolved(rules: Iterable[str]) -> list[str]:
    """Those of these ids that lead nowhere: there should be none. Decisions are left to the ledger."""
    return sorted(r for r in set(rules) if not _DECISION.fullmatch(r) and not steps_of(r))


def families(found: Fired) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The rules that fired by the first word of their ids, each with what it is of and how often."""
    out: dict[str, list[tuple[str, str, int]]] = {}
    for place, ids in found.counts.items():
        for one, n in ids.items():
            out.setdefault(re.split(r"[.:]", one, maxsplit=1)[0], []).append((one, place, n))
    return [(name, sorted(rows, key=lambda r: (-r[2], r[0], r[1]))) for name, rows in sorted(out.items())]
