"""Numbers that stand alone beside a saying word are the word of the one beside it, and of nobody else."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import dead_by_speaker


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
        ("12 people were killed in Orla on Monday; police say 15 in the town.", [(12, None), (15, "police")]),
        ("12 people were killed in Orla; police said 15 on the road to the old harbour.", [(12, None), (15, "police")]),
        ("Nine people were killed, doctors said; residents said 20 in Orla.", [(9, "doctors"), (20, "residents")]),
        ("The army said nine people were killed, and the mayor said 15 at the market.", [(9, "army"), (15, "the mayor")]),
    ],
)
def test_each_number_is_the_word_of_the_one_beside_it(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert dead_by_speaker(text) == expected


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
    assert dead_by_speaker(text) == expected


def test_said_another_counts_nobody() -> None:
    found = dead_by_speaker("Nine died at once, a doctor said, and some 30 died in the night, said another.")
    assert [low for low, _ in found] == [9, 30]
