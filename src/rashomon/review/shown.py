"""Questions, incidents, articles and moves as a page shows them: plain values with names of private persons hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from rashomon.exports.cards import document_name
from rashomon.exports.marked import MarkedBlock, marked
from rashomon.exports.told import decision_words, figure_of, masked, of_whom, shown_steps, stamp_words
from rashomon.exports.told_moves import scope_of
from rashomon.exports.words import date_words, published_words
from rashomon.model import Claim, Decision, DecisionState, Document
from rashomon.people import Masker
from rashomon.pipeline.asked import claims_said, documents_said
from rashomon.pipeline.deciding import Outcome, by_id
from rashomon.pipeline.decisions_sources import shown_source
from rashomon.pipeline.moved import Change, sums
from rashomon.pipeline.view import incident_of
from rashomon.queries import Desk
from rashomon.queries.claim_shown import ShownClaim, article_key, shown_claim
from rashomon.review.item import ASK, KINDS, Item
from rashomon.review.judging import Answer, person
from rashomon.store import derived_tables as d
from rashomon.store import evidence
from rashomon.store.decisions import load_decisions

#: Claims of an incident that an item page lists beside those the question is about.
MOST_CLAIMS = 60
#: Incidents that a decision moved, in an answer; the rest are counted.
MOST_CHANGES = 40


def items_shown(
    desk: Desk, db: sa.Connection, items: Sequence[Item], answers: Mapping[str, Mapping[str, Answer]], me: str
) -> list[dict[str, Any]]:
    """Questions of a list, each with what ``me`` answered; others' answers only where ``me`` answered, too."""
    wanted = {n for x in items for n in x.documents}
    masker = desk.masker(evidence.load_documents(db, wanted))
    return [item_shown(x, masker, answers.get(x.item_id, {}), me) for x in items]


def item_shown(item: Item, masker: Masker, answers: Mapping[str, Answer], me: str) -> dict[str, Any]:
    """One question as a page shows it."""
    scope = item.documents
    return {
        "id": item.item_id,
        "kind": item.kind,
        "kind_words": KINDS[item.kind],
        "ask": ASK.get(item.kind, "Is it so?"),
        "question": masker.words(scope, item.question),
        "why": masker.words(scope, item.why),
        "incidents": list(item.incidents),
        "claims": list(item.claims),
        "from": item.low,
        "to": item.high,
        "moves": moves_words(item),
        "share": item.share,
        "weight": item.weight,
        "size": item.size,
        "countries": [masker.known(scope, c) for c in item.countries],
        "sides": [masker.known(scope, s) for s in item.sides],
        "rules": [r for r in item.rules if not r.startswith("at:")],
        "decision": item.decision,
        **answers_shown(answers, me, masker, scope),
    }


def answers_shown(answers: Mapping[str, Answer], me: str, masker: Masker, scope: Sequence[str] = ()) -> dict[str, Any]:
    """What was answered: one's own; and that of others once one has answered, so that nobody follows anybody."""
    mine = answers.get(person(me)) if me else None
    others = [a for key, a in sorted(answers.items()) if key != person(me)]
    shown = [{"who": a.who, "answer": a.answer, "note": masker.words(scope, a.note), "at": a.at} for a in others]
    return {"answer": mine.answer if mine else None, "others": len(others), "answers": shown if mine else None}


def moves_words(item: Item) -> str:
    """``up to 12 killed more``, ``between 3 fewer and 5 more``, or that no number moves."""
    low, high = -item.low, item.high
    if low and high:
        return f"between {low} fewer and {high} more killed"
    if high:
        return f"up to {high} more killed"
    return f"up to {low} fewer killed" if low else "no total; where and what is counted"


def claims_shown(
    db: sa.Connection, desk: Desk, incidents: Sequence[str], first: Sequence[str], more: Iterable[str] = ()
) -> tuple[dict[str, Claim], dict[str, Document], Masker, list[ShownClaim], int]:
    """Claims of some incidents, those of ``first`` before the others, with their documents (and those of ``more``) and the masker; the number is that
    of the claims left out."""
    c = d.claims.c
    asked = sa.select(c.claim_id).where(c.incident_id.in_(list(incidents))).order_by(c.kind, c.document, c.start, c.claim_id)
    every = list(dict.fromkeys([*first, *(db.scalars(asked) if incidents else ())]))
    claims = claims_said(db, every[: len(first) + MOST_CLAIMS])
    documents = documents_said(db, claims.values(), more)
    masker = desk.masker(documents)
    shown = [shown_claim(claims[i], masker) for i in every if i in claims and claims[i].document in documents]
    return claims, documents, masker, shown, max(0, len(every) - len(claims))


def article_shown(
    document: Document, claims: Iterable[Claim], masker: Masker, marks: Sequence[str], stretch: tuple[int, int] | None = None
) -> dict[str, Any]:
    """An article with the claims of a question marked; ``stretch`` is a piece of text that is no claim."""
    own = [c for c in claims if c.document == document.name and c.claim_id in set(marks)]
    titles = {c.claim_id: masker.words(document.name, c.words or c.stance) for c in own}
    if stretch is not None:
        own.append(Claim("stretch", document.name, document.document_id, *stretch, document.text[slice(*stretch)], "statement"))
    blocks: list[MarkedBlock] = marked(document, own, titles, masker)
    return {
        "key": article_key(document.name),
        "outlet": document_name(document, masker),
        "published": published_words(document),
        "blocks": blocks,
        "marks": [c.claim_id for c in sorted(own, key=lambda c: c.start)],
    }


def outcome_shown(desk: Desk, db: sa.Connection, outcome: Outcome, *, dry: bool) -> dict[str, Any]:
    """What a decision did, or would do."""
    own = [c for c in outcome.changes if c.causes and c.causes[-1].cause == "decision"]
    claims = claims_said(db, {c for x in own for s in x.steps for c in s.claims})
    wanted = {n for x in own for n in scope_of(x)} | {a.document for a in outcome.decision.anchors}
    documents = documents_said(db, claims.values(), wanted)
    masker = desk.masker(documents)
    known = {**by_id(load_decisions(db)), outcome.decision.decision_id: outcome.decision}
    ordered = sorted(own, key=lambda x: (("changed", "came", "went").index(x.what), x.incident_id))
    return {
        "kept": not dry,
        "decision": None if dry else outcome.decision.number,
        "words": decision_words(outcome.decision, known, masker),
        "state": outcome.state.state,
        "note": masker.words(sorted(documents), outcome.state.note),
        "changes": [change_shown(x, masker) for x in ordered[:MOST_CHANGES]],
        "more": max(0, len(ordered) - MOST_CHANGES) + len(outcome.changes) - len(own),
        "other_rules": outcome.other_rules,
        "totals": [
            {"harm": s.harm, "before": s.before, "after": s.after, "without_before": s.without_before, "without_after": s.without_after}
            for s in sums(own)
            if (s.before, s.without_before) != (s.after, s.without_after)
        ],
    }


def change_shown(change: Change, masker: Masker) -> dict[str, Any]:
    """What became of one incident, in words."""
    scope = scope_of(change)
    row = change.new or change.old
    assert row is not None
    return {
        "incident_id": change.incident_id,
        "what": change.what,
        "into": change.into,
        "took_over": list(change.from_ids),
        "label": masker.words(scope, change.label),
        "date": date_words(incident_of(dict(row))),
        "figures": [
            {
                "whom": of_whom(s, masker, scope),
                "before": masker.words(scope, figure_of(s.before)),
                "after": masker.words(scope, figure_of(s.after)),
            }
            for s in shown_steps(change.steps)
        ],
        "fields": [
            {"field": name.replace("_", " "), "before": masker.known(scope, _plain(a)), "after": masker.known(scope, _plain(b))}
            for name, a, b in change.others
            if _plain(a) != _plain(b)
        ],
    }


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        at = f" ({value['lat']:.3f}, {value['lon']:.3f})" if value.get("lat") is not None else ""
        return f"{value.get('name') or '–'}{at}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value in (None, "") else str(value).replace("_", " ")


def decisions_shown(desk: Desk, db: sa.Connection, every: Sequence[tuple[Decision, DecisionState]]) -> list[dict[str, Any]]:
    """Decisions of a list, newest first, with what came of each."""
    names = {a.document for x, _ in every for a in x.anchors}
    masker = desk.masker(documents_said(db, (), names))
    known = by_id(load_decisions(db))
    homes = _homes(db, every)
    out = []
    for x, state in sorted(every, key=lambda pair: -pair[0].number):
        scope = [a.document for a in x.anchors]
        value = {k: v for k, v in x.value.items() if k != "seen"} if isinstance(x.value, Mapping) else x.value
        out.append(
            {
                "number": x.number,
                "kind": x.kind,
                "who": x.who,
                "at": x.at,
                "at_words": stamp_words(x.at) if x.at else "no date",
                "why": masker.words(scope or None, x.why),
                "words": decision_words(x, known, masker),
                "quotes": [{"article": article_key(a.document), "quote": masker.words(a.document, a.quote)} for a in x.anchors],
                "value": _value_words(masked(value, scope, masker)),
                "state": state.state,
                "note": masker.words(scope or None, state.note),
                "undoes": known[x.undoes].number if x.undoes is not None and x.undoes in known else None,
                "source": shown_source(x.source),
                "incidents": homes.get(x.decision_id, []),
            }
        )
    return out


def _homes(db: sa.Connection, every: Sequence[tuple[Decision, DecisionState]]) -> dict[str, list[str]]:
    wanted = {c for _, s in every for c in s.claims}
    home: dict[str, str] = {}
    for group in evidence.chunks(sorted(wanted)):
        home |= {
            r.claim_id: r.incident_id
            for r in db.execute(sa.select(d.claims.c.claim_id, d.claims.c.incident_id).where(d.claims.c.claim_id.in_(group)))
        }
    return {x.decision_id: sorted({i for c in s.claims if (i := home.get(c))})[:4] for x, s in every}


def _value_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {'open' if v is None else v}" for k, v in value.items() if not (k == "approx" and v is False))
    return "" if value is None else str(value)


def incident_names(desk: Desk, db: sa.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Labels of incidents as they may be shown; one that is no more has none."""
    i = d.incidents.c
    rows = {r.incident_id: r.row for r in db.execute(sa.select(i.incident_id, i.row).where(i.incident_id.in_(sorted(set(ids)))))}
    masker = desk.masker(evidence.load_documents(db, {n for r in rows.values() for n in r["documents"]}))
    return {k: masker.words(r["documents"], r["label"] or r["kind"]) for k, r in rows.items()}


def incidents_beside(db: sa.Connection, claims: Iterable[Claim]) -> set[str]:
    """Incidents of claims that stand in the same words as one of these: what a decision on these words is about, too."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for x in claims:
        spans.setdefault(x.document, []).append((x.start, x.end))
    c = d.claims.c
    out: set[str] = set()
    for group in evidence.chunks(sorted(spans)):
        asked = sa.select(c.document, c.start, c.end, c.incident_id).where(c.document.in_(group), c.incident_id.is_not(None))
        out |= {r.incident_id for r in db.execute(asked) if any(r.start < end and start < r.end for start, end in spans[r.document])}
    return out
