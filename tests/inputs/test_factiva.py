"""Exports of Factiva: with codes and as articles, RTF and HTML, in several languages, broken and odd."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.inputs.database_writers import Told, factiva_rtf_article, factiva_rtf_indexed, fields_of
from tests.inputs.database_writers import factiva_html as page

from rashomon.corpus import Article, Rejected
from rashomon.corpus.documents import make_document
from rashomon.inputs import databases, factiva, factiva_html, rtf
from rashomon.inputs.folder import read_inputs
from rashomon.inputs.kinds import kind_of
from rashomon.inputs.source import Source

FORMS = {
    "indexed.rtf": factiva_rtf_indexed,
    "article.rtf": factiva_rtf_article,
    "indexed.html": lambda articles: page(articles, indexed=True),
    "article.html": lambda articles: page(articles, indexed=False),
}
FIRST = Told()
SECOND = Told(
    title="HD cameras film the second raid; PD officers hurt",
    byline="",
    section="",
    time="",
    outlet="Reuter Marn News",
    code="REUTER",
    date="14 February 2024",
    number="REUTER0000020240214ek2e00a2y",
    lead=("TD",),
    body=("CO", "IN the north all was calm.", "LP", "Document 7 was found.", "532 words", "He said so."),
)


def read(tmp_path: Path, name: str, text: str | bytes) -> list[Article | Rejected]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list((rtf.read if name.endswith(".rtf") else factiva.read)(Source(name, path)))


def articles(items: list[Article | Rejected]) -> list[Article]:
    assert not [x for x in items if isinstance(x, Rejected)], items
    return [x for x in items if isinstance(x, Article)]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    one, two = articles(read(tmp_path, name, FORMS[name]([FIRST, SECOND])))
    assert (one.name, one.title, one.outlet, one.byline) == ("factiva:MARNCO0000020240213ek2d0001x", FIRST.title, FIRST.outlet, "Ana Bel")
    assert (one.published, one.language, one.url, one.problem) == ("2024-02-13T14:02:00", "en", None, None)
    assert one.raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])
    assert dict(one.provenance) == {
        "accession": "MARNCO0000020240213ek2d0001x", "database": "factiva", "file": name, "position": "1",
    }  # fmt: skip
    assert [(d.prop, d.value, d.by) for d in one.declared] == [
        ("published", "13 February 2024 14:02", "factiva"), ("title", FIRST.title, "factiva"), ("outlet", FIRST.outlet, "factiva"),
        ("author", "By Ana Bel", "factiva"), ("language", "English", "factiva"),
    ]  # fmt: skip
    assert (two.title, two.byline, two.published, two.outlet) == (SECOND.title, None, "2024-02-14", "Reuter Marn News")
    assert two.raw == "\n\n".join([SECOND.title, *SECOND.lead, *SECOND.body])


@pytest.mark.parametrize("name", FORMS)
def test_two_hundred_articles(tmp_path: Path, name: str) -> None:
    many = [
        replace(FIRST, title=f"Raid {n} kills {n + 2} near the town of Marn", number=f"MARNCO0000020240213ek2d{n:05x}") for n in range(200)
    ]
    found = articles(read(tmp_path, name, FORMS[name](many)))
    assert [a.title for a in found] == [m.title for m in many]
    assert len({a.name for a in found}) == 200
    assert all(a.raw == f"{m.title}\n\n{FIRST.lead[0]}\n\n" + "\n\n".join(FIRST.body) for a, m in zip(found, many, strict=True))


@pytest.mark.parametrize(
    ("language", "told", "published", "code"),
    [
        ("fr", Told(words="212 mots", date="13 février 2024", language="Français", copyright="Tous droits réservés 2024"), "2024-02-13T14:02:00", "fr"),
        ("de", Told(words="1.212 Wörter", date="13 Februar 2024", language="Deutsch", document="Dokument", copyright="(c) 2024 Nord"), "2024-02-13T14:02:00", "de"),
        ("es", Told(words="212 palabras", date="13 febrero 2024", language="Español", document="Documento"), "2024-02-13T14:02:00", "es"),
        ("en", Told(time="02:15 PM GMT"), "2024-02-13T14:15:00+00:00", "en"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", FORMS)
def test_interfaces_in_other_languages(tmp_path: Path, name: str, language: str, told: Told, published: str, code: str) -> None:
    text = page([told], indexed=name.startswith("indexed"), language=language) if name.endswith(".html") else FORMS[name]([told])
    (article,) = articles(read(tmp_path, name, text))
    assert (article.published, article.language, article.outlet, article.title) == (published, code, told.outlet, told.title)
    assert isinstance(article.raw, str)
    assert article.raw.endswith(told.body[-1])
    assert article.raw.count("\n\n") == 3


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("missing", ["byline", "section", "time", "code", "language", "copyright", "number"])
def test_missing_fields(tmp_path: Path, name: str, missing: str) -> None:
    changed = replace(FIRST, **{missing: ""})
    found = articles(read(tmp_path, name, FORMS[name]([changed, SECOND])))
    assert [a.title for a in found] == [FIRST.title, SECOND.title]
    assert found[0].raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])
    if missing == "number":
        assert found[0].name == f"{name}:1"
        assert found[0].notes == ("its export shows no accession number",)
    assert found[0].outlet == FIRST.outlet


def test_captions_and_corrections_stay_readable(tmp_path: Path) -> None:
    told = replace(
        FIRST,
        caption="Ana Bel stands beside a lorry in Marn, where 30 were hurt in 2019.",
        correction="An earlier version of this article said 14 soldiers were killed; the figure is 12.",
    )
    (article,) = articles(read(tmp_path, "a.rtf", factiva_rtf_indexed([told])))
    document = make_document(article)
    labels = {document.text[b.start : b.end].split(":")[0]: b.label for b in document.blocks}
    assert labels["Photo"] == "caption"
    assert [n.kind for n in document.notes] == ["corrected"]
    assert document.published.day is not None and document.published.day.isoformat() == "2024-02-13"
    assert document.declared == article.declared


def test_the_same_article_twice_is_kept_twice(tmp_path: Path) -> None:
    found = articles(read(tmp_path, "a.rtf", factiva_rtf_indexed([FIRST, SECOND, FIRST])))
    assert [a.name for a in found] == ["factiva:" + FIRST.number, "factiva:" + SECOND.number, f"factiva:{FIRST.number}#3"]
    assert found[0].raw == found[2].raw


@pytest.mark.parametrize("name", FORMS)
def test_an_export_that_breaks_off(tmp_path: Path, name: str) -> None:
    text = FORMS[name]([FIRST, SECOND])
    items = read(tmp_path, name, text[: text.index("He said so.")])
    assert isinstance(items[0], Article) and items[0].name == "factiva:" + FIRST.number
    assert isinstance(items[1], Rejected) and items[1].name == f"{name}:2"
    assert "breaks off in this article; export it again" in items[1].reason
    assert all(isinstance(x, Rejected) for x in items[2:])


@pytest.mark.parametrize("name", ["indexed.rtf", "indexed.html"])
def test_an_article_without_text_is_set_aside_by_number(tmp_path: Path, name: str) -> None:
    items = read(tmp_path, name, FORMS[name]([FIRST, replace(SECOND, lead=(), body=())]))
    assert [type(x) for x in items] == [Article, Rejected]
    assert items[1].name == f"{name}:2"
    assert "no text in it" in getattr(items[1], "reason", "")


def test_one_broken_division_harms_no_other(tmp_path: Path) -> None:
    whole = page([FIRST, SECOND], indexed=True)
    broken = whole.replace("</head>", "</head>").replace(
        '<div class="article enArticle">', '<div class="article enArticle"><p>?</p></div><div class="article enArticle">', 1
    )
    items = read(tmp_path, "a.html", broken)
    assert [x.name for x in items] == ["a.html:1", "factiva:" + FIRST.number, "factiva:" + SECOND.number]
    assert isinstance(items[0], Rejected) and "look at this place" in items[0].reason


def test_as_text_with_codes(tmp_path: Path) -> None:
    lines = [
        f"{code}  {v}" if n == 0 and code not in ("LP", "TD") else v
        for a in (FIRST, replace(SECOND, lead=FIRST.lead, body=("IN the north all was calm.",)))
        for code, vs in fields_of(a)
        for n, v in enumerate(([code] if code in ("LP", "TD") else []) + vs)
    ]
    text = "\n\n".join(lines)
    assert factiva.looks_like(text.encode())
    one, two = articles(read(tmp_path, "a.txt", text))
    assert (one.name, one.outlet, one.published) == ("factiva:" + FIRST.number, FIRST.outlet, "2024-02-13T14:02:00")
    assert one.raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])
    assert two.title == SECOND.title


@pytest.mark.parametrize("name", FORMS)
def test_too_long_an_article_is_not_held(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "MOST", 5000)
    monkeypatch.setattr(factiva_html, "_MARKUP", 20_000)
    monkeypatch.setattr(factiva_html, "_CHUNK", 1000)
    items = read(
        tmp_path,
        name,
        FORMS[name]([FIRST, replace(SECOND, body=("So he said. " * 20,) * 500), replace(FIRST, number="MARNCO0000020240213ek2d0002x")]),
    )
    assert [type(x) for x in items] == [Article, Rejected, Article]
    assert "larger than 2 MB" in getattr(items[1], "reason", "")


def test_registry_tells_exports_from_pages_and_texts(tmp_path: Path) -> None:
    def kind(name: str, text: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        found = kind_of(path)
        return found.module if found else ""

    export = page([FIRST], indexed=True)
    assert kind("a.html", export) == "factiva"
    assert kind("utf16.html", b"\xff\xfe" + export.encode("utf-16-le")) == "factiva"
    assert kind("b.rtf", factiva_rtf_indexed([FIRST])) == "rtf"
    assert kind("b.doc", factiva_rtf_indexed([FIRST])) == "rtf"
    assert kind("c.html", "<html><body><div class='article main'><p>Factiva was bought.</p></div></body></html>") == "html"
    assert kind("d.html", '<html><body><div class="article enArticle"><p>No word of a database.</p></div></body></html>') == "html"
    for text in (
        "HD\n\nTwelve killed\n\nLP\n\nThe army said so.",
        "532 words\n13 February 2024\nHe wrote a document.",
        "Document 7\n\nHD video",
        "",
    ):
        assert kind("e.txt", text) == "text"


def test_utf_16_page(tmp_path: Path) -> None:
    (article,) = articles(read(tmp_path, "a.html", b"\xff\xfe" + page([FIRST], indexed=True).encode("utf-16-le")))
    assert article.raw == "\n\n".join([FIRST.title, *FIRST.lead, *FIRST.body])


def test_no_article_in_it(tmp_path: Path) -> None:
    text = factiva_rtf_indexed([])
    path = tmp_path / "a.rtf"
    path.write_text(text)
    (item,) = factiva.read(Source("a.rtf", path))
    assert isinstance(item, Rejected) and "no article was found" in item.reason
    path.write_bytes(b"")
    assert [type(x) for x in factiva.read(Source("a.rtf", path))] == [Rejected]


def test_markup_nested_without_end(tmp_path: Path) -> None:
    told = page([replace(FIRST, title="TITLE")], indexed=True).replace("TITLE", "<b>" * 50_000 + "Deep")
    assert all(isinstance(x, Article | Rejected) for x in read(tmp_path, "a.html", told))


def test_downloads_that_overlap_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text(factiva_rtf_indexed([FIRST, SECOND]))
    (tmp_path / "b.html").write_text(page([SECOND, replace(FIRST, number="MARNCO0000020240213ek2d0002x")], indexed=False))
    items = list(read_inputs([tmp_path]))
    assert [x.name for x in items] == [
        "factiva:" + FIRST.number,
        "factiva:" + SECOND.number,
        "b.html:1",
        "factiva:MARNCO0000020240213ek2d0002x",
    ]
    assert isinstance(items[2], Rejected) and f"the same article as factiva:{SECOND.number}, read already from" in items[2].reason


def test_codes_before_one_space(tmp_path: Path) -> None:
    told = [
        replace(FIRST, body=("IN the north all was calm.", "RE said so.", "CO losses.")),
        replace(SECOND, lead=FIRST.lead, body=("TV crews came.",)),
    ]
    text = "\n".join(f"{code} {values[0]}\n" + "\n".join(values[1:]) for a in told for code, values in fields_of(a))
    assert factiva.looks_like(text.encode())
    one, two = articles(read(tmp_path, "a.txt", text))
    assert (one.name, one.outlet, one.published, one.byline) == ("factiva:" + FIRST.number, FIRST.outlet, "2024-02-13T14:02:00", "Ana Bel")
    assert one.raw == "\n\n".join([FIRST.title, *FIRST.lead, "IN the north all was calm.", "RE said so.", "CO losses."])
    assert (two.title, two.published) == (SECOND.title, "2024-02-14")
