"""``rashomon log``: how what the ledger says of one incident moved, and which words moved it."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.commands.asking import (
    JsonOption,
    LedgerOption,
    NamesOption,
    OutOption,
    ReaderOption,
    paper,
    place,
    print_json,
    reading,
    told_of,
)


def log(
    incident: Annotated[str, typer.Argument(help="Its id, the beginning of it, or an id it had.")],
    ledger: LedgerOption = None,
    out: OutOption = None,
    published: Annotated[bool, typer.Option("--published", help="By the time of publication, not by what this ledger said when.")] = False,
    names: NamesOption = False,
    who: ReaderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how an incident's figures moved: each step with its cause, its quote and its speaker."""
    from rashomon.errors import InputError
    from rashomon.exports.told_json import change_json, published_json
    from rashomon.exports.told_moves import Told, print_log, print_published
    from rashomon.people import Masker
    from rashomon.pipeline.asked import asked_for, claims_said, documents_said, family
    from rashomon.pipeline.moved import history
    from rashomon.pipeline.view import view

    where, _ = place(ledger, out)
    with reading(where, names, who, f"rashomon log {incident}") as db:
        asked = asked_for(db, incident)
        now = asked.incident_id or asked.asked
        page = paper()
        if published:
            if asked.incident_id is None:
                raise InputError(f"{asked.asked} is no more; leave --published out to see what this ledger said of it")
            [one] = view(db, [asked.incident_id]).incidents
            claims = claims_said(db, {h.claim for e in one.estimates for h in e.history})
            documents = documents_said(db, claims.values(), one.documents)
            told = Told(claims, documents, {}, Masker.for_documents(documents, names=names))
            if as_json:
                print_json({"asked": asked.asked, "incident_id": now, "published": published_json(one, told), "names_shown": names})
            else:
                print_published(page, one, told)
            return
        ids = family(db, now)
        changes = list(history(db, ids))
        told = told_of(db, changes, names)
        if as_json:
            rows = [change_json(c, told) for c in changes]
            print_json({"asked": asked.asked, "incident_id": asked.incident_id, "ids": ids, "versions": rows, "names_shown": names})
            return
        if asked.asked != now:
            page.line(f"{asked.asked} is now {now}", style="cyan")
        print_log(page, now, changes, told)
