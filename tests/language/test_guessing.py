"""The statistics of languages are unpacked once, and say what the library says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import py3langid
import pytest

from rashomon.language import guessing

TEXTS = [
    "quatre dockers ont été blessés lundi",
    "the ferry left the quay at noon",
    "паром отошёл в полдень",
    "الميناء",
    "",
    "x" * 5000,
    "a\udc80b",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path / "cache"))
    guessing._model.cache_clear()
    yield tmp_path / "cache"
    guessing._model.cache_clear()


def same_as_the_library() -> bool:
    return all(guessing.rank(text) == py3langid.rank(text) for text in TEXTS)


def test_ranks_are_those_of_the_library_and_the_model_is_unpacked_once(folder: Path, monkeypatch: pytest.MonkeyPatch):
    assert same_as_the_library()
    (kept,) = folder.iterdir()
    assert sorted(p.stem for p in kept.iterdir()) == sorted(guessing._PARTS)
    guessing._model.cache_clear()
    monkeypatch.setattr(guessing, "_unpack", lambda *_: pytest.fail("unpacked again"))
    assert same_as_the_library() and guessing._model() is not py3langid


@pytest.mark.parametrize("damage", ["short", "gone"])
def test_a_part_cut_short_or_lost_is_unpacked_again(folder: Path, damage: str):
    guessing.rank("a")
    (kept,) = folder.iterdir()
    part = kept / "nextmove.npy"
    size = part.stat().st_size
    part.unlink() if damage == "gone" else part.write_bytes(part.read_bytes()[: size // 2])
    guessing._model.cache_clear()
    assert same_as_the_library()
    assert part.stat().st_size == size and list(folder.iterdir()) == [kept]


def test_a_folder_that_cannot_be_written_is_no_harm(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path / "file" / "below"))
    assert same_as_the_library()
    assert guessing._model() is py3langid


def test_of_other_models_one_stays(folder: Path):
    for n in range(3):
        (folder / f"langid-{n}").mkdir(parents=True)
    guessing.rank("a")
    assert len(list(folder.iterdir())) == 1 + guessing._OTHERS
