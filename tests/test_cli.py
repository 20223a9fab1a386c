"""The real command in a process of its own: every failure is one clear line and exit code 2, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = "Two guards killed at Orla\n\nVelden, March 4, 2024\n\nTwo Kestrian border guards were killed near Orla on Monday, the interior ministry said.\n"
COMMAND = [sys.executable, "-m", "rashomon"]
PLAIN = {k: v for k, v in os.environ.items() if k not in ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS")} | {
    "NO_COLOR": "1",
    "TERM": "dumb",
    "COLUMNS": "200",
}
OUTPUTS = ("documents.jsonl", "claims.jsonl", "incidents.jsonl", "report.html")


def rashomon(*words: object, file_size: int | None = None) -> subprocess.CompletedProcess[str]:
    def small_disk() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size or 0, file_size or 0))

    return subprocess.run(
        [*COMMAND, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=PLAIN,
        preexec_fn=small_disk if file_size else None,
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    return folder


def written(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("rashomon: ") and len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert all(w in done.stderr for w in words), done.stderr


@pytest.mark.parametrize(
    ("words", "said"), [((), "Missing argument"), (("IN", "--workers", "0"), "--workers"), (("IN", "--workers", "x"), "--workers")]
)
def test_words_the_command_does_not_know(articles: Path, words: tuple[str, ...], said: str) -> None:
    done = rashomon("run", *(str(articles) if w == "IN" else w for w in words))
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_bad_input_and_bad_places_to_write(articles: Path, tmp_path: Path) -> None:
    one_line(rashomon("run", articles, "--policy", "wishful", "--out", tmp_path / "o"), "wishful", "current", "minmax")
    one_line(rashomon("run", tmp_path / "nowhere", "--out", tmp_path / "o"), "no such file")
    (tmp_path / "file").write_text("x")
    one_line(rashomon("run", articles, "--out", tmp_path / "file"), "--out")
    one_line(rashomon("run", articles, "--out", tmp_path / "file" / "below"), "--out")
    other = tmp_path / "other"
    other.mkdir()
    (other / "ledger.db").write_bytes(b"this is no ledger and no database either" * 100)
    one_line(rashomon("run", articles, "--out", other), "ledger.db", "--out")
    assert (other / "ledger.db").read_bytes().startswith(b"this is no ledger")


def test_two_files_of_one_name_are_both_named(articles: Path, tmp_path: Path) -> None:
    second = tmp_path / "in2"
    second.mkdir()
    (second / "a.txt").write_text(GOOD)
    one_line(rashomon("run", articles, second, "--out", tmp_path / "o"), str(articles / "a.txt"), str(second / "a.txt"))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the owner of the machine may write everywhere")
def test_a_folder_that_cannot_be_written(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    out.mkdir(mode=0o555)
    one_line(rashomon("run", articles, "--out", out), "--out")


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
@pytest.mark.parametrize("size", [20_000, 120_000])
def test_a_full_disk_loses_nothing(articles: Path, tmp_path: Path, size: int) -> None:
    out = tmp_path / "o"
    assert (
        rashomon("run", articles, "--out", tmp_path / "first", "-q").returncode == 0
    )  # the index of places is made here, if nobody made it yet
    one_line(rashomon("run", articles, "--out", out, "-q", file_size=size), "ledger.db")
    assert rashomon("run", articles, "--out", out, "-q").returncode == 0
    assert all((out / name).stat().st_size for name in OUTPUTS)


def test_something_in_the_way_of_a_file(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    (out / "claims.jsonl").mkdir(parents=True)
    one_line(rashomon("run", articles, "--out", out, "-q"), "claims.jsonl", "move")
    assert not list(out.glob("*.part"))


def test_what_a_run_wrote_is_no_input(articles: Path) -> None:
    """``--out`` inside the input, or the input folder itself."""
    for out in (articles / "out", articles):
        assert rashomon("run", articles, "--out", out, "-q").returncode == 0
        first = written(out)
        assert rashomon("run", articles, "--out", out, "-q").returncode == 0
        assert written(out) == first
        assert [json.loads(line)["document"] for line in (out / "documents.jsonl").read_text().splitlines()] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("sign", "workers", "code"), [(signal.SIGKILL, 1, -9), (signal.SIGINT, 2, 130)])
def test_a_run_that_is_stopped_and_run_again_is_as_if_never_stopped(tmp_path: Path, sign: signal.Signals, workers: int, code: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(80):
        (folder / f"{n}.txt").write_text(GOOD.replace("Two", f"{n + 3}").replace("Orla", f"Orla{n % 7}"))
    out, whole = tmp_path / "o", tmp_path / "whole"
    assert rashomon("run", folder, "--out", whole, "-q").returncode == 0
    words = [*COMMAND, "run", str(folder), "--out", str(out), "--workers", str(workers), "-q"]
    started = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, start_new_session=True, env=PLAIN)
    deadline = time.monotonic() + 60
    while not (out / "ledger.db").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    os.killpg(started.pid, sign)
    _, said = started.communicate(timeout=60)
    if started.returncode == 0:
        pytest.skip("it was done before it could be stopped")
    assert started.returncode == code, said
    assert "Traceback" not in said
    if sign == signal.SIGINT:
        assert said.startswith("rashomon: stopped")
    assert rashomon("run", folder, "--out", out, "-q").returncode == 0
    assert written(out) == written(whole)


def test_names_shown_in_the_report_are_put_on_record(articles, tmp_path):
    assert rashomon("run", articles, "--out", tmp_path / "o", "-q", "--names").returncode == 0
    said = rashomon("decisions", "--ledger", tmp_path / "o")
    assert said.returncode == 0 and "names" in said.stdout and "report" in said.stdout
