"""The examples that lexicon entries carry, run."""

from rashomon.gazetteer import get_gazetteer
from rashomon.lexicon import load
from rashomon.mentions.dates import read
from rashomon.mentions.places_spans import find_spans
from rashomon.model import Sentence


def test_times_examples() -> None:
    for entry in load("times"):
        for text in entry.fires:
            assert any(text[a:b].casefold() in {f.casefold() for f in entry.forms} for a, b, _e, _r in read(text)), (entry.id, text)
        for text in entry.silent:
            assert not any(text[a:b].casefold() in {f.casefold() for f in entry.forms} for a, b, _e, _r in read(text)), (entry.id, text)


def test_place_words_examples() -> None:
    for entry in load("place_words"):
        for text in entry.fires:
            sentence = Sentence(0, 0, len(text), 0, "body", 0, text)
            assert [f.name for f in find_spans(sentence, get_gazetteer())], (entry.id, text)
