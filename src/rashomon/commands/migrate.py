"""``rashomon migrate``: brings a ledger of an older version up to this one, when you choose to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def migrate_command(
    out: Annotated[Path, typer.Option("--out", help="Folder of the ledger; RASHOMON_DATABASE names a server instead.")] = Path(
        "rashomon-out"
    ),
    yes: Annotated[bool, typer.Option("--yes", help="On PostgreSQL: yes, there is a copy (pg_dump).")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait while another run writes.")] = False,
) -> None:
    """Upgrade a ledger of an older version. A file is copied first; of a database on a server make a copy yourself."""
    from rashomon.errors import LedgerError
    from rashomon.store import migrations
    from rashomon.store.engine import open_engine, printable, where_of
    from rashomon.store.lock import writer_lock

    where = where_of(out)
    nothing = LedgerError(f"there is no ledger in {printable(where)}; make one with `rashomon run INPUT --out {out}`")
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
