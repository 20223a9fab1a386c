"""Notes of an outlet on its own article: found, kept from being read, and what they take back."""

from __future__ import annotations

import pytest

from rashomon.corpus.articles import Article
from rashomon.corpus.blocks import label_blocks
from rashomon.corpus.documents import make_document
from rashomon.corpus.notes import find_notes
from rashomon.lexicon import load
from rashomon.model.documents import READ_LABELS, Note

BODY = (
    "Shelling hit the village of Marrow on Monday, officials said.\n\n"
    "Rescuers were digging through the rubble of a school on Tuesday, and the mayor said that more people may be found there.\n\n"
    "The army of Freedonia denied that it had fired, and Sylvania asked for an inquiry into the attack.\n\n"
)


def notes(text: str) -> tuple[Note, ...]:
    return find_notes(text, label_blocks(text))


def said(note: Note) -> tuple[str, list[tuple[int, str | None]], list[tuple[int, str | None]]]:
    return note.kind, [(f.number, f.harm) for f in note.wrong], [(f.number, f.harm) for f in note.right]


K, W = "killed", "wounded"
FOOT = [
    ("Correction: An earlier version of this article said 14 people were killed; the figure is 4.", "corrected", [(14, K)], [(4, K)]),
    ("CORRECTION: This story originally gave the number of dead as 14. Four people were killed.", "corrected", [(14, K)], [(4, K)]),
    ("This story has been updated to correct the number of dead.", "corrected", [], []),
    (
        "Correction: An earlier version of this story said 14 people were killed and 30 wounded; the figures are four and nine.",
        "corrected",
        [(14, K), (30, W)],
        [(4, K), (9, W)],
    ),
    ("Editor's note: this article has been withdrawn.", "retracted", [], []),
    (
        "Editor’s Note: An earlier version of this report put the death toll at fourteen. In fact, four people died.",
        "corrected",
        [(14, K)],
        [(4, K)],
    ),
    ("Clarification: A previous version of this story did not say that the nine dead were soldiers.", "corrected", [], []),
    ("This story has been corrected to show that four people were killed, not 14.", "corrected", [(14, K)], [(4, K)]),
    ("We retract this report, which said that 14 villagers were killed.", "retracted", [(14, K)], []),
    (
        "Correction\n\nAn article on Monday about the raid misstated the number of people killed. It was four, not 14.",
        "corrected",
        [(14, K)],
        [(4, K)],
    ),
    (
        "*NOTE: A previous version of this story indicated that 21 had been wounded. The correct number is twelve.",
        "corrected",
        [(21, W)],
        [(12, W)],
    ),
    ("Correction: Four people were killed in Marrow, not 14.", "corrected", [(14, K)], [(4, K)]),
    ("This article was amended on 3 May 2031 to correct the death toll: 4, rather than 14.", "corrected", [(14, K)], [(4, K)]),
    ("Updated to clarify that the 14 were wounded.", "clarified", [], [(14, W)]),
    ("We have withdrawn the figure of 14 dead.", "retracted", [(14, K)], []),
    (
        "Correction: An earlier edition of this article overstated the number of wounded as 40 instead of 30.",
        "corrected",
        [(40, W)],
        [(30, W)],
    ),
    ("Correction: Not 1,400 but 140 people were wounded in the shelling of the village.", "corrected", [(1400, W)], [(140, W)]),
    ("Clarification: This article was changed to clarify that twenty-four people were wounded.", "clarified", [], [(24, W)]),
    ("Correction: the dead teacher was 37 years old, not 39.", "corrected", [], []),
    ("5:25 p.m.: This article was updated with more information from the mayor.", "updated", [], []),
    ("This report has been retracted because its author had not been to Marrow.", "retracted", [], []),
]


@pytest.mark.parametrize(("text", "kind", "wrong", "right"), FOOT)
def test_a_note_at_the_foot(text: str, kind: str, wrong: list[tuple[int, str]], right: list[tuple[int, str]]) -> None:
    found = notes(BODY + text)
    assert [said(n) for n in found] == [(kind, wrong, right)]
    assert (BODY + text)[found[0].start : found[0].end] == text
    for figure in (*found[0].wrong, *found[0].right):
        assert (BODY + text)[figure.start : figure.end][:1].isalnum()


@pytest.mark.parametrize(("text", "kind", "wrong", "right"), FOOT)
def test_no_claim_is_read_from_a_note(text: str, kind: str, wrong: list[tuple[int, str]], right: list[tuple[int, str]]) -> None:
    blocks = label_blocks(BODY + text)
    note = find_notes(BODY + text, blocks)[0]
    assert not [b for b in blocks if b.label in READ_LABELS and b.end > note.start]
    assert [(BODY)[b.start : b.end] for b in blocks if b.label == "body"] == BODY.strip().split("\n\n")


HEAD = [
    ("(Corrects figure in paragraph 3)", "corrected"),
    ("(Updates death toll, adds quotes)", "updated"),
    ("CORRECTION: In an earlier version of this story, the toll was given as 14 killed.", "corrected"),
    ("[Editor's note: This item has been updated since it was originally posted.]", "updated"),
    ("A sentence in an earlier version of this story gave a wrong toll.", "corrected"),
    ("This story has been retracted.", "retracted"),
]


@pytest.mark.parametrize(("text", "kind"), HEAD)
@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_note_at_the_head(text: str, kind: str, between: str) -> None:
    whole = text + between + BODY
    found = notes(whole)
    assert [n.kind for n in found] == [kind]
    assert whole[found[0].start : found[0].end].strip("[] ") == text.strip("[] ")


def test_a_wire_story_with_its_corrected_version_below() -> None:
    head = "MARROW, Freedonia (AP) — In a story May 3 about a raid on Marrow, The Associated Press reported erroneously that 14 people were killed. Police said four died.\n\n"
    below = "A corrected version of the story is below:\n\n"
    found = notes(head + below + "Four killed in raid on Marrow\n\n" + BODY)
    assert [said(n) for n in found] == [("corrected", [(14, K)], [(4, K)])]


def test_a_headline_that_says_corrected_speaks_of_every_figure() -> None:
    (note,) = notes("CORRECTED-Four killed in Marrow raid\n\n" + BODY)
    assert note.kind == "corrected" and K in note.harms and not note.wrong


def test_a_note_at_the_end_of_a_text_on_one_line() -> None:
    text = BODY.replace("\n\n", " ") + FOOT[0][0]
    (note,) = notes(text)
    assert text[note.start : note.end] == FOOT[0][0]
    assert [b.label for b in label_blocks(text)][-1] == "boilerplate"


def test_a_notice_to_kill_a_story() -> None:
    (note,) = notes("ADVISORY: Please disregard the story headlined 'Nine killed in Marrow'.")
    assert note.whole and note.kind == "retracted"


def test_the_harm_is_named_where_no_number_is() -> None:
    (note,) = notes(BODY + "This article has been updated to correct the number of dead.")
    assert note.harms == (K,)


SILENT = [
    "Corrections officers were taken hostage in the prison on Monday.",
    "Correction: markets fell",
    "The Department of Corrections: two guards were stabbed on Monday.",
    "The troops have been withdrawn.",
    "The witness retracted his story.",
    '"This story has been withdrawn," the spokesman said.',
    "Update: five people have now died.",
    "UPDATE 5 p.m.: Police now say that nine people were killed.",
    "An earlier version of the bridge stood here.",
    "The minister said an earlier version of his speech was leaked.",
    "This post was removed by its author.",
    "Note: the army says 14 people were killed.",
    "The army wrongly said the town had fallen.",
    "Editor's note: the writer lives in Marrow.",
    "The ministry corrected its figure to four dead.",
    "The statement has been updated to include the name of the captain.",
    "Retractions are rare, the editor said, and corrections rarer still.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_note(text: str) -> None:
    assert notes(BODY + text) == ()
    assert notes(text + "\n\n" + BODY) == ()
    assert notes(BODY.strip() + " " + text) == ()


def test_a_document_carries_its_notes() -> None:
    made = make_document(Article("a.txt", BODY + FOOT[0][0]))
    assert [n.kind for n in made.notes] == ["corrected"]
    assert not make_document(Article("b.txt", BODY)).notes


def test_the_examples_of_the_lexicon() -> None:
    for entry in load("notes"):
        if entry.get("part") not in {"sentence", "label", "wire"}:
            continue
        for sentence in entry.fires:
            text = sentence + "\n\n" + BODY if entry.get("part") == "wire" else BODY + sentence
            assert notes(text), (entry.id, sentence)
        for sentence in entry.silent:
            assert not notes(sentence + "\n\n" + BODY), (entry.id, sentence)
            assert not notes(BODY + sentence), (entry.id, sentence)
