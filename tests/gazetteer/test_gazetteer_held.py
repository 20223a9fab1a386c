import sqlite3
from pathlib import Path

import pytest

from rashomon.gazetteer import Gazetteer, cache
from rashomon.gazetteer.build import SCHEMA, write
from rashomon.gazetteer.held import SIZE, Held, open_held, table_of

NAMES = [f"orvel{n} {chr(0xE0 + n % 30)}sk" for n in range(3000)]


def _small(target: sqlite3.Connection) -> None:
    target.executescript(SCHEMA)
    write(target, [(1, "g1", "Ostrel", "TD", "TD.02", "PPL", 13.1, 18.2, 5, "")], [("ostrel", 1, 0), ("~ustril", 1, 2)])


def test_every_key_that_is_held_may_be_held_and_few_others() -> None:
    held = Held(table_of(NAMES))
    assert all(held.may(n) for n in NAMES)
    assert sum(held.may(n + "x") for n in NAMES) < 30
    assert not Held(table_of([])).may("ostrel")


def test_the_table_is_made_once_beside_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path))
    monkeypatch.setattr(cache, "build", _small)
    index = cache.open_index()
    held = cache.open_keys(index)
    assert held is not None and held.may("ostrel") and held.may("~ustril") and not held.may("vandia")
    file = next(tmp_path.glob("*.keys"))
    before = file.stat().st_mtime_ns
    assert cache.open_keys(index) is not None and file.stat().st_mtime_ns == before
    file.write_bytes(b"torn")
    again = cache.open_keys(index)
    assert again is not None and again.may("ostrel") and file.stat().st_size == SIZE
    assert not list(tmp_path.glob("*.part"))


def test_without_a_table_the_index_is_asked(tmp_path: Path) -> None:
    memory = sqlite3.connect(":memory:")
    _small(memory)
    assert cache.open_keys(memory) is None and open_held(tmp_path / "none.keys") is None
    for held in (None, Held(table_of(["ostrel", "~ustril"]))):
        world = Gazetteer(memory, held=held)
        assert [e.gid for e in world.candidates("Ostrel")] == ["g1"] and not world.has("Vandia")
        assert [e.exact for e in world.candidates("Ustrel", loose=True)] == [False]
        more = world.with_entries({world.candidates("Ostrel")[0]: ("Vandia",)})
        assert more.has("Vandia")
