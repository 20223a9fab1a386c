"""The weights file: its shape, and each way of getting it wrong, with file and line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.pipeline.weights_file import read_weights


def test_names_and_numbers(tmp_path: Path) -> None:
    file = tmp_path / "weights.yml"
    file.write_text("speakers:\n  Border Monitor: 2\n  Ministry of Freedonia: 0.5\noutlets: {Daily Gazette: 0}\n", encoding="utf-8")
    got = read_weights(file)
    assert got.speakers == {"Border Monitor": 2.0, "Ministry of Freedonia": 0.5} and got.outlets == {"Daily Gazette": 0.0}
    assert (got.file, got.sha256) == ("weights.yml", hashlib.sha256(file.read_bytes()).hexdigest())


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("speaker: {A: 1}", 1, "unknown key 'speaker'"),
        ("speakers: {A: 1}\nparties: {B: 1}", 2, "unknown key 'parties'"),
        ("speakers: {A: 1}\nspeakers: {B: 1}", 2, "stands twice"),
        ("speakers:\n  A: 1\n  a: 2", 3, "stands twice"),
        ("speakers:\n  A: 1\n  B: -1", 3, "'B' is '-1'"),
        ("speakers:\n  A: heavy", 2, "'A' is 'heavy'"),
        ("speakers:\n  A: true", 2, "'A' is 'true'"),
        ("speakers:\n  A: .inf", 2, "'A' is '.inf'"),
        ("speakers:\n  A: .nan", 2, "number"),
        ("speakers:\n  A: [1]", 2, "number"),
        ("speakers: [A]", 1, "names and numbers"),
        ("speakers: {A: 1", 1, "no YAML"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(tmp_path: Path, text, line, word) -> None:
    file = tmp_path / "w.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as err:
        read_weights(file)
    assert f"w.yml:{line}: " in str(err.value) and word in str(err.value)


@pytest.mark.parametrize("text", ["", "- A", "speakers: {}", "just words"])
def test_a_file_without_weights_is_refused(tmp_path: Path, text) -> None:
    file = tmp_path / "w.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="speakers and outlets"):
        read_weights(file)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="existing file"):
        read_weights(tmp_path / "none.yml")
    (tmp_path / "bytes.yml").write_bytes(b"speakers: {\xff: 1}")
    with pytest.raises(InputError, match="UTF-8"):
        read_weights(tmp_path / "bytes.yml")
