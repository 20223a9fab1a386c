"""What is kept between runs is what would be made: never stale, never a reason to fail."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rashomon.kept import VERSIONS, kept
from rashomon.lexicon import loader
from rashomon.lexicon.loader import load, parse

TABLE = {"words": [("one", 1), ("two", 2.5)], "none": None, "set": frozenset({"a"}), "bytes": b"\0\1"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def made(calls: list[int]) -> dict[str, object]:
    calls.append(1)
    return dict(TABLE)


def test_a_thing_is_made_once(folder: Path):
    calls: list[int] = []
    found = [kept("table", [b"data"], lambda: made(calls)) for _ in range(3)]
    assert found == [TABLE] * 3 and len(calls) == 1
    assert [p.suffix for p in folder.iterdir()] == [".kept"]


def test_other_data_is_another_thing(folder: Path):
    assert kept("table", [b"a", b"b"], lambda: 1) == 1
    assert kept("table", [b"ab"], lambda: 2) == 2  # the parts are told apart
    assert kept("table", [b"a", b"b"], lambda: 3) == 1


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 200])
def test_a_damaged_file_is_made_again(folder: Path, damage: bytes):
    kept("table", [b"data"], lambda: TABLE)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert kept("table", [b"data"], lambda: TABLE) == TABLE
    assert file.read_bytes() == whole
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert kept("table", [b"data"], lambda: TABLE) == TABLE


def test_a_folder_that_cannot_be_written_is_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path / "file" / "below"))
    assert kept("table", [b"data"], lambda: TABLE) == TABLE


def test_an_error_keeps_nothing(folder: Path):
    with pytest.raises(KeyError):
        kept("table", [b"data"], lambda: {}["absent"])
    assert not folder.exists() or not list(folder.iterdir())


def test_the_oldest_versions_go(folder: Path):
    for n in range(VERSIONS + 3):
        kept("table", [str(n).encode()], lambda n=n: n)
        for age, file in enumerate(sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime_ns)):
            os.utime(file, (age, age))
    assert len(list(folder.iterdir())) == VERSIONS
    assert kept("table", [str(VERSIONS + 2).encode()], lambda: "again") == VERSIONS + 2


def test_words_that_were_kept_are_those_of_the_file(folder: Path):
    for _ in range(2):  # made, and read
        loader._read_before.cache_clear()
        load.cache_clear()
        for language in loader.languages():
            for file in loader.files(language):
                text = (loader.DATA / language / f"{file}.yml").read_text(encoding="utf-8")
                assert repr(load(file, language)) == repr(parse(text, file, file))
    assert len(list(folder.glob("lexicon-*.kept"))) == len(loader.languages())


def test_a_malformed_file_is_said_when_it_is_asked_for(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = tmp_path / "data" / "en"
    data.mkdir(parents=True)
    (data / "good.yml").write_text("entries:\n  - id: a\n    forms: [word]\n")
    (data / "bad.yml").write_text("entries:\n  - id: a\n")
    monkeypatch.setattr(loader, "DATA", tmp_path / "data")
    for cached in (loader.files, loader._read_before, load):
        cached.cache_clear()
    try:
        for _ in range(2):
            load.cache_clear()
            assert load("good")[0].forms == ("word",)
            with pytest.raises(loader.LexiconError, match=r"bad\.yml:2: key 'forms' is missing"):
                load("bad")
    finally:
        for cached in (loader.files, loader._read_before, load):
            cached.cache_clear()
