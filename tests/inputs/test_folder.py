"""What comes in and what is refused, with a reason a person can act on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rashomon.corpus import Article, Rejected, make_document
from rashomon.errors import InputError
from rashomon.inputs import read_inputs


def read(*paths: Path) -> tuple[dict[str, Article], dict[str, str]]:
    items = list(read_inputs(paths))
    return (
        {i.name: i for i in items if isinstance(i, Article)},
        {i.name: i.reason for i in items if isinstance(i, Rejected)},
    )


def test_folder_names_are_paths_below_it(tmp_path: Path) -> None:
    (tmp_path / "north" / "deep").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("One.", encoding="utf-8")
    (tmp_path / "north" / "deep" / "b.TXT").write_text("One.", encoding="utf-8")
    (tmp_path / "north" / "c.xlsx").write_bytes(b"PK\x03\x04")
    for ignored in (".hidden.txt", "corrections.yml", "expected.yml"):
        (tmp_path / ignored).write_text("x", encoding="utf-8")
    articles, refused = read(tmp_path)
    assert list(articles) == ["a.txt", "north/deep/b.TXT"]
    assert list(refused) == ["north/c.xlsx"]
    assert "save the sheet as CSV" in refused["north/c.xlsx"]


def test_metadata_beside_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.txt"):
        (tmp_path / name).write_text("Three people were hurt on the coast road, the harbour office said.", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(
        "\ufefffile,outlet,published,url,title\na.txt,Coast Daily,2019-04-02,https://coast.example/a,\nsub/b.txt,Hill Post,,,\ngone.txt,X,,,\n../a.txt,Y,,,\n",
        encoding="utf-8",
    )
    articles, refused = read(tmp_path)
    assert (articles["a.txt"].outlet, articles["a.txt"].published, articles["a.txt"].title) == ("Coast Daily", "2019-04-02", None)
    assert articles["sub/b.txt"].outlet == "Hill Post"
    assert "metadata.csv:4" in refused
    assert read(tmp_path / "a.txt")[0]["a.txt"].outlet == "Coast Daily"


def test_metadata_without_its_column_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("name,outlet\na.txt,X\n", encoding="utf-8")
    assert "no column 'file'" in read(tmp_path)[1]["metadata.csv"]


def test_records_and_a_broken_line_between(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": "First.", "outlet": "Hill Post", "published": "2020-01-02T03:04:05Z"}),
        '{"id": "two", "text": "cut off',
        "",
        json.dumps({"text": "No id."}),
        json.dumps({"id": 7, "text": "A number for an id.", "title": ["x"]}),
        json.dumps({"id": "nine", "text": 5}),
        json.dumps({"id": "ten"}),
        json.dumps(["a list"]),
        '{"id": "deep", "text": ' + "[" * 100_000,
        json.dumps({"id": "sur", "text": "bad \ud800 half"}),
    ]
    (tmp_path / "r.jsonl").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    articles, refused = read(tmp_path)
    assert list(articles) == ["one", "r.jsonl:4", "7", "sur"]
    assert list(refused) == ["r.jsonl:2", "r.jsonl:6", "r.jsonl:7", "r.jsonl:8", "r.jsonl:9"]
    assert articles["7"].notes == ("the record's title is not a string and was left out",)
    document = make_document(articles["sur"])
    assert document.text == "bad \ufffd half"


@pytest.mark.parametrize(
    "make", [lambda p: p / "none", lambda p: p, lambda p: _touch(p / "x.pdf")], ids=["missing", "empty folder", "unknown kind"]
)
def test_no_input_says_what_to_do(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=r"\.txt"):
        read_inputs([make(tmp_path)])


def _touch(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.4")
    return path


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": "x", "text": "A."}\n{"id": "x", "text": "B."}\n', encoding="utf-8")
    with pytest.raises(InputError, match="two articles under one name"):
        list(read_inputs([tmp_path]))


def test_links_and_special_files_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.txt").write_text("x", encoding="utf-8")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    os.mkfifo(inside / "pipe.txt")
    articles, refused = read(inside)
    assert list(articles) == ["a.txt"]
    assert set(refused) == {"link.txt", "folder", "loop", "pipe.txt"}


def test_unreadable_file_is_refused_and_the_rest_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    real = Path.open

    def deny(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", deny)
    articles, refused = read(tmp_path)
    assert list(articles) == ["b.txt"]
    assert "Permission denied" in refused["a.txt"]


def test_large_inputs_are_set_aside_without_being_held(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as fh:
        fh.truncate(50_000_000)
    with (tmp_path / "big.jsonl").open("wb") as fh:
        fh.write(b'{"id": "ok", "text": "x"}\n{"id": "huge", "text": "')
        for _ in range(15):
            fh.write(b"a" * 1_000_000)
        fh.write(b'"}\n{"id": "after", "text": "y"}\n')
    (tmp_path / "long.jsonl").write_text(json.dumps({"id": "long", "text": "word " * 500_000}), encoding="utf-8")
    articles, refused = read(tmp_path)
    assert set(articles) == {"big.txt", "ok", "after", "long"}
    assert list(refused) == ["big.jsonl:2"]
    for name in ("big.txt", "long"):
        assert len(articles[name].raw) == 0
        document = make_document(articles[name])
        assert (document.status, document.reason) == ("set_aside", "larger than 2 MB")


def test_notes_of_a_folder_are_passed_over_in_silence(tmp_path: Path) -> None:
    for name in (
        "README",
        "README.md",
        "readme.txt",
        "ReadMe.rst",
        "READ_ME.txt",
        "README-first.txt",
        "LICENSE",
        "LICENCE.txt",
        "LICENSE-CC-BY.md",
        "COPYING",
        "CHANGELOG.md",
        "CITATION.cff",
        "Thumbs.db",
        "expected.yml",
    ):
        (tmp_path / name).write_text("About these articles.")
    for name in ("a.txt", "license-to-kill-revoked.txt", "notice.txt", "readmes of war.txt"):
        (tmp_path / name).write_text("Two guards were killed at the bridge on Monday.")
    (tmp_path / "picture.png").write_bytes(b"x")
    found = list(read_inputs([tmp_path]))
    assert [x.name for x in found if isinstance(x, Article)] == ["a.txt", "license-to-kill-revoked.txt", "notice.txt", "readmes of war.txt"]
    assert [x.name for x in found if isinstance(x, Rejected)] == ["picture.png"]
    assert [x.name for x in read_inputs([tmp_path / "readme.txt"])] == ["readme.txt"]
