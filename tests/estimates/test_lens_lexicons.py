"""The lexicons of the lenses: their own examples, and every open word of the reading has a number in each."""

from __future__ import annotations

import pytest

from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher

LENSES = ["lens_acled", "lens_ibc", "lens_ucdp"]


@pytest.mark.parametrize("lens", LENSES)
def test_examples(lens) -> None:
    for entry in load(lens):
        matcher = PhraseMatcher([entry])
        assert all(matcher.find(s) for s in entry.fires), entry.id
        assert not any(matcher.find(s) for s in entry.silent), entry.id


@pytest.mark.parametrize("lens", LENSES)
def test_every_open_number_word_is_listed(lens) -> None:
    listed = {f for e in load(lens) if e.get("actor") is None for f in e.forms}
    for entry in load("numbers"):
        if entry.get("kind") == "open":
            matcher = PhraseMatcher(e for e in load(lens) if e.get("actor") is None)
            assert all(f in listed or matcher.find(f) for f in entry.forms), entry.id
