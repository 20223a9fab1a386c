"""A broken lexicon is the program's fault: the run stops with its file and line, and no document is blamed."""

import pytest

from rashomon.corpus import Article
from rashomon.errors import LexiconError
from rashomon.pipeline import read


def test_a_broken_lexicon_stops_the_run(monkeypatch):
    def broken(*_):
        raise LexiconError("en/made_up.yml:3: key 'forms' is missing")

    monkeypatch.setattr(read.mentions, "find_mentions", broken)
    with pytest.raises(LexiconError, match=r"made_up\.yml:3"):
        list(read.read_batch([Article("a.txt", "Three soldiers were killed near Orla on Monday, the army said.", language="en")]))
