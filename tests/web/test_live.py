"""Open pages hear of what changes: one look for all of them, whatever happens to the ledger's file."""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.web.conftest import serving
from tests.web.guard.asking import team
from typer.testing import CliRunner

import rashomon.web.opened as opened_room
from rashomon.cli import app as command
from rashomon.web import Settings, make_app
from rashomon.web.routes import live as room

Serve = Callable[..., str]
TEXT = """Two killed in shelling of Harrowgate-on-Sea

HARROWGATE-ON-SEA, 3 March 2031 - Two people were killed when shells hit the market, the mayor said on Monday.
"""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "EVERY", 0.05)
    monkeypatch.setattr(opened_room, "EVERY", 0.0)


class Stream:
    """What one page hears."""

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        parts = urlsplit(address)
        self.wire = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        self.wire.request("GET", "/live", headers=headers or {})
        self.answer = self.wire.getresponse()

    def lines(self) -> Iterator[str]:
        while line := self.answer.readline():
            yield line.decode().rstrip("\n")

    def said(self) -> dict[str, Any]:
        """The next thing said."""
        for line in self.lines():
            if line.startswith("data: "):
                return dict(json.loads(line[6:]))
        raise EOFError

    def close(self) -> None:
        self.answer.close()
        self.wire.close()


@contextmanager
def listening(address: str, **headers: str) -> Iterator[Stream]:
    stream = Stream(address, headers)
    try:
        yield stream
    finally:
        stream.close()


def add_article(ledger: Path, folder: Path) -> None:
    """A run that reads one more article."""
    folder.mkdir()
    (folder / "more.txt").write_text(TEXT)
    done = CliRunner().invoke(command, ["run", str(folder), "--out", str(ledger.parent), "-q"])
    assert done.exit_code == 0, done.output


def test_a_page_hears_how_things_are_and_then_what_changed(serve: Serve, own_ledger: Path, tmp_path: Path) -> None:
    at = serve(own_ledger)
    with listening(at) as stream:
        assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
        assert "Content-Security-Policy" in stream.answer.headers and stream.answer.headers["Content-Encoding"] is None
        first = stream.said()
        assert first["tag"].endswith(f"-{first['run']}")
        add_article(own_ledger, tmp_path / "more")
        told = stream.said()
    assert told["run"] > first["run"] and told["changed"] >= 1 and told["at"] > first["at"]


def test_the_ledger_is_looked_at_once_for_all_and_not_at_all_for_nobody(own_ledger: Path) -> None:
    app = make_app(own_ledger, Settings(rate=1_000_000, port=0))
    with serving(app) as at:
        time.sleep(0.3)
        assert app.state.live.looks == 0
        streams = [Stream(at) for _ in range(10)]
        assert len({s.said()["tag"] for s in streams}) == 1
        before = app.state.live.looks
        started = time.monotonic()
        time.sleep(0.5)
        looked, took = app.state.live.looks - before, time.monotonic() - started
        assert 0 < looked <= took / room.EVERY + 1
        for s in streams:
            s.close()
        for _ in range(200):
            if len(app.state.live) == 0:
                break
            time.sleep(0.05)
        time.sleep(0.2)
        before = app.state.live.looks
        time.sleep(0.3)
        assert len(app.state.live) == 0 and app.state.live.looks == before


def test_streams_are_bounded_and_room_comes_back(own_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BEAT", 0.1)
    app = make_app(own_ledger, Settings(rate=1_000_000, port=0, streams=3))
    with serving(app) as at:
        streams = [Stream(at) for _ in range(3)]
        [s.said() for s in streams]
        with listening(at) as more:
            assert more.answer.status == 503 and more.answer.headers["Retry-After"]
        streams.pop().close()
        for _ in range(200):
            if len(app.state.live) < 3:
                break
            time.sleep(0.05)
        with listening(at) as again:
            assert again.said()["run"]
        monkeypatch.setattr(room, "OF_ONE", 2)
        with listening(at) as more:
            assert more.answer.status == 503
        for s in streams:
            s.close()


def test_signs_of_life(serve: Serve, own_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BEAT", 0.05)
    with listening(serve(own_ledger)) as stream:
        beats = [line for line, _ in zip(stream.lines(), range(40), strict=False) if line.startswith(":")]
    assert len(beats) > 3


def test_who_lost_their_token_hears_no_more(serve: Serve, own_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.web.guard import tokens as tokens_room

    monkeypatch.setattr(room, "BEAT", 0.05)
    monkeypatch.setattr(tokens_room, "EVERY", 0.0)
    path, tokens = team(tmp_path)
    at = serve(own_ledger, tokens=path)
    with listening(at) as stranger:
        assert stranger.answer.status == 401
    with listening(at, Authorization=f"Bearer {tokens['reader']}") as stream:
        assert stream.said()["run"]
        tokens_room.remove_token(path, "reader person")
        with pytest.raises(EOFError):
            stream.said()


def test_a_ledger_that_is_locked_away_and_put_back_is_waited_for(serve: Serve, own_ledger: Path, tmp_path: Path) -> None:
    with listening(serve(own_ledger)) as stream:
        first = stream.said()
        away = tmp_path / "away.db"
        own_ledger.rename(away)
        time.sleep(0.3)
        away.rename(own_ledger)
        with sqlite3.connect(own_ledger) as db:  # somebody holds it for themselves for a while
            db.execute("BEGIN EXCLUSIVE")
            time.sleep(0.3)
            db.rollback()
        other = tmp_path / "other"
        other.mkdir()
        os.link(own_ledger, other / "kept.db")
        (other / "ledger.db").write_bytes(own_ledger.read_bytes())
        add_article(other / "ledger.db", tmp_path / "more")
        (other / "ledger.db").replace(own_ledger)
        told = stream.said()
    assert told["run"] > first["run"] and told["changed"] >= 1


def test_a_page_that_does_not_read_holds_nobody_up(own_ledger: Path) -> None:
    import asyncio

    queue: asyncio.Queue[str | None] = asyncio.Queue(room.WAITING)
    for n in range(100):
        room._put(queue, str(n))
    assert queue.qsize() == room.WAITING
    assert [queue.get_nowait() for _ in range(queue.qsize())][-1] == "99"


def test_the_end_of_the_server_ends_streams_at_once(own_ledger: Path) -> None:
    app = make_app(own_ledger, Settings(rate=1_000_000, port=0))
    with serving(app) as at:
        stream = Stream(at)
        stream.said()
        heard: list[str] = []
        reader = threading.Thread(target=lambda: heard.extend(stream.lines()))
        reader.start()
        app.state.live.close()
        reader.join(timeout=10)
        assert not reader.is_alive()
        with listening(at) as late:
            assert late.answer.status == 503
