"""The examples that lexicon entries of this room carry are run: ``fires`` must find the entry, ``silent`` must not."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import attributions_of, claims_of

from rashomon.claims import words
from rashomon.lexicon import Entry, load

CUES = [(e, text, True) for e in load("cues") for text in e.fires] + [(e, text, False) for e in load("cues") for text in e.silent]
LISTS = [(e, text, True) for f in ("denials", "violence") for e in load(f) for text in e.fires]
LISTS += [(e, text, False) for f in ("denials", "violence") for e in load(f) for text in e.silent]


@pytest.mark.parametrize(("entry", "text", "fires"), CUES)
def test_cues(entry: Entry, text: str, fires: bool) -> None:
    if entry.get("kind") == "hedge":
        assert bool(words.phrases("hedge").find(text)) is fires
    elif not fires and entry.get("stance"):  # the word may speak, but not in this sense
        assert all(c.stance != entry.get("stance") for c in claims_of(text) if c.kind == "statement")
    else:
        assert any(a.entry is not None and a.entry.id == entry.id for a in attributions_of(text)) is fires


@pytest.mark.parametrize(("entry", "text", "fires"), LISTS)
def test_word_lists(entry: Entry, text: str, fires: bool) -> None:
    assert (words.has(entry.file, entry.get("what"), text) is not None) is fires


def test_what_is_shown_or_mute_speaks_for_nobody() -> None:
    for text in [t for e in load("speaker_words") if e.get("kind") in {"shown", "mute"} for t in (*e.fires, *e.silent)]:
        assert all(a.shown for a in attributions_of(text) if a.source is not None), text
