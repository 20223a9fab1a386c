"""What is begun before the program is loaded, and when it is not."""

from __future__ import annotations

import pytest

from rashomon import starting


@pytest.fixture
def begun(monkeypatch):
    """Whether loading was begun."""
    calls: list[bool] = []
    monkeypatch.setattr(starting, "begin_loading", lambda: calls.append(True))
    monkeypatch.setattr(starting, "FORKS", True)
    monkeypatch.setattr(starting, "cores", lambda: 2)
    monkeypatch.delenv("RASHOMON_DATABASE", raising=False)
    return calls


@pytest.fixture
def articles(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "LARGE", 1_000)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for n in range(3):
        (tmp_path / "in" / "deep" / f"{n}.txt").write_text("x" * 400)
    return tmp_path / "in"


def test_a_large_new_input_begins_it(begun, articles, tmp_path):
    starting.begin_early([str(articles)], tmp_path / "out", None, None)
    starting.begin_early([str(articles)], tmp_path / "out", 1, "processes:2")
    assert begun == [True, True]


def test_nothing_is_begun_that_may_not_be_used(begun, articles, tmp_path, monkeypatch):
    out = tmp_path / "out"
    starting.begin_early([str(articles / "deep" / "1.txt")], out, 2, None)  # small
    starting.begin_early([str(articles)], out, 1, None)
    starting.begin_early([str(articles)], out, 4, "local")
    starting.begin_early([str(articles)], out, None, "dask:2")
    starting.begin_early(["s3://bucket/x", str(tmp_path / "gone")], out, 2, None)
    out.mkdir()
    (out / "ledger.db").touch()  # most of it may be known
    starting.begin_early([str(articles)], out, 2, None)
    monkeypatch.setattr(starting, "cores", lambda: 1)
    starting.begin_early([str(articles)], tmp_path / "other", None, None)
    monkeypatch.setenv("RASHOMON_DATABASE", "postgresql://somewhere/ledger")
    starting.begin_early([str(articles)], tmp_path / "other", 2, None)
    assert begun == []


def test_cores_are_as_many_as_there_is_memory_for(monkeypatch):
    monkeypatch.setattr(starting.os, "sched_getaffinity", lambda pid: set(range(8)), raising=False)
    said = {"/proc/meminfo": "MemTotal: 1 kB\nMemAvailable:  3000000 kB\n"}
    monkeypatch.setattr(starting, "_text", lambda path: said.get(path, ""))
    assert starting.cores() == 5
    said["/sys/fs/cgroup/memory.max"], said["/sys/fs/cgroup/memory.current"] = "1500000000\n", "200000000\n"
    assert starting.cores() == 2
    said["/sys/fs/cgroup/memory.max"] = "100\n"
    assert starting.cores() == 1
    said.clear()
    assert starting.cores() == 8


def test_the_words_of_a_command_are_enough_to_begin(begun, articles, tmp_path):
    out = str(tmp_path / "out")
    starting.begin_at_once(["run", "--reread", str(articles), "--out", out])
    starting.begin_at_once(["run", f"--out={out}", "--workers=2", str(articles)])
    assert begun == [True, True]


def test_words_that_may_mean_no_work_for_processes_begin_nothing(begun, articles, tmp_path):
    out = str(tmp_path / "out")
    for words in (
        [],
        ["show", str(articles), "--out", out],
        ["run", str(articles), "--out", out, "--help"],
        ["run", str(articles), "--out", out, "--workers", "1"],
        ["run", str(articles), "--out", out, "--executor", "local"],
        ["run", "-q", str(articles / "deep" / "1.txt"), "--out", out],
        ["run", "--weights", str(articles), "--out", out],  # the folder is no input here
        ["run", "--out"],
    ):
        starting.begin_at_once(words)
    assert begun == []
