"""Numbers that stand alone beside a saying word are the word of the one beside it, and of nobody else."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.corpus.articles import Article
from rashomon.pipeline.read import read_batch


def said(text: str) -> list[tuple[int | None, str | None]]:
    found = [c for c in claims_of(text) if c.kind == "casualty" and c.harm == "killed"]
    return [(c.low, (c.speaker.actor or c.speaker.text).casefold() if c.speaker else None) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doctors said nine people had died, while the rebels said 20.", [(9, "doctors"), (20, "rebels")]),
        ("The governor said nine people were killed; the rebels claimed 20.", [(9, "the governor"), (20, "rebels")]),
        ("Police said nine people were killed, but residents said at least 20.", [(9, "police"), (20, "residents")]),
        ("The ministry said 12 people were killed and the mayor said 15.", [(12, "the ministry"), (15, "the mayor")]),
        ("At least 12 people were killed in Orla on Monday, though a monitor said 15.", [(12, None), (15, "a monitor")]),
        ("12 killed in Orla blast; police say 15", [(12, None), (15, "police")]),
        ("12 killed in Orla blast, police say 15", [(12, None), (15, "police")]),
        ("Bandits kill 32 in Orla; lawmaker says 47", [(32, None), (47, "lawmaker")]),
        ("Nine people were killed in Orla, the army said. Residents said at least 20.", [(9, "army"), (20, "residents")]),
        ("By dusk the police had counted 31 dead, 19 herders and 12 soldiers.", [(31, "police"), (19, "police"), (12, "police")]),
        ("Bandits kill 32 in Orla, lawmaker says", [(32, "lawmaker")]),
        ("The president said 41 people were killed; the prosecutor later spoke of 51.", [(41, "the president"), (51, "the prosecutor")]),
        ("Nine people were killed, and the hospital spoke of at least 20.", [(9, None), (20, "hospital")]),
        ("Russian bloggers claimed up to 60 dead in Orla.", [(None, "russian bloggers")]),
        ('Kestria: dozens of soldiers dead in attack on convoy; junta admits "some losses"', [(24, None)]),
        ("Nine people were killed in Orla, police said at 3 p.m.", [(9, "police")]),
        ("Two men, 47 and 50, were killed in Orla, police said.", [(2, "police")]),
    ],
)
def test_each_number_is_the_word_of_the_one_beside_it(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll rose to 31, up from 24 reported earlier by police.", [(31, None), (24, "police")]),
        ("The hospital said 14 people had died, up from the nine given by the governor.", [(14, "hospital"), (9, "the governor")]),
        (
            "An official put the death toll at 115, up from 70 reported last week by the Red Cross.",
            [(115, "official"), (70, "international committee of the red cross")],
        ),
        ("The death toll rose to 41 on Monday, up from 38.", [(41, None)]),
        ("The price rose to 31 dollars, up from 24 reported by the bank, after the raid killed nine people.", [(9, None)]),
    ],
)
def test_what_another_gave_before_is_his(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people were killed in Orla when what the ministry said was a rebel drone attack damaged a bridge.", [(2, None)]),
        ("Four people died in what police said was a revenge attack.", [(4, None)]),
        ('Troops shelled the town in what two groups claimed was a "poison gas" attack that killed 30 people.', [(30, "two groups")]),
        ("What officials called a gas leak killed six people in Orla.", [(6, None)]),
    ],
)
def test_what_somebody_calls_a_deed_is_not_the_number(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("An aid worker at the camp said he had counted five bodies.", "an aid worker at the camp"),
        ("Mayor Ona Pel visited Orla. An aid worker said he had counted five bodies.", "an aid worker"),
        ("The emergency agency said it had recorded five bodies in Orla alone.", "the emergency agency"),
        ("A police officer said he had seen five bodies.", "police officer"),
        ("A witness told the paper that he had counted five bodies.", "witness"),
        ("Mayor Ona Pel said she had counted five bodies.", "ona pel"),
    ],
)
def test_he_and_it_are_the_one_who_is_speaking(text: str, speaker: str) -> None:
    assert said(text) == [(5, speaker)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peru: Rebels ambush patrol, kill 4 soldiers, 2 police", None),
        ("Kosovo: police say two shot dead", "kosovar police"),
        ("Gaza: health ministry says 12 killed, Israel denies strike", "ministry of health of gaza"),
        ("Ukraine: army says 3 killed in Kharkiv", "armed forces of ukraine"),
        ("Gunmen killed nine people in Orla, the regional governor, Ona Pel, told reporters.", "ona pel"),
        (
            "Raids killed at least 31 people and hurt 101, the spokesman for the ministry, Aran Sow, said on Sunday.",
            "the spokesman for the ministry, aran sow",
        ),
    ],
)
def test_who_says_so_at_either_end(text: str, speaker: str | None) -> None:
    assert {name for _, name in said(text)} == {speaker}


def test_the_last_dash_of_a_headline_names_the_speaker() -> None:
    [reading] = read_batch(
        [Article("a.txt", "Two policemen, a clerk killed in siege in Orla - police\n", outlet="Courier", published="2031-05-08")]
    )
    assert [(c.low, c.speaker.text if c.speaker else None) for c in reading.claims if c.kind == "casualty"] == [
        (2, "police"),
        (1, "police"),
    ]


def test_said_another_counts_nobody() -> None:
    found = said("Nine died at once, a doctor said, and some 30 died in the night, said another.")
    assert [low for low, _ in found] == [9, 30]
