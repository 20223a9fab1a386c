"""A served ledger is the same on both databases: what pages read cannot write, a question is ended, open pages hear of what changes."""

import asyncio
import json

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from tests.web.guard.asking import run_alone

from rashomon.corpus import Article
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import writing
from rashomon.store.engine import printable
from rashomon.web import Settings, make_app
from rashomon.web.routes import live as room
from rashomon.web.visit import Reader

probes = APIRouter()
SLOW = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000) SELECT count(*) FROM n"


@probes.get("/ask.json")
def ask_it(visit: Reader, sql: str) -> dict[str, str]:
    """Asks the ledger anything."""
    visit.db.exec_driver_sql(sql)
    return {"tag": visit.state.tag}


def add(place: object, name: str, day: int) -> None:
    """A run that reads one more article."""
    text = f"Shelling of Dornhollow\n\nShells hit the village of Dornhollow on {day} May 2031, killing {day} villagers, the regional governor said."
    with writing(place) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(read_batch([Article(name, text, published=f"2031-05-{day:02d}", outlet=name)]))
        session.finish()


@pytest.fixture
def app(ledger_place):
    add(ledger_place, "a", 3)
    made = make_app(ledger_place, Settings(rate=1_000_000, seconds=0.5))
    made.include_router(probes)
    return made


def test_what_pages_read_through_cannot_write(app, ledger_place):
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        before = client.get("/ask.json", params={"sql": "SELECT 1"}).json()
        for sql in (
            "DELETE FROM claims",
            "UPDATE meta SET value = 'x'",
            "CREATE TABLE mine (a INTEGER)",
            "DROP TABLE runs",
            "INSERT INTO meta VALUES ('a', 'b')",
        ):
            told = client.get("/ask.json", params={"sql": sql})
            assert told.status_code == 503, sql
            assert printable(ledger_place) not in told.text
        assert client.get("/ask.json", params={"sql": "SELECT 1"}).json() == before


def test_a_question_that_takes_too_long_is_ended_and_the_next_is_answered(app):
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        told = client.get("/ask.json", params={"sql": SLOW})
        assert told.status_code == 503 and told.json()["title"] == "took too long"
        assert client.get("/ask.json", params={"sql": "SELECT 1"}).status_code == 200


def test_open_pages_hear_of_a_run(app, ledger_place, monkeypatch):
    monkeypatch.setattr(room, "EVERY", 0.05)

    async def listen():
        stream = app.state.live.stream("one", lambda: True)
        heard = []
        async for said in stream:
            if said.startswith("data: "):
                heard.append(json.loads(said[6:]))
                if len(heard) == 1:
                    await asyncio.to_thread(add, ledger_place, "b", 9)
                else:
                    break
        await stream.aclose()
        return heard

    first, told = run_alone(asyncio.wait_for(listen(), 60))
    app.state.opened.close()
    assert told["run"] == first["run"] + 1 and told["changed"] >= 1 and told["tag"] != first["tag"]
