"""Exports of LexisNexis: classic text, Nexis Uni as DOCX and RTF, zips of single files; in several languages, broken and odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.inputs.database_writers import Para, Told, docx, nexis_classic, nexis_uni, rtf_of, zipped

from rashomon.corpus import Article, Rejected
from rashomon.corpus.documents import make_document
from rashomon.inputs import databases, nexis, rtf
from rashomon.inputs import docx as word
from rashomon.inputs.kinds import kind_of
from rashomon.inputs.source import Source

LINK = "https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:6BBB-C1D1-JBXX-Y0{}-00000-00&context=1516831"
FIRST = Told(
    date="February 13, 2024 Tuesday 2:00 PM GMT", language="ENGLISH", more={"load": "February 14, 2024", "link": LINK.format("10")}
)
SECOND = Told(
    title="Section: the town after the raid",
    byline="",
    outlet="Marn Evening Post (Marn)",
    date="February 14, 2024 Wednesday",
    language="ENGLISH",
    body=("Length: a subhead that is none", "Headline: he said nothing.", "He saw 2 of 54 documents.", "Company: B Company lost two men."),
    more={"link": LINK.format("20")},
)
WRITERS: dict[str, Callable[[Sequence[Told]], bytes]] = {
    "classic.txt": lambda a: nexis_classic(a).encode(),
    "uni.docx": lambda a: docx(nexis_uni(a, cover=len(a))),
    "uni.rtf": lambda a: rtf_of(nexis_uni(a, cover=len(a))).encode(),
}


def read(tmp_path: Path, name: str, data: bytes) -> list[Article | Rejected]:
    path = tmp_path / name
    path.write_bytes(data)
    module = {".docx": word, ".rtf": rtf}.get(path.suffix, nexis)
    return list(module.read(Source(name, path)))


def articles(items: list[Article | Rejected]) -> list[Article]:
    assert not [x for x in items if isinstance(x, Rejected)], items
    return [x for x in items if isinstance(x, Article)]


@pytest.mark.parametrize("name", WRITERS)
def test_every_form_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    one, two = articles(read(tmp_path, name, WRITERS[name]([FIRST, SECOND])))
    assert (one.title, one.outlet, one.byline, one.language) == (FIRST.title, FIRST.outlet, "Ana Bel", "en")
    assert one.published == "2024-02-13T14:00:00+00:00"
    assert one.raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])
    assert one.notes == () and one.problem is None
    assert [(d.prop, d.value) for d in one.declared] == [
        ("published", "February 13, 2024 Tuesday 2:00 PM GMT"), ("modified", "February 14, 2024"), ("title", FIRST.title),
        ("outlet", FIRST.outlet), ("author", "Ana Bel"), ("language", "ENGLISH"),
    ]  # fmt: skip
    assert {d.by for d in one.declared} == {"nexis"}
    assert (two.title, two.outlet, two.byline, two.published) == (SECOND.title, SECOND.outlet, None, "2024-02-14")
    assert two.raw == "\n\n".join([SECOND.title, *SECOND.lead, *SECOND.body])
    if name == "classic.txt":
        assert (one.name, two.name) == ("classic.txt:1", "classic.txt:2")
        assert dict(one.provenance) == {"database": "nexis", "file": name, "position": "1"}
    else:
        assert (one.name, two.name) == ("nexis:6BBB-C1D1-JBXX-Y010-00000-00", "nexis:6BBB-C1D1-JBXX-Y020-00000-00")
        assert dict(one.provenance)["address"] == LINK.format("10")


def test_lines_of_a_long_paragraph_of_the_classic_form_belong_together(tmp_path: Path) -> None:
    long = (
        "Four people were killed in a raid on the post at Marn on Tuesday, said the mayor, who put the toll at one more than the army did. "
        * 5
    )
    told = replace(FIRST, body=(long.strip(), "It was the worst raid in months."))
    (one,) = articles(read(tmp_path, "a.txt", nexis_classic([told]).encode()))
    assert one.raw == "\n\n".join([told.title, *told.lead, *told.body])


@pytest.mark.parametrize("name", WRITERS)
def test_two_hundred_articles(tmp_path: Path, name: str) -> None:
    many = [replace(FIRST, title=f"Raid {n} kills {n + 2} near the town", more={"link": LINK.format(f"{n:03}")}) for n in range(200)]
    found = articles(read(tmp_path, name, WRITERS[name](many)))
    assert [a.title for a in found] == [m.title for m in many]
    assert len({a.name for a in found}) == 200
    assert {a.raw.partition("\n")[2] for a in found if isinstance(a.raw, str)} == {"\n" + "\n\n".join([*FIRST.lead, *FIRST.body])}


@pytest.mark.parametrize(
    ("labels", "told", "code", "day"),
    [
        ("de", Told(date="13. Februar 2024 Dienstag", words="212 Wörter", language="GERMAN; Deutsch", copyright="Copyright 2024 Nord. Alle Rechte vorbehalten"), "de", "2024-02-13"),
        ("fr", Told(date="mardi 13 février 2024", words="212 mots", language="FRENCH; FRANÇAIS", copyright="Copyright 2024 Nord. Tous droits réservés"), "fr", "2024-02-13"),
        ("es", Told(date="13 Agosto 2024", words="212 words", language="SPANISH; ESPAÑOL", copyright="Copyright 2024 Nord. Todos los Derechos Reservados"), "es", "2024-08-13"),
    ],
)  # fmt: skip
def test_other_languages(tmp_path: Path, labels: str, told: Told, code: str, day: str) -> None:
    told = replace(told, caption="Photo: Ana Bel")
    for encoding in ("utf-8", "cp1252"):
        data = nexis_classic([told, told], labels=labels).encode(encoding, "replace")
        assert nexis.looks_like(data)
        for article in articles(read(tmp_path, "a.txt", data)):
            assert (article.title, article.outlet, article.byline, article.published, article.language) == (
                told.title, told.outlet, "Ana Bel", day, code,
            )  # fmt: skip
            assert isinstance(article.raw, str)
            assert article.raw.split("\n\n")[:-1] == [told.title, *told.lead, *told.body]
            assert article.raw.endswith("Photo: Ana Bel")
    if labels != "es":
        (article,) = articles(read(tmp_path, "a.docx", docx(nexis_uni([told], labels=labels))))
        assert (article.title, article.published, article.language) == (told.title, day, code)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("missing", ["byline", "section", "copyright", "words", "date", "title", "outlet"])
def test_missing_fields(tmp_path: Path, name: str, missing: str) -> None:
    found = articles(read(tmp_path, name, WRITERS[name]([replace(FIRST, **{missing: ""}), SECOND])))
    assert len(found) == 2
    assert found[1].raw == "\n\n".join([SECOND.title, *SECOND.lead, *SECOND.body])
    assert isinstance(found[0].raw, str) and found[0].raw.endswith("\n\n".join([*FIRST.lead, *FIRST.body]))
    if missing == "date":
        assert found[0].published is None
        assert found[0].notes == ("its nexis record has no date",)
    elif missing in ("byline", "section", "copyright", "words"):
        assert (found[0].title, found[0].outlet, found[0].published) == (FIRST.title, FIRST.outlet, "2024-02-13T14:00:00+00:00")


@pytest.mark.parametrize("name", WRITERS)
def test_captions_and_corrections_stay_readable(tmp_path: Path, name: str) -> None:
    note = "An earlier version of this article said 14 soldiers were killed; the figure is 12."
    told = replace(FIRST, caption="PHOTO: Ana Bel stands beside a lorry in Marn, where 30 were hurt in 2019.", correction=note)
    (article,) = articles(read(tmp_path, name, WRITERS[name]([told])))
    document = make_document(article)
    assert [n.kind for n in document.notes] == ["corrected"]
    assert [
        document.text[b.start : b.end] for b in document.blocks if "lorry" in document.text[b.start : b.end] and b.label != "caption"
    ] == []
    assert document.published.day is not None and document.published.day.isoformat() == "2024-02-13"


@pytest.mark.parametrize("name", ["uni.docx", "uni.rtf"])
def test_the_count_on_the_cover_is_checked(tmp_path: Path, name: str) -> None:
    told = nexis_uni([FIRST, SECOND], cover=3)
    items = read(tmp_path, name, docx(told) if name.endswith("docx") else rtf_of(told).encode())
    assert [type(x) for x in items] == [Article, Article, Rejected]
    assert items[2] == Rejected(name, "its cover page lists 3, but 2 were found in it: it may be cut off; export it again")


def test_the_count_of_the_classic_form_is_checked(tmp_path: Path) -> None:
    items = read(tmp_path, "a.txt", nexis_classic([FIRST, SECOND], total=54).encode())
    assert isinstance(items[-1], Rejected) and "numbers its articles up to 54" in items[-1].reason and "2 were found" in items[-1].reason


@pytest.mark.parametrize("name", WRITERS)
def test_an_export_that_breaks_off(tmp_path: Path, name: str) -> None:
    if name.endswith(".docx"):
        paragraphs = nexis_uni([FIRST, SECOND], cover=2)
        cut = max(n for n, p in enumerate(paragraphs) if p.text.startswith("He saw"))
        data = docx([*paragraphs[:cut], Para("He sa")])
    else:
        data = WRITERS[name]([FIRST, SECOND])
        data = data[: data.index(b"w 2 of 54 doc")]
    items = read(tmp_path, name, data)
    if name == "classic.txt":  # its last article may end anywhere
        assert isinstance(items[1], Article) and items[1].notes == ("its export shows no end of this article; it may be cut off",)
        return
    assert isinstance(items[0], Article) and items[0].title == FIRST.title
    assert isinstance(items[1], Rejected) and items[1].name == f"{name}:2" and "breaks off in this article" in items[1].reason


def test_an_article_without_head_or_text_is_set_aside(tmp_path: Path) -> None:
    paragraphs = nexis_uni([FIRST])
    odd = [Para("Only words that belong to nobody."), Para("End of Document")]
    empty = nexis_uni([replace(SECOND, lead=(), body=())])
    items = read(tmp_path, "a.docx", docx([*paragraphs, *odd, *empty, *paragraphs]))
    assert [x.name for x in items] == ["nexis:6BBB-C1D1-JBXX-Y010-00000-00", "a.docx:2", "a.docx:3", "nexis:6BBB-C1D1-JBXX-Y010-00000-00#4"]
    assert "look at this article in the file" in getattr(items[1], "reason", "")
    assert "no text in it" in getattr(items[2], "reason", "")


def test_a_long_cover_and_a_strange_first_page(tmp_path: Path) -> None:
    many = [replace(FIRST, title=f"Raid number {n}", more={}) for n in range(1200)]
    listed = nexis_uni(many, cover=1200)
    cover = listed[: next(n for n, p in enumerate(listed) if p.page)]
    found = articles(read(tmp_path, "a.docx", docx([Para("A note that a student wrote on top."), *cover, *nexis_uni(many)])))
    assert len(found) == 1200
    assert found[0].title == "Raid number 0"


def test_zip_of_single_files(tmp_path: Path) -> None:
    def one(a: Told) -> bytes:
        return docx(nexis_uni([a]))

    files: dict[str, str | bytes] = {
        "Files (3)/Raid.DOCX": one(FIRST), "Files (3)/Section.docx": one(SECOND), "Files (3)/Third.rtf": rtf_of(nexis_uni([replace(FIRST, more={})])),
        "Files (3)_doclist.docx": docx(nexis_uni([], cover=3)), "__MACOSX/._x": b"x",
    }  # fmt: skip
    data = zipped(files)
    path = tmp_path / "Files.ZIP"
    path.write_bytes(data)
    kind = kind_of(path)
    assert kind is not None and kind.module == "nexis"
    found = articles(list(kind.read(Source("Files.ZIP", path))))
    assert [a.name for a in found] == [
        "nexis:6BBB-C1D1-JBXX-Y010-00000-00",
        "nexis:6BBB-C1D1-JBXX-Y020-00000-00",
        "Files.ZIP/Files (3)/Third.rtf:1",
    ]
    assert dict(found[1].provenance)["file"] == "Files.ZIP/Files (3)/Section.docx"
    files.pop("Files (3)/Third.rtf")
    files["Files (3)/Torn.docx"] = b"PK\x03\x04torn"
    items = read(tmp_path, "b.zip", zipped(files))
    assert [x.name for x in items if isinstance(x, Rejected)] == ["b.zip/Files (3)/Torn.docx", "b.zip"]
    assert "has 3 articles" in getattr(items[-1], "reason", "")


def test_a_zip_of_other_things_is_none_of_ours(tmp_path: Path) -> None:
    for files in ({"a.txt": "x"}, {"a.docx": docx(["x"]), "b.pdf": "y"}, {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}):
        assert not nexis.looks_like(zipped(dict(files)))


def test_ordinary_texts_are_no_exports() -> None:
    for text in (
        "2 of 54 documents were leaked, he said.\n\nThe rest were burnt.",
        "Raid kills 12\n\nFebruary 13, 2024\n\nCopyright 2024 The Courier\n\nLength: 3 km of road were mined.\n\nTwelve died.",
        "End of document",
        "Body\n\nA body was found.\n\nSection: North",
        "HEADLINE: Twelve killed\n\nBYLINE: Ana Bel\n\nTwelve were killed.",
        "",
    ):
        assert not nexis.looks_like(text.encode()), text


def test_too_long_an_article_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "MOST", 5000)
    long = replace(SECOND, body=("So he said. " * 20,) * 500)
    for name, write in WRITERS.items():
        items = read(tmp_path, name, write([FIRST, long, replace(FIRST, more={})]))
        assert [type(x) for x in items] == [Article, Rejected, Article]
        assert "larger than 2 MB" in getattr(items[1], "reason", "")


def test_utf_16_and_form_feeds(tmp_path: Path) -> None:
    data = b"\xff\xfe" + nexis_classic([FIRST, SECOND]).replace("\n", "\r\n").encode("utf-16-le")
    assert nexis.looks_like(data)
    found = articles(read(tmp_path, "a.txt", data))
    assert [a.title for a in found] == [FIRST.title, SECOND.title]
    assert found[0].raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])


def test_classic_head_with_copyright_above_the_outlet(tmp_path: Path) -> None:
    text = f"""
                               1 of 1 DOCUMENTS


                 Copyright 2001 The Marn Times Company
                             The Marn Times

                       February 13, 2001 Tuesday
                          Late Edition - Final
                          Correction Appended

A long headline of an article that goes on
in a second line

SECTION: Section A; Column 3; Foreign Desk; Pg. 1

LENGTH: 532 words

BYLINE:  By ANA BEL

DATELINE: MARN CITY, Feb. 12

 BODY:

    Rebels killed 12 soldiers on Monday,
the ministry said.

    {"It was calm. " * 30}

URL: http://www.marntimes.example/

LOAD-DATE: February 13, 2001
"""
    (article,) = articles(read(tmp_path, "a.txt", text.encode()))
    assert (article.outlet, article.title) == ("The Marn Times", "A long headline of an article that goes on in a second line")
    assert (article.byline, article.published, article.url) == ("ANA BEL", "2001-02-13", None)
    assert article.notes == ("Nexis says of it: Correction Appended",)
    assert [d.value for d in article.declared if d.prop in ("published", "author")] == ["February 13, 2001 Tuesday", "By ANA BEL"]
    assert isinstance(article.raw, str)
    assert article.raw.split("\n\n")[1:3] == ["MARN CITY, Feb. 12", "Rebels killed 12 soldiers on Monday, the ministry said."]


def test_buttons_and_hidden_titles(tmp_path: Path) -> None:
    told = nexis_uni([FIRST])
    at = next(n for n, p in enumerate(told) if p.text == FIRST.body[-1])
    told.insert(at + 1, Para("Link to Image"))
    told.insert(1, Para(FIRST.title, style="Heading1"))
    (article,) = articles(read(tmp_path, "a.docx", docx(told)))
    assert article.raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])


def test_a_cover_with_a_date_of_its_own(tmp_path: Path) -> None:
    cover = ["User Name:", "Ana Bel", "Date and Time:", "Tuesday, March 5, 2024 2:05:00 PM GMT", "Document (1)"]
    (article,) = articles(read(tmp_path, "a.docx", docx([*cover, *nexis_uni([FIRST])])))
    assert (article.title, article.outlet, article.published) == (FIRST.title, FIRST.outlet, "2024-02-13T14:00:00+00:00")
