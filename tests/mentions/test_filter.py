import pytest

from rashomon.language import get_parser, split_document
from rashomon.lexicon import load
from rashomon.mentions import find_mentions, wanted
from rashomon.mentions.people import person, plural_of
from rashomon.model import Block, Document


def read(text):
    document = Document("x", text, "d", "s", blocks=(Block(0, len(text), "body"),))
    sentences = split_document(document)
    get_parser().parse(sentences)
    return document, sentences


@pytest.mark.parametrize(
    "text", ["Nine men died.", "The ministry denied it.", "Jets struck the town.", "She told reporters.", "A toll of 12 is feared."]
)
def test_sentences_that_could_matter_are_wanted(text):
    assert wanted(read(text)[1][0])


@pytest.mark.parametrize("text", ["The album sold well.", "Rain fell all week in the hills."])
def test_others_are_not(text):
    assert not wanted(read(text)[1][0])


def test_every_harm_word_is_wanted():
    for entry in load("harm"):
        for form in entry.forms:
            assert wanted(read(f"Ten soldiers, {form} there.")[1][0]), form


@pytest.mark.parametrize(
    ("noun", "status", "groups"),
    [
        ("soldiers", "combatant", ()),
        ("villager", "civilian", ()),
        ("farmer", "civilian", ("farmers",)),
        ("people", "unknown", ()),
        ("policemen", "police", ("police",)),
        ("children", "civilian", ("children",)),
        ("ex-soldier", "combatant", ()),
    ],
)
def test_what_a_noun_says_of_the_victim(noun, status, groups):
    who = person(noun)
    assert who is not None and (who.status, who.groups) == (status, groups)


def test_plurals():
    assert [plural_of(w) for w in ("soldier", "baby", "gunman", "boss", "boy")] == ["soldiers", "babies", "gunmen", "bosses", "boys"]


def test_all_kinds_of_mentions_of_one_document_stand_in_order():
    document, sentences = read("Mortars hit Paris. A car bomb killed 3 people in Rome on Friday, aged 4, 5 and 6.")
    mentions = find_mentions(document, sentences)
    assert [w.weapon for w in mentions.weapons][:1] == ["mortar"]
    assert [c.figure.low for c in mentions.casualties] == [3]
    assert mentions.set_aside
    for kind in (mentions.casualties, mentions.weapons, mentions.set_aside):
        assert [m.start for m in kind] == sorted(m.start for m in kind)
