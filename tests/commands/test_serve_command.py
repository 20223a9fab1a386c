"""``rashomon serve`` as a person starts and ends it: a real process on a real port."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from tests.web.guard.asking import contents
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.errors import InputError, LedgerError

ARTICLES = Path(__file__).parents[2] / "examples" / "stories"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    story = sorted(p for p in ARTICLES.iterdir() if p.is_dir())[0]
    done = CliRunner().invoke(command, ["run", str(story), "--out", str(folder), "-q"])
    assert done.exit_code == 0, done.output
    return folder / "ledger.db"


class Served:
    """A server in a process of its own."""

    def __init__(self, *arguments: str, **env: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rashomon.cli", "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1", **env},
        )  # fmt: skip
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        if not self.line:
            raise AssertionError(self.process.communicate()[1])
        self.host, _, port = self.line.split()[2].removeprefix("http://").strip("/").rpartition(":")
        self.port = int(port)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[HTTPResponse, bytes]:
        """One request."""
        wire = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(wire):
            wire.request(method, path, body, headers)
            answer = wire.getresponse()
            return answer, answer.read()

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str, float]:
        """Ends it; gives its exit code, what it printed, and the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err, time.monotonic() - started


@pytest.fixture
def start() -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def begin(*arguments: str, **env: str) -> Served:
        running.append(Served(*arguments, **env))
        return running[-1]

    yield begin
    for one in running:
        with suppress(ProcessLookupError):
            one.process.kill()
        one.process.communicate()


def refused(*arguments: str) -> str:
    """What is said to who may not start it."""
    done = CliRunner().invoke(command, ["serve", *arguments])
    assert isinstance(done.exception, (InputError, LedgerError)), (done.output, done.exception)
    return str(done.exception)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_line_says_where_and_a_signal_ends_it_though_a_stream_is_open(start: Any, ledger: Path, number: int) -> None:
    served = start(str(ledger))
    assert served.line == f"Rashomon at http://127.0.0.1:{served.port}/ (Ctrl-C ends it)\n"
    answer, body = served.ask("/session.json")
    assert answer.status == 200 and json.loads(body)["role"] == "admin"
    assert answer.getheader("Server") is None and answer.getheader("Content-Security-Policy")
    stream = HTTPConnection("127.0.0.1", served.port, timeout=30)
    stream.request("GET", "/live")
    opened = stream.getresponse()
    assert opened.readline()
    code, out, err, seconds = served.end(number)
    assert (code, out, err) == (0, "", "")
    assert seconds < 15  # a stream that held it would hold it for ever
    opened.read()
    stream.close()


def test_requests_are_printed_only_when_asked_for(start: Any, ledger: Path) -> None:
    served = start(str(ledger), "--log")
    served.ask("/session.json")
    assert "GET /session.json" in served.end()[1]


def test_a_port_that_is_taken_says_what_to_do(ledger: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = refused(str(ledger), "--port", str(taken.getsockname()[1]))
    assert "is taken" in said and "--port" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_without_tokens_nothing_is_opened_to_others(ledger: Path, host: str) -> None:
    before = ledger.stat().st_mtime_ns
    said = refused(str(ledger), "--host", host, "--names")
    assert "refused" in said and "--tokens" in said and "rashomon token add" in said
    assert ledger.stat().st_mtime_ns == before  # nor put on record that names were shown


def test_with_tokens_it_listens_to_others_and_asks_who_they_are(start: Any, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "tokens.yml"
    made = CliRunner().invoke(command, ["token", "add", "Ada Verin", "--role", "reviewer", "--file", str(file)])
    token = made.stdout.strip()
    assert made.exit_code == 0 and token.startswith("rsh_") and "shown once" in made.stderr
    served = start(str(ledger), "--host", "0.0.0.0", "--tokens", str(file))
    assert served.line == f"Rashomon at http://{socket.gethostname()}:{served.port}/ (Ctrl-C ends it)\n"
    assert served.ask("/session.json")[0].status == 401
    assert json.loads(served.ask("/session.json", Authorization=f"Bearer {token}")[1])["who"] == "Ada Verin"
    listed = CliRunner().invoke(command, ["token", "list", "--file", str(file)]).stdout
    assert "Ada Verin  reviewer" in listed and token not in listed
    assert CliRunner().invoke(command, ["token", "remove", "ada verin", "--file", str(file)]).exit_code == 0
    for _ in range(100):
        if served.ask("/session.json", Authorization=f"Bearer {token}")[0].status != 200:
            break
        time.sleep(0.1)
    assert served.ask("/session.json", Authorization=f"Bearer {token}")[0].status in (401, 429)


def test_behind_a_proxy_askers_are_told_apart_and_cookies_are_secure(start: Any, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "tokens.yml"
    token = CliRunner().invoke(command, ["token", "add", "Ada", "--file", str(file)]).stdout.strip()
    served = start(str(ledger), "--tokens", str(file), "--public", "ledger.example", "--behind-proxy")
    through = {
        "Host": "ledger.example",
        "X-Forwarded-Proto": "https",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": "https://ledger.example",
    }

    def sign_in(word: str, address: str) -> HTTPResponse:
        return served.ask("/login", "POST", f"token={word}".encode(), **through, **{"X-Forwarded-For": address})[0]

    said = sign_in(token, "192.0.2.7")
    assert said.status == 303 and "__Host-" in str(said.getheader("Set-Cookie")) and "Secure" in str(said.getheader("Set-Cookie"))
    assert [sign_in("wrong", "192.0.2.8").status for _ in range(12)][-1] == 429
    assert sign_in("wrong", "198.51.100.9, 192.0.2.8").status == 429  # what the asker wrote before it reached the proxy is not believed
    assert sign_in(token, "192.0.2.7").status == 303
    assert served.ask("/login", Host="evil.example")[0].status == 421


def test_a_token_for_nobody_or_of_no_role_is_refused(tmp_path: Path) -> None:
    for arguments in (["<b>"], ["Ada", "--role", "king"], ["A" * 81], [""]):
        done = CliRunner().invoke(command, ["token", "add", *arguments, "--file", str(tmp_path / "t.yml")])
        assert isinstance(done.exception, InputError)
    assert isinstance(CliRunner().invoke(command, ["token", "list", "--file", str(tmp_path / "t.yml")]).exception, InputError)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tiles", "https://tiles.example/{z}/{x}/{y}.png"], "--credit"),
        (["--tiles", "tiles", "--credit", "x"], "tile server"),
        (["--tokens", "nowhere.yml"], "rashomon token add"),
        (["--public", "ledger.example"], "refused"),
        (["--behind-proxy"], "refused"),
        (["--host", "no-such-machine.invalid"], "no address"),
        (["--host", ""], "empty"),
    ],
)
def test_what_cannot_be_is_said_before_anything_opens(ledger: Path, arguments: list[str], said: str) -> None:
    assert said in refused(str(ledger), *arguments)


def test_without_a_ledger_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RASHOMON_DATABASE", raising=False)
    assert "rashomon run" in refused()
    assert "rashomon run" in refused(str(tmp_path))
    assert "no ledger" in refused("nowhere.db")
    (tmp_path / "words.db").write_text("some words")
    assert "no ledger" in refused("words.db", "--port", "0")
    (tmp_path / "nothing.db").touch()
    assert refused("nothing.db", "--port", "0")


def test_a_ledger_of_a_newer_program_is_left_alone(ledger: Path, tmp_path: Path) -> None:
    newer = Path(shutil.copy(ledger, tmp_path / "ledger.db"))
    with closing(sqlite3.connect(newer)) as db:
        db.execute("UPDATE meta SET value = '9999' WHERE key = 'schema'")
        db.commit()
    assert "newer" in refused(str(newer), "--port", "0")


def test_names_are_shown_only_on_record(start: Any, ledger: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(ledger, tmp_path / "ledger.db"))
    start(str(own), "--names", "--who", "Ada Verin").end()
    with closing(sqlite3.connect(own)) as db:
        told = db.execute("SELECT * FROM decisions").fetchall()
    assert len(told) == 1 and "Ada Verin" in told[0] and "rashomon serve" in str(told[0])


def test_serving_writes_nothing(start: Any, ledger: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(ledger, tmp_path / "ledger.db"))
    before = contents(own)
    served = start(str(own))
    for path in ("/", "/incidents.json", "/search?q=a", "/balance", "/session.json"):
        served.ask(path)
    served.end()
    assert contents(own) == before and [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


def test_a_request_that_trickles_is_cut_off_and_others_are_served(start: Any, ledger: Path, tmp_path: Path) -> None:
    quick = tmp_path / "sitecustomize.py"
    quick.write_text(
        "import sys\n"
        "class Quick:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'rashomon.web.serving':\n"
        "            sys.meta_path.remove(self)\n"
        "            import importlib\n"
        "            importlib.import_module(name).HEAD_SECONDS = 0.5\n"
        "sys.meta_path.insert(0, Quick())\n"
    )
    served = start(str(ledger), PYTHONPATH=str(tmp_path))
    slow = []
    for n in range(20):
        one = socket.create_connection(("127.0.0.1", served.port), timeout=30)
        one.sendall(b"GET /session.json HTTP/1.1\r\nHost: 127.0.0.1\r\n" if n % 2 else b"")
        slow.append(one)
    assert served.ask("/session.json")[0].status == 200
    assert [one.recv(10) for one in slow] == [b""] * 20
    for one in slow:
        one.close()
    assert served.ask("/session.json")[0].status == 200


def test_what_is_no_http_is_answered_shortly(start: Any, ledger: Path) -> None:
    served = start(str(ledger))
    for bad in (b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET /" + b"a" * 100_000, b"X" * 70_000 + b"\r\n\r\n",
                b"POST /probe HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"):  # fmt: skip
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as one:
            with suppress(ConnectionError):
                one.sendall(bad)
                one.shutdown(socket.SHUT_WR)
            got = b""
            with suppress(ConnectionError):
                while more := one.recv(4096):
                    got += more
        assert not got or got.split()[1][:1] == b"4", got[:80]
    assert served.ask("/session.json")[0].status == 200
