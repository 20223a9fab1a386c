import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language import split_document
from rashomon.language.sentences import split_text
from rashomon.model import Block, Document


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Col. Aram Dell spoke on Feb. 12 in St. Orla. He left.", 2),
        ("The U.N. General Assembly met. It rose at 5 p.m. and left.", 2),
        ("It fell at 5 p.m. The army denied it.", 2),
        ('"Four were killed." He added: "Two more."', 2),
        ("J. R. Tolan said so. No. 7 Brigade left.", 2),
        ("Who fired? Nobody knows! Really…", 3),
        ("He earned $3.5 million. 12 people died.", 2),
    ],
)
def test_abbreviations_and_initials_do_not_end_a_sentence(text, n):
    assert len(split_text(text)) == n, split_text(text)


@given(st.text(alphabet="aB. ?!\u200b\u201d\n1", max_size=80))
def test_sentences_are_in_order_and_stand_where_they_say(text):
    document = Document("x", text, "d", "s", blocks=(Block(0, len(text), "body"),))
    last = 0
    for s in split_document(document):
        assert last <= s.start < s.end <= len(text)
        assert s.offset(0) == s.start and s.offset(len(s.text) - 1) + 1 == s.end
        last = s.end


def test_captions_and_boilerplate_are_not_read():
    text = "Four died.\nA man walks, 2021.\nShare this.\n"
    document = Document("x", text, "d", "s", blocks=(Block(0, 10, "body"), Block(11, 29, "caption"), Block(30, 41, "boilerplate")))
    assert [s.text for s in split_document(document)] == ["Four died."]


def test_lower_cased_text_is_cut_at_its_full_stops():
    told = (
        "the council of orla met on tuesday near st. brel hall. others met at 4 p.m. sharp in the hall. "
        "it said no. 5 market street would close. mr. brel and j. hale said nothing."
    )
    assert [told[a:b].split()[-1] for a, b in split_text(told)] == ["hall.", "hall.", "close.", "nothing."]
    assert len(split_text("He went home. " + "it rained. " * 12)) == 1 < len(split_text("he went home. " + "it rained. " * 12))
