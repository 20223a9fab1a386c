"""Tags, languages and shortened texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.inputs.row_values import as_text, cut_off, is_html, is_page, language_code, unescaped, without_tags


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("eng", "en"), ("English", "en"), ("en-GB", "en"), ("en_US", "en"), ("en", "en"), ("fra", "fr"), ("fre", "fr"), ("ger", "de"),
        ("arb", "ar"), ("cmn", "zh"), ("Serbian", "sr"), ("zho", "zh"), ("xyz", "xyz"), ("Old Norse of the fens", "Old Norse of the fens"),
    ],
)  # fmt: skip
def test_languages(value: str, code: str) -> None:
    assert language_code(value) == code


def test_tags() -> None:
    page = '<p class="lead">Two <b>soldiers</b>\nwere&nbsp;killed.</p><script>var a = "<p>no</p>";</script><!-- x --><ul><li>One</li><li>Two</li></ul>Last<br/>line &amp; end'
    assert is_html(page)
    assert without_tags(page) == "Two soldiers were killed.\n\nOne\n\nTwo\n\nLast\nline & end"
    assert not is_html("He said <3 and 5 < 7 > 2 <name withheld>")
    assert is_page("\n<!DOCTYPE html><html>") and not is_page("<p>x</p>")
    assert unescaped("&quot;No,&quot; he said") == '"No," he said'
    assert unescaped("Smith & Sons; R&D") is None


def test_cut_texts_end_with_a_sentence() -> None:
    mark = re.compile(r"(?:…|\.{3})?\s{0,4}\[\+(\d{1,9}) chars\]\s{0,4}$")
    assert cut_off('One. "Two." Then 1… [+12 chars]', mark) == ('One. "Two."', 12)
    assert cut_off("Then 1… [+12 chars]", mark) == ("", 12)
    assert cut_off("Whole.", mark) is None


def test_single_values() -> None:
    assert [as_text(v) for v in (b"caf\xe9", 7, 7.0, 7.5, True, ["a"], {"a": 1})] == ["café", "7", "7", "7.5", "true", None, None]


@given(st.text(alphabet="<>/pb!-script &;=\"' \nx", max_size=300))
def test_any_tags_at_all(text: str) -> None:
    assert isinstance(without_tags(text), str)


@given(st.text(alphabet=st.characters(blacklist_characters="<>&\xa0", blacklist_categories=["Cs"]), max_size=100))
def test_words_are_kept(text: str) -> None:
    assert without_tags(f"<div><p>{text}</p></div>").split() == text.split()
