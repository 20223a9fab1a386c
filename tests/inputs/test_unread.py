"""What is said of files that no reader takes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from rashomon.corpus import Rejected
from rashomon.errors import InputError
from rashomon.inputs.folder import read_inputs


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("statement.PDF", "save its text as .txt"),
        ("map.jpeg", "a picture"),
        ("coded.xlsx", "save the sheet as CSV"),
        ("old.tar.gz", "unpack it"),
        ("mail.msg", "save it as .eml"),
        ("draft.odt", "save it as .docx or .txt"),
        ("thing.qqq", "unknown kind of file; known are .txt"),
        ("torn.zip", "a damaged zip"),
    ],
)
def test_files_that_are_not_read_say_what_to_do(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "a.txt").write_text("Two men were hurt in Marn.", encoding="utf-8")
    (tmp_path / name).write_bytes(b"PK\x03\x04 and no more")
    assert [says in x.reason for x in read_inputs([tmp_path]) if isinstance(x, Rejected)] == [True]
    with pytest.raises(InputError, match=name) as told:
        list(read_inputs([tmp_path / name]))
    assert says in str(told.value)


def test_a_zip_of_texts_is_to_be_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as z:
        z.writestr("a.txt", "Two men were hurt in Marn.")
    with pytest.raises(InputError, match="unpack it and give the folder"):
        list(read_inputs([tmp_path / "all.zip"]))
