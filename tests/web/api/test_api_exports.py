"""Exports through the API: the same files as the command writes, on record, and bounded."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.store import Ledger
from rashomon.store import evidence_tables as t
from rashomon.web import Settings, make_app
from rashomon.web.api import exports

HERE = "http://127.0.0.1:8000"


def asked(ledger: Path, **more: Any) -> TestClient:
    return TestClient(make_app(ledger, Settings(rate=1_000_000, **more)), base_url=HERE)


def outputs(ledger: Path) -> list[Any]:
    opened = Ledger(ledger)
    try:
        with opened.read() as db:
            return list(db.execute(sa.select(t.outputs).order_by(t.outputs.c.output_id)).mappings())
    finally:
        opened.close()


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {n: packed.read(n) for n in packed.namelist()}


@pytest.mark.parametrize(
    ("name", "params", "options"),
    [
        ("csv", {"dialect": "spreadsheet"}, ["--dialect", "spreadsheet"]),
        ("ged", {"candidate": "1", "aggregates": "true"}, ["--candidate", "--set", "aggregates"]),
        ("acled", {"date-style": "export", "interaction": "numbers"}, ["--set", "date-style=export", "--set", "interaction=numbers"]),
        ("geojson", {"where": "killed>=2", "policy": "minmax"}, ["--where", "killed>=2", "--policy", "minmax"]),
        ("jsonld", {"since": "2023-04-01"}, ["--since", "2023-04-01"]),
        ("datapackage", {"changed_since": "run:1"}, ["--changed-since", "run:1"]),
        ("briefing", {"as_of": "2023-05-22"}, ["--as-of", "2023-05-22"]),
    ],
)
def test_the_files_are_those_of_the_command(
    own_ledger: Path, tmp_path: Path, name: str, params: dict[str, str], options: list[str]
) -> None:
    with asked(own_ledger) as client:
        told = client.get(f"/api/v1/exports/{name}", params=params)
        again = client.get(f"/api/v1/exports/{name}", params=params)
    assert told.status_code == 200, told.text
    assert told.headers["content-disposition"] == f'attachment; filename="rashomon-{name}.zip"'
    assert told.content == again.content
    done = CliRunner().invoke(command, ["export", name, "--ledger", str(own_ledger), "--out", str(tmp_path / "made") + "/", *options])
    assert done.exit_code == 0, done.output
    assert files(told.content) == {p.name: p.read_bytes() for p in (tmp_path / "made").iterdir()}


def test_it_is_put_on_record(own_ledger: Path) -> None:
    with asked(own_ledger, who="A. Coder") as client:
        told = client.get("/api/v1/exports/ged?only=main")
        assert told.headers["x-rashomon-recorded"] == "yes"
        assert told.headers["content-type"] == "text/csv; charset=utf-8"
        assert told.text.startswith("id,relid,year,")
        tag = told.headers["etag"]
        assert client.get("/api/v1/exports/ged?only=main", headers={"If-None-Match": tag}).status_code == 304
        head = client.head("/api/v1/exports/ged?only=main")
        assert (head.status_code, head.content) == (200, b"")
        [row] = outputs(own_ledger)
        assert row["kind"] == "ged export"
        assert row["path"].startswith("given out by the server as GEDEvent_rashomon.csv, asked for by ")
        assert row["incidents"]
        assert row["documents"]
        assert client.get("/api/v1/runs?limit=1").json()["items"][0]["kind"] == "export"
    assert CliRunner().invoke(command, ["verify", str(own_ledger)]).exit_code == 0


def test_a_server_that_only_reads_says_that_it_records_nothing(own_ledger: Path) -> None:
    with asked(own_ledger, read_only=True) as client:
        told = client.get("/api/v1/exports/geojson?only=main")
        assert told.status_code == 200
        assert told.headers["x-rashomon-recorded"].startswith("no")
    assert outputs(own_ledger) == []


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("nothing", 404, "/api/v1/exports"),
        ("csv?only=main", 400, "leave only out"),
        ("csv?candidate=1", 400, "candidate"),
        ("acled?scales=/etc/passwd", 422, "scales"),
        ("ged?out=/tmp/x", 422, "out"),
        ("ged?since=once", 400, "since"),
        ("ged?changed_since=run:99", 400, "run"),
        ("ged?dialect=klingon", 422, "dialect"),
    ],
)
def test_what_cannot_be_exported(client: TestClient, address: str, status: int, word: str) -> None:
    told = client.get(f"/api/v1/exports/{address}")
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert word in told.json()["detail"]


def test_what_is_large_is_for_the_command(own_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(own_ledger) as client:
        monkeypatch.setattr(exports, "MOST", 3)
        told = client.get("/api/v1/exports/ged")
        assert (told.status_code, "rashomon export" in told.json()["detail"]) == (400, True)
        monkeypatch.setattr(exports, "MOST", 1000)
        monkeypatch.setattr(exports, "SECONDS", -1.0)
        told = client.get("/api/v1/exports/ged")
        assert (told.status_code, told.headers["retry-after"]) == (503, "10")
        monkeypatch.setattr(exports, "DERIVED", 3)
        assert client.get("/api/v1/exports/ged?as_of=2023-05-05").status_code == 400
    assert outputs(own_ledger) == []


def test_nothing_stays_in_the_temporary_place(own_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with asked(own_ledger) as client:
        assert client.get("/api/v1/exports/csv").status_code == 200
        monkeypatch.setattr(exports, "MOST", 1)
        assert client.get("/api/v1/exports/csv").status_code == 400
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("rashomon-export-")] == []
