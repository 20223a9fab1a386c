"""Brings the tables of a database to this version: makes them in an empty one, upgrades those of an older release."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import derived_tables, search_tables, views
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain
from rashomon.store.comments import put_comments
from rashomon.store.engine import Database
from rashomon.store.engine_sqlite import advice
from rashomon.store.meta import seal_ledger
from rashomon.store.migrations.backup import back_up

#: The version of the tables of this program.
VERSION = 5

Tell = Callable[[str], None]


def version_of(database: Database) -> int | None:
    """The version of the tables in a database; None for an empty one.

    Raises LedgerError for another program's database and for a ledger of a newer version.
    """
    with database.read() as db:
        return _version(db, database.name)


def _version(db: sa.Connection, name: str) -> int | None:
    names = set(sa.inspect(db).get_table_names())
    if not names:
        return None
    other = LedgerError(f"{name} is a database of another program; choose another --out folder, or an empty database")
    if "meta" not in names or {c["name"] for c in sa.inspect(db).get_columns("meta")} != {"key", "value"}:
        raise other
    found = db.scalar(sa.select(t.meta.c.value).where(t.meta.c.key == "schema"))
    if found is None or not str(found).isdecimal():
        raise other
    if int(found) > VERSION:
        raise LedgerError(
            f"the ledger {name} was written by a newer version of this program (schema {found}, this one knows {VERSION}); "
            "update the program to open it"
        )
    return int(found)


def prepare(database: Database, *, tell: Tell | None = None, may_upgrade: bool | None = None) -> int | None:
    """Makes the tables in an empty database, and upgrades an older ledger. Returns the version it had (None: it was empty).

    A SQLite ledger is upgraded at once, after a copy of it was made beside it (``tell`` is told where). On PostgreSQL a copy is the work
    of who runs the server, so there it is refused, with what to do, unless ``may_upgrade``; ``False`` refuses on both.
    The caller holds the writer's lock.
    """
    found = version_of(database)
    if found == VERSION:
        return found
    if database.read_only:
        raise LedgerError(
            f"there is no ledger in {database.name}; make one with `rashomon run INPUT --out DIR`"
            if found is None
            else f"the ledger {database.name} is of an older version (schema {found}); run `rashomon migrate --ledger {database.name}` once to upgrade it"
        )
    if found is None:
        with database.write() as db:
            if _version(db, database.name) is None:  # another one may have made them meanwhile
                create(db)
        return None
    if may_upgrade is False or (may_upgrade is None and database.path is None):
        raise LedgerError(
            f"the ledger {database.name} is of an older version (schema {found}); make a copy of it "
            f"(pg_dump --format=custom --file=ledger.v{found}.dump DATABASE), then run `rashomon migrate --yes`"
            if database.path is None
            else f"the ledger {database.name} is of an older version (schema {found}); run `rashomon migrate --ledger {database.name}` to upgrade it"
        )
    upgrade(database, tell=tell)
    return found


def create(db: sa.Connection) -> None:
    """All tables, views and comments of this version in an empty database."""
    derived_tables.documents.metadata.create_all(db)
    search_tables.create(db)
    finish(db)
    db.execute(t.meta.insert().values(key="schema", value=str(VERSION)))
    chain = Chain(db)
    seal_ledger(db, chain)
    chain.flush()


def finish(db: sa.Connection) -> None:
    """Views and comments, after tables were made or changed."""
    views.create_views(db)
    put_comments(db)


def upgrade(database: Database, *, tell: Tell | None = None) -> None:
    """Takes an older ledger up, all steps or none, after a copy of a SQLite ledger was made."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    found = version_of(database)
    if found is None or found == VERSION:
        return
    if database.path is not None:
        copy = back_up(database.path, found)
        if tell is not None:
            tell(f"the ledger is of an older version (schema {found}) and is being upgraded; a copy of it is kept as {copy}")
    try:
        with database.write() as db:
            if _version(db, database.name) != found:
                return
            views.drop_views(db)
            op = Operations(MigrationContext.configure(db))
            for number in range(found + 1, VERSION + 1):
                import_module(f"rashomon.store.migrations.v{number:04}").upgrade(db, op)
            finish(db)
            db.execute(t.meta.update().where(t.meta.c.key == "schema").values(value=str(VERSION)))
    except (ValueError, KeyError, TypeError) as err:  # what is kept there cannot be read as what it should be
        raise LedgerError(f"the ledger {database.name} cannot be upgraded: {advice(err, database.where)}; it is as it was before") from err


def carried_corrections(db: sa.Connection) -> dict[str, str]:
    """Files of corrections that a ledger of version 1 held, by their path, until they are made decisions."""
    found = db.execute(sa.select(t.meta.c.key, t.meta.c.value).where(t.meta.c.key.startswith(CORRECTIONS, autoescape=True)))
    return {r.key[len(CORRECTIONS) :]: r.value for r in sorted(found, key=lambda r: str(r.key))}


#: Begins the keys in ``meta`` under which corrections of version 1 wait.
CORRECTIONS = "corrections of version 1: "
