"""Field maps: what a user writes, and the ready ones on files written in their forms (all texts invented)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.corpus import Article, Rejected
from rashomon.errors import InputError
from rashomon.inputs import read_inputs, tables
from rashomon.inputs.maps import mapping_of, ready_maps, recognised
from rashomon.inputs.plans import columns_of, plan_for
from rashomon.inputs.source import Source

TEXT = "At least 12 people were killed when a shell hit the market of Orlen on Tuesday, the mayor said."


def read(path: Path, given: str | None = None) -> tuple[dict[str, Article], dict[str, str]]:
    items = list(tables.read(Source(path.name, path, {}, mapping_of(given) if given else {})))
    articles = {i.name: i for i in items if isinstance(i, Article)}
    refused = {i.name: i.reason for i in items if isinstance(i, Rejected)}
    assert len(articles) + len(refused) == len(items), "two under one name"
    return articles, refused


def save(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def urls(path: Path) -> list[str]:
    return list(tables.urls_of(Source(path.name, path)))


def test_what_a_user_writes() -> None:
    assert mapping_of("text=body,published=pub_date") == {"text": "body", "published": "pub_date"}
    assert mapping_of(' text = body|content , outlet=source.title,language=:en,title="Head, line"') == {
        "text": "body|content", "outlet": "source.title", "language": ":en", "title": "Head, line",
    }  # fmt: skip
    assert mapping_of("mediacloud,outlet=:Coast Daily") == {"map": "mediacloud", "outlet": ":Coast Daily"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "is empty"),
        ("mediacloudy", "no ready map (there are cc-news, gdelt"),
        ("headline=x", "what can be mapped is id, text, title"),
        ("text=", "nothing stands behind text="),
        ("text=a,text=b", "text=one|other"),
        ('text="a', "not closed"),
        ("text=a,dates=day", "dates is one of dmy, mdy"),
    ],
)
def test_what_cannot_be_understood_is_said(given: str, says: str) -> None:
    with pytest.raises(InputError, match="--map") as err:
        mapping_of(given)
    assert says in str(err.value)


def test_ready_maps_do_not_take_one_anothers_tables() -> None:
    for name, ready in ready_maps().items():
        for columns in ready.columns:
            assert recognised(columns) == (name,)
            plan = plan_for(sorted(columns), {})
            assert not isinstance(plan, str) and plan.ready.name == name


def test_columns_of_a_record_and_of_what_is_in_it() -> None:
    record = {"a": 1, "b": {"c": {"d": {"e": 1}}}, "f": [{"g": 1}], "h": []}
    assert columns_of(record) == ["a", "b", "b.c", "b.c.d", "f", "f.g", "h"]


def test_gdelt_article_lists_name_the_pages_to_fetch(tmp_path: Path) -> None:
    entry = {
        "url": "https://coast.example/a", "url_mobile": "", "title": "Shell hits market", "seendate": "20240213T101500Z", "socialimage": "",
        "domain": "coast.example", "language": "English", "sourcecountry": "Freedonia",
    }  # fmt: skip
    path = save(tmp_path / "list.json", {"articles": [entry, {**entry, "url": "https://coast.example/b"}, entry]})
    articles, refused = read(path)
    assert not articles
    assert list(refused) == ["list.json:1", "list.json:2", "list.json:3"]
    assert "GDELT lists addresses and no texts; `rashomon fetch` can get the page: https://coast.example/a" in refused["list.json:1"]
    assert urls(path) == ["https://coast.example/a", "https://coast.example/b"]
    table = tmp_path / "list.csv"
    table.write_text("\ufeffURL,MobileURL,Date,Title\nhttps://coast.example/c,,2024-02-13 10:15:00,Shell hits market\n", encoding="utf-8")
    assert urls(table) == ["https://coast.example/c"]


def test_a_list_on_disk_is_what_fetch_is_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("URL,MobileURL,Date,Title\nhttps://coast.example/c,,x,y\nhttps://coast.example/d,,x,y\n", encoding="utf-8")
    assert tables.addresses(str(path)) == ["https://coast.example/c", "https://coast.example/d"]
    assert tables.addresses("https://coast.example/list.csv") == ["https://coast.example/list.csv"]
    assert tables.addresses(str(tmp_path / "none.csv")) == [str(tmp_path / "none.csv")]
    path.write_text("url,text\nhttps://coast.example/c,One died.\n", encoding="utf-8")
    with pytest.raises(InputError, match="every row of it has its text"):
        tables.addresses(str(path))
    path.write_text("colour\nred\n", encoding="utf-8")
    with pytest.raises(InputError, match="its columns are colour"):
        tables.addresses(str(path))


def test_gdelt_files_without_a_line_of_names(tmp_path: Path) -> None:
    gkg = ["20240213101500-12", "20240213101500", "1", "coast.example", "https://coast.example/g", *[""] * 22]
    path = tmp_path / "20240213101500.gkg.csv"
    path.write_text("\t".join(gkg) + "\n", encoding="utf-8")
    assert urls(path) == ["https://coast.example/g"]
    event = ["1160000001", "20240213", *["x"] * 58, "https://coast.example/e"]
    path = tmp_path / "20240213.export.CSV"
    path.write_text("\t".join(event) + "\n" + "\t".join(event) + "\n", encoding="utf-8")
    assert urls(path) == ["https://coast.example/e"]
    assert len(read(path)[1]) == 2


def test_media_cloud_lists_and_stories(tmp_path: Path) -> None:
    path = tmp_path / "stories.csv"
    with path.open("w", encoding="utf-8", newline="") as fh:
        out = csv.writer(fh)
        out.writerow(
            ["stories_id", "publish_date", "title", "url", "language", "ap_syndicated", "themes", "media_id", "media_name", "media_url"]
        )
        out.writerow(["71", "2024-02-13 10:15:00", "Shell hits market", "https://coast.example/a", "en", "f", "", "3", "Coast Daily", "x"])
    assert "holds no texts" in read(path)[1]["stories.csv:2"]
    assert urls(path) == ["https://coast.example/a"]
    story = {
        "id": "9f3c", "indexed_date": "2024-02-14T01:00:00", "language": "en", "media_name": "Coast Daily", "media_url": "coast.example",
        "publish_date": "2024-02-13", "title": "Shell hits market", "url": "https://coast.example/a", "text": TEXT,
    }  # fmt: skip
    articles, _ = read(save(tmp_path / "stories.json", [story]))
    found = articles["9f3c"]
    assert (found.raw, found.outlet, found.published, found.language) == (TEXT, "Coast Daily", "2024-02-13", "en")
    assert ("seen", "2024-02-14T01:00:00") in found.provenance


def event_registry(**more: Any) -> dict[str, Any]:
    return {
        "uri": "8012345678", "lang": "eng", "isDuplicate": False, "date": "2024-02-13", "time": "10:15:00", "dateTime": "2024-02-13T10:15:00Z",
        "dateTimePub": "2024-02-13T10:01:00Z", "dataType": "news", "sim": 0, "url": "https://coast.example/a", "title": "Shell hits market",
        "body": TEXT, "source": {"uri": "coast.example", "dataType": "news", "title": "Coast Daily"},
        "authors": [{"uri": "ada", "name": "Ada Roe", "type": "author", "isAgency": False}, {"name": "Ben Poe"}], "wgt": 1,
        "concepts": [{"uri": "w", "label": {"eng": "Market"}, "score": 5}], **more,
    }  # fmt: skip


def test_event_registry_is_known_without_a_map(tmp_path: Path) -> None:
    results = [event_registry(), event_registry(uri="2", isDuplicate=True, lang="fra", authors=[])]
    path = save(tmp_path / "page1.json", {"articles": {"results": results, "totalResults": 2, "page": 1, "count": 100, "pages": 1}})
    articles, refused = read(path)
    assert not refused
    first, second = articles["8012345678"], articles["2"]
    assert (first.raw, first.title, first.outlet, first.byline) == (TEXT, "Shell hits market", "Coast Daily", "Ada Roe, Ben Poe")
    assert (first.published, first.language) == ("2024-02-13T10:01:00+00:00", "en")
    assert ("published", "2024-02-13T10:01:00Z", "newsapi-ai") in [(d.prop, d.value, d.by) for d in first.declared]
    assert second.language == "fr"
    assert second.notes == ("Event Registry marks it as a duplicate of another article",)
    pages = save(tmp_path / "pages.json", [{"articles": {"results": [r], "page": n}} for n, r in enumerate(results)])
    assert list(read(pages)[0]) == ["8012345678", "2"]
    lines = tmp_path / "lines.json"
    lines.write_text("\n".join(json.dumps(r) for r in results), encoding="utf-8")
    assert list(read(lines)[0]) == ["8012345678", "2"]


def test_when_event_registry_found_it_is_no_date_of_publication(tmp_path: Path) -> None:
    record = event_registry()
    del record["dateTimePub"]
    found = read(save(tmp_path / "a.json", [record]))[0]["8012345678"]
    assert found.published is None
    assert ("seen", "2024-02-13T10:15:00Z") in found.provenance


def newsapi(content: str | None, url: str = "https://coast.example/a") -> dict[str, Any]:
    return {
        "source": {"id": None, "name": "Coast Daily"}, "author": "Ada Roe", "title": "Shell hits market", "description": "What is known.",
        "url": url, "urlToImage": None, "publishedAt": "2024-02-13T10:15:00Z", "content": content,
    }  # fmt: skip


def test_newsapi_org_cuts_texts_and_no_half_figure_is_read(tmp_path: Path) -> None:
    answers = [
        newsapi("A shell hit the market of Orlen. The mayor said that at least 1… [+1234 chars]"),
        newsapi("The mayor said that at least 1… [+900 chars]", "https://coast.example/b"),
        newsapi(None, "https://coast.example/c"),
        newsapi("A short one, whole.", "https://coast.example/d"),
    ]
    articles, refused = read(save(tmp_path / "a.json", {"status": "ok", "totalResults": 4, "articles": answers}))
    assert articles["https://coast.example/a"].raw == "A shell hit the market of Orlen."
    assert "about 1234 more characters" in articles["https://coast.example/a"].notes[0]
    assert articles["https://coast.example/d"].raw == "A short one, whole."
    assert "cut off by newsapi.org before its first sentence ends" in refused["a.json:2"]
    assert "https://coast.example/c" in refused["a.json:3"]


def test_news_please_is_one_file_an_article(tmp_path: Path) -> None:
    record = {
        "authors": ["Ada Roe"], "date_download": "2024-02-14 00:00:05", "date_modify": None, "date_publish": "2024-02-13 10:15:00",
        "description": "d", "filename": "x.html", "image_url": None, "language": "en", "localpath": None, "maintext": TEXT,
        "source_domain": "coast.example", "title": "Shell hits market", "title_page": None, "title_rss": None, "url": "https://coast.example/a",
    }  # fmt: skip
    found = read(save(tmp_path / "x.json", record))[0]["https://coast.example/a"]
    assert (found.raw, found.outlet, found.published, found.byline) == (TEXT, "coast.example", "2024-02-13T10:15:00", "Ada Roe")
    assert ("retrieved", "2024-02-14 00:00:05") in found.provenance


def test_guardian_answers(tmp_path: Path) -> None:
    result = {
        "id": "world/2024/feb/13/orlen", "type": "article", "webPublicationDate": "2024-02-13T10:15:00Z", "webTitle": "Shell hits market",
        "webUrl": "https://paper.example/orlen", "fields": {"body": f"<p>{TEXT}</p><p>A second paragraph.</p>", "byline": "Ada Roe"},
    }  # fmt: skip
    found = read(save(tmp_path / "g.json", {"response": {"status": "ok", "total": 1, "results": [result]}}))[0]["world/2024/feb/13/orlen"]
    assert found.raw == f"{TEXT}\n\nA second paragraph."
    assert (found.outlet, found.byline) == ("The Guardian", "Ada Roe")
    assert "tags were taken out of its text" in found.notes


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ("id,relid,year,side_a,side_b,deaths_a,deaths_b,where_prec,source_article", "UCDP GED"),
        ("event_id_cnty,event_date,event_type,sub_event_type,notes,fatalities", "ACLED"),
        ("claim_id,document,quote,stance,text", "claims that Rashomon wrote"),
    ],
)
def test_tables_of_something_else_are_refused_by_name(tmp_path: Path, columns: str, what: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{columns}\n{','.join('x' for _ in columns.split(','))}\n", encoding="utf-8")
    articles, refused = read(path)
    assert not articles
    assert what in refused["t.csv"]
    record = dict.fromkeys(columns.split(","), "x")
    assert what in read(save(tmp_path / "t.json", [record]))[1]["t.json"]


def test_a_table_without_a_text_is_told_how_to_map(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("no,Story full,pub_day\n1,A shell hit.,2024-02-13\n", encoding="utf-8")
    reason = read(path)[1]["t.csv"]
    assert "its columns are no, Story full, pub_day" in reason
    assert "--map 'text=Story full,published=pub_day'" in reason
    found = read(path, "text=Story full,published=pub_day")[0]["t.csv:2"]
    assert (found.raw, found.published) == ("A shell hit.", "2024-02-13")
    assert "has no column 'Storey'" in read(path, "text=Storey")[1]["t.csv"]


def test_two_columns_that_may_hold_the_text_are_not_guessed_between(tmp_path: Path) -> None:
    path = save(tmp_path / "t.json", [{"body": "One.", "content": "Two."}])
    assert "several columns that may hold the text of articles, 'body' and 'content'" in read(path)[1]["t.json"]
    assert read(path, "text=content|body")[0]["t.json:1"].raw == "Two."
    assert read(save(tmp_path / "u.json", [{"text": "One.", "content": "Two."}]))[0]["u.json:1"].raw == "One."


def test_constants_paths_and_the_first_of_several(tmp_path: Path) -> None:
    records = [
        {"n": {"deep": {"t": TEXT}}, "by": [{"who": "Ada"}, {"who": "Ben"}], "nr": 7.0},
        {"n": {"deep": {"t": " "}}, "summary": "Short.", "nr": 8},
        {"n": {"deep": {"t": ["a", "b"]}}},
        {"n": {"deep": {"t": 5}}},
    ]
    path = save(tmp_path / "t.json", records)
    articles, refused = read(path, "text=n.deep.t|summary,byline=by.who,id=nr,language=:English,outlet=:Coast Daily")
    assert (articles["7"].raw, articles["7"].byline, articles["7"].language, articles["7"].outlet) == (
        TEXT,
        "Ada, Ben",
        "en",
        "Coast Daily",
    )
    assert articles["8"].raw == "Short."
    assert all(d.prop != "outlet" for d in articles["7"].declared), "the user says so, not the record"
    assert "is not a string" in refused["t.json:3"] and "is not a string" in refused["t.json:4"]


def test_downloads_that_overlap_are_read_once(tmp_path: Path) -> None:
    for n, uris in enumerate([["1", "2"], ["2", "3"]]):
        save(tmp_path / f"page{n}.json", {"articles": {"results": [event_registry(uri=uri) for uri in uris]}})
    items = list(read_inputs([tmp_path]))
    assert [x.name for x in items if isinstance(x, Article)] == ["1", "2", "3"]
    assert [x.name for x in items if isinstance(x, Rejected)] == ["page1.json:1"]


def test_a_table_that_is_all_there_is_and_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("no,Story\n1,One died.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"t.csv: has no column .* --map text=Story"):
        list(read_inputs([path]))
    (tmp_path / "a.txt").write_text("Two died.", encoding="utf-8")
    items = list(read_inputs([tmp_path]))
    assert [(type(x), x.name) for x in items] == [(Article, "a.txt"), (Rejected, "t.csv")]
    assert [x.name for x in read_inputs([path], mapping_of("text=Story"))] == ["t.csv:2"]
