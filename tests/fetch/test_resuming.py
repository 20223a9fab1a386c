"""Rounds that are stopped, killed, offline, out of disk, or one of many: nothing is lost, and nothing asked for twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.fetch.hostile_site import OWN, Site, answer, once, options, page, responses

from rashomon.fetch.plan import backoff, look_again, unheard_by_all
from rashomon.fetch.robots import Stopped
from rashomon.fetch.rounds import fetch_round
from rashomon.fetch.state import FetchError, Page, State


def test_a_host_that_nobody_answers_for_is_not_tried_for_each_of_its_articles(site: Site, tmp_path: Path) -> None:
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        from rashomon.fetch.network import NoSuchHost

        asked.append(host)
        raise NoSuchHost(f"{host} has no address")

    site["/feed"] = site.rss(*(f"http://gone.example/{n}" for n in range(50)))
    done = once(site.base + "/feed", tmp_path, resolver=resolver)
    assert done.pages["put off"] == 50 and len(asked) <= 3 and done.heard


def test_an_offline_machine_is_told_so(site: Site, tmp_path: Path) -> None:
    def resolver(host: str, port: int) -> list[str]:
        from rashomon.fetch.network import NoSuchHost

        raise NoSuchHost(f"{host} has no address (Temporary failure in name resolution)")

    done = once("http://news.example/feed", tmp_path, resolver=resolver)
    error = unheard_by_all(done)
    assert isinstance(error, FetchError) and "online" in str(error)


def test_a_round_can_be_stopped_and_gone_on_with(site: Site, tmp_path: Path) -> None:
    stop = threading.Event()
    paths = [f"/{n}" for n in range(20)]
    site["/feed"] = site.rss(*paths)

    def third(head: dict[str, str]) -> bytes:
        stop.set()
        return answer(page("Story 3"))

    for n, path in enumerate(paths):
        site[path] = answer(page(f"Story {n}"))
    site["/3"] = third
    state = State(tmp_path)
    with pytest.raises(Stopped):
        fetch_round([site.base + "/feed"], tmp_path, state, options(), stop)
    state.close()
    had = len(responses(tmp_path))
    assert had < 20
    site["/3"] = answer(page("Story 3"))
    once(site.base + "/feed", tmp_path)
    assert len(responses(tmp_path)) == len(set(responses(tmp_path))) == 20


def test_stopping_breaks_off_what_never_ends(site: Site, tmp_path: Path) -> None:
    stop = threading.Event()

    def hanging(head: dict[str, str]) -> list[bytes | float]:
        stop.set()
        return [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", *[0.5] * 120]

    site["/1"] = hanging
    state = State(tmp_path)
    with pytest.raises(Stopped):
        fetch_round([site.base + "/1"], tmp_path, state, options(limits=type(options().limits)(seconds=300.0)), stop)
    state.close()


def test_two_at_once_in_one_folder_are_refused(tmp_path: Path) -> None:
    state = State(tmp_path)
    with pytest.raises(FetchError, match="another fetch works"):
        State(tmp_path)
    state.close()
    State(tmp_path).close()


def test_a_steady_fetch_leaves_alone_what_it_asked_a_short_time_ago(site: Site, tmp_path: Path) -> None:
    site["/feed"] = site.rss("/1", "/2")
    site["/1"], site["/2"] = answer(page()), answer(b"", "500 Oops")
    assert dict(once(site.base + "/feed", tmp_path, steady=True).pages) == {"new": 1, "put off": 1}
    asked = len(site.asked)
    assert dict(once(site.base + "/feed", tmp_path, steady=True).pages) == {"not due": 2}
    assert len(site.asked) == asked + 1
    site["/feed"] = site.rss("/1", "/2", title="The Orla Morning Post")  # it says something else of both
    site["/2"] = answer(page("Two"))
    assert dict(once(site.base + "/feed", tmp_path, steady=True).pages) == {"unchanged": 1, "new": 1}


def test_when_a_steady_fetch_looks_again() -> None:
    first = datetime(2024, 3, 4, 12, tzinfo=UTC)
    made = Page("k", "http://news.example/1", first=first, asked=first, state="stored")
    assert look_again(made) == first + timedelta(hours=1)
    later = Page("k", "u", first=first, asked=first + timedelta(days=4), state="stored")
    assert look_again(later) == first + timedelta(days=5)
    assert look_again(Page("k", "u", first=first, asked=first + timedelta(days=14))) is None
    assert [backoff(n) for n in (0, 1, 2, 50)] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20), timedelta(days=1)]


def test_bytes_of_a_fetch_that_was_killed_are_cut_off(site: Site, tmp_path: Path) -> None:
    site["/1"] = answer(page())
    once(site.base + "/1", tmp_path)
    path = next((tmp_path / "articles").glob("*.gz"))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:300])
    state = State(tmp_path)
    state.save_length("articles/19990101T000000Z.warc.gz", 0)
    state.close()
    (tmp_path / "articles" / "19990101T000000Z.warc.gz").write_bytes(b"\x1f\x8b half")
    own = tmp_path / "articles" / "mine.warc.gz"
    own.write_bytes(b"what a user put there")
    done = once(site.base + "/1", tmp_path)
    assert path.read_bytes() == whole and own.exists() and not (tmp_path / "articles" / "19990101T000000Z.warc.gz").exists()
    assert sorted(what for what, _, _ in done.said) == ["mended", "mended"]
    assert OWN.allows("127.0.0.1", site.port)


def test_a_damaged_memory_is_named(tmp_path: Path) -> None:
    (tmp_path / ".fetch.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(FetchError, match="damaged"):
        State(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(FetchError, match="cannot be"):
        State(tmp_path / "file" / "below")


def test_what_was_left_over_is_had_even_where_the_feed_names_it_no_more(site: Site, tmp_path: Path) -> None:
    site["/feed"] = site.rss("/1", "/2")
    site["/1"], site["/2"] = answer(page()), answer(b"", "500 Oops")
    assert dict(once(site.base + "/feed", tmp_path).pages) == {"new": 1, "put off": 1}
    site["/feed"] = site.rss("/3")
    site["/2"] = site["/3"] = answer(page("Another"))
    assert dict(once(site.base + "/feed", tmp_path).pages) == {"new": 2}


def test_eight_rounds_without_success_and_an_article_is_given_up(site: Site, tmp_path: Path) -> None:
    site["/feed"] = site.rss("/1")
    site["/1"] = answer(b"", "500 Oops")
    found = [once(site.base + "/feed", tmp_path, tries=1) for _ in range(9)]
    assert [dict(f.pages) for f in found] == [{"put off": 1}] * 7 + [{"failed": 1}, {"given up before": 1}]
    assert "given up after 8 rounds: the site answers 500" in found[7].said[0][2]


def test_a_memory_that_cannot_be_written_is_no_traceback(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    site["/1"] = answer(page())
    state = State(tmp_path)

    def full(*args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(state, "save_page", full)
    with pytest.raises(FetchError, match="disk is full"):
        fetch_round([site.base + "/1"], tmp_path, state, options())
    state.close()
    monkeypatch.undo()
    assert dict(once(site.base + "/1", tmp_path).pages) == {"new": 1} and len(responses(tmp_path)) == 1


def test_an_archive_that_cannot_be_written_is_no_traceback(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    site["/1"] = answer(page())

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FetchError, match="No space left"):
        once(site.base + "/1", tmp_path)
    monkeypatch.undo()
    assert dict(once(site.base + "/1", tmp_path).pages) == {"new": 1} and len(responses(tmp_path)) == 1


def test_a_feed_does_not_fill_the_disk_in_one_round(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.fetch import rounds

    monkeypatch.setattr(rounds, "MOST_BYTES", 2 * len(page("Story number 0")) - 1)
    site["/feed"] = site.rss(*(f"/{n}" for n in range(10)))
    for n in range(10):
        site[f"/{n}"] = answer(page(f"Story number {n}"))
    assert dict(once(site.base + "/feed", tmp_path).pages) == {"new": 2, "put off": 8}
    assert once(site.base + "/feed", tmp_path).pages["new"] == 2, "the next round goes on with those that were left"
    assert len(set(responses(tmp_path))) == 4
