"""Web pages: what comes out of them is what a reader of the page reads, with what the page says of itself beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.corpus import Article, make_document
from rashomon.inputs import read_inputs
from rashomon.inputs.html import article_of_page, looks_like
from rashomon.inputs.html_charset import page_text
from rashomon.model import Declared

PAGES = Path(__file__).parent / "pages"
SHOWN = Path(__file__).parents[2] / "examples" / "pages"
P = "<p>Three people were killed on Monday near the mill at Sarn, the police said in a statement to the press.</p>"


def page(name: str) -> Article:
    return next(a for a in read_inputs([(SHOWN if (SHOWN / name).exists() else PAGES) / name]) if isinstance(a, Article))


def labels(article: Article) -> dict[str, str]:
    document = make_document(article)
    return {document.text[b.start : b.end]: b.label for b in document.blocks}


def test_an_article_with_its_fields_and_all_it_declares() -> None:
    found = page("bridge.html")
    assert (found.title, found.outlet, found.byline) == (
        "Nine killed as shells hit bridge market in Tolvana",
        "Harbour Courier",
        "Ilva Sorn, Petar Oon",
    )
    assert found.url == "https://courier.example/news/2021/05/14/bridge-market"
    assert found.published == "2021-05-14T09:20:00+03:00"  # of one moment the outlet's own zone of time
    said = set(found.declared)
    for one in (
        Declared("published", "2021-05-14T06:20:00Z", "json-ld"),
        Declared("published", "2021-05-14T09:20:00+03:00", "opengraph"),
        Declared("modified", "2021-05-15T05:00:00Z", "json-ld"),
        Declared("author", "Petar Oon", "json-ld"),
        Declared("outlet", "Harbour Courier", "json-ld"),
        Declared("title", "Shells kill nine at bridge market", "opengraph"),
        Declared("language", "en-GB", "html"),
        Declared("canonical_url", "https://courier.example/news/2021/05/14/bridge-market", "link"),
    ):
        assert one in said
    document = make_document(found)
    assert document.declared == found.declared
    assert document.published.day is not None and document.published.day.isoformat() == "2021-05-14"


def test_the_whole_article_is_kept_and_labelled_and_the_rest_of_the_page_is_not() -> None:
    found = labels(page("bridge.html"))
    assert found["A burnt stall at the bridge market, seen in a photograph of 2019. (Photo: T. Aran/Courier)"] == "caption"
    assert found["Forty killed in hill village last year, monitors say"] == "related"
    assert found["Both sides trade blame"] == "subhead"
    assert found["The army blames the River Front, which denies firing at the town."] == "dek"
    assert found['"We counted nine bodies," said Dr Mera Lind, who runs the town’s only clinic. Two of the dead were children.'] == "body"
    assert found["the spokesman, Daro Venn, told the Courier by telephone."] == "body"
    assert found["Correction: An earlier version of this article said that eleven people were killed."] == "boilerplate"
    assert "Anel Koro\t41" in found
    whole = " ".join(found)
    for absent in ("Ferry strike", "Subscribe", "Copyright", '"killed": 98', "color:red"):
        assert absent not in whole
    assert [n.kind for n in make_document(page("bridge.html")).notes] == ["corrected"]


def test_an_old_page_of_tables() -> None:
    found = page("old.htm")
    assert found.title == "Three soldiers die in ambush"
    assert isinstance(found.raw, str) and found.raw.startswith("Three soldiers die in ambush\nMarch 3, 1999\n\nSARN, March 3 - Three")
    assert found.raw.endswith("The road was closed until Wednesday morning.")
    assert make_document(found).published.basis == "printed: March 3, 1999"


def test_a_live_blog_a_paywall_and_a_text_in_the_data_say_so() -> None:
    assert any("live blog" in n for n in page("live.html").notes)
    assert "denied that its fighters had fired" in str(page("live.html").raw)
    assert any("paywall" in n for n in page("paywall.html").notes)
    data = page("data-only.html")
    assert str(data.raw).startswith("Seven passengers were killed") and "wherever they hid" in str(data.raw)
    assert any("articleBody" in n for n in data.notes)


@pytest.mark.parametrize(
    ("name", "reason"), [("frames.html", "story.html"), ("script-only.html", "save what it shows"), ("front.html", "a list of links")]
)
def test_a_page_without_an_article_is_set_aside_with_its_reason(name: str, reason: str) -> None:
    found = page(name)
    assert found.problem is not None and reason in found.problem
    assert make_document(found).status == "set_aside"


def test_pages_that_browsers_saved() -> None:
    single = page("singlefile.html")
    assert single.url == "https://hillpost.example/a/1182"
    assert dict(single.provenance)["retrieved"].startswith("Tue Jun 08 2021")
    assert "forty people" not in str(single.raw) and any("24 words that its page hides" in n for n in single.notes)
    mhtml = page("patrol.mhtml")
    assert mhtml.url == "https://hillpost.example/guards"
    assert str(mhtml.raw).startswith("Guards shot at pass\n\nBy Tarin Vale") and "“We had nothing to do with it,”" in str(mhtml.raw)
    assert "garden chairs" not in str(mhtml.raw)
    assert dict(mhtml.provenance) == {"address": "https://hillpost.example/guards", "retrieved": "Thu, 10 Jun 2021 07:00:00 -0000"}


def test_an_mhtml_whose_page_is_frames_is_read_by_its_fullest_frame(tmp_path: Path) -> None:
    parts = [
        "<html><frameset><frame src='cid:a'></frameset></html>",
        "<html><body><p>Menu</p></body></html>",
        f"<html><body>{P * 2}</body></html>",
    ]
    body = "".join(f"--b\nContent-Type: text/html\n\n{part}\n" for part in parts)
    (tmp_path / "f.mht").write_text(f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n{body}--b--\n')
    (tmp_path / "none.mht").write_text("Content-Type: text/plain\n\nNothing.")
    (tmp_path / "nested.mht").write_text("".join(f'Content-Type: multipart/related; boundary="{n}"\n\n--{n}\n' for n in range(5000)))
    found = {a.name: a for a in read_inputs([tmp_path]) if isinstance(a, Article)}
    assert str(found["f.mht"].raw).startswith("Three people were killed")
    assert "no web page" in str(found["none.mht"].problem) and "no web page" in str(found["nested.mht"].problem)


def test_parts_of_a_saved_page_are_not_articles(tmp_path: Path) -> None:
    (tmp_path / "Story.html").write_text(f"<html><body>{P * 2}</body></html>")
    (tmp_path / "Story_files").mkdir()
    (tmp_path / "Story_files" / "frame.html").write_text(f"<html><body>{P * 2}</body></html>")
    (tmp_path / "Other_files").mkdir()
    (tmp_path / "Other_files" / "a.html").write_text(f"<html><body>{P * 2}</body></html>")
    assert [x.name for x in read_inputs([tmp_path])] == ["Other_files/a.html", "Story.html"]


def test_a_page_is_known_by_its_head_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "story.php").write_text(f"<!-- made by hand -->\n<!DOCTYPE html><html><body>{P * 2}</body></html>")
    (tmp_path / "table.dat").write_bytes(b"\x00\x01\x02")
    assert looks_like(b"\xef\xbb\xbf<?xml version='1.0'?>\n<html xmlns='x'>") and not looks_like(b"<rss version='2.0'>")
    assert [type(x).__name__ for x in read_inputs([tmp_path])] == ["Rejected", "Article"]


@pytest.mark.parametrize(
    ("raw", "header", "text"),
    [
        ("é — ž".encode(), None, "é — ž"),
        (b"\xef\xbb\xbf\xc3\xa9", "text/html; charset=iso-8859-1", "é"),
        ("“é”".encode("cp1252"), "text/html; charset=ISO-8859-1", "“é”"),
        (b"<meta charset=windows-1251>" + "привет".encode("cp1251"), None, "<meta charset=windows-1251>привет"),
        (b"<meta charset=utf-8>" + "привет".encode("koi8-r"), "text/html; charset=koi8-r", "<meta charset=utf-8>привет"),
        ("привет".encode(), "text/html; charset=windows-1251", "привет"),
        ("\ufeffé".encode("utf-16-le"), None, "é"),
        ("東京".encode("cp932"), "text/html; charset=Shift_JIS", "東京"),
    ],
)
def test_encodings(raw: bytes, header: str | None, text: str) -> None:
    assert page_text(raw, header)[0] == text


def test_fields_and_declarations_of_others_come_first() -> None:
    raw = (SHOWN / "bridge.html").read_bytes()
    own = (Declared("language", "mt", "http"),)
    found = article_of_page(raw, name="n", url="https://x.example/p", fields={"outlet": "Given", "published": "2020-01-01"}, declared=own)
    assert (found.outlet, found.published, found.declared[0]) == ("Given", "2020-01-01", own[0])


@pytest.mark.parametrize(
    ("raw", "least"),
    [
        ("<div>" * 100_000 + P + "</div>" * 100_000, 100),
        ("<p>" + "<span>" * 100_000 + "Three people were killed on Monday near the mill at Sarn, the police said.", 70),
        ("<table><tr><td>" * 20_000 + P, 100),
        ("<b><i><a href='x'>" * 30_000 + P, 100),
        ("<p title='" + "a" * 20_000_000 + "'>x</p>" + P, 100),
        ("<p " + " ".join(f"a{n}='<'" for n in range(100_000)) + ">x</p>" + P, 100),
        (f'<p class=x">{P}' * 20, 1000),
        ("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>" + P, 100),
        ("<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + P, 100),
    ],
    ids=["divs", "spans", "tables", "open links", "attribute", "attributes", "stray quotes", "entity", "json"],
)
def test_hostile_pages_lose_no_text(raw: str, least: int) -> None:
    found = article_of_page(f"<html><body>{raw}</body></html>".encode(), name="x")
    assert found.problem is None
    assert len(found.raw) >= least and "Three people were killed on Monday near the mill" in str(found.raw)
    assert "root:" not in str(found.raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "image"),
        (b"<html>" + b" " * 41_000_000, "larger than 40 MB"),
        (b"<html><body><p>" + b"word " * 3_000_000, "larger than 2 MB"),
        (b"\x1f\x8b broken", "gzip"),
    ],
)
def test_what_is_no_article_is_told(raw: bytes, reason: str) -> None:
    found = article_of_page(raw, name="x")
    assert found.problem is not None and reason in found.problem
    assert found.raw == ""


def test_running_text_left_on_the_page_is_said() -> None:
    far = "<p>" + "Elsewhere in the valley the harvest was brought in early this year because of the rain, growers said. " * 3 + "</p>"
    raw = f"<html><body><div><h1>At the mill</h1>{P * 5}</div><div><div><ul><li><a href='/a'>One</a></li></ul><h2>Other</h2>{far}</div></div></body></html>"
    found = article_of_page(raw.encode(), name="x")
    assert "harvest" in str(found.raw) or any("left out" in n for n in found.notes)


def dated(declared: str, head: str, more: str = "") -> Article:
    """A page that declares one date and prints another."""
    meta = f"<meta property='article:published_time' content='{declared}'>" if declared else ""
    return article_of_page(
        f"<html lang=en><head>{meta}</head><body><article><h1>Mill attacked at Sarn</h1><p>{head}</p>{P}{P}<p>{more}</p></article></body></html>".encode(),
        name="x",
        provenance=(("retrieved", "2022-01-01T00:00:00Z"),),
    )


@pytest.mark.parametrize(
    ("declared", "head", "more", "day", "note"),
    [
        ("2021-05-14T09:00:00Z", "14 May 2021", "", "2021-05-14", None),
        ("2021-05-14T09:00:00Z", "15 May 2021", "", "2021-05-14", "its head prints 15 May 2021"),
        ("2021-05-14T09:00:00Z", "20 May 2021", "", "2021-05-20", "the printed one is used"),
        (
            "2021-05-14",
            "",
            "A curfew was put in force on 3 June 2021, the governor said in a statement.",
            "2021-05-14",
            "tells of 3 June 2021",
        ),
        ("2031-05-14", "14 May 2021", "", "2021-05-14", "2031-05-14 (opengraph) as its date, which cannot be"),
        ("1970-01-01T00:00:00Z", "14 May 2021", "", "2021-05-14", "1970-01-01"),
        ("last week", "14 May 2021", "", "2021-05-14", "no date in ISO form"),
        ("1620982800", "", "", "2021-05-14", None),
        ("Fri, 14 May 2021 09:00:00 GMT", "", "", "2021-05-14", None),
        ("2021/05/14 09:00:00", "", "", "2021-05-14", None),
        ("20210514", "", "", "2021-05-14", None),
        ("2021-05-14T09:00:00.123456789+0300", "", "", "2021-05-14", None),
    ],
)
def test_dates_that_disagree_are_kept_both_and_said(declared: str, head: str, more: str, day: str, note: str | None) -> None:
    document = make_document(dated(declared, head, more))
    assert document.published.day is not None and document.published.day.isoformat() == day
    assert Declared("published", declared, "opengraph") in document.declared
    said = [q for q in document.quality if "date" in q]
    assert (said == []) if note is None else any(note in q for q in said)


def test_several_declared_dates_are_said() -> None:
    raw = (
        "<html><head><meta name=pubdate content=2021-05-10><meta property='article:published_time' content='2021-05-14T01:00:00Z'></head>"
        f"<body><time datetime=2021-05-14 itemprop=datePublished>x</time>{P * 2}</body></html>"
    )
    found = article_of_page(raw.encode(), name="x")
    assert found.published == "2021-05-14T01:00:00+00:00"
    assert any("several dates" in n for n in found.notes)
    assert {d.by for d in found.declared if d.prop == "published"} == {"opengraph", "meta", "time"}
