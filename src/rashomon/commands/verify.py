"""``rashomon verify``: whether a ledger, or a pack, holds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from rashomon.errors import InputError

MOST = 200  # findings printed; a damaged file can have as many as it has rows


def verify(
    what: Annotated[
        str, typer.Argument(help="A ledger file, the folder of a run, the URL of a database, or a pack.", metavar="LEDGER_OR_PACK")
    ],
    head: Annotated[str | None, typer.Option(help="A hash of the chain that was printed earlier: is it still part of it?")] = None,
    ledger: Annotated[
        str | None, typer.Option("--ledger", help="For a pack: a ledger to hold it against; it proves the quotes where names are hidden.")
    ] = None,
    derive: Annotated[bool, typer.Option("--derive", help="Derive everything again in memory and compare, too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only findings, no progress.")] = False,
) -> None:
    """Check every quote, offset, hash, key and link. Exit 0: all holds; 1: something does not, one line each; 2: it cannot be opened."""
    path = Path(what)
    if "://" not in what and path.is_file() and path.open("rb").read(4).startswith(b"PK"):
        lines, summary = _pack(path, head, derive, ledger)
    else:
        if ledger is not None:
            raise InputError("--ledger goes with a pack; a ledger is checked by itself")
        lines, summary = _ledger(what, head, derive, quiet)
    for line in lines[:MOST]:
        typer.echo(line)
    if len(lines) > MOST:
        typer.echo(f"and {len(lines) - MOST} more")
    if lines:
        typer.echo(f"{len(lines)} finding{'s' * (len(lines) != 1)}. Checked: {summary}")
        raise typer.Exit(1)
    if not quiet:
        typer.echo(f"All holds. Checked: {summary}")


def _ledger(what: str, head: str | None, derive: bool, quiet: bool) -> tuple[list[str], str]:
    from rashomon.commands.where import ledger_at
    from rashomon.errors import LedgerError
    from rashomon.pipeline.progress import progress_bar
    from rashomon.store import Ledger
    from rashomon.store.verify import verify

    with closing(Ledger(ledger_at(what))) as ledger, progress_bar(quiet) as tell:
        try:
            made = verify(ledger, head=head, tell=tell)
        except LedgerError as err:
            return [str(err)], "not all of it could be read"
        lines = [str(f) for f in made.findings]
        again = ""
        if derive and not lines:
            from rashomon.pipeline.verify_derived import verify_derived, why_not

            again = f"; not derived again: {problem}" if (problem := why_not(ledger)) else "; derived again: the same"
            if problem is None:
                lines = [str(f) for f in verify_derived(ledger)]
                again = again if not lines else "; derived again: not the same"
    n = made.counts
    return lines, (
        f"{n.get('quotes', 0)} quotes, {n.get('statements', 0)} statements of {n.get('readings', 0)} readings, "
        f"{n.get('versions', 0)} versions, {n.get('decisions', 0)} decisions, {n.get('links', 0)} links of the chain; head {made.head}{again}"
    )


def _pack(path: Path, head: str | None, derive: bool, ledger: str | None) -> tuple[list[str], str]:
    from rashomon.commands.where import ledger_at
    from rashomon.exports.pack_verify import verify_pack
    from rashomon.store import Ledger

    if derive:
        raise InputError("--derive is for a ledger: a pack does not hold all that its figures are derived from")
    if ledger is None:
        made = verify_pack(path, head=head)
    else:
        with closing(Ledger(ledger_at(ledger))) as opened, opened.read() as db:
            made = verify_pack(path, head=head, ledger=db)
    return [str(f) for f in made.findings], made.summary
