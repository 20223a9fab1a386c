"""WACZ: pages of its list, hashes of its files, and what is wrong with either."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.web_archives import Writer, page

from rashomon.corpus import Article, Rejected
from rashomon.inputs import wacz
from rashomon.inputs.source import Source
from rashomon.inputs.warc_tape import next_member
from rashomon.model import Declared

HOME = "https://courier.example/"
STORY = "https://courier.example/orvale/blast"


def one() -> Writer:
    writer = Writer().info().answer(HOME, page("Front page")).answer(STORY).answer("https://ads.example/frame", page("Buy a cart"))
    return writer.answer("https://courier.example/short", b"", status="302 Found", headers=[("Location", "/long")]).answer(
        "https://courier.example/long", page("A longer story")
    )


def listed(*pages: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(p).encode() + b"\n" for p in ({"format": "json-pages-1.0", "id": "pages", "title": "All pages"}, *pages))


def sealed(files: dict[str, bytes], method: int = zipfile.ZIP_STORED, *, package: bool = True) -> bytes:
    """A WACZ with the hashes of its files."""
    out = io.BytesIO()
    if package:
        resources = [
            {"name": n.rsplit("/", 1)[-1], "path": n, "bytes": len(d), "hash": f"sha256:{hashlib.sha256(d).hexdigest()}"}
            for n, d in files.items()
        ]
        raw = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
        digest = json.dumps({"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}).encode()
        files = {**files, "datapackage.json": raw, "datapackage-digest.json": digest}
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in files.items():
            z.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def read(folder: Path, data: bytes) -> tuple[list[Article], dict[str, str]]:
    path = folder / "case.wacz"
    path.write_bytes(data)
    items = list(wacz.read(Source("case.wacz", path)))
    return [i for i in items if isinstance(i, Article)], {i.name: i.reason for i in items if isinstance(i, Rejected)}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_only_what_the_list_calls_pages_is_read(tmp_path: Path, method: int) -> None:
    writer = one()
    pages = listed({"url": "https://Courier.example#top", "title": "Front"}, {"url": STORY, "title": "The blast", "text": "…"})
    articles, rejected = read(tmp_path, sealed({"archive/data.warc.gz": writer.data, "pages/pages.jsonl": pages}, method))
    assert [(a.url, a.title) for a in articles] == [(HOME, "Front page"), (STORY, "Two dead in Orvale blast")]
    assert Declared("title", "The blast", "wacz") in articles[1].declared
    kept = dict(articles[1].provenance)
    assert (kept["archive"], kept["offset"]) == ("case.wacz/archive/data.warc.gz", str(writer.starts[2]))
    assert rejected == {
        "case.wacz:others": "4 other records are no articles: frames and parts of pages 2, notes on the archive 1, redirects 1 (302)"
    }


def test_a_page_that_led_to_another_is_that_other(tmp_path: Path) -> None:
    pages = listed({"url": "https://courier.example/short", "title": "Short"}, {"url": HOME + "never", "title": "Never seen"})
    articles, rejected = read(tmp_path, sealed({"archive/data.warc.gz": one().data, "pages/pages.jsonl": pages}))
    assert [a.url for a in articles] == ["https://courier.example/long"]
    assert rejected["case.wacz:pages"] == f"1 pages of its list are not in it as pages that could be read (first: {HOME}never)"


@pytest.mark.parametrize("pages", [None, b"", b'{"format": "json-pages-1.0"}\n'])
def test_without_a_list_every_page_is_read(tmp_path: Path, pages: bytes | None) -> None:
    files = {"archive/data.warc.gz": one().data, **({"pages/pages.jsonl": pages} if pages is not None else {})}
    articles, rejected = read(tmp_path, sealed(files))
    assert len(articles) == 4 and list(rejected) == ["case.wacz:others"]


def test_several_archives_and_lists(tmp_path: Path) -> None:
    files = {
        "archive/b.warc.gz": Writer().answer(STORY).data,
        "archive/a.warc": Writer(packed=False).answer(STORY).answer(HOME, page("Front page")).data,
        "pages/pages.jsonl": listed({"url": STORY}),
        "pages/extraPages.jsonl": listed({"url": HOME}),
        "indexes/index.cdx": b"lines",
    }
    articles, rejected = read(tmp_path, sealed(files))
    assert [(a.url, dict(a.provenance)["archive"]) for a in articles] == [
        (STORY, "case.wacz/archive/a.warc"),
        (HOME, "case.wacz/archive/a.warc"),
    ]
    assert rejected == {"case.wacz:others": "1 other record is no article: pages that were taken again unchanged 1"}


def test_files_changed_since_it_was_made_are_named_and_their_pages_marked(tmp_path: Path) -> None:
    files = {"archive/data.warc.gz": one().data, "pages/pages.jsonl": listed({"url": STORY, "title": "The blast"})}
    data = sealed(files)
    other = Writer().info().answer(HOME, page("Front page")).answer(STORY, page(dead="nine")).data
    package = json.loads(zipfile.ZipFile(io.BytesIO(data)).read("datapackage.json"))
    changed = {**files, "archive/data.warc.gz": other, "datapackage.json": json.dumps(package).encode()}
    digest = {"datapackage-digest.json": json.dumps({"hash": "sha256:" + "0" * 64}).encode()}
    articles, rejected = read(tmp_path, sealed({**changed, **digest}, package=False))
    assert "killing nine people" in str(articles[0].raw) and articles[0].notes == (wacz.CHANGED,)
    assert rejected["case.wacz/archive/data.warc.gz"] == (
        "is not the file that datapackage.json names (its sha256 differs): changed or damaged since the archive was made"
    )
    assert "is not the one that datapackage-digest.json names" in rejected["case.wacz/datapackage.json"]


def test_what_is_missing_or_cannot_be_read_is_said(tmp_path: Path) -> None:
    data = one().data
    assert "holds no archive/*.warc.gz; is it a WACZ" in read(tmp_path, sealed({"a.txt": b"text"}))[1]["case.wacz"]
    assert "unpack it and read those" in read(tmp_path, sealed({"one.wacz": b"PK"}))[1]["case.wacz"]
    assert "this WACZ cannot be read: not a zip" in read(tmp_path, b"no zip")[1]["case.wacz"]
    articles, rejected = read(tmp_path, sealed({"archive/data.warc.gz": data}, package=False))
    assert len(articles) == 4 and rejected["case.wacz/datapackage.json"].startswith("is missing, so nothing shows whether")
    rejected = read(tmp_path, sealed({"archive/data.warc.gz": data, "datapackage.json": b"{", "../up": b""}, package=False))[1]
    assert rejected["case.wacz/datapackage.json"].startswith("cannot be read")
    assert rejected["case.wacz/../up"] == "not read: its name leads out of the zip"
    bare = {"resources": [{"path": "archive/gone.warc.gz", "hash": "sha256:0"}, {"path": 7}, "?"]}
    rejected = read(tmp_path, sealed({"archive/data.warc.gz": data, "datapackage.json": json.dumps(bare).encode()}, package=False))[1]
    assert rejected["case.wacz/archive/gone.warc.gz"] == "is named in datapackage.json but is not there"


def test_lines_of_the_list_that_are_no_pages_are_counted(tmp_path: Path) -> None:
    pages = listed({"url": STORY}, {"title": "no address"}) + b"no json\n[1]\n\n" + b'{"url": "' + b"\xff" + b'"}\n'
    articles, rejected = read(tmp_path, sealed({"archive/data.warc.gz": one().data, "pages/pages.jsonl": pages}))
    assert [a.url for a in articles] == [STORY]
    assert rejected["case.wacz/pages/pages.jsonl"].startswith("4 lines of the list of pages are no pages")


WHOLE = sealed({"archive/data.warc.gz": one().data, "pages/pages.jsonl": listed({"url": STORY}, {"url": HOME})})


def test_an_archive_that_would_stand_behind_the_end_of_the_file_is_named(tmp_path: Path) -> None:
    """Its own header in the zip claims 65,535 bytes before the first of the archive: nothing is there to be read, and nothing is waited for."""
    raw = bytearray(WHOLE)
    raw[28:30] = b"\xff\xff"
    articles, rejected = read(tmp_path, bytes(raw))
    assert articles == []
    assert "ends behind the end of the zip" in rejected["case.wacz/archive/data.warc.gz"]


def test_no_member_is_sought_behind_the_end_of_a_file() -> None:
    """A file that is cut off while it is read is smaller than it was said to be."""
    assert next_member(io.BytesIO(), 0, 3_080) == 3_080
    assert next_member(io.BytesIO(b"no member" * 9), 0, 3_080) == 3_080


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_damage_raises_or_makes_a_page_that_was_not_there(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    raw = bytearray(WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=5)):
        raw[at] ^= data.draw(st.integers(1, 255))
    cut = len(raw) if data.draw(st.booleans()) else data.draw(st.integers(0, len(raw)))
    articles, rejected = read(tmp_path_factory.getbasetemp(), bytes(raw[:cut]))
    assert rejected, "at least what is no page is counted"
    assert {a.url for a in articles} <= {HOME, STORY, "https://ads.example/frame", "https://courier.example/long"}
