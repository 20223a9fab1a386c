"""What every answer tells a browser, and that errors tell nobody more than they should."""

import sqlite3
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from rashomon.errors import InputError, LedgerError
from rashomon.queries.limits import TooLong
from rashomon.web import Settings, make_app
from rashomon.web.guard.headers import security_headers, tiles_origin
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader

broken = APIRouter()
SECRET = "hunter-seventeen"


@broken.get("/broken/{how}")
def fail(how: str) -> None:
    """Fails in many ways."""
    if how.startswith("value"):
        raise ValueError(SECRET)
    if how.startswith("input"):
        raise InputError("killed_min='x': write a whole number")
    if how.startswith("long"):
        raise TooLong("the question took longer than 20 seconds and was ended; ask for less at once")
    if how.startswith("ledger"):
        raise LedgerError(f"the ledger /home/{SECRET}/ledger.db cannot be read: it is locked; close that program and run again")
    raise Problem(418, "short and stout", "a sentence", wanted=["tea"])


@broken.get("/number/{n}")
def number(n: int) -> int:
    """Takes a number only."""
    return n


@broken.get("/slow.json")
def slow(visit: Reader) -> int:
    """A question that takes far too long."""
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000) SELECT count(*) FROM n"
    return int(visit.db.exec_driver_sql(many).scalar() or 0)


@pytest.fixture(scope="module")
def ask(story_ledger: Path) -> TestClient:
    app = make_app(story_ledger, Settings(rate=1_000_000, seconds=0.2))
    app.include_router(broken)
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/static/vendor/leaflet.js", 200),
        ("GET", "/session.json", 200),
        ("GET", "/favicon.ico", 301),
        ("GET", "/nothing", 404),
        ("GET", "/nothing.json", 404),
        ("POST", "/static/vendor/leaflet.js", 403),
        ("DELETE", "/robots.txt", 403),
        ("PROPFIND", "/robots.txt", 403),
        ("OPTIONS", "/robots.txt", 405),
        ("HEAD", "/live", 405),
        ("HEAD", "/robots.txt", 200),
        ("GET", "/number/x", 422),
        ("GET", "/broken/value", 500),
        ("GET", "/broken/value.json", 500),
        ("GET", "/broken/input.json", 400),
        ("GET", "/broken/ledger.json", 503),
        ("GET", "/broken/long.json", 503),
        ("GET", "/broken/problem.json", 418),
        ("GET", "/slow.json", 503),
    ],
)
def test_every_answer_has_the_headers(ask: TestClient, method: str, path: str, status: int) -> None:
    answer = ask.request(method, path)
    assert answer.status_code == status
    for name, value in security_headers(Settings()):
        assert answer.headers[name.decode()] == value.decode(), name
    assert "server" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "*" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert method != "HEAD" or answer.content == b""


def test_what_was_not_foreseen_is_told_to_nobody(ask: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    for path in ("/broken/value", "/broken/value.json"):
        answer = ask.get(path)
        assert SECRET not in answer.text and "Traceback" not in answer.text and "ValueError" not in answer.text
    assert SECRET in caplog.text  # who runs the server finds it


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(ask: TestClient) -> None:
    page = ask.get("/broken/input", headers={"Accept": "text/html"})
    assert page.headers["Content-Type"].startswith("text/html") and "write a whole number" in page.text
    assert "<h1>" in page.text and 'href="/"' in page.text
    problem = ask.get("/broken/problem.json")
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json() == {"type": "about:blank", "title": "short and stout", "status": 418, "detail": "a sentence", "wanted": ["tea"]}
    assert ask.get("/broken/problem", headers={"Accept": "application/json"}).headers["Content-Type"] == "application/problem+json"
    wrong = ask.get("/number/x", headers={"Accept": "application/json"}).json()
    assert wrong["errors"][0]["in"] == "path.n"


def test_a_question_that_takes_too_long_is_ended(ask: TestClient) -> None:
    told = ask.get("/slow.json")
    assert told.status_code == 503 and told.json()["title"] == "took too long"


def test_where_the_ledger_is_is_told_to_nobody(own_ledger: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "here" / "ledger.db"
    ledger.parent.mkdir()
    own_ledger.rename(ledger)
    app = make_app(ledger, Settings())
    app.include_router(broken)
    ask = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    with sqlite3.connect(ledger) as db:
        db.execute("DROP TABLE runs")
    answer = ask.get("/slow.json")
    assert answer.status_code == 503 and str(tmp_path) not in answer.text


def test_a_tile_server_is_let_in_for_pictures_only() -> None:
    told = dict(security_headers(Settings(tiles="https://{s}.tiles.example/a/{z}/{x}/{y}.png")))
    policy = told[b"content-security-policy"].decode()
    assert "img-src 'self' data: https://*.tiles.example;" in policy and policy.count("tiles.example") == 1


@pytest.mark.parametrize(
    "bad",
    ["", "tiles", "javascript:alert(1)//{z}{x}{y}", "https://a.example/{z}/{x}", "https://a.example; script-src *//{z}{x}{y}",
     "https:///{z}/{x}/{y}", "https://a b/{z}/{x}/{y}", "https://a\r\nb/{z}/{x}/{y}", "https://*/{z}/{x}/{y}", "//a.example/{z}/{x}/{y}"],
)  # fmt: skip
def test_what_is_no_tile_server_is_refused(bad: str) -> None:
    with pytest.raises(InputError, match="tile server"):
        tiles_origin(bad)


def test_a_problem_is_a_sentence_on_a_page() -> None:
    assert Problem(400, "x", "there is nothing here").sentence == "There is nothing here."
    assert Problem(400, "x", "killed_min is a number; write one?").sentence == "killed_min is a number; write one?"
