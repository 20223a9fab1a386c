"""``rashomon show``: one incident as the ledger has it, as it had been published by a moment, or as the ledger had it at one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.commands.asking import (
    JsonOption,
    LedgerOption,
    NamesOption,
    OutOption,
    ReaderOption,
    WeightsOption,
    paper,
    place,
    print_json,
    reading,
)
from rashomon.commands.listing import print_list
from rashomon.errors import InputError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from rashomon.exports.told import Paper
    from rashomon.model import Incident
    from rashomon.people import Masker
    from rashomon.pipeline.asked import Asked
    from rashomon.pipeline.session import Frame


def show(
    incident: Annotated[str | None, typer.Argument(help="Its id, the beginning of it, or an id it had. Without one: a list.")] = None,
    ledger: LedgerOption = None,
    out: OutOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="What had been published by then: 2024-02-13, 2024-02-13T18:00.")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", help="What this ledger said then.")] = None,
    policy: Annotated[str | None, typer.Option(help="Reconcile the figures by another policy than the ledger's.")] = None,
    weights: WeightsOption = None,
    without_decisions: Annotated[bool, typer.Option("--without-decisions", help="With --as-of: without what reviewers decided.")] = False,
    since: Annotated[str | None, typer.Option(help="In a list: of this day or later (2024-02-13).")] = None,
    at_place: Annotated[str | None, typer.Option("--place", help="In a list: whose place has these words in a name.")] = None,
    side: Annotated[str | None, typer.Option(help="In a list: in which this side is named.")] = None,
    names: NamesOption = False,
    who: ReaderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show an incident: who did what to whom, how many, who says so in which words, and where they part."""
    if as_of is not None and known_at is not None:
        raise InputError(
            "--as-of and --known-at are two questions; ask one. --as-of T: what had been published by T, derived from those documents by "
            "today's rules. --known-at T: what this ledger itself said at T, from its log"
        )
    if without_decisions and as_of is None:
        raise InputError("--without-decisions goes with --as-of")
    if known_at is not None and (policy is not None or weights is not None):
        raise InputError("--known-at prints what was said then, by the policy of then; leave --policy and --weights out")
    if incident is None and (as_of or known_at or policy or weights):
        raise InputError("say which incident: rashomon show INCIDENT …; `rashomon show` alone lists them, `rashomon diff` holds two moments against each other")  # fmt: skip
    if incident is not None and (since or at_place or side):
        raise InputError("--since, --place and --side choose from the list; leave them out where you name an incident")
    where, _ = place(ledger, out)
    page = paper()
    with reading(where, names, who, f"rashomon show {incident or ''}".strip()) as db:
        if incident is None:
            print_list(db, page, since, at_place, side, names, as_json)
            return
        _one(db, page, incident, as_of, known_at, policy, weights, without_decisions, names, as_json)


def _one(
    db: sa.Connection,
    page: Paper,
    incident: str,
    as_of: str | None,
    known_at: str | None,
    policy: str | None,
    weights: Path | None,
    without: bool,
    names: bool,
    as_json: bool,
) -> None:
    from rashomon.pipeline.asked import asked_for
    from rashomon.pipeline.weights_file import read_weights

    asked = asked_for(db, incident)
    if known_at is not None:
        _known(db, page, asked, known_at, names, as_json)
        return
    if asked.incident_id is None:
        raise InputError(f"{asked.asked} is no more: {_moved(db, asked, names)}; `rashomon log {asked.asked}` tells its history, --known-at what was said of it")  # fmt: skip
    frame, note = _frame(db, policy, read_weights(weights) if weights else None)
    if as_of is not None:
        _published(db, page, asked, as_of, frame, note, not without, names, as_json)
        return
    _now(db, page, asked, frame, note, names, as_json)


def _frame(db: sa.Connection, policy: str | None, weights: Any) -> tuple[Frame, str]:
    """The policy asked for, else the ledger's; and what a reader has to know of it."""
    from rashomon.pipeline.session import framed
    from rashomon.pipeline.view import _policy

    own, _, weighed = _policy(db).partition(" with weights ")
    note = "" if weights is not None or not weighed else f"the ledger's own figures are made with the weights {weighed}"
    return framed(policy or own, weights), note


def _now(db: sa.Connection, page: Paper, asked: Asked, frame: Frame, note: str, names: bool, as_json: bool) -> None:
    from rashomon.pipeline.compare_ledger import told_of
    from rashomon.pipeline.view import _policy, view

    assert asked.incident_id is not None
    shown = view(db, [asked.incident_id])
    [incident] = shown.incidents
    if frame.name != _policy(db) and not (note and frame.policy == _policy(db).partition(" with weights ")[0]):
        incident = _again(told_of(db, [asked.incident_id]), frame)
    elif note:
        note, frame = "", replace(frame, policy=_policy(db))
    head = [f"{asked.asked} is now {asked.incident_id}: {_moved(db, asked, names)}"] if asked.asked != asked.incident_id else []
    time = {"sense": "now"}
    _print(db, page, incident, shown, frame.name, [*head, *([note] if note else [])], time, asked, names, as_json)


def _again(told: Any, frame: Frame) -> Incident:
    from rashomon import estimates

    [(incident, given)] = told
    return estimates.estimate(
        incident, given.claims, given.documents, given.groups, policy=frame.policy, weights=frame.weights, chosen=given.chosen
    )


def _published(
    db: sa.Connection, page: Paper, asked: Asked, text: str, frame: Frame, note: str, decisions: bool, names: bool, as_json: bool
) -> None:
    from rashomon.exports.told import flat
    from rashomon.people import Masker
    from rashomon.pipeline import moments

    assert asked.incident_id is not None
    by = moments.moment(text, "--as-of")
    found = moments.as_of(db, asked.incident_id, by, frame.policy, frame.weights, decisions=decisions)
    masker = Masker.for_documents({x.name: x for x in found.derived.documents}, names=names)

    def address(name: str) -> str:
        return flat(masker.address(name, name))

    undated = f"of unknown day, left out: {', '.join(map(address, found.undated))}" if found.undated else ""
    if found.incident is None:
        first = f"; the first report of it is {address(found.later[0][0])}, out by {moments.Moment(found.later[0][1], True).words}" if found.later else ""  # fmt: skip
        raise InputError(f"nothing of {asked.incident_id} had been published by {by.words}{first}{'; ' + undated if undated else ''}")
    moved = [f"{asked.asked} is now {asked.incident_id}: {_moved(db, asked, names)}"] if asked.asked != asked.incident_id else []
    head = [*moved, f"as published by {by.words}{'' if decisions else ', without what reviewers decided'}"]
    if found.incident.incident_id != asked.incident_id:
        head.append(f"by these documents alone its id is {found.incident.incident_id}; now it is {asked.incident_id}")
    if found.others:
        head.append(f"it was {len(found.others) + 1} incidents then; the others: {', '.join(i.incident_id for i in found.others)}")
    if found.later:
        head.append(f"not yet out: {', '.join(address(n) for n, _ in found.later)}")
    time = {"sense": "as_of", "at": by.stamp, "not_yet": [address(n) for n, _ in found.later], "undated": [address(n) for n in found.undated],
            "others": [i.incident_id for i in found.others]}  # fmt: skip
    lines = [*head, *([undated] if undated else []), *([note] if note else [])]
    _print(db, page, found.incident, found.derived, frame.name, lines, time, asked, names, as_json)


def _known(db: sa.Connection, page: Paper, asked: Asked, text: str, names: bool, as_json: bool) -> None:
    from rashomon.exports.told import stamp_words
    from rashomon.exports.told_card import card_json, card_of, print_card
    from rashomon.people import Masker
    from rashomon.pipeline import moments
    from rashomon.pipeline.asked import claims_said, documents_said, family
    from rashomon.pipeline.view import incident_of

    by = moments.moment(text, "--known-at")
    found = moments.known_at(db, [asked.asked], by)
    if found.row is None:  # under another name, before or after
        found = moments.known_at(db, {*family(db, asked.asked), *family(db, asked.incident_id or asked.asked)}, by)
    if found.row is None:
        first = f"; it first spoke of it on {stamp_words(found.first)}" if found.first and found.first > by.stamp else ""
        raise InputError(f"at {by.words} this ledger said nothing of {asked.asked}{first}")
    incident = incident_of(dict(found.row))
    claims = claims_said(db, incident.claims)
    documents = documents_said(db, claims.values(), incident.documents)
    masker = Masker.for_documents(documents, names=names)
    head = [f"what this ledger said at {by.words} (run {found.run_id}, {stamp_words(found.at)})"]
    if incident.incident_id != asked.asked:
        head.append(f"{asked.asked} was called {incident.incident_id} then")
    if asked.incident_id != incident.incident_id:
        head.append(f"{incident.incident_id} is now {asked.incident_id}" if asked.incident_id else f"{incident.incident_id} is no more")
    if found.others:
        head.append(f"reports that are of it now were told as incidents of their own then: {', '.join(found.others)}")
    policy = incident.estimates[0].policy if incident.estimates else "current"
    shown = card_of(incident, claims, documents, masker)
    if as_json:
        time = {"sense": "known_at", "at": by.stamp, "run": found.run_id, "said": found.at, "others": list(found.others)}
        print_json({"asked": asked.asked, "time": time, **card_json(shown, claims, documents, masker, policy)})
        return
    for line in head:
        page.line(line, style="cyan")
    print_card(page, shown, claims, documents, masker, policy)
    _foot(page, names)


def _print(
    db: sa.Connection, page: Paper, incident: Incident, shown: Any, policy: str, head: list[str], time: dict[str, Any], asked: Asked, names: bool, as_json: bool
) -> None:  # fmt: skip
    from rashomon.exports.told_card import card_json, card_of, print_card
    from rashomon.people import Masker
    from rashomon.pipeline.asked import documents_said

    claims = {c.claim_id: c for c in shown.claims}
    earlier = {x.version_of for x in shown.documents if x.version_of}
    documents = {**_texts(db, earlier), **{x.name: x for x in shown.documents}}
    documents |= {n: x for n, x in documents_said(db, (), {x.document for x in incident.links}).items() if n not in documents}
    masker = Masker.for_documents(documents, names=names)
    states = {s.decision_id: s for s in shown.decisions}
    decisions = [(x, states[x.decision_id]) for x in shown.decided if x.decision_id in states]
    card = card_of(incident, claims, documents, masker, _labels(db, incident, masker), decisions)
    if as_json:
        print_json({"asked": asked.asked, "time": time, **card_json(card, claims, documents, masker, policy)})
        return
    for line in head:
        page.line(line, style="cyan")
    print_card(page, card, claims, documents, masker, policy)
    _foot(page, names)


def _texts(db: sa.Connection, document_ids: set[str]) -> dict[str, Any]:
    from rashomon.store.evidence import load_documents
    from rashomon.store.neighbours import names_of_texts

    return load_documents(db, {n for its in names_of_texts(db, document_ids).values() for n in its})


def _labels(db: sa.Connection, incident: Incident, masker: Masker) -> dict[str, str]:
    """What the incidents it is linked to are called."""
    import sqlalchemy as sa

    from rashomon.store import derived_tables as d

    i = d.incidents.c
    others = sorted({x.incident_id for x in incident.links})
    rows = db.execute(sa.select(i.incident_id, i.row).where(i.incident_id.in_(others)))
    return {r.incident_id: masker.words(None, r.row["label"]) for r in rows}


def _foot(page: Paper, names: bool) -> None:
    from rashomon.people import notice

    page.line(notice(names=names) if names else "names of private persons are hidden; the mask can miss", style="dim")


def _moved(db: sa.Connection, asked: Asked, names: bool) -> str:
    """Since when an id leads elsewhere, and why."""
    from rashomon.exports.told import cause_words
    from rashomon.people import Masker
    from rashomon.pipeline.asked import documents_said
    from rashomon.pipeline.deciding import by_id
    from rashomon.pipeline.moved import Cause
    from rashomon.store.decisions import load_decisions

    cause = Cause(asked.run_id, asked.at, asked.cause, asked.detail or {})
    documents = documents_said(db, (), cause.detail.get("documents") or ())
    masker = Masker.for_documents(documents, names=names)
    return f"since {cause_words(cause, (), {}, documents, by_id(load_decisions(db)), masker)} (run {asked.run_id})"
