"""Which articles are quiet, which are read in part, and that both say so."""

import pytest

from rashomon.corpus import Article
from rashomon.lexicon import load
from rashomon.mentions import ALONE, IN_PART, QUIET
from rashomon.mentions.quiet import waking
from rashomon.pipeline.read import read_batch

DULL = (
    "The town council of Orla met on Tuesday. It said the new market hall would open in spring. "
    "The mayor thanked the builders, and traders said the rents were fair. "
)


def reading(text: str, **more: str):
    [one] = read_batch([Article("a.txt", text, outlet="Courier", published="2031-05-08", **more)])
    return one


@pytest.mark.parametrize(
    ("text", "wakes"), [(t, True) for e in load("awake") for t in e.fires] + [(t, False) for e in load("awake") for t in e.silent]
)
def test_words_wake_where_their_line_says(text: str, wakes: bool) -> None:
    assert bool(waking(text)) is wakes


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen held the bridge.",
        "At least 14 people died near Tessel.",
        "The ministry denied that its army attacked the clinic.",
        "SIX DEAD AFTER CLASH IN ORLA",
        "police shot three men at the depot",
        "The unit lost eleven of its members in the raid on Tessel.",
        "A hidden\u200b word: he was ki\u200blled.",
        "Oren Hale, 18, had been shot.",
        "Orla motorist shot while giving a stranger a coin",
        "A Kestrian citizen died and another was injured when the light plane came down.",
        "The bride of the envoy of Velmara, said the clinic, is the one who was injured.",
        "The call of a hired assassin ended his life.",
    ],
)
def test_news_of_violence_wakes(text: str) -> None:
    assert QUIET not in reading(text + "\n").document.quality


@pytest.mark.parametrize(
    "text",
    [
        "The winger led every attack and shot wide from nine yards.",
        "He missed three months with a hip injury, then won 6-4 6-3.",
        "The death of the musical, said the critic, has been foretold for a decade.",
        "Novelist Hana Brel, whose books were read everywhere, has died aged 84.",
        "The party lost two seats and the battle over taxes goes on.",
    ],
)
def test_ordinary_news_is_quiet_and_says_so(text: str) -> None:
    found = reading(text + "\n")
    assert found.document.status == "used"
    assert found.document.blocks
    assert QUIET in found.document.quality
    assert not found.claims and not found.incidents


def test_a_number_in_another_sentence_counts_nobody() -> None:
    assert not waking("That idea is dead. Two shops opened.")
    assert waking("Two shopkeepers were found there, both dead. Two shops opened.")


def test_a_long_article_with_one_sentence_of_violence_is_read_around_it() -> None:
    told = "Three Kestrian guards were killed near Orla on Monday, the ministry said. "
    found = reading(DULL * 6 + told + DULL * 6 + "\n")
    assert IN_PART in found.document.quality
    assert [(c.harm, c.low) for c in found.claims if c.kind == "casualty"] == [("killed", 3)]
    whole = reading(told + DULL + "\n")
    assert IN_PART not in whole.document.quality
    assert [(c.harm, c.low) for c in whole.claims if c.kind == "casualty"] == [("killed", 3)]


def test_of_an_article_read_in_part_the_far_sentences_are_left_alone() -> None:
    told = "Three Kestrian guards were killed near Orla on Monday, the ministry said. "
    denial = "The minister denied that her staff attacked the budget. "
    found = reading(DULL * 6 + told + DULL * 6 + denial + DULL + "\n")
    assert IN_PART in found.document.quality
    assert [c.quote for c in found.claims if c.kind == "statement" and "budget" in c.quote] == []
    near = reading(DULL * 6 + told + denial + DULL * 7 + "\n")
    assert [c.low for c in near.claims if c.kind == "casualty"] == [3]


def test_a_figure_far_from_any_word_that_wakes_is_still_read() -> None:
    told = "Gunmen held the bridge of Tessel on Monday. "
    later = "Oren Hale was shot there as well. "
    assert not waking(later)
    found = reading(told + DULL * 8 + later + DULL * 4 + "\n")
    assert IN_PART in found.document.quality
    assert [c.harm for c in found.claims if c.kind == "casualty"] == ["casualties"]


@pytest.mark.parametrize(
    ("sentence", "sleeps"),
    [
        ("The singer said her album would be a bomb of joy. ", True),
        ("A gunman held the bridge. ", True),
        ("A gunman held the bridge, and the mayor blamed the guards. ", False),
        ("A gunman held the bridge. Oren Hale was shot there. ", False),
        ("Two guards were killed at the bridge. ", False),
    ],
)
def test_one_word_of_violence_alone_in_a_long_article(sentence: str, sleeps: bool) -> None:
    found = reading(DULL * 4 + sentence + DULL * 4 + "\n")
    assert (ALONE in found.document.quality) is sleeps
    assert sleeps is not (IN_PART in found.document.quality)
    assert ALONE not in reading(sentence + DULL + "\n").document.quality  # a short one is read whatever it says
    assert ALONE not in reading(sentence + DULL * 8 + "\n").document.quality  # what opens an article is no aside


@pytest.mark.parametrize(
    "text",
    [
        "The striker had two shots on target and was missing the best of his form in five games.",
        "Three public bodies were asked, and nine people fell victim to the fraud.",
        "Seven drivers said the bricks and mortar of the shop had time to kill.",
    ],
)
def test_sayings_wake_nobody(text: str) -> None:
    assert not waking(text)


def test_a_saying_hides_no_other_word() -> None:
    assert waking("On death row two prisoners were found dead.")
    assert waking("Four guards were missing in the gas station.")


@pytest.mark.parametrize(
    ("text", "wakes"),
    [
        ("Renamo said it had planned the attack.", True),
        ("The attack was claimed by LeT.", True),
        ("THE ATTACK WAS CLAIMED BY LET.", True),
        ("The attack of the home side let them equalise.", False),
    ],
)
def test_a_deed_near_the_name_of_an_armed_group_wakes(text: str, wakes: bool) -> None:
    assert bool(waking(text)) is wakes
