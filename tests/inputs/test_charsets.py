"""Encodings that strangers name."""

from __future__ import annotations

import pytest

from rashomon.inputs.charsets import is_encoding
from rashomon.inputs.html import article_of_page
from rashomon.inputs.mail_parts import text_of

OWN = [
    "punycode",
    "idna",
    "unicode_escape",
    "unicode-escape",
    "raw_unicode_escape",
    "undefined",
    "rot13",
    "hex",
    "zip",
    "no-such",
    "",
    "x\0y",
    "é",
]


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "windows-1251", "latin-1", "shift_jis", "koi8-r", "gb18030", "utf-16"])
def test_encodings_of_texts(name: str) -> None:
    assert is_encoding(name)


@pytest.mark.parametrize("name", OWN)
def test_what_is_none_of_a_text_is_not_followed(name: str) -> None:
    assert not is_encoding(name)
    assert text_of(b"Two \\u0041 died.", name) == "Two \\u0041 died."
    page = b"<html><body><article><p>" + b"A bomb killed two people at the market, police said \xe9. " * 9 + b"</p></article></body></html>"
    assert "killed two people" in str(article_of_page(page, name="x", content_type=f"text/html; charset={name}").raw)
