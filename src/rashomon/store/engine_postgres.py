"""PostgreSQL as the ledger's database, for a team: ``pip install 'rashomon[postgres]'`` and a URL in ``RASHOMON_DATABASE``."""

from __future__ import annotations

import os
import socket
from typing import Any

import sqlalchemy as sa

from rashomon.errors import LedgerError

#: The oldest server that is known to do (the collation of columns, generated plans for arrays).
OLDEST = 13
#: First number of the advisory locks of this program; "rash" as a number.
LOCKS = 0x72617368
RUN_LOCK, WRITE_LOCK = 1, 2
#: Connections of one process at once; a server of PostgreSQL gives out a hundred where nobody set another number.
MOST_CONNECTIONS = 60


def create(where: str) -> sa.Engine:
    """An engine. Raises LedgerError for a URL that cannot be used and for a missing driver."""
    url = _url(where)
    try:
        import psycopg  # noqa: F401
    except ImportError as err:
        raise LedgerError(
            "a ledger on PostgreSQL needs the extra `postgres`: install it with `pip install 'rashomon[postgres]'`"
            if isinstance(err, ModuleNotFoundError)
            else f"the driver of PostgreSQL (psycopg) does not start: {str(err).splitlines()[0]}; install the extra `postgres` anew"
        ) from None
    options: dict[str, Any] = {
        "application_name": application(),
        "client_encoding": "utf8",
        "connect_timeout": 10,
        # a server notices within two minutes that the machine of a run is gone, and lets go of its lock
        "keepalives_idle": 30,
        "keepalives_interval": 15,
        "keepalives_count": 4,
    }
    given = {k: v for k, v in options.items() if k not in url.query}
    return sa.create_engine(url, connect_args=given, pool_pre_ping=True, max_overflow=MOST_CONNECTIONS - 5)


def _url(where: str) -> sa.URL:
    scheme = where.split("://", 1)[0].lower()
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise LedgerError(f"a ledger is a file or a PostgreSQL database; {scheme}:// is not known: write postgresql://user@host/database")
    try:
        url = sa.engine.make_url(where).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):  # their messages may hold the password
        raise LedgerError(
            "the URL of the database cannot be read; write postgresql://user:password@host:5432/database, with signs such as @ / : % "
            "in the password as %40 %2F %3A %25"
        ) from None
    if not url.database:
        raise LedgerError(f"the URL {printable(where)} names no database; write postgresql://user@host/database")
    return url


def printable(where: str) -> str:
    """The URL without what only its user should know: user, host, port and database stay."""
    try:
        url = sa.engine.make_url(where)
    except (sa.exc.ArgumentError, ValueError):
        return "postgresql://…"
    host = url.query.get("host") if not url.host else url.host
    return sa.URL.create(
        "postgresql", url.username, None, host if isinstance(host, str) else None, url.port, url.database
    ).render_as_string()


def application() -> str:
    """What the server calls this process; the word of the lock comes from it."""
    return f"rashomon {socket.gethostname()[:30]} process {os.getpid()}"


def check(db: sa.Connection, name: str) -> None:
    """Raises LedgerError for a server that would not behave like SQLite."""
    number = int(db.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10000
    if number < OLDEST:
        raise LedgerError(f"the server of {name} is PostgreSQL {number}; {OLDEST} or newer is needed")
    coding = db.exec_driver_sql("SHOW server_encoding").scalar_one()
    if coding != "UTF8":
        raise LedgerError(f"the database {name} is encoded in {coding}; make one with `createdb --encoding=UTF8 --template=template0 NAME`")


def one_writer(db: sa.Connection) -> None:
    """Writing transactions come one after the other, also where the lock of a run was lost with its connection."""
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCKS, WRITE_LOCK)))


def may_checkpoint(db: sa.Connection) -> bool:
    """Whether this user may ask the server to write its log to the files."""
    return bool(db.exec_driver_sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").scalar())


def advice(err: BaseException, where: object) -> str:
    """What went wrong and what to do about it. The password is in no message."""
    cause = " ".join(str(getattr(err, "orig", None) or err).split())[:300]
    secret = _secret(str(where))
    for word in secret:
        cause = cause.replace(word, "***")
    low = cause.lower()
    for words, do in (
        (
            "password authentication failed",
            "the user or the password is wrong; look at RASHOMON_DATABASE, or put the password in ~/.pgpass",
        ),
        ("no password supplied", "it asks for a password; put it in ~/.pgpass, or in the URL"),
        ('fatal: database "', "make the database with `createdb NAME`, or look at its name in RASHOMON_DATABASE"),
        ('fatal: role "', "there is no such user; look at RASHOMON_DATABASE, or make it with `createuser NAME`"),
        ("permission denied", "this user may not do that; let the owner of the database grant it"),
        ("no space left", "the disk of the server is full; make room and run again"),
        ("disk full", "the disk of the server is full; make room and run again"),
        ("read-only transaction", "the server only lets read (a standby?); use the one that is written to"),
        ("could not translate host", "there is no such host; look at RASHOMON_DATABASE"),
        ("failed to resolve host", "there is no such host; look at RASHOMON_DATABASE"),
        ("connection refused", "no server answers there; start it, or look at host and port in RASHOMON_DATABASE"),
        ("timeout", "the server did not answer in time; look at host, port and firewall"),
        ("timed out", "the server did not answer in time; look at host, port and firewall"),
        ("closed the connection", "the server went away; run again when it is back"),
        ("terminating connection", "the server went away; run again when it is back"),
        ("connection is lost", "the server went away; run again when it is back"),
    ):
        if words in low:
            return f"{cause}; {do}"
    return f"{cause}; look at the log of the server"


def _secret(where: str) -> list[str]:
    """The passwords in a URL, as written and as meant."""
    try:
        url = sa.engine.make_url(where)
    except (sa.exc.ArgumentError, ValueError):
        return [where]
    words = [str(url.password or ""), str(url.query.get("password") or "")]
    return [w for w in words if w]
