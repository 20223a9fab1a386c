"""Answers for programs: JSON and CSV with tags."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import pytest
from fastapi import APIRouter, Response
from fastapi.testclient import TestClient

from rashomon.pipeline.deciding import names_shown
from rashomon.web import Settings, make_app
from rashomon.web.answers import address, csv_answer, dumped, json_answer
from rashomon.web.visit import Reader

some = APIRouter()


@some.get("/some.json")
def some_json(visit: Reader) -> Response:
    """A list."""
    return json_answer(visit, {"items": [1, 2], "run": visit.state.run_id})


@some.get("/some.csv")
def some_csv(visit: Reader) -> Response:
    """A table with what spreadsheets would run."""
    return csv_answer(visit, 'a"b\r\nX: y/../<c>', ["text", "n"], [{"text": "=1+1", "n": -3}, ["@a", None], ["plain, and 'more'", 2]])


class Kind(Enum):
    """A kind."""

    ONE = "one"


@dataclass(frozen=True)
class Row:
    """A row."""

    day: date | None
    kind: Kind
    inner: tuple[int, ...]
    _hidden: int = 5


@pytest.fixture
def ask(own_ledger: Path) -> TestClient:
    app = make_app(own_ledger, Settings(rate=1_000_000))
    app.include_router(some)
    return TestClient(app, base_url="http://127.0.0.1:8000")


def test_plain_values() -> None:
    row = Row(date(2031, 5, 17), Kind.ONE, (1, 2))
    assert json.loads(dumped({"a": row, "b": {"y", "x"}, 3: None})) == {
        "a": {"day": "2031-05-17", "kind": "one", "inner": [1, 2]},
        "b": ["x", "y"],
        "3": None,
    }
    assert json.loads(dumped("a\ud800b")) == "a\ufffdb"
    for bad in (object(), float("nan"), b"bytes"):
        with pytest.raises((TypeError, ValueError)):
            dumped(bad)
    assert address("/a", [("q", "a b&c"), ("q", "é")]) == "/a?q=a+b%26c&q=%C3%A9" and address("/a") == "/a"


def test_who_has_it_already_is_told_so_until_the_ledger_changes(ask: TestClient, own_ledger: Path) -> None:
    first = ask.get("/some.json?x=1&y=2")
    tag = first.headers["ETag"]
    assert ask.get("/some.json?y=2&x=1", headers={"If-None-Match": tag}).status_code == 304
    assert ask.get("/some.json?x=1&y=2", headers={"If-None-Match": f'"other", {tag}'}).status_code == 304
    for other in ("/some.json?x=1&y=3", "/some.json?x=1&y=2&policy=minmax", "/some.csv?x=1&y=2"):
        assert ask.get(other, headers={"If-None-Match": tag}).status_code == 200, other
    assert first.headers["Cache-Control"] == "private, no-cache" and "Cookie" in first.headers["Vary"]


def test_names_that_are_shown_have_tags_of_their_own(own_ledger: Path, tmp_path: Path) -> None:
    def tag(**settings: bool) -> str:
        app = make_app(own_ledger, Settings(**settings))
        app.include_router(some)
        return TestClient(app, base_url="http://localhost").get("/some.json").headers["ETag"]

    assert len({tag(), tag(names=True), tag(coarsen=True), tag(read_only=True)}) == 4


def test_a_table_is_safe_in_a_spreadsheet_and_its_name_in_a_header(ask: TestClient) -> None:
    answer = ask.get("/some.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a-b-X-y-c.csv"'
    assert answer.content.decode("utf-8-sig") == "text,n\n'=1+1,-3\n'@a,\n\"plain, and 'more'\",2\n"
    assert ask.get("/some.csv", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_read_that_derives_nothing_keeps_the_tag(ask: TestClient, own_ledger: Path) -> None:
    before = ask.get("/some.json").headers["ETag"]
    names_shown(own_ledger, "Ada", "a test")
    assert ask.get("/some.json").headers["ETag"] == before


def test_a_ledger_that_is_put_in_the_place_of_another_is_read(
    ask: TestClient, own_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import rashomon.web.opened as opened

    monkeypatch.setattr(opened, "EVERY", 0.0)
    before = ask.get("/some.json").headers["ETag"]
    kept = Path(shutil.copy(own_ledger, tmp_path / "kept.db"))
    own_ledger.unlink()
    away = ask.get("/some.json")
    assert away.status_code == 503 and "put it back" in away.json()["detail"]
    own_ledger.write_bytes(b"no ledger at all, only some words")
    assert ask.get("/some.json").status_code == 503
    own_ledger.unlink()
    kept.rename(own_ledger)
    assert ask.get("/some.json").headers["ETag"] == before
