"""Text is fixed once and never changed; what cannot be read is set aside with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.corpus import Article, make_document
from rashomon.corpus.decoding import decode
from rashomon.model.documents import BLOCK_LABELS

NEWS = "Four dock workers were hurt when a crane fell at the harbour of Port Vell on Monday, the harbour office said. It is the second such fall this year."


@pytest.mark.parametrize(
    ("raw", "status", "word"),
    [
        (b"", "set_aside", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "set_aside", "empty"),
        (b"%PDF-1.7 abc", "set_aside", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "set_aside", "image"),
        (bytes(range(256)) * 20, "set_aside", "binary"),
        (b"\x00" * 500, "set_aside", "binary"),
        (b"\x00\x01\x02\x03", "set_aside", "binary"),
        (b"\x00\x01\x02ab\x07\x08", "set_aside", "binary"),
        ("Четыре докера пострадали в понедельник при падении крана в порту, сообщила администрация порта.".encode(), "set_aside", "'ru'"),
        (
            b"Cuatro estibadores resultaron heridos el lunes por la caida de una grua en el puerto, anuncio la direccion del puerto.",
            "set_aside",
            "'es'",
        ),
        (NEWS.encode(), "used", None),
        (b"Nothing at all happened in the valley and the people were glad of it.", "used", None),
        (b"Fire.", "used", None),
    ],
)
def test_status_and_reason(raw: bytes, status: str, word: str | None) -> None:
    document = make_document(Article("x", raw))
    assert document.status == status
    assert word is None or (document.reason is not None and word in document.reason)


def test_a_records_language_is_believed() -> None:
    assert make_document(Article("x", NEWS, language="hy")).status == "set_aside"
    assert (
        make_document(Article("x", "Quatre dockers ont ete blesses lundi par la chute d'une grue dans le port.", language="en-GB")).status
        == "used"
    )
    assert "no ISO 639-1 code" in " ".join(make_document(Article("x", NEWS, language="??")).quality)


def test_what_is_set_aside_keeps_the_date_of_its_record() -> None:
    aside = make_document(Article("x", NEWS, language="hy", outlet="Hill Post", published="2024-04-03T06:50:00Z"))
    assert (aside.status, aside.outlet, str(aside.published.day), aside.published.basis) == (
        "set_aside",
        "Hill Post",
        "2024-04-03",
        "given",
    )
    assert make_document(Article("x", f"3 April 2024\n\n{NEWS}", language="hy")).published.day is None


@pytest.mark.parametrize(
    ("raw", "text", "note"),
    [
        (b"A\x00B " + NEWS.encode(), "A\ufffdB " + NEWS, "1 NUL"),
        (b"\xef\xbb\xbfHead\r\n\r\nText.", "\ufeffHead\r\n\r\nText.", None),
        (b"The mayor\x92s car burned, he said.", "The mayor\u2019s car burned, he said.", "cp1252"),
        (b"half \xed\xa0\x80 pair", "half \ufffd pair", "U+FFFD"),
        ("Bericht: \ufeff".encode("utf-16"), "\ufeffBericht: \ufeff", "utf-16"),
        ("The mayorâ€™s car burned.".encode(), "The mayorâ€™s car burned.", "mojibake"),
    ],
)
def test_decoding_keeps_every_character(raw: bytes, text: str, note: str | None) -> None:
    decoded = decode(raw)
    assert decoded.text == text
    assert not decoded.notes if note is None else any(note in n for n in decoded.notes)


def test_title_before_text_where_the_text_lacks_it() -> None:
    document = make_document(Article("x", NEWS, title="Crane falls at Port Vell"))
    assert document.text == "Crane falls at Port Vell\n\n" + NEWS
    assert document.title is not None and document.title.of(document.text) == "Crane falls at Port Vell"
    same = make_document(Article("x", "Crane  falls at Port Vell\n" + NEWS, title="Crane falls at Port Vell"))
    assert same.text.startswith("Crane  falls") and same.title is not None
    fused = make_document(Article("x", "Crane falls at Port Vell " + NEWS, title="Crane falls at Port Vell"))
    assert fused.title is not None and fused.title.of(fused.text) == "Crane falls at Port Vell"
    of_a_file = make_document(Article("x", NEWS.encode(), title="Crane falls at Port Vell"))
    assert of_a_file.text == NEWS


def test_same_text_has_one_id_under_two_names() -> None:
    a, b = make_document(Article("a", NEWS)), make_document(Article("b", NEWS.encode()))
    assert (a.document_id, a.sha256) == (b.document_id, b.sha256)


_pieces = st.sampled_from(
    ["\n", "\r\n", "\n\n", "\ufeff", "\x00", "\u2028", "Share", "* Home", "(Reporting by Jo Doe)", "[photo] A crane (AFP/Jo Doe)", "Top Stories", "May 3 2016 ",
     "PORT VELL, May 3 (AFP) - ", NEWS + " ", "By Jo Doe", "— ", "Leave a Reply", "Â鶹", "https://a.example/b", "(Reuters)", "Tue May 3 2016 "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_pieces, st.text(max_size=30)), max_size=25))
def test_blocks_are_sorted_apart_and_lose_nothing(pieces: list[str]) -> None:
    document = make_document(Article("x", "".join(pieces), language="en"))
    covered = [False] * len(document.text)
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        assert block.label in BLOCK_LABELS and block.rule
        last = block.end
        covered[block.start : block.end] = [True] * (block.end - block.start)
    if document.status == "used":
        assert all(done or not c.isalnum() for c, done in zip(document.text, covered, strict=True))
    if document.title is not None:
        assert document.title.of(document.text).strip()
