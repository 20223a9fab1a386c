"""No GET writes: what pages read through cannot, and no page opens anything else."""

import re
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from tests.web.guard.asking import contents
from tests.web.guard.crawl import walk

from rashomon.store import engine_sqlite
from rashomon.web import Settings, make_app
from rashomon.web.pages import NAVIGATION
from rashomon.web.visit import Reader

sneaky = APIRouter()
WRITES = (
    "INSERT INTO meta VALUES ('a', 'b')",
    "UPDATE meta SET value = 'x'",
    "DELETE FROM claims",
    "DROP TABLE runs",
    "CREATE TABLE mine (a)",
    "CREATE TEMP TABLE mine (a)",
    "VACUUM INTO '{folder}/stolen.db'",
    "ATTACH DATABASE '{folder}/new.db' AS other",
    "PRAGMA user_version = 7",
    "PRAGMA journal_mode = DELETE",
    "REINDEX",
)


@sneaky.get("/sneaky.json")
def sneak(visit: Reader, n: int, folder: str, loosen: bool = False) -> dict[str, Any]:
    """A page with a fault: it tries to write."""
    if loosen:
        visit.db.exec_driver_sql("PRAGMA query_only = OFF")
    visit.db.exec_driver_sql(WRITES[n].format(folder=folder))
    if "ATTACH" in WRITES[n]:
        visit.db.exec_driver_sql("CREATE TABLE other.mine (a)")
    return {"written": True}


@pytest.mark.parametrize("loosen", [False, True])
def test_the_connection_of_a_page_cannot_write(own_ledger: Path, loosen: bool) -> None:
    app = make_app(own_ledger, Settings(rate=1_000_000))
    app.include_router(sneaky)
    before = contents(own_ledger)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as ask:
        for n, what in enumerate(WRITES):
            told = ask.get("/sneaky.json", params={"n": n, "folder": str(own_ledger.parent), "loosen": loosen})
            harmless = what.startswith(("PRAGMA journal", "REINDEX"))  # nothing comes of these
            assert told.status_code in (500, 503) or harmless or (loosen and "TEMP" in what), (what, told.text)
        assert ask.get("/session.json").status_code == 200
    assert contents(own_ledger) == before


def test_no_page_opens_a_ledger_to_write_to_it(own_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create, opened = engine_sqlite.create, list[Path]()

    def watched(path: Path, *, read_only: bool) -> Any:
        if not read_only and path.resolve() == own_ledger.resolve():
            opened.append(path)
        return create(path, read_only=read_only)

    monkeypatch.setattr(engine_sqlite, "create", watched)
    # that an export is put on record is the one thing a GET writes, on purpose (decision 0024); tests/web/api/test_api_exports.py looks at it
    monkeypatch.setattr("rashomon.web.api.exports.writing", lambda *_, **__: nullcontext())
    monkeypatch.setattr("rashomon.web.api.exports.record_export", lambda *_, **__: None)
    before = contents(own_ledger)
    app = make_app(own_ledger, Settings(rate=1_000_000, seconds=120))
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as ask:
        opened.clear()  # it was opened once at the start, so that readers and a writer can go on side by side
        api = ask.get("/api/v1/openapi.json").json()["paths"]
        reads = tuple(re.sub(r"\{[^}]*\}", "1", p) for p, told in api.items() if "get" in told)
        seen = list(walk(ask, ("/", *(p for p, _ in NAVIGATION), *reads), 300))
        assert len(seen) > 100 and not opened
    assert contents(own_ledger) == before
