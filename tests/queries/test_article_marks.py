"""Marks in a text: runs that give the text again, names that are never cut, signs that nobody sees."""

from __future__ import annotations

import pytest

from rashomon.model import Block, Claim, Document, SetAside, Speaker
from rashomon.model.claims import Cue, Victims
from rashomon.model.documents import Note
from rashomon.people import Masker
from rashomon.queries.article_marks import Mark, bounds_words, marks_of, passages_of

TEXT = "Menu\nTwelve farmers were killed, resident Ivo Tarn said. He is 40."


def made(text: str = TEXT, blocks: tuple[Block, ...] | None = None) -> Document:
    own = blocks if blocks is not None else (Block(0, 4, "boilerplate", "shapes.menu"), Block(5, len(text), "body", "blocks.body"))
    return Document("a.txt", text, "doc-1", "", blocks=own)


def claim(start: int, end: int, **more: object) -> Claim:
    return Claim("c-" + f"{start:016x}", "a.txt", "doc-1", start, end, TEXT[start:end], "casualty", harm="killed", **more)  # type: ignore[arg-type]


def said(document: Document, marks: tuple[Mark, ...], names: bool = False) -> list[list[tuple[str, tuple[str, ...]]]]:
    masker = Masker.for_documents({"a.txt": document}, names=names)
    return [[(r.text, tuple(marks[n].kind for n in r.marks)) for r in p.runs] for p in passages_of(document, marks, masker)]


def test_runs_give_the_text_again() -> None:
    document = made()
    victims = Victims("Twelve farmers", 5, 19)
    one = claim(5, 31, words="Twelve", low=12, high=12, victims=victims, cue=Cue("said", 51, 55), rule=("harm.kill", "side.civilians"))
    masker = Masker.for_documents({"a.txt": document}, names=True)
    marks = marks_of(document, [one], [SetAside(63, 65, "40", "an age")], (), masker)
    passages = passages_of(document, marks, masker)
    assert "".join(r.text for p in passages for r in p.runs) == TEXT.replace("\n", "")
    assert [(p.label, p.noise) for p in passages] == [("boilerplate", True), ("body", False)]
    words = {(m.kind, TEXT[m.start : m.end]) for m in marks}
    assert words == {
        ("claim", "Twelve farmers were killed"), ("victims", "Twelve farmers"), ("figure", "Twelve"), ("cue", "said"), ("aside", "40"),
    }  # fmt: skip
    assert said(document, marks, names=True)[1][:3] == [
        ("Twelve", ("figure", "victims", "claim")),
        (" farmers", ("victims", "claim")),
        (" were killed", ("claim",)),
    ]


def test_a_mark_that_ends_in_a_hidden_name_is_drawn_around_it() -> None:
    document = made()
    start = TEXT.index("Ivo")
    one = claim(5, start + 3, speaker=Speaker("Ivo Tarn", "resident Ivo Tarn", start - 9, start + 8))
    masker = Masker.for_documents({"a.txt": document})
    marks = marks_of(document, [one], (), (), masker)
    runs = [r for p in passages_of(document, marks, masker) for r in p.runs]
    whole = "".join(r.text for r in runs)
    assert "Ivo" not in whole and "Tarn" not in whole
    assert whole.count("[person 1]") == 1
    assert all("Tarn" not in m.words for m in marks)


def test_text_between_blocks_is_shown() -> None:
    document = made(blocks=(Block(5, 31, "body", "blocks.body"),))
    assert [(p.label, p.noise) for p in passages_of(document, (), Masker({"a.txt": document}, names=True))] == [
        ("", False),
        ("body", False),
        ("", False),
    ]


def test_a_document_without_blocks_shows_its_text() -> None:
    document = made("Ein Satz.", blocks=())
    assert said(document, ()) == [[("Ein Satz.", ())]]
    assert said(made("", blocks=()), ()) == []


def test_signs_that_turn_the_line_are_named() -> None:
    text = "12\u202e dead\x1b[2J"
    document = made(text, (Block(0, len(text), "body", ""),))
    (passage,) = passages_of(document, (), Masker({"a.txt": document}, names=True))
    assert [(r.text, r.sign) for r in passage.runs] == [("12", False), ("U+202E", True), (" dead", False), ("U+001B", True), ("[2J", False)]


def test_marks_outside_the_text_are_left_out() -> None:
    document = made()
    masker = Masker({"a.txt": document}, names=True)
    notes = [Note(60, 900, "corrected", "notes.corrected_here"), Note(5, 5, "updated", "notes.earlier")]
    assert marks_of(document, [claim(50, 50)], [], notes, masker) == ()


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(4, 4, "4"), (9, None, "9 or more"), (None, 30, "up to 30"), (3, 5, "3 to 5"), (None, None, "no number"), (0, 0, "0")],
)
def test_bounds_in_words(low: int | None, high: int | None, words: str) -> None:
    assert bounds_words(low, high) == words


def test_many_marks_on_one_word_stay_quick_and_whole() -> None:
    text = "word " * 4000
    document = made(text, (Block(0, len(text), "body", ""),))
    marks = tuple(Mark(n, n + 30, "claim", "x", claim=f"c-{n}") for n in range(0, 19000, 3))
    passages = passages_of(document, marks, Masker({"a.txt": document}, names=True))
    runs = [r for p in passages for r in p.runs]
    assert "".join(r.text for r in runs) == text
    assert sum(len(r.begins) for r in runs) == len(marks)
