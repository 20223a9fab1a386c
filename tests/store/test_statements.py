"""Statements are the readings: taken apart and put together again nothing is lost, and ids are the same in every reading."""

from dataclasses import fields, replace
from functools import cache
from pathlib import Path

from rashomon import corpus
from rashomon.inputs import read_inputs
from rashomon.model import Claim
from rashomon.pipeline.read import read_batch
from rashomon.store import Reading
from rashomon.store.statements import DERIVED, PROPERTIES, WHERE, ordered, reading_of, statements_of

STORIES = Path(__file__).parents[2] / "examples" / "stories"


@cache
def readings() -> list[Reading]:
    return read_batch([a for a in read_inputs([STORIES]) if isinstance(a, corpus.Article)][:12])


def test_every_field_of_a_claim_is_in_one_property() -> None:
    kept = [n for names, _ in PROPERTIES.values() for n in names]
    assert sorted([*kept, *WHERE, *DERIVED]) == sorted(f.name for f in fields(Claim))


def test_a_reading_comes_back_whole() -> None:
    assert sum(len(r.claims) for r in readings()) > 20
    for reading in readings():
        kept = statements_of(reading)
        assert reading_of(reading.document, reversed(kept), reading.input_hash) == ordered(reading)


def test_words_are_verbatim_and_ids_are_of_the_content() -> None:
    for reading in readings():
        kept = statements_of(reading)
        assert len({s.statement_id for s in kept}) == len(kept)
        for s in kept:
            assert s.original in ("", reading.document.text[s.start : s.end])
        other_name = replace(reading, document=replace(reading.document, name="elsewhere.txt"))
        assert [s.statement_id for s in statements_of(other_name)] == [s.statement_id for s in kept]
