"""Parquet files: only the mapped columns, a few rows at a time."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.inputs.measured_reading import grown

from rashomon.corpus import Article, Rejected
from rashomon.inputs import tables
from rashomon.inputs.maps import mapping_of
from rashomon.inputs.source import Source


def read(path: Path, given: str | None = None) -> tuple[dict[str, Article], dict[str, str]]:
    items = list(tables.read(Source(path.name, path, {}, mapping_of(given) if given else {})))
    articles = {i.name: i for i in items if isinstance(i, Article)}
    refused = {i.name: i.reason for i in items if isinstance(i, Rejected)}
    assert len(articles) + len(refused) == len(items), "two under one name"
    return articles, refused


def save(path: Path, columns: dict[str, Any], **how: Any) -> Path:
    pq.write_table(pa.table(columns), path, **how)
    return path


def test_columns_of_many_types(tmp_path: Path) -> None:
    columns = {
        "id": pa.array([7, 8, None], pa.int64()),
        "text": pa.array(["One died.", "Two died.", None], pa.large_string()),
        "title": pa.array(["Shell", "Shell", "x"]).dictionary_encode(),
        "published": pa.array([datetime(2024, 2, 13, 10, 15, tzinfo=UTC), None, None], pa.timestamp("ns", "UTC")),
        "outlet": pa.array([b"Coast Daily", None, None], pa.binary()),
        "authors": pa.array([["Ada Roe", "Ben Poe"], [], None]),
        "vector": pa.array([[0.1] * 50, None, None], pa.list_(pa.float32())),
    }
    articles, refused = read(save(tmp_path / "a.parquet", columns, row_group_size=2))
    first = articles["7"]
    assert (first.raw, first.title, first.outlet, first.byline) == ("One died.", "Shell", "Coast Daily", "Ada Roe, Ben Poe")
    assert first.published == "2024-02-13T10:15:00+00:00"
    assert (articles["8"].raw, articles["8"].published) == ("Two died.", None)
    assert refused == {"a.parquet:3": "its text (text) is empty"}


def test_cc_news_is_known_without_a_map(tmp_path: Path) -> None:
    columns = {
        "requested_url": ["https://coast.example/a"], "plain_text": ["One died."], "published_date": ["2024-02-13"], "title": ["Shell"],
        "sitename": ["Coast Daily"], "language": ["en"], "crawl_date": ["2024-02-14T00:00:00Z"], "warc_path": ["crawl/x.warc.gz"],
    }  # fmt: skip
    found = read(save(tmp_path / "a.parquet", columns))[0]["https://coast.example/a"]
    assert (found.raw, found.outlet, found.published) == ("One died.", "Coast Daily", "2024-02-13")
    assert ("archive", "crawl/x.warc.gz") in found.provenance and ("retrieved", "2024-02-14T00:00:00Z") in found.provenance
    hub = {
        "title": ["Shell"], "text": ["Two died."], "domain": ["coast.example"], "date": ["2024-02-13 00:00:00"], "description": ["d"],
        "url": ["https://coast.example/b"], "image_url": [""],
    }  # fmt: skip
    found = read(save(tmp_path / "b.parquet", hub))[0]["https://coast.example/b"]
    assert (found.raw, found.outlet, found.declared[0].by) == ("Two died.", "coast.example", "cc-news")


def test_columns_within_columns(tmp_path: Path) -> None:
    columns = {"doc": [{"body": "One died.", "meta": {"when": "2024-02-13"}}], "doc.title": ["Shell"], "tags": [[{"name": "a"}]]}
    found = read(save(tmp_path / "a.parquet", columns), "text=doc.body,published=doc.meta.when,title=doc.title,outlet=tags.name")[0]
    article = found["a.parquet:1"]
    assert (article.raw, article.published, article.title, article.outlet) == ("One died.", "2024-02-13", "Shell", "a")


def test_a_file_that_is_none_or_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 nothing of the kind PAR1")
    assert "is no Parquet file that can be read" in read(path)[1]["a.parquet"]
    path.write_bytes(b"")
    assert "is no Parquet file that can be read" in read(path)[1]["a.parquet"]
    save(
        path,
        {"id": [str(n) for n in range(300)], "text": [f"{n} died. {n**40}" for n in range(300)]},
        row_group_size=100,
        compression="none",
        use_dictionary=False,
    )
    raw = bytearray(path.read_bytes())
    middle = raw.index(b"150 died")
    raw[middle - 4000 : middle] = b"\xff" * 4000
    path.write_bytes(bytes(raw))
    articles, refused = read(path)
    assert len(articles) >= 64
    assert any("from here on the file is damaged" in reason for reason in refused.values())
    assert "no column that is known" in read(save(path, {"a": ["x"], "b": [1]}))[1]["a.parquet"]


def test_without_pyarrow_the_message_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.parquet", {"text": ["x"]})
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert "pip install 'rashomon[parquet]'" in read(path)[1]["a.parquet"]


def test_a_large_file_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "large.parquet"
    text = "A shell hit the market, and 12 people were killed, the mayor said. " * 50
    schema = pa.schema([("title", pa.string()), ("text", pa.string()), ("other", pa.binary())])
    with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False) as out:
        for group in range(20):
            numbers = range(group * 1000, group * 1000 + 1000)
            out.write_table(pa.table([[f"Shell {n}" for n in numbers], [f"{n} {text}" for n in numbers], [b"\0" * 4000] * 1000], schema))
    assert path.stat().st_size > 140_000_000
    count, kilobytes = grown(path, "pyarrow.parquet", "rashomon.inputs.parquet_rows")
    assert count == 20_000
    assert kilobytes < 100_000
