"""RTF as paragraphs: characters of every code page, tables, links, what is skipped, what is broken."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.database_writers import RTF_HEAD, rtf

from rashomon.inputs import rtf_parts
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.rtf_parts import rtf_paragraphs


def parts(text: str | bytes) -> list[Paragraph]:
    raw = text if isinstance(text, bytes) else text.encode("latin-1")
    return list(rtf_paragraphs(io.BytesIO(raw)))


def texts(text: str | bytes) -> list[str]:
    return [p.text for p in parts(text) if p.text]


def test_words_of_styles_pictures_and_feet_are_no_text() -> None:
    assert texts(
        RTF_HEAD + r"\pard Only this.\par{\pict\pngblip 89504e47}{\*\unknown{nested} gone}{\header\pard top\par}\pard And this.\par}"
    ) == [
        "Only this.",
        "And this.",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"caf\'e9", "café"),
        (r"\'93so\'94 \emdash  he", "“so” — he"),
        (r"{\f1 \'cc\'e8\'f0}", "Мир"),
        (r"\u1052?\u1080?\u1088?", "Мир"),
        (r"{\uc2 \u1052\'3f\'3f\u1080 ??}x", "Миx"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u55357?x", "\ufffdx"),
        (r"a\~b\_c\-d \{\\\}", "a\xa0b\u2011cd {\\}"),
        (r"one\line two\tab three", "one\ntwo\tthree"),
        ("broken\r\nsource line", "brokensource line"),
        (r"{\v hidden}{\deleted gone}seen", "seen"),
        (r"a{\bin3 }}x}b", "ab"),
    ],
)
def test_characters(written: str, meant: str) -> None:
    assert texts(RTF_HEAD + rf"\pard {written}\par}}") == [meant]


def test_code_page_of_the_file_and_double_bytes() -> None:
    assert texts(r"{\rtf1\ansi\ansicpg1251 \'cc\'e8\'f0\par}") == ["Мир"]
    assert texts(r"{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b\par}") == ["日本"]
    assert texts(r"{\rtf1\ansi\ansicpg99999 x\par}") == ["x"]


def test_cells_bold_links_and_pages() -> None:
    told = parts(
        r"{\rtf1\trowd\cellx1\cellx2\pard\intbl{\b HD}\cell\pard\intbl One\par Two\cell\row\pard{\b Bold} not\par"
        r'{\b All bold}\par{\field{\*\fldinst{HYPERLINK "https://a.example/x?id=1"}}{\fldrslt There}}\par\page Next\par}'
    )
    told = [p for p in told if p.text]
    assert [(p.text, p.cell, p.bold) for p in told] == [
        ("HD", 0, True), ("One", 1, False), ("Two", 1, False), ("Bold not", None, False), ("All bold", None, True), ("There", None, False),
        ("Next", None, False),
    ]  # fmt: skip
    assert told[5].link == "https://a.example/x?id=1"
    assert [p.page for p in told] == [False] * 6 + [True]


def test_what_is_no_rtf_and_what_breaks_off() -> None:
    with pytest.raises(Damaged, match="does not begin as an RTF file"):
        parts("Hello")
    seen: list[str] = []
    with pytest.raises(Damaged, match="breaks off"):
        for p in rtf_paragraphs(io.BytesIO(rb"{\rtf1 First.\par Second, and th")):
            seen.append(p.text)
    assert seen == ["First.", "Second, and th"]


def test_groups_without_end_and_behind_the_end() -> None:
    with pytest.raises(Damaged, match="deeper than"):
        parts(b"{\\rtf1 " + b"{" * 100_000)
    with pytest.raises(Damaged, match="goes on behind its end"):
        parts(r"{\rtf1 a\par}}}}} junk {\rtf1 b}")
    assert texts(r"{\rtf1 a\par}" + "\r\n\0\0" * 50_000) == ["a"]
    assert texts(r"{\rtf1\ansicpg1251 \'cc\par}" + "\n" + r"{\rtf1 \'e9\par}") == ["М", "é"]


def test_a_paragraph_without_end_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf_parts, "LONGEST", 1000)
    told = texts(r"{\rtf1 " + "word " * 100_000 + r"\par}")
    assert max(map(len, told)) <= rtf_parts._CHUNK + 1000
    assert sum(t.count("word") for t in told) >= 99_990  # a word may be cut in two


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cc", "Cs"]), max_size=300))
def test_what_is_written_is_read(text: str) -> None:
    kept = text.strip(" \t\r\n\xa0")
    assert texts(RTF_HEAD + rf"\pard {rtf(kept)}\par}}") == ([kept] if kept else [])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["{", "}", "\\par ", "\\'e9", "\\u55357?", "\\bin9 ", "\\cell ", "\\*", "\\uc9 ", "\\", "x" * 70, "\\f1 ", "\\v "])
    )
)
def test_no_bytes_are_too_strange(pieces: list[str]) -> None:
    try:
        assert all(isinstance(p, Paragraph) for p in parts("{\\rtf1 " + "".join(pieces)))
    except Damaged as err:
        assert str(err)


def test_tokens_across_the_ends_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = RTF_HEAD + "".join(rf"\pard Line {n} caf\'e9 \u1052?\u1080?\par" for n in range(200)) + "}"
    whole = texts(text)
    monkeypatch.setattr(rtf_parts, "_CHUNK", 97)
    assert texts(text) == whole
    assert whole[7] == "Line 7 café Ми"
