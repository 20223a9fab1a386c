"""Names, places and days that are found again for a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rashomon.corpus import Article, make_document
from rashomon.people import Masker
from rashomon.queries import article_named
from rashomon.queries.article_named import named, named_marks, public_rule
from rashomon.store.engine import Where

TEXT = "The army of Vorland shelled Orvale on Tuesday, resident Ivo Tarn said. Police in Paris had warned of it in 2029."


class Bare:
    """What :func:`kept` needs of a desk."""

    def __init__(self, where: Where = Path("x")) -> None:
        self.where = where


def marks(text: str, **given: Any) -> list[tuple[str, str, str, tuple[str, ...]]]:
    document = make_document(Article("a.txt", text, published="2031-05-07", **given))
    masker = Masker.for_documents({"a.txt": document})
    found = named(Bare(), document)  # type: ignore[arg-type]
    return [(m.kind, document.text[m.start : m.end], m.words, m.rules) for m in named_marks(document, found, masker)]


def test_actors_places_and_days_with_what_they_mean() -> None:
    found = {(kind, words): said for kind, words, said, _ in marks(TEXT)}
    assert found["spot", "Paris"].startswith("place: Paris (") and "France" in found["spot", "Paris"]
    assert found["time", "Tuesday"] == "time: 6 May 2031"
    assert found["time", "2029"] == "time: 1 Jan 2029 – 31 Dec 2029"
    assert found["actor", "Police"].startswith("police:")


def test_a_private_name_is_in_no_mark() -> None:
    for _, _, said, rules in marks(TEXT):
        assert "Tarn" not in said and not any("tarn" in r.casefold() for r in rules)


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("shape-person.ivo tarn", "shape-person"),
        ("shape-state.velmara+army", "shape-state"),
        ("shape-person", "shape-person"),
        ("place.in", "place.in"),
    ],
)
def test_an_id_is_shown_without_the_name_it_was_made_for(rule: str, shown: str) -> None:
    assert public_rule(rule) == shown


def test_what_is_too_long_or_set_aside_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert marks("") == []
    monkeypatch.setattr(article_named, "MOST", 40)
    assert marks(TEXT + " It rained.") == []


def test_a_rule_that_fails_leaves_the_page_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(article_named.mentions, "find_places", fails)
    assert marks(TEXT + " It snowed.") == []
