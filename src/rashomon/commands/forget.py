"""``rashomon forget``: removes a document on request, for legal or safety reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.commands.asking import LedgerOption, OutOption, WeightsOption, place
from rashomon.errors import InputError

if TYPE_CHECKING:
    from rashomon.store.engine import Where
    from rashomon.store.forgetting import Removal


def forget(
    document: Annotated[str, typer.Argument(help="The document's name, as in documents.jsonl.")],
    who: Annotated[str, typer.Option("--who", help="Who asked for it, or decided it.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why. It is kept: name nobody who should not be named.")] = "",
    ledger: LedgerOption = None,
    out: OutOption = None,
    all_names: Annotated[bool, typer.Option("--all-names", help="The same text under other names, too.")] = False,
    weights: WeightsOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a document and every word of it, and derive anew what rested on it. It cannot be taken back."""
    from rashomon.exports.report import write_report
    from rashomon.pipeline.forget import clean, removed_before
    from rashomon.pipeline.forget import forget as remove
    from rashomon.pipeline.weights_file import read_weights
    from rashomon.store import writing
    from rashomon.store.forgetting import removal_of

    if not who.strip() or not why.strip():
        raise InputError("say with --who who asked for it, and with --why why: both are kept in place of the document")
    where, folder = place(ledger, out)
    given = read_weights(weights) if weights is not None else None
    with writing(where) as opened:
        with opened.read() as db:
            day = removed_before(db, document)
            try:
                removal = removal_of(db, document, all_names=all_names)
            except InputError:
                if day is None:
                    raise
                removal = None
        if removal is None:  # it may have been cut off before everything was clean
            clean(opened, folder, write_report, typer.echo)
            typer.echo(f"{document} was removed on {day}; free pages, copies and files beside the ledger were cleaned again")
            return
        for line in will_change(removal, opened.database.path):
            typer.echo(line)
        if not yes and not typer.confirm("Remove it? This cannot be taken back"):
            typer.echo("nothing was changed")
            raise typer.Exit(1)
        done = remove(opened, removal, who, why, out=folder, weights=given, write_report=write_report, tell=typer.echo)
    typer.echo(f"removed: {', '.join(removal.names)}")
    if done.moved:
        typer.echo("incidents said anew: " + ", ".join(f"{n} {cause.replace('_', ' ')}" for cause, n in sorted(done.moved.items())))
    for copy in done.backups:
        typer.echo(f"deleted: {copy}")
    if done.written:
        typer.echo(f"written again: {', '.join(done.written)}")
    for line in to_ask_for(removal, where):
        typer.echo(line)


def will_change(removal: Removal, ledger: Path | None) -> list[str]:
    """What a person is told before anything is removed."""
    from rashomon.store.migrations import backups

    out = [f"This removes {removal.document}: {_many(len(removal.text_ids), 'text')}, with everything that was read from it."]
    if len(removal.names) > 1:
        out.append(f"  with it: {', '.join(n for n in removal.names if n != removal.document)}")
    if removal.others:
        out.append(f"  the same words stay under {_some(removal.others)}; give --all-names to remove them there, too")
    if removal.alike:
        out.append(f"  copies with words of their own stay: {_some(removal.alike)}; look at them, too")
    out.append(f"  {_many(len(removal.incidents), 'incident')} told by it will be derived without it: {_some(removal.incidents) or 'none'}")
    out.append(
        f"  {_many(len(removal.versions), 'version')} of incidents that rest on it and its words in {_many(len(removal.decisions), 'decision')} "
        "will be erased"
    )
    copies = backups(ledger) if ledger is not None else []
    out += [f"  will be deleted, for it holds the words: {copy}" for copy in copies]
    if removal.outputs:
        out.append(f"  {_many(len(removal.outputs), 'pack or export', 'packs and exports')} made with it will be listed for you to ask for")
    return out


def to_ask_for(removal: Removal, where: Where) -> list[str]:
    """What this program cannot reach, and a person has to."""
    out = []
    if removal.outputs:
        out.append("given out with it; ask for these back, or delete them:")
        out += [f"  {o['kind']} {o['path']} (sha256 {o['sha256']}, {str(o['at'])[:10]})" for o in removal.outputs]
    out.append("not reached: the input it was read from, corrections.yml beside it, your own backups, and copies that others have")
    if not isinstance(where, Path):
        out.append("not reached on the server: its archive of the write-ahead log, its dumps and replicas (docs/how-to/postgres.md)")
    return out


def _many(n: int, one: str, more: str = "") -> str:
    return f"{n} {one if n == 1 else more or one + 's'}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
