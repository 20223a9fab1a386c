"""Word files: paragraphs as a reader sees them, and what hostile ones try."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.inputs.database_writers import Para, docx, rtf_of, zipped

from rashomon.corpus import Article, Rejected
from rashomon.corpus.documents import make_document
from rashomon.inputs import docx as word
from rashomon.inputs import rtf
from rashomon.inputs.kinds import kind_of
from rashomon.inputs.opened import docx_file
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.source import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def told(body: str, head: str = "") -> list[Paragraph]:
    document = f'<?xml version="1.0"?>{head}<w:document {W} {MC}><w:body>{body}</w:body></w:document>'
    return list(docx_file(io.BytesIO(zipped({"word/document.xml": document}))))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_what_a_reader_sees() -> None:
    (one,) = told(
        f"<w:p><w:ins>{run('In. ')}</w:ins><w:del><w:r><w:delText>Out. </w:delText></w:r></w:del><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r><mc:AlternateContent><mc:Choice>{run('once')}</mc:Choice>"
        f"<mc:Fallback>{run('twice')}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert one.text == "In. a\tb\nc\u2011once"


def test_bold_styles_cells_pages_and_boxes() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>HD</w:t></w:r>"
    not_bold = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>x</w:t></w:r>'
    found = told(
        f"<w:tbl><w:tr><w:tc><w:p>{bold}</w:p></w:tc><w:tc><w:p>{not_bold}</w:p><w:p>{run('y')}</w:p></w:tc></w:tr></w:tbl>"
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:br w:type="page"/></w:r>{run("Head")}</w:p>'
        f"<w:p>{run('around')}<w:r><w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent></w:r></w:p>"
    )
    assert [(p.text, p.bold, p.heading, p.cell, p.page) for p in found] == [
        ("HD", True, False, 0, False), ("x", False, False, 1, False), ("y", False, False, 1, False), ("Head", False, True, None, True),
        ("box", False, False, None, False), ("around", False, False, None, False),
    ]  # fmt: skip


def test_hostile_xml() -> None:
    for head in ('<!DOCTYPE d [<!ENTITY a "x">]>', " " * 70_000 + '<!DOCTYPE d SYSTEM "file:///etc/passwd">'):
        with pytest.raises(Damaged, match="declares entities"):
            told("<w:p/>", head)
    with pytest.raises(Damaged, match="damaged"):
        told("<w:p>" * 100_000)
    with pytest.raises(Damaged, match="damaged"):
        told(f"<w:p>{run('one')}</w:p><w:p>&nothing;</w:p>")


def test_bombs_and_torn_files(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", f"<w:document {W}><w:body>" + "<w:p/>" * 5_000_000)
    with pytest.raises(Damaged, match="unpacks to more than"):
        list(docx_file(out))
    with pytest.raises(Damaged, match="no Word document"):
        list(docx_file(io.BytesIO(zipped({"x": "y"}))))
    whole = docx(["One."])
    for data in (b"", b"PK", whole[:200], whole[:-30]):
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        items = list(word.read(Source("a.docx", path)))
        assert all(isinstance(x, Rejected | Article) for x in items) and len(items) == 1
        if data:
            assert isinstance(items[0], Rejected) and items[0].name == "a.docx"


def test_a_word_file_that_is_no_export_is_one_article(tmp_path: Path) -> None:
    paragraphs = [
        Para("Raid kills 12 soldiers near Marn", style="Heading1"),
        Para(),
        Para("Twelve were killed, the ministry said."),
        Para("It was calm."),
    ]
    for name, data in (("a.docx", docx(paragraphs)), ("b.rtf", rtf_of(paragraphs).encode())):
        path = tmp_path / name
        path.write_bytes(data)
        kind = kind_of(path)
        assert kind is not None
        (article,) = kind.read(Source(name, path, fields={"outlet": "The Marn Courier", "published": "2024-02-13"}))
        assert isinstance(article, Article)
        assert article.name == name
        assert article.raw == "Raid kills 12 soldiers near Marn\n\nTwelve were killed, the ministry said.\n\nIt was calm."
        assert (article.outlet, article.published) == ("The Marn Courier", "2024-02-13")
        document = make_document(article)
        assert document.title is not None and document.title.of(document.text) == "Raid kills 12 soldiers near Marn"


def test_too_large_and_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(["word " * 4_000] * 120))
    (article,) = word.read(Source("a.docx", path))
    assert isinstance(article, Article) and article.problem == "larger than 2 MB" and article.raw == ""
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1\pard\par}")
    (article,) = rtf.read(Source("a.rtf", path))
    assert isinstance(article, Article)
    assert make_document(article).reason == "empty: no text in it"
