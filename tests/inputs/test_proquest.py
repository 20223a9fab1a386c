"""Exports of ProQuest: text (also in RTF and DOCX), RIS, XML, CSV; in several languages, broken and odd."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.inputs.database_writers import Para, Told, docx, proquest_text, rtf_of

from rashomon.corpus import Article, Rejected
from rashomon.corpus.documents import make_document
from rashomon.inputs import databases, nexis, proquest, rtf
from rashomon.inputs import docx as word
from rashomon.inputs.kinds import kind_of
from rashomon.inputs.source import Source

FIRST = Told(date="Feb 13, 2024", number="2925123456", more={"load": "2024-02-14", "abstract": "Rebels killed soldiers."})
SECOND = Told(
    title="Title: a town after the raid", byline="", date="Feb 14, 2024", number="2925123457",
    lead=("Publication title: he did not say.",), body=("Subject: none", "Full text: he read it.", "That was all."),
)  # fmt: skip


def read(tmp_path: Path, name: str, data: str | bytes) -> list[Article | Rejected]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    module = {".docx": word, ".rtf": rtf}.get(path.suffix, proquest)
    return list(module.read(Source(name, path)))


def articles(items: list[Article | Rejected]) -> list[Article]:
    assert not [x for x in items if isinstance(x, Rejected)], items
    return [x for x in items if isinstance(x, Article)]


def written(name: str, told: list[Told], **more: bool) -> str | bytes:
    text = proquest_text(told, **more)
    paragraphs = [Para(line) for line in text.split("\n")]
    return {"a.docx": lambda: docx(paragraphs), "a.rtf": lambda: rtf_of(paragraphs)}.get(name, lambda: text)()


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.rtf"])
@pytest.mark.parametrize("numbered", [False, True])
def test_text_forms(tmp_path: Path, name: str, numbered: bool) -> None:
    one, two = articles(read(tmp_path, name, written(name, [FIRST, SECOND], numbered=numbered)))
    assert (one.name, one.title, one.outlet, one.byline) == ("proquest:2925123456", FIRST.title, "The Marn Courier", "Ana Bel")
    assert (one.published, one.language, one.url, one.notes) == ("2024-02-13", "en", None, ())
    assert one.raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])
    assert [(d.prop, d.value, d.by) for d in one.declared] == [
        ("published", "Feb 13, 2024", "proquest"), ("modified", "2024-02-14", "proquest"), ("title", FIRST.title, "proquest"),
        ("outlet", "The Marn Courier; Marn City", "proquest"), ("author", "Ana Bel", "proquest"), ("language", "English", "proquest"),
    ]  # fmt: skip
    assert dict(one.provenance) == {
        "accession": "2925123456", "address": "https://www.proquest.com/newspapers/x/docview/2925123456/se-2", "database": "proquest",
        "file": name, "position": "1",
    }  # fmt: skip
    assert (two.title, two.published) == (SECOND.title, "2024-02-14")
    assert two.raw == "\n\n".join([SECOND.title, *SECOND.lead, *SECOND.body])


def test_two_hundred_articles(tmp_path: Path) -> None:
    many = [replace(FIRST, title=f"Raid {n} near the town", number=str(2925000000 + n)) for n in range(200)]
    found = articles(read(tmp_path, "a.txt", proquest_text(many)))
    assert [(a.title, a.name) for a in found] == [(m.title, f"proquest:{m.number}") for m in many]


@pytest.mark.parametrize(
    ("labels", "date", "language", "code"),
    [("de", "13. Feb 2024", "German", "de"), ("fr", "13 févr. 2024", "French", "fr"), ("es", "13 feb 2024", "Spanish", "es")],
)
def test_other_languages(tmp_path: Path, labels: str, date: str, language: str, code: str) -> None:
    text = proquest_text([replace(FIRST, date=date, language=language)], labels=labels)
    assert proquest.looks_like(text.encode())
    (article,) = articles(read(tmp_path, "a.txt", text))
    assert (article.name, article.outlet, article.published, article.language) == (
        "proquest:2925123456",
        "The Marn Courier",
        "2024-02-13",
        code,
    )
    assert article.raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])


@pytest.mark.parametrize("missing", ["byline", "section", "copyright", "number", "title", "outlet", "language"])
def test_missing_fields(tmp_path: Path, missing: str) -> None:
    one, two = articles(read(tmp_path, "a.txt", proquest_text([replace(FIRST, **{missing: ""}), SECOND])))
    assert isinstance(one.raw, str) and one.raw.endswith("\n\n".join([*FIRST.lead, *FIRST.body]))
    assert two.name == "proquest:2925123457"
    assert one.name == ("a.txt:1" if missing == "number" else "proquest:2925123456")


def test_only_an_abstract_is_read_and_said(tmp_path: Path) -> None:
    for text in (("",), ("Not available.",)):
        told = replace(FIRST, lead=text, body=())
        (article,) = articles(read(tmp_path, "a.txt", proquest_text([told])))
        assert article.raw == f"{FIRST.title}\n\nRebels killed soldiers."
        assert article.notes == ("its export has no full text; this is the abstract that ProQuest gives",)
    items = read(tmp_path, "a.txt", proquest_text([replace(FIRST, lead=(), body=(), more={}), SECOND]))
    assert isinstance(items[0], Rejected) and items[0].name == "a.txt:1" and "export it with full text" in items[0].reason
    assert isinstance(items[1], Article)


def test_counts_and_breaks(tmp_path: Path) -> None:
    text = proquest_text([FIRST, SECOND], numbered=True)
    items = read(tmp_path, "a.txt", text[: text.index("That was all.")])
    assert isinstance(items[0], Article)
    assert isinstance(items[1], Rejected) and "breaks off in this article" in items[1].reason
    short = text.replace("Document 1 of 2", "Document 1 of 3").replace("Document 2 of 2", "Document 2 of 3")
    items = read(tmp_path, "a.txt", short)
    assert [type(x) for x in items] == [Article, Article, Rejected]
    assert "it numbers its articles up to 3, but 2 were found" in getattr(items[2], "reason", "")


RIS = """TY  - NEWS
T1  - Rebels kill 12 soldiers in raid on Marn post
A1  - Bel, Ana
JF  - The Marn Courier
Y1  - 2024/02/13/
DA  - 2024 Feb 13
CY  - Marn City
LA  - English
N2  - Rebels from the north killed 12 soldiers on Tuesday, the ministry said.
AB  - Rebels from the north killed 12 soldiers on Tuesday, the ministry said.
It was the worst raid.
N1  - Copyright - Marn Courier Press; Last updated - 2024-02-14
UR  - https://www.proquest.com/newspapers/x/docview/2925123456/se-2
DB  - ProQuest Central
ER  -

"""


def test_ris(tmp_path: Path) -> None:
    assert proquest.looks_like(RIS.encode())
    assert not proquest.looks_like(RIS.replace("proquest", "elsewhere").replace("ProQuest", "Elsewhere").encode())
    one, two = articles(read(tmp_path, "a.ris", RIS + RIS.replace("2925123456", "2925123457")))
    assert (one.name, one.title, one.outlet, one.published, one.language, one.byline) == (
        "proquest:2925123456", "Rebels kill 12 soldiers in raid on Marn post", "The Marn Courier", "2024-02-13", "en", "Bel, Ana",
    )  # fmt: skip
    assert one.raw == "\n\n".join(
        [one.title or "", "Rebels from the north killed 12 soldiers on Tuesday, the ministry said.", "It was the worst raid."]
    )
    assert "abstract" in one.notes[0]
    assert two.name == "proquest:2925123457"
    items = read(tmp_path, "a.ris", RIS + RIS[: RIS.index("UR  -")])
    assert isinstance(items[1], Rejected) and items[1].name == "a.ris:2" and "breaks off" in items[1].reason


STUDIO = (
    '<?xml version="1.0" encoding="UTF-8"?><RECORD><Version>5</Version><GOID>2925123456</GOID><DFS><PubFrosting><Title>The Marn Courier</Title>'
    "</PubFrosting></DFS><Obj><SourceType>Newspapers</SourceType><TitleAtt><Title>Rebels kill 12 in &quot;raid&quot;</Title></TitleAtt><NumericDate>2024-02-13"
    "</NumericDate><Language><RawLang>English</RawLang></Language><Contributors><Contributor><OriginalForm>Bel, Ana</OriginalForm></Contributor>"
    '</Contributors></Obj><TextInfo><Text WordCount="9" HTMLContent="true">&lt;html&gt;&lt;head&gt;&lt;title&gt;x&lt;/title&gt;&lt;/head&gt;&lt;body&gt;&lt;p&gt;Rebels killed '
    "12 &amp;amp; fled.&lt;/p&gt;&lt;p&gt;It was calm.&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</Text></TextInfo></RECORD>"
)
HISTORICAL = (
    '<?xml version="1.0" encoding="UTF-8"?><Record><Version>Global_Schema_v5.1.xsd</Version><RecordID>106110000</RecordID><DateTimeStamp>19991231</DateTimeStamp>'
    "<RecordTitle>RAID ON MARN.</RecordTitle><Publication><Title>The Marn Courier (1851-1999)</Title></Publication><AlphaPubDate>Feb 13, 1924</AlphaPubDate>"
    "<NumericPubDate>19240213</NumericPubDate><LanguageCode>ENG</LanguageCode><URLDocView>http://a.example/106110000</URLDocView>"
    "<FullText>Rebels killed 12 men.\n\nThe town is calm.</FullText></Record>"
)


def test_xml(tmp_path: Path) -> None:
    (one,) = articles(read(tmp_path, "a.xml", STUDIO))
    assert (one.name, one.title, one.outlet, one.published, one.language, one.byline) == (
        "proquest:2925123456", 'Rebels kill 12 in "raid"', "The Marn Courier", "2024-02-13", "en", "Bel, Ana",
    )  # fmt: skip
    assert one.raw == 'Rebels kill 12 in "raid"\n\nRebels killed 12 & fled.\n\nIt was calm.'
    (old,) = articles(read(tmp_path, "b.xml", HISTORICAL))
    assert (old.name, old.title, old.outlet, old.published, old.language) == (
        "proquest:106110000", "RAID ON MARN.", "The Marn Courier (1851-1999)", "1924-02-13", "en",
    )  # fmt: skip
    assert old.raw == "RAID ON MARN.\n\nRebels killed 12 men.\n\nThe town is calm."
    many = "<RECORDS>" + STUDIO.partition("?>")[2] * 3 + "</RECORDS>"
    assert [x.name for x in read(tmp_path, "c.xml", many)] == ["proquest:2925123456", "proquest:2925123456#2", "proquest:2925123456#3"]


def test_xml_tricks(tmp_path: Path) -> None:
    bomb = STUDIO.replace("<RECORD>", '<!DOCTYPE R [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><RECORD>').replace("The Marn Courier", "&b;")
    outside = STUDIO.replace("<RECORD>", f'<!DOCTYPE R [<!ENTITY x SYSTEM "{Path(__file__).as_uri()}">]><RECORD>').replace(
        "Bel, Ana", "&x;"
    )
    for text in (bomb, outside):
        (item,) = read(tmp_path, "a.xml", text)
        assert isinstance(item, Rejected) and "declares entities" in item.reason
    items = read(tmp_path, "a.xml", STUDIO[:-30])
    assert isinstance(items[-1], Rejected) and "damaged" in items[-1].reason


CSV = (
    "Title,Abstract,StoreId,Authors,entryDate,language,pubdate,pubtitle,year,DocumentURL,FullText\r\n"
    '"Rebels kill 12, flee",Short.,2925123456,"Bel, Ana",2024-02-14,English,"Feb 13, 2024",The Marn Courier; Marn City,2024,https://www.proquest.com/docview/2925123456,"Rebels killed 12.\n\nIt was calm."\r\n'
    "Only short,An abstract of it.,2925123457,,2024-02-14,English,\"Feb 14, 2024\",The Marn Courier,2024,,\r\n"
)  # fmt: skip


def test_csv(tmp_path: Path) -> None:
    assert proquest.looks_like(CSV.encode())
    one, two = articles(read(tmp_path, "a.csv", CSV))
    assert (one.name, one.outlet, one.published) == ("proquest:2925123456", "The Marn Courier", "2024-02-13")
    assert one.raw == "Rebels kill 12, flee\n\nRebels killed 12.\n\nIt was calm."
    assert two.raw == "Only short\n\nAn abstract of it." and two.notes
    assert articles(read(tmp_path, "b.csv", CSV.encode("utf-16")))[0].name == one.name


def test_registry_and_neighbours(tmp_path: Path) -> None:
    def kind(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text)
        found = kind_of(path)
        return found.module if found else ""

    text = proquest_text([FIRST, SECOND], numbered=True)
    assert not nexis.looks_like(text.encode())
    assert [kind("a.txt", text), kind("a.ris", RIS), kind("a.xml", STUDIO), kind("a.csv", CSV)] == ["proquest"] * 4
    assert kind("b.csv", "title,text\na,b\n") == "tables"
    assert kind("b.txt", "ProQuest was bought.\n\nTitle: none\n\nPublication date: soon") == "text"


def test_too_long_an_article_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "MOST", 5000)
    items = read(
        tmp_path, "a.txt", proquest_text([FIRST, replace(SECOND, body=("So he said. " * 20,) * 500), replace(FIRST, number="2925123458")])
    )
    assert [type(x) for x in items] == [Article, Rejected, Article]


def test_captions_and_corrections(tmp_path: Path) -> None:
    text = proquest_text([FIRST]).replace(
        "Title: Rebels",
        "Illustration: Ana Bel stands beside a lorry.\n\nCorrection: An earlier version of this article said 14 soldiers were killed; the figure is 12.\n\nTitle: Rebels",
    )
    (article,) = articles(read(tmp_path, "a.txt", text))
    document = make_document(article)
    assert [n.kind for n in document.notes] == ["corrected"]
    assert [b.label for b in document.blocks if "lorry" in document.text[b.start : b.end]] == ["caption"]


def test_an_older_form_with_publication_info_alone(tmp_path: Path) -> None:
    rule = "_" * 60
    text = f"""{rule}

Report Information from ProQuest

{rule}

Raid kills 12 near Marn

Author: Bel, Ana

Publication info: The Marn Courier ; Marn City [Marn City] 13 Feb 2024: A.1.

ProQuest document link

Abstract (summary): Rebels killed 12 soldiers on Tuesday.

Links: None

Full text: Rebels killed 12 soldiers on Tuesday, the ministry said.

It was calm.

Credit: By ANA BEL

ProQuest document ID: 2925123456

{rule}
"""
    assert proquest.looks_like(text.encode())
    (article,) = articles(read(tmp_path, "a.txt", text))
    assert (article.title, article.outlet, article.published, article.byline) == (
        "Raid kills 12 near Marn",
        "The Marn Courier",
        "2024-02-13",
        "Bel, Ana",
    )
    assert article.raw == "Raid kills 12 near Marn\n\nRebels killed 12 soldiers on Tuesday, the ministry said.\n\nIt was calm."
