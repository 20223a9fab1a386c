"""A PostgreSQL server of the tests' own: started on a free port in a temporary folder, gone with them however they end."""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

MISSING = "needs PostgreSQL: `apt-get install postgresql` (its own cluster need not run)"
USER = "tester"
_FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=40", "autovacuum=off", "listen_addresses=127.0.0.1")
#: Stops the server and takes its folder away as soon as the tests' end of the pipe is closed, be it by kill -9.
_WATCH = '"$@" </dev/null >>"$DIR/log" 2>&1 & pid=$!; cat >/dev/null; kill -QUIT $pid; wait $pid; rm -rf "$DIR"'


def programs() -> Path | None:
    """The folder of the newest ``initdb``, or None where there is no PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(re.sub(r"\D", "", p.parts[-3]) or 0))
    if found:
        return found[-1].parent
    told = shutil.which("pg_config")
    folder = Path(subprocess.run([told, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()) if told else None
    if folder is not None and (folder / "initdb").exists():
        return folder
    one = shutil.which("initdb")
    return Path(one).resolve().parent if one else None


def _user() -> str | None:
    """PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {p.pw_name for p in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass
class Server:
    """A running server; ``url(name)`` is a database of it."""

    port: int
    password: str
    folder: Path
    process: subprocess.Popen[bytes]
    made: list[str] = field(default_factory=list)

    def url(self, database: str, password: str | None = None) -> str:
        return f"postgresql://{USER}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def admin(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def database(self, options: str = "") -> str:
        """The URL of a fresh database."""
        name = f"t{len(self.made)}_{secrets.token_hex(3)}"
        with self.admin() as db:
            db.execute(sql.SQL("CREATE DATABASE {} ").format(sql.Identifier(name)) + sql.SQL(options))  # type: ignore[arg-type]
        self.made.append(name)
        return self.url(name)

    def drop(self, url: str) -> None:
        with self.admin() as db:
            db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(url.rsplit("/", 1)[1])))

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def start(bin_folder: Path) -> Server:
    """Starts a server whose databases sort by an English dictionary, so that only columns that ask for code points have them."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="rashomon-pg-", dir="/tmp"))
    password = secrets.token_hex(8)
    (folder / "pw").write_text(password)
    if user is not None:
        account = pwd.getpwnam(user)
        for path in (folder, folder / "pw"):
            os.chown(path, account.pw_uid, account.pw_gid)
    who: dict[str, object] = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "DIR": str(folder)}
    make = [bin_folder / "initdb", "-D", folder / "data", "-U", USER, "--auth-local=trust", "--auth-host=scram-sha-256"]
    make += ["--pwfile", folder / "pw", "--encoding=UTF8", "--no-sync", "--no-instructions", "--locale=C"]
    icu = ["--locale-provider=icu", "--icu-locale=en"]
    done = subprocess.run([*make, *icu], env=env, cwd=folder, capture_output=True, text=True, check=False, **who)  # type: ignore[call-overload]
    if done.returncode:
        shutil.rmtree(folder / "data", ignore_errors=True)
        done = subprocess.run(make, env=env, cwd=folder, capture_output=True, text=True, check=False, **who)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
    for _ in range(5):
        port = _free_port()
        run = [bin_folder / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder]
        for setting in _FAST:
            run += ["-c", setting]
        process = subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "sh", *run], stdin=subprocess.PIPE, env=env, cwd=folder, start_new_session=True, **who
        )  # type: ignore[call-overload]
        server = Server(port, password, folder, process)
        if _ready(server):
            return server
        with suppress(Exception):
            process.kill()
    raise AssertionError((folder / "log").read_text())


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _ready(server: Server) -> bool:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.process.poll() is None:
        with suppress(psycopg.OperationalError), server.admin():
            return True
        log = server.folder / "log"
        if log.exists() and "could not bind" in log.read_text(errors="replace"):
            return False
        time.sleep(0.05)
    return False
