"""Lexicon entries of this room keep their own examples."""

from __future__ import annotations

import pytest

from rashomon.lexicon import PhraseMatcher, load

ENTRIES = [(file, e) for file in ("events", "background", "links", "threads", "scenes", "rare_names") for e in load(file)]


@pytest.mark.parametrize(("file", "entry"), [x for x in ENTRIES if x[1].fires or x[1].silent], ids=lambda x: getattr(x, "rule", x))
def test_examples(file: str, entry: object) -> None:
    matcher = PhraseMatcher([entry])  # type: ignore[list-item]
    for text in entry.fires:  # type: ignore[attr-defined]
        assert matcher.find(text), text
    for text in entry.silent:  # type: ignore[attr-defined]
        assert not matcher.find(text), text


def test_effects_are_known() -> None:
    known = {"other", "main", "same", "anaphor", "aggregate", "report", "increment", "later", "peace", "attacks", "note", "span", "anew"}
    assert {e.get("effect") for e in load("threads")} == known
