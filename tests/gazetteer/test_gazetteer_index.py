import sqlite3
from pathlib import Path

import pytest

from rashomon.gazetteer import cache, get_gazetteer
from rashomon.gazetteer.build import SCHEMA, write


def _small(target: sqlite3.Connection) -> None:
    target.executescript(SCHEMA)
    write(target, [(1, "g1", "Ostrel", "TD", "TD.02", "PPL", 13.1, 18.2, 5, "")], [("ostrel", 1, 0)])


def test_built_once_and_left_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(cache, "build", _small)
    cache.open_index().close()
    assert "once" in capsys.readouterr().err
    second = cache.open_index()
    assert capsys.readouterr().err == ""
    assert second.execute("SELECT place FROM name").fetchall() == [(1,)]
    assert sorted(p.suffix for p in (tmp_path / "kept").iterdir()) == [".lock", ".sqlite"]


def test_a_torn_file_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path))
    monkeypatch.setattr(cache, "build", _small)
    (tmp_path / cache.index_name()).write_bytes(b"SQLite format 3\x00 torn")
    assert cache.open_index().execute("SELECT count(*) FROM place").fetchone() == (1,)


def test_in_memory_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    monkeypatch.setenv("RASHOMON_CACHE", str(blocked / "cache"))
    monkeypatch.setattr(cache, "build", _small)
    assert cache.open_index().execute("SELECT count(*) FROM place").fetchone() == (1,)
    assert "RASHOMON_CACHE" in capsys.readouterr().err


def test_the_shipped_index_knows_the_world() -> None:
    world = get_gazetteer()
    assert world.country_code("Ivory Coast") == "CI" and world.country_code("U.K.") == "GB"
    assert {e.feature for e in world.candidates("Kyiv")} >= {"PPLC", "ADM1"}
    assert world.candidates("Kiev")[0].country == "UA"
    assert world.admin1_name("NG.27") == "Borno"
    assert not world.has("Nerkin Vostrelya")
