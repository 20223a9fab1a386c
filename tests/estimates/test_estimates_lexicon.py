"""The lexicon's own examples."""

from __future__ import annotations

import pytest

from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher

ENTRIES = load("revisions")


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.fires or e.silent], ids=lambda e: e.id)
def test_examples(entry) -> None:
    matcher = PhraseMatcher([entry])
    assert all(matcher.find(s) for s in entry.fires)
    assert not any(matcher.find(s) for s in entry.silent)
