"""What archives of ``rashomon fetch`` say beside a page, and what others' archives say is not taken for it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rashomon.corpus import Article, Rejected
from rashomon.inputs.source import Source
from rashomon.inputs.warc import read
from rashomon.model import Declared

PAGE = b"""<!doctype html><html lang=en><head><title>Two guards killed at Orla</title></head><body><article><h1>Two guards killed at Orla</h1>
<p>Two border guards were killed near Orla on Sunday, the interior ministry of Kestria said in a statement read on state radio.</p>
<p>A doctor said that three more had been wounded in the attack on the post.</p></article></body></html>"""
GOOD = {
    "declared": [{"prop": "published", "value": "Mon, 04 Mar 2024 08:00:00 GMT", "by": "feed"}],
    "feed": "http://a.example/feed",
    "asked": "http://a.example/x",
}


def archive(path: Path, note: Any, software: str = "rashomon/0.1.0") -> list[Article | Rejected]:
    with path.open("wb") as fh:
        writer = WARCWriter(fh, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": software}))
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        made = writer.create_warc_record("http://a.example/x", "response", payload=io.BytesIO(PAGE), http_headers=head)
        raw = note if isinstance(note, bytes) else json.dumps(note).encode()
        refers = {"WARC-Refers-To": made.rec_headers.get_header("WARC-Record-ID")}
        writer.write_record(
            writer.create_warc_record(
                "http://a.example/x", "metadata", payload=io.BytesIO(raw), length=len(raw), warc_content_type="application/json", warc_headers_dict=refers
            )
        )  # fmt: skip
        writer.write_record(made)
    return list(read(Source(path.name, path)))


def test_what_a_feed_declared_is_kept_word_for_word(tmp_path: Path) -> None:
    (made,) = archive(tmp_path / "a.warc.gz", GOOD)
    assert isinstance(made, Article) and made.declared[0] == Declared("published", "Mon, 04 Mar 2024 08:00:00 GMT", "feed")
    assert {("feed", "http://a.example/feed"), ("asked", "http://a.example/x")} <= set(made.provenance)


@pytest.mark.parametrize(
    "note",
    [
        b"", b"{", b"[]", b"[" * 50_000, b"\xff\xfe", {}, {"declared": 7}, {"declared": [7, None, {"prop": 1}, {"prop": "published", "value": 5, "by": "feed"}]},
        {"declared": [{"prop": "shell", "value": "x", "by": "feed"}, {"prop": "title", "value": "x", "by": "json-ld"}]}, {"feed": ["x"], "asked": {}},
    ],
)  # fmt: skip
def test_a_note_that_is_none_does_no_harm(tmp_path: Path, note: Any) -> None:
    made = archive(tmp_path / "a.warc.gz", note)[0]
    assert isinstance(made, Article) and made.problem is None
    assert all(d.by != "feed" for d in made.declared) and not {"feed", "asked"} & {k for k, _ in made.provenance}


def test_archives_of_others_are_read_as_before(tmp_path: Path) -> None:
    made, others = archive(tmp_path / "a.warc.gz", GOOD, software="warcit/1.0")
    assert isinstance(made, Article) and all(d.by != "feed" for d in made.declared)
    assert isinstance(others, Rejected) and "notes on captures" in others.reason
