"""``rashomon migrate``: brings a ledger of an older version up to this one, when you choose to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.commands.asking import LedgerOption


def migrate_command(
    ledger: LedgerOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder of the ledger, else rashomon-out; RASHOMON_DATABASE names a server instead.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="On PostgreSQL: yes, there is a copy (pg_dump).")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait while another run writes.")] = False,
) -> None:
    """Upgrade a ledger of an older version. A file is copied first; of a database on a server make a copy yourself."""
    from rashomon.commands.asking import place
    from rashomon.errors import InputError, LedgerError
    from rashomon.store import migrations
    from rashomon.store.engine import open_engine, printable, where_of
    from rashomon.store.lock import writer_lock

    if ledger is not None and out is None:
        where = place(ledger, out)[0]
    elif ledger is None:
        where = where_of(out or Path("rashomon-out"))
    else:
        raise InputError("give --ledger or --out, not both: both say which ledger is meant")
    nothing = LedgerError(f"there is no ledger in {printable(where)}; make one with `rashomon run INPUT --out {out or 'rashomon-out'}`")
    if isinstance(where, Path) and not where.exists():
        raise nothing
    database = open_engine(where)
    try:
        with writer_lock(database, wait, typer.echo):
            if migrations.version_of(database) is None:
                raise nothing
            found = migrations.prepare(database, tell=typer.echo, may_upgrade=True if yes or database.path else None)
    finally:
        database.close()
    if found == migrations.VERSION:
        typer.echo(f"the ledger {database.name} is of this version already (schema {found})")
    else:
        typer.echo(
            f"the ledger {database.name} was upgraded from schema {found} to {migrations.VERSION}; the next run derives its incidents anew"
        )
