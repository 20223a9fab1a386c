"""What the pages say of a range, and who is the same person."""

import pytest

from rashomon.model import Decision
from rashomon.review.item import ASK, KINDS, Item
from rashomon.review.judging import answers_of, person
from rashomon.review.shown import moves_words


def item(low: int, high: int) -> Item:
    return Item("q-1", "dispute", "", "", (), (), low, high, 1.0, 0)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-3, 5, "between 3 fewer and 5 more killed"),
        (0, 5, "up to 5 more killed"),
        (-3, 0, "up to 3 fewer killed"),
        (0, 0, "no total; where and what is counted"),
    ],
)
def test_a_range_in_words(low: int, high: int, words: str) -> None:
    assert moves_words(item(low, high)) == words


def test_every_kind_has_words_of_its_own() -> None:
    assert set(ASK) == set(KINDS)
    assert len(set(KINDS.values())) == len(KINDS)


def test_the_last_answer_of_a_person_stands_however_they_write_their_name() -> None:
    def said(number: int, who: str, answer: str) -> Decision:
        return Decision(f"dec-{number}", number, "judgement", who, "", "", (), {"item": "q-1", "answer": answer})

    held = answers_of([said(3, "ada  verin", "no"), said(1, "Ada Verin", "yes"), said(2, "Ben", "unsure")])
    assert {k: a.answer for k, a in held["q-1"].items()} == {person("Ada Verin"): "no", "ben": "unsure"}
