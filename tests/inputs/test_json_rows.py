"""JSON files: records wherever their list stands, one at a time; what is broken or hostile is said."""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.inputs.measured_reading import grown

from rashomon.corpus import Article, Rejected
from rashomon.inputs import records, tables
from rashomon.inputs.maps import mapping_of
from rashomon.inputs.source import Source


def read(path: Path, given: str | None = None) -> tuple[dict[str, Article], dict[str, str]]:
    items = list(tables.read(Source(path.name, path, {}, mapping_of(given) if given else {})))
    articles = {i.name: i for i in items if isinstance(i, Article)}
    refused = {i.name: i.reason for i in items if isinstance(i, Rejected)}
    assert len(articles) + len(refused) == len(items), "two under one name"
    return articles, refused


def save(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


ONE, TWO = {"id": "1", "text": "One died."}, {"id": "2", "text": "Two died."}


@pytest.mark.parametrize(
    "data",
    [
        [ONE, TWO],
        {"status": "ok", "articles": [ONE, TWO]},
        {"articles": {"total": 2, "results": [ONE, TWO]}, "facets": [{"name": "x"}]},
        {"facets": [{"name": "x", "children": [{"name": "y"}]}], "data": {"docs": [ONE, TWO]}},
        {"2024-02-13": [ONE], "2024-02-14": [TWO]},
        {"first": ONE, "second": TWO},
        [{"page": 1, "docs": [ONE]}, {"page": 2, "docs": [TWO]}],
        [[ONE], [TWO]],
    ],
)
def test_records_wherever_they_stand(tmp_path: Path, data: Any) -> None:
    articles, refused = read(save(tmp_path / "a.json", data))
    assert [(a.name, a.raw, a.origin) for a in articles.values()] == [("1", "One died.", "a.json:1"), ("2", "Two died.", "a.json:2")]
    assert not refused


def test_one_record_and_what_stands_inside_a_record(tmp_path: Path) -> None:
    record = {"text": "One died.", "comments": [{"text": "No!"}, {"text": "Yes!"}], "title": "Shell"}
    path = save(tmp_path / "a.json", record)
    articles, _ = read(path)
    assert [(a.name, a.raw, a.title) for a in articles.values()] == [("a.json:1", "One died.", "Shell")]
    source = Source("a.json", path, {"outlet": "Coast Daily", "title": "Other"})
    found = next(iter(tables.read(source)))
    assert isinstance(found, Article)
    assert (found.outlet, found.title) == ("Coast Daily", "Shell")


def test_lines_and_values_one_behind_another(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"\ufeff{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n{{broken\n", encoding="utf-8")
    articles, refused = read(path)
    assert list(articles) == ["1", "2"]
    assert "not a line of JSON" in refused["a.json:4"]
    path.write_text(f"{json.dumps(ONE, indent=1)}{json.dumps(TWO, indent=1)}", encoding="utf-8")
    assert list(read(path)[0]) == ["1", "2"]


def test_json_lines_under_a_map_or_with_the_keys_of_a_ready_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"

    def plainly(**mapping: str) -> list[Article | Rejected]:
        return list(records.read(Source("a.jsonl", path, {}, mapping)))

    path.write_text(json.dumps({"id": 1, "n": {"body": "One died."}}) + "\n", encoding="utf-8")
    assert [x.raw for x in plainly(text="n.body") if isinstance(x, Article)] == ["One died."]
    story = {"stories_id": 7, "media_name": "Coast Daily", "publish_date": "2024-02-13", "story_text": "Two died."}
    path.write_text(json.dumps(story) + "\n", encoding="utf-8")
    found = plainly()[0]
    assert isinstance(found, Article)
    assert (found.name, found.outlet, found.raw) == ("7", "Coast Daily", "Two died.")
    path.write_text(json.dumps({"id": "1", "text": "One died.", "published": "13/02/2024"}) + "\n", encoding="utf-8")
    found = plainly()[0]
    assert isinstance(found, Article)
    assert (found.published, found.declared) == ("13/02/2024", ()), "plain records are read as ever"


def test_packed(tmp_path: Path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(json.dumps([ONE, TWO]).encode()))
    assert list(read(path)[0]) == ["1", "2"]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n".encode()))
    assert list(read(path)[0]) == ["1", "2"]
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(gzip.compress(b'[{"text": "' + b"a" * 30_000_000 + b'"}]', 9))
    assert "times its size" in read(path)[1]["bomb.json.gz"]


def test_encodings(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    text = json.dumps([{"text": "Été à Orlen."}], ensure_ascii=False)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_bytes(text.encode(encoding))
        found = read(path)[0]["a.json:1"]
        assert (found.raw, found.notes) == ("Été à Orlen.", ())
    path.write_bytes(text.encode("cp1252"))
    found = read(path)[0]["a.json:1"]
    assert found.raw == "Été à Orlen." and "not valid UTF-8" in found.notes[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        (" \n", "no JSON"),
        ("[]", "holds no JSON objects"),
        ('"text"', "holds no JSON objects"),
        ("hello", "no JSON"),
        ("<html></html>", "no JSON"),
        ("[" * 100_000, "nested deeper"),
        ('[{"headline": "x", "story": "y"}]', "--map text=story"),
        ('{"name": "thing", "version": "1.0.0", "scripts": {"a": "b"}}', "its columns are name, version, scripts, scripts.a"),
    ],
)
def test_what_holds_no_articles_is_said(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    articles, refused = read(path)
    assert not articles
    assert says in refused["a.json"]


def test_what_stands_before_a_break_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for end in ("", ', {"id": "3", "text": "Three', ', {"id": 3 "text"}]', ", " + "[" * 100):
        path.write_text(json.dumps([ONE, TWO])[:-1] + end, encoding="utf-8")
        articles, refused = read(path)
        assert list(articles) == ["1", "2"], end
        assert "what stood before was read" in refused["a.json:3"]


def test_the_numbers_of_python_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    strange = 'One "NaN" died: NaN, -Infinity \\" \\\\'
    records = [{"id": str(n), "title": math.nan, "list": [math.inf, -math.inf, 1], "text": strange + "x" * (n % 977)} for n in range(3000)]
    path.write_text(json.dumps(records), encoding="utf-8")
    articles, refused = read(path)
    assert not refused
    assert [a.raw for a in articles.values()] == [r["text"] for r in records]
    assert articles["7"].title is None


def test_large_records_are_let_go(tmp_path: Path) -> None:
    larger = {"id": "l", "text": "word " * 410_000}
    many = {"id": "m", "text": "x", "list": [f"{n:0100}" for n in range(130_000)]}
    deep: dict[str, Any] = {"id": "d", "text": "y"}
    for _ in range(50):
        deep = {"id": "d", "text": "y", "in": deep}
    articles, refused = read(save(tmp_path / "a.json", [ONE, larger, many, deep, TWO]))
    assert list(articles) == ["1", "l", "d", "2"]
    assert articles["l"].problem == "larger than 2 MB"
    assert refused == {"a.json:3": "larger than 2 MB; a record holds one article"}
    path = tmp_path / "b.json"
    path.write_text('[{"id": "1", "text": "One died."}, {"text": "' + "a" * 13_000_000 + '"}]', encoding="utf-8")
    articles, refused = read(path)
    assert list(articles) == ["1"]
    assert "a single value of more than" in refused["b.json:2"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='[]{}:,"ab text1\\u.-\n', max_size=80))
def test_nothing_breaks_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    names = [x.name if isinstance(x, Rejected) else x.origin for x in tables.read(Source("a.json", path))]
    assert names and len(set(names)) == len(names)


_TEXTS = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="<>&\x00"), min_size=1, max_size=50).map(
    lambda s: f"w{s}"
)
_REST = st.recursive(st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | _TEXTS, lambda x: st.lists(x, max_size=3) | st.dictionaries(_TEXTS, x, max_size=3), max_leaves=8)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(_TEXTS, min_size=1, max_size=6), rest=_REST, indent=st.sampled_from([None, 2]), ascii_only=st.booleans())
def test_any_list_reads_back(tmp_path: Path, texts: list[str], rest: Any, indent: int | None, ascii_only: bool) -> None:
    path = tmp_path / "a.json"
    data = {"before": rest, "articles": [{"rest": rest, "text": t} for t in texts], "after": rest}
    path.write_text(json.dumps(data, indent=indent, ensure_ascii=ascii_only), encoding="utf-8")
    found = list(tables.read(Source("a.json", path)))
    assert [x.raw for x in found if isinstance(x, Article)] == texts


def test_a_large_file_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    text = "A shell hit the market, and 12 people were killed, the mayor said. " * 30
    with path.open("w", encoding="utf-8") as fh:
        fh.write('{"articles": {"results": [')
        for n in range(30_000):
            fh.write(("," if n else "") + json.dumps({"title": f"Shell {n}", "text": text}))
        fh.write("]}}")
    assert path.stat().st_size > 60_000_000
    count, kilobytes = grown(path, "rashomon.inputs.json_rows", "ijson")
    assert count == 30_000
    assert kilobytes < 55_000  # the ready maps and their parser are 30 of these


@pytest.mark.parametrize("figures", [399, 400, 4_299, 4_301, 65_000, 66_000, 131_000, 400_000])
def test_a_number_without_end(tmp_path: Path, figures: int) -> None:
    path = tmp_path / "a.json"
    for before in ("One died.", "x" * (65_536 - 30), "x" * (65_536 - 430), f"{'1' * 9000} died"):
        path.write_text(
            json.dumps([{"text": before}, {"text": "x"}])[:-2] + f', "n": {"9" * figures}}}, {{"text": "y"}}]', encoding="utf-8"
        )
        articles, refused = read(path)
        found = [a.raw for a in articles.values()]
        assert found == [before, "x", "y"] or (figures > 400 and "no JSON" in " ".join(refused.values()))
        assert figures > 400 or not refused
