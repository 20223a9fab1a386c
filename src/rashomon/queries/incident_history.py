"""What this ledger said of an incident when, why that changed, and what reviewers decided on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.exports.told import cause_words, figure_of, flat, of_whom, shown_steps, spoken_first, stamp_words
from rashomon.exports.told_moves import Told, _fields, scope_of
from rashomon.pipeline.asked import Asked, claims_said, documents_said, family
from rashomon.pipeline.deciding import by_id
from rashomon.pipeline.decisions import line_of
from rashomon.pipeline.moved import Cause, history
from rashomon.queries.incident import Seen
from rashomon.store.decisions import load_decisions

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk
    from rashomon.queries.incident_said import Citer


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that moved: whose, from what to what, with the words that moved it (quote, speaker; "" where none is new)."""

    what: str
    before: str
    after: str
    quote: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the incident in this ledger: the run, when, why in words, what moved. ``called`` is the id it had, ``took`` those it took
    over, ``into`` where it went."""

    run: int
    at: str
    when: str
    why: str
    what: str
    called: str
    took: tuple[str, ...]
    into: str | None
    moves: tuple[Move, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that bears on the incident: its number, who, when, kind, why, and what came of it (``state``)."""

    number: int
    who: str
    at: str
    kind: str
    why: str
    line: str
    state: str


def versions(desk: Desk, db: sa.Connection, incident_id: str) -> tuple[Version, ...]:
    """Every version of an incident and of those it was called before, the newest first."""
    changes = list(history(db, family(db, incident_id)))
    claims = claims_said(db, {c for x in changes for s in x.steps for c in s.claims})
    documents = documents_said(db, claims.values(), {n for x in changes for n in scope_of(x)})
    told = Told(claims, documents, by_id(load_decisions(db)), desk.masker(documents))
    out = []
    for one in changes:
        cause = one.causes[0]
        said = [cause_words(c, one.steps, told.claims, told.documents, told.decisions, told.masker) for c in one.causes]
        moves = []
        for step in shown_steps(one.steps) if one.what != "went" else ():
            near = spoken_first(step.claims, told.claims)
            quote, speaker = _words(near[0].claim_id, told) if near else ("", "")
            before, after = (flat(told.masker.words(scope_of(one), figure_of(e))) for e in (step.before, step.after))
            moves.append(Move(flat(of_whom(step, told.masker, scope_of(one))), before, after, quote, speaker))
        out.append(
            Version(
                cause.run_id, cause.at, stamp_words(cause.at), flat("; then ".join(dict.fromkeys(said))), one.what, one.incident_id, one.from_ids,
                one.into, tuple(moves), tuple(flat(x) for x in _fields(one, told)),
            )
        )  # fmt: skip
    return tuple(reversed(out))


def _words(claim_id: str, told: Told) -> tuple[str, str]:
    from rashomon.exports.cards import speaker_name

    claim = told.claims[claim_id]
    document = told.documents.get(claim.document)
    text = flat(told.masker.text(claim.document, claim.start, claim.end), 240) if document is not None and document.text else ""
    return text, flat(speaker_name(claim, told.masker)) if document is not None else ""


def decisions(citer: Citer) -> tuple[Decided, ...]:
    """Decisions of reviewers that bear on the incident, in order."""
    seen: Seen = citer.seen
    own = set(seen.incident.claims)
    out = []
    for x, state in seen.decisions:
        if own.isdisjoint(state.claims):
            continue
        out.append(
            Decided(
                x.number, flat(x.who), str(x.at)[:16].replace("T", " "), x.kind.replace("_", " "), flat(citer.show.words(x.why)),
                flat(citer.show.words(line_of(x, state))), state.state,
            )
        )  # fmt: skip
    return tuple(out)


def moved_words(desk: Desk, db: sa.Connection, asked: Asked) -> str:
    """Since when an id leads elsewhere, and why: ``since a new report: … (run 4)``."""
    cause = Cause(asked.run_id, asked.at, asked.cause, asked.detail or {})
    documents = documents_said(db, (), cause.detail.get("documents") or ())
    made = by_id(load_decisions(db))
    return f"since {flat(cause_words(cause, (), {}, documents, made, desk.masker(documents)))} (run {asked.run_id})"
