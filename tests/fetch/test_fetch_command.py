"""``rashomon fetch`` and ``rashomon watch`` as a user calls them, on the made-up news site of the examples."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from tests.fetch.hostile_site import Site, answer, page
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from rashomon.cli import app, main
from rashomon.commands.fetching import safe
from rashomon.errors import InputError, RashomonError
from rashomon.fetch.watching import watch_rounds
from rashomon.store import Ledger, where_of

ROOT = Path(__file__).parents[2]


@dataclass
class Newsroom:
    """The site of the examples, on a copy of its articles."""

    folder: Path
    port: int

    @property
    def feed(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed.xml"

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    spec = importlib.util.spec_from_file_location("newsroom_serve", ROOT / "examples" / "newsroom" / "serve.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path / "site"
    shutil.copytree(ROOT / "examples" / "newsroom" / "articles", folder)
    server = module.serve(folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Newsroom(folder, server.server_port)
    server.shutdown()
    server.server_close()


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, words, env={"COLUMNS": "120"})
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def fetch(url: str, out: Path, *more: str, code: int = 0) -> str:
    return run("fetch", url, "--out", str(out), "--allow-private", "127.0.0.1", "--pause", "0", *more, code=code)


def documents(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]


def test_from_feed_to_ledger_and_a_changed_page_is_a_new_version(newsroom: Newsroom, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = fetch(newsroom.feed, out)
    assert "articles: 3 new" in said and "3 articles → 2 incidents" in said
    first = documents(out)
    assert all(d["status"] == "used" for d in first) and len(first) == 3
    shelled = next(d for d in first if "market-shelling" in str(d["url"]))
    assert shelled["published"] == "2024-03-04" and shelled["outlet"] == "The Tarn Courier"
    assert {"prop": "published", "value": "Mon, 04 Mar 2024 00:00:00 +0000", "by": "feed"} in shelled["declared"]  # type: ignore[operator]
    where = {str(k): str(v) for k, v in shelled["provenance"].items()}  # type: ignore[attr-defined]
    assert where["feed"] == newsroom.feed and where["archive"].endswith(".warc.gz") and where["retrieved"].endswith("Z") and where["digest"]

    said = fetch(newsroom.feed, out)
    assert "feeds: 1 unchanged" in said and "articles: 3 unchanged" in said and "Nothing new for the ledger" in said

    newsroom.change("market-shelling.txt", "At least 12 civilians", "At least 19 civilians")
    assert "articles: 1 changed, 2 unchanged" in fetch(newsroom.feed, out)
    now = documents(out)
    assert len(now) == 4
    version = next(d for d in now if d["version_of"])
    assert version["version_of"] == shelled["document_id"] and version["url"] == shelled["url"]
    incident = next(i for i in map(json.loads, (out / "incidents.jsonl").read_text("utf-8").splitlines()) if i["place"]["name"] == "Orla")
    assert any(e["harm"] == "killed" and e["best"] == 19 for e in incident["estimates"]), incident["estimates"]
    with closing(Ledger(where_of(out))) as ledger, ledger.read() as db:
        assert db is not None


def test_what_is_kept_is_read_by_run_into_the_same_documents(newsroom: Newsroom, tmp_path: Path) -> None:
    fetch(newsroom.feed, tmp_path / "one")
    said = fetch(newsroom.feed, tmp_path / "two", "--no-run", "--keep", str(tmp_path / "kept"))
    assert "read it with: rashomon run" in said and not (tmp_path / "two" / "ledger.db").exists()
    run("run", str(tmp_path / "kept" / "articles"), "--out", str(tmp_path / "two"), "-q")
    one, two = ({(d["url"], d["document_id"], d["status"]) for d in documents(tmp_path / name)} for name in ("one", "two"))
    assert one == two
    run("run", str(tmp_path / "one" / "fetched" / "articles"), "--out", str(tmp_path / "one"), "-q")
    assert len(documents(tmp_path / "one")) == 3, "what fetch read is known to run under the same names"


def test_a_ledger_that_was_taken_away_is_filled_again(newsroom: Newsroom, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fetch(newsroom.feed, out)
    (out / "ledger.db").unlink()
    assert "3 articles → 2 incidents" in fetch(newsroom.feed, out)
    other = tmp_path / "other"
    assert "3 articles → 2 incidents" in fetch(newsroom.feed, other, "--keep", str(out / "fetched")), "another ledger has not read them"


def test_without_the_permission_of_its_user_nothing_here_is_asked(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site["/1"] = answer(page())
    done = CliRunner().invoke(app, ["fetch", site.base + "/1", "--out", str(tmp_path)])
    assert done.exit_code == 1 and "--allow-private" in done.output and site.asked == []
    done = CliRunner().invoke(app, ["fetch", "http://localhost/x", "--out", str(tmp_path)])
    assert done.exit_code == 1 and "not on the public internet" in done.output


def test_an_offline_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    def offline(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    monkeypatch.setattr(sys, "argv", ["rashomon", "fetch", "https://news.example/feed", "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2 and "is this machine online?" in capsys.readouterr().err


def test_words_of_a_site_move_no_cursor(site: Site, tmp_path: Path) -> None:
    site["/feed"] = site.rss("gopher://\x9b2J\u202eevil/", "/1")
    site["/1"] = answer(b"", "418 \x1b[2J\x1b]0;owned\x07")
    said = fetch(site.base + "/feed", tmp_path, "--no-run")
    assert not set(said) & set("\x1b\x07\x9b\u202e") and "gopher" in said
    assert safe("a\x1b[1m\u2066b") == "a\ufffd[1m\ufffdb"


def test_killed_in_the_middle_it_goes_on_and_nothing_is_there_twice(site: Site, tmp_path: Path) -> None:
    paths = [f"/{n:02}" for n in range(30)]
    site["/feed"] = site.rss(*paths)
    for path in paths:
        site[path] = _slowly(answer(page(f"Story {path}")))
    words = [sys.executable, "-m", "rashomon.cli", "fetch", site.base + "/feed", "--out", str(tmp_path), "--allow-private", "127.0.0.1"]
    kills = 0
    for wanted in (6, 15, 24):
        process = subprocess.Popen([*words, "--pause", "0", "--no-run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _until(partial(_so_far, site, wanted, process))
        kills += process.poll() is None
        process.kill()
        process.wait()
    assert kills >= 2
    done = subprocess.run([*words, "--pause", "0", "--no-run"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kept: list[str] = []
    for archive in sorted((tmp_path / "fetched" / "articles").glob("*.warc.gz")):
        with archive.open("rb") as fh:
            kept += [
                r.rec_headers.get_header("WARC-Target-URI") for r in ArchiveIterator(fh, check_digests="raise") if r.rec_type == "response"
            ]
    assert sorted(kept) == [site.base + path for path in paths]


def _slowly(said: bytes) -> Callable[[dict[str, str]], tuple[float, bytes]]:
    return lambda head: (0.03, said)


def _so_far(site: Site, wanted: int, process: subprocess.Popen[bytes]) -> bool:
    return len(set(site.pages())) > wanted or process.poll() is not None


def _until(true: Callable[[], bool]) -> None:
    for _ in range(6000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


def opml(path: Path, *feeds: str) -> Path:
    outlines = "".join(f"<outline xmlUrl='{feed}'/>" for feed in feeds)
    path.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
    return path


def watch(feeds: Path, out: Path, *more: str) -> str:
    return run("watch", str(feeds), "--out", str(out), "--allow-private", "127.0.0.1", "--pause", "0", "--every", "1s", *more)


def test_a_watch_goes_on_past_a_feed_that_fails(newsroom: Newsroom, site: Site, tmp_path: Path) -> None:
    site["/bad"] = answer(b"", "500 Oops")
    feeds = opml(tmp_path / "feeds.opml", site.base + "/bad", newsroom.feed)
    said = watch(feeds, tmp_path / "out", "--rounds", "2")
    rounds = [line for line in said.splitlines() if re.match(r"\d{4}-\d\d-\d\d \d\d:", line)]
    assert len(rounds) == 2
    assert "3 new" in rounds[0] and "3 read into the ledger, 2 incidents moved" in rounds[0] and "next at" in rounds[0]
    assert "1 unchanged" in rounds[1] and "ledger" not in rounds[1] and "next at" not in rounds[1]
    assert site.pages().count("/bad") == 3, "asked three times in the first round, left alone in the second"
    assert len(documents(tmp_path / "out")) == 3


def test_a_watch_ends_cleanly_on_sigterm(newsroom: Newsroom, tmp_path: Path) -> None:
    feeds = opml(tmp_path / "feeds.opml", newsroom.feed)
    words = [
        sys.executable,
        "-m",
        "rashomon.cli",
        "watch",
        str(feeds),
        "--out",
        str(tmp_path / "out"),
        "--allow-private",
        "127.0.0.1",
        "--pause",
        "0",
    ]
    for sign in (signal.SIGTERM, signal.SIGINT):
        process = subprocess.Popen(
            [*words, "--no-run"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        assert process.stdout is not None
        assert "feeds: 1" in process.stdout.readline()
        process.send_signal(sign)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0 and "Stopped after 1 round" in err and "Traceback" not in err


def test_what_a_watch_says_of_its_options(tmp_path: Path) -> None:
    feeds = opml(tmp_path / "feeds.opml", "http://news.example/feed")
    for every, reason in (("soon", "15m"), ("0m", "15m"), ("5", "15m"), ("30s", "at least a minute")):
        with pytest.raises(InputError, match=reason):
            run("watch", str(feeds), "--out", str(tmp_path), "--every", every)
    with pytest.raises(InputError, match=r"none\.opml"):
        run("watch", str(tmp_path / "none.opml"), "--out", str(tmp_path))


def test_a_list_that_breaks_meanwhile_and_a_disk_that_is_full() -> None:
    from datetime import timedelta

    lists = iter([["a"], InputError("feeds.opml: cut off"), ["a", "b"], ["a"]])
    asked: list[list[str]] = []
    said: list[str] = []

    def targets() -> list[str]:
        following = next(lists)
        if isinstance(following, Exception):
            raise following
        return following

    def round_(feeds: object) -> str:
        asked.append(list(feeds))  # type: ignore[call-overload]
        if len(asked) == 3:
            raise RashomonError("the disk is full; free some space")
        return "fine"

    assert watch_rounds(round_, targets, timedelta(0), threading.Event(), said.append, 4) == 4
    assert asked == [["a"], ["a"], ["a", "b"], ["a"]]
    assert "cut off; the feeds of before" in said[1] and "not done: the disk is full" in said[3] and said[4].endswith("fine")


def test_only_this_room_opens_connections_outwards() -> None:
    words = re.compile(
        r"^\s*(?:import|from) (?:httpcore|httpx|requests|urllib3|aiohttp|urllib\.request|http\.client|ftplib|smtplib)\b", re.MULTILINE
    )
    found = [p for p in sorted((ROOT / "src").rglob("*.py")) if words.search(p.read_text(encoding="utf-8"))]
    assert found and all("fetch" in p.parts for p in found), found
