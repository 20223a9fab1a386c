"""What the commands in which a ledger answers have in common: which ledger, whose names, and the paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import sqlalchemy as sa

    from rashomon.exports.told import Paper
    from rashomon.pipeline.deciding import Outcome
    from rashomon.store.engine import Where

LedgerOption = Annotated[str | None, typer.Option("--ledger", help="A ledger file, the folder of a run, or the URL of a database.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="The folder of a run; rashomon-out where neither is given.")]
NamesOption = Annotated[bool, typer.Option("--names", help="Show names of private persons; this is put on record in the ledger.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
WhoOption = Annotated[str, typer.Option("--who", help="Who decides: your name.")]
WhyOption = Annotated[str, typer.Option("--why", help="Why, in words.")]
ReaderOption = Annotated[str | None, typer.Option("--who", help="With --names: who reads them; the system's user where none is given.")]
WeightsOption = Annotated[Path | None, typer.Option("--weights", help="The file of weights that the figures were made with, where they were.")]  # fmt: skip


def place(ledger: str | None, out: Path | None) -> tuple[Where, Path | None]:
    """Where the ledger is, and the folder in which files may stand beside it."""
    from rashomon.commands.where import ledger_at
    from rashomon.errors import InputError
    from rashomon.store import where_of

    if ledger is not None and out is not None:
        raise InputError("give --ledger or --out, not both: both say which ledger is meant")
    if ledger is None:
        folder = out or Path("rashomon-out")
        where = where_of(folder)
        if isinstance(where, Path) and not where.is_file():
            raise InputError(f"there is no ledger in {folder}; make one with: rashomon run INPUT --out {folder}, or name one with --ledger")
        return where, folder if folder.is_dir() else None
    if "://" not in ledger and Path(ledger).is_dir():
        return ledger_at(ledger), Path(ledger)
    where = ledger_at(ledger)
    return where, None if isinstance(where, str) else where.parent


@contextmanager
def reading(where: Where, names: bool = False, who: str | None = None, what: str = "") -> Iterator[sa.Connection]:
    """A connection that reads one state of the ledger; with ``names``, once it is on record that names were shown."""
    from rashomon.pipeline.deciding import names_shown
    from rashomon.store import Ledger

    if names:
        names_shown(where, who, what)
    opened = Ledger(where)
    try:
        with opened.read() as db:
            yield db
    finally:
        opened.close()


def paper() -> Paper:
    """What is printed on: as wide as the terminal, 80 columns where there is none; no colour where it is piped or NO_COLOR is set."""
    from rich.console import Console

    from rashomon.exports.told import Paper

    return Paper(Console(highlight=False, emoji=False, markup=False))


def print_json(value: Any) -> None:
    """Prints plain values as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_outcome(db: sa.Connection, outcome: Outcome, *, dry: bool, names: bool = False) -> None:
    """What a decision did, or would do: before → after."""
    from rashomon.exports.told import decision_words, flat, joined
    from rashomon.exports.told_moves import Told, print_changes
    from rashomon.people import Masker
    from rashomon.pipeline.deciding import by_id
    from rashomon.store.decisions import load_decisions

    page = paper()
    own = [c for c in outcome.changes if c.causes[-1].cause == "decision"]
    told = told_of(db, own, names, extra=sorted({a.document for a in outcome.decision.anchors}))
    decisions = {**by_id(load_decisions(db)), outcome.decision.decision_id: outcome.decision}
    told = Told(told.claims, told.documents, decisions, told.masker)
    assert isinstance(told.masker, Masker)
    page.line(joined((("would be " if dry else "") + decision_words(outcome.decision, decisions, told.masker), "bold")))
    for a in outcome.decision.anchors:
        page.line(
            f"at “{flat(told.masker.words(a.document, a.quote), 120)}” in {flat(told.masker.address(a.document, a.document))}", 2, "dim"
        )
    state = outcome.state
    if state.state != "applied" or state.note:
        page.line(f"{state.state.replace('_', ' ')}: {flat(told.masker.words(sorted(told.documents), state.note))}", 2, "yellow")
    if own:
        print_changes(page, own, told, quotes=0, reasons=False)
    else:
        page.line("nothing that the ledger says changes", 2)
    rest = len(outcome.changes) - len(own)
    if rest:
        page.line(f"and {rest} incident{'s' * (rest != 1)} moved because the rules of the program are others than those of the last run", 2, "yellow")  # fmt: skip
    elif dry and outcome.other_rules:
        page.line(
            "the ledger was made by other rules of the program: keeping this derives everything again, and more may move", 2, "yellow"
        )


def told_of(db: sa.Connection, changes: Any, names: bool, extra: Any = ()) -> Any:
    """What is at hand to tell of some changes."""
    from rashomon.exports.told_moves import Told, scope_of
    from rashomon.people import Masker
    from rashomon.pipeline.asked import claims_said, documents_said
    from rashomon.pipeline.deciding import by_id
    from rashomon.store.decisions import load_decisions

    claims = claims_said(db, {c for x in changes for s in x.steps for c in s.claims})
    wanted = {n for x in changes for n in scope_of(x)} | set(extra)
    documents = documents_said(db, claims.values(), wanted)
    masker = Masker.for_documents(documents, names=names)
    return Told(claims, documents, by_id(load_decisions(db)), masker)
