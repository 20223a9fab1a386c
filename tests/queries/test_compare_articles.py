"""Paragraphs beside each other, by the words they share."""

from __future__ import annotations

import pytest

from rashomon.model import Block, Document
from rashomon.queries.compare_blocks import MOST_BLOCKS, MOST_TEXT, Beside, aligned, read_blocks

ONE = "Shells fell on the mill at Orvale before dawn and burned the whole of the upper floor."
TWO = "The ministry said on Friday that two soldiers had died of their wounds in the hospital of Keld."
THREE = "A bridge over the Sarn is closed for repairs until the end of the month, the council said."


def document(name: str, *paragraphs: tuple[str, str] | str) -> Document:
    text, blocks = "", []
    for p in paragraphs:
        label, words = p if isinstance(p, tuple) else ("body", p)
        blocks.append(Block(len(text), len(text) + len(words), label, ""))
        text += words + "\n"
    return Document(name, text, name, "", blocks=tuple(blocks))


def rows(a: Document, b: Document) -> list[tuple[str | None, str | None, bool]]:
    def words(d: Document, x: Block | None) -> str | None:
        return d.text[x.start : x.end][:9] if x else None

    found: list[Beside] = aligned(a, read_blocks(a)[0], b, read_blocks(b)[0])
    return [(words(a, r.left), words(b, r.right), r.moved) for r in found]


def test_paragraphs_that_share_words_stand_beside_each_other() -> None:
    a = document("a", ONE, TWO)
    b = document("b", THREE, ONE.replace("dawn", "noon"), TWO.replace("two", "four"))
    assert rows(a, b) == [(None, THREE[:9], False), (ONE[:9], ONE[:9], False), (TWO[:9], TWO[:9], False)]


def test_what_changed_its_place_is_moved() -> None:
    assert rows(document("a", ONE, TWO, THREE), document("b", TWO, THREE, ONE)) == [
        (ONE[:9], None, True),
        (TWO[:9], TWO[:9], False),
        (THREE[:9], THREE[:9], False),
        (None, ONE[:9], True),
    ]


def test_headlines_stand_beside_each_other_whatever_they_say() -> None:
    a, b = document("a", ("headline", "Mill burns"), ONE), document("b", ("headline", "Night of fire"), ONE)
    assert rows(a, b)[0] == ("Mill burn", "Night of ", False)


def test_noise_is_not_compared() -> None:
    a = document("a", ("boilerplate", "Home | World"), ONE, ("caption", "A mill."))
    assert [b.label for b in read_blocks(a)[0]] == ["body"]


@pytest.mark.parametrize("many", [MOST_BLOCKS + 7])
def test_too_many_paragraphs_are_left_out_and_counted(many: int) -> None:
    kept, left_out = read_blocks(document("a", *["a b"] * many))
    assert (len(kept), left_out) == (MOST_BLOCKS, 7)
    kept, left_out = read_blocks(document("a", "x" * (MOST_TEXT + 1), "y"))
    assert (kept, left_out) == ([], 2)


def test_nothing_is_lost_and_nothing_doubled() -> None:
    same = [f"{ONE} {n}" for n in range(30)]
    a, b = document("a", *same), document("b", *reversed(same))
    found = aligned(a, read_blocks(a)[0], b, read_blocks(b)[0])
    assert sorted(r.left.start for r in found if r.left) == [b.start for b in a.blocks]
    assert sorted(r.right.start for r in found if r.right) == [x.start for x in b.blocks]
