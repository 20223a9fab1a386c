"""Addresses of one article, and what changed between two texts of it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.corpus.blocks import label_blocks
from rashomon.corpus.versions import Change, changed_words, changes_shown, url_key
from rashomon.model import Document

ONE = [
    "https://www.example.org/news/raid",
    "http://example.org/news/raid/",
    "example.org/news/raid",
    "//EXAMPLE.org/news//raid#comments",
    "https://example.org:443/news/raid?utm_source=mail&utm_medium=x",
    "https://m.example.org/news/raid?fbclid=abc123",
    "https://mobile.example.org/news/raid",
    "https://amp.example.org/news/raid",
    "https://example.org/news/raid/amp/",
    "https://example.org/amp/news/raid",
    "https://example.org/news/raid.amp",
    "https://example.org/news/raid?amp=1",
    "https://example.org/news/raid?outputType=amp&gclid=9",
    "https://example-org.cdn.ampproject.org/c/s/example.org/news/raid",
    "https://www.google.com/amp/s/www.example.org/news/raid",
    "https://web.archive.org/web/20310504120000/http://www.example.org/news/raid",
    " https://user@example.org/news/raid;jsessionid=77 ",
    "https://example.org/news/r%61id",
]
OTHERS = [
    "https://example.org/news/raid?id=7",
    "https://example.org/news/raid?id=8",
    "https://example.org/news/raid-2",
    "https://example.org/news",
    "https://example.com/news/raid",
    "https://news.example.org/news/raid",
    "https://example.org:8080/news/raid",
    "https://example.org/news/Raid",
    "https://example.org/#!/news/raid",
    "https://example.org/?p=7",
    "https://example.org/index.php?sid=7",
    "urn:example:raid",
]


def test_addresses_of_one_article_have_one_key() -> None:
    assert {url_key(u) for u in ONE} == {"example.org/news/raid"}


@pytest.mark.parametrize(("a", "b"), list(combinations([ONE[0], *OTHERS], 2)))
def test_addresses_of_different_articles_have_different_keys(a: str, b: str) -> None:
    assert url_key(a) != url_key(b)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "  ",
        "https://example.org",
        "http://www.example.org/",
        "example.org/#top",
        "https://example.org/?utm_source=x",
        "https://example.org/index.html",
    ],
)
def test_a_front_page_is_the_address_of_no_article(url: str | None) -> None:
    assert url_key(url) == ""


def test_the_order_of_parameters_makes_no_difference() -> None:
    assert url_key("http://example.org/a?x=1&y=2") == url_key("http://example.org/a?y=2&x=1&ref=home")


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://a:b:c/d", "http://example.org:99999/a", "%%%", "http://web.archive.org/web/2/" * 9 + "http://example.org/a"],
)
def test_broken_addresses_are_keys_of_their_own(url: str) -> None:
    assert isinstance(url_key(url), str) and url_key(url) == url_key(url)


@given(st.text(max_size=60))
def test_any_text_has_a_key(text: str) -> None:
    key = url_key("http://example.org/" + text)
    assert key == url_key("https://www.example.org/" + text)


BODY = (
    "Shelling hit the village of Marrow on Monday, officials said.\n\n"
    "At least 14 people were killed and 30 wounded, the mayor said, and more were missing.\n\n"
    "The army of Freedonia denied that it had fired on the village, and asked for an inquiry.\n"
)


def doc(text: str) -> Document:
    return Document("a", text, "d", "s", blocks=label_blocks(text))


def shown(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(c.kind, c.before, c.after) for c in changed_words(doc(old), doc(new))]


def test_changed_words_are_shown_each_for_itself() -> None:
    new = BODY.replace("14 people", "four villagers").replace("30 wounded", "21 wounded")
    assert shown(BODY, new) == [("changed", "14 people", "four villagers"), ("changed", "30", "21")]


def test_nothing_changed() -> None:
    assert shown(BODY, BODY) == []
    assert shown(BODY, BODY.replace("village of", "village  of").replace("Monday, officials", "Monday – officials")) == []


def test_words_added_and_left_out() -> None:
    more = BODY + "\nSylvania said on Tuesday that it would answer the attack in time.\n"
    assert shown(BODY, more) == [("added", "", "Sylvania said on Tuesday that it would answer the attack in time")]
    assert shown(more, BODY) == [("removed", "Sylvania said on Tuesday that it would answer the attack in time", "")]
    assert shown(BODY, BODY.replace(", the mayor said", "")) == [("removed", "the mayor said", "")]


def test_a_paragraph_that_moved_is_one_change() -> None:
    a, b, c = BODY.strip().split("\n\n")
    assert [k for k, _, _ in shown(BODY, "\n\n".join([a, c, b]))] == ["moved"]


def test_a_note_is_no_change_of_the_article() -> None:
    assert shown(BODY, BODY + "\nCorrection: An earlier version of this article said 20 people were killed.") == []


def test_every_change_is_verbatim_and_in_order() -> None:
    new = "\n\n".join(
        [
            "Raid on Marrow",
            *reversed(BODY.replace("14", "15").strip().split("\n\n")),
            "Nobody else was hurt, the mayor told reporters on Monday.",
        ]
    )
    old, later = doc(BODY), doc(new)
    changes = changed_words(old, later)
    assert changes and list(changes) == sorted(changes, key=lambda c: c.new.start)
    for c in changes:
        assert old.text[c.old.start : c.old.end] == c.before and later.text[c.new.start : c.new.end] == c.after


@given(
    st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six", "seven.", "eight"]), max_size=40),
    st.lists(st.sampled_from(["one", "two", "three", "four", "nine"]), max_size=40),
)
def test_any_two_texts(a: list[str], b: list[str]) -> None:
    old, new = doc(" ".join(a)), doc(" ".join(b))
    for c in changed_words(old, new):
        assert isinstance(c, Change) and c.kind in {"changed", "added", "removed", "moved"}
        assert old.text[c.old.start : c.old.end] == c.before and new.text[c.new.start : c.new.end] == c.after


def test_stretches_too_long_are_given_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.corpus.versions.MOST", 4)
    assert shown(BODY, BODY.replace("At least 14 people", "Some 15 villagers")) == [("changed", "At least 14 people", "Some 15 villagers")]


def test_changes_as_plain_values() -> None:
    made = changes_shown(changed_words(doc(BODY), doc(BODY.replace("14", "4"))))
    start = BODY.index("14")
    assert made == [{"kind": "changed", "before": "14", "after": "4", "old": [start, start + 2], "new": [start, start + 1]}]
