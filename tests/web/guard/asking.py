"""Asks an application as an attacker would: any header, any address, from any machine, with and without a token."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from fastapi import APIRouter
from fastapi.testclient import TestClient

from rashomon.web import Settings, make_app
from rashomon.web.guard.tokens import add_token
from rashomon.web.visit import Admin, Reader, Reviewer

T = TypeVar("T")
probe = APIRouter()


@probe.get("/probe.json")
def read(visit: Reader) -> dict[str, Any]:
    """Who the server takes the asker for."""
    return {"who": visit.who, "role": visit.role.name.lower(), "named": visit.named}


@probe.get("/probe")
def page(visit: Reader) -> dict[str, Any]:
    """An address that a person asks for."""
    return {"who": visit.who}


@probe.post("/probe.json")
def write(visit: Reviewer) -> dict[str, Any]:
    """What only a reviewer may do."""
    return {"who": visit.who}


@probe.post("/probe-admin.json")
def write_more(visit: Admin) -> dict[str, Any]:
    """What only an admin may do."""
    return {"who": visit.who}


@contextmanager
def asking(ledger: Path, *, address: str = "127.0.0.1", base: str = "http://127.0.0.1:8000", **settings: Any) -> Iterator[TestClient]:
    """A client of an application with probes in it."""
    app = make_app(ledger, Settings(**{"rate": 1_000_000, **settings}))
    app.include_router(probe)
    with TestClient(app, base_url=base, client=(address, 5), follow_redirects=False) as client:
        yield client


def contents(ledger: Path) -> tuple[list[str], str]:
    """The files of a folder (the two that a write-ahead log needs aside), and a hash of every row of every table of its ledger."""
    said = hashlib.sha256()
    with closing(sqlite3.connect(ledger)) as db:
        made = db.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'search%' ORDER BY name").fetchall()
        for name, sql in made:
            said.update(repr((name, sql)).encode())
            if str(sql).startswith("CREATE TABLE"):
                said.update("\n".join(sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))).encode("utf-8", "backslashreplace"))
    return sorted(p.name for p in ledger.parent.iterdir() if not p.name.endswith(("-wal", "-shm"))), said.hexdigest()


def run_alone(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, in a loop and thread of its own: the driver of the browser keeps one running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def word(client: TestClient) -> dict[str, str]:
    """The header that a page of ours would send along."""
    return {"X-Rashomon-CSRF": client.get("/session.json").json()["csrf"]}


def team(folder: Path) -> tuple[Path, dict[str, str]]:
    """A file of tokens with one of each role, and the tokens by role."""
    path = folder / "tokens.yml"
    today = datetime.now(UTC).date()
    return path, {role: add_token(path, f"{role} person", role, 30, today)[1] for role in ("reader", "reviewer", "admin")}


def bearer(token: str) -> dict[str, str]:
    """The header of a program."""
    return {"Authorization": f"Bearer {token}"}
