"""Tolls of a year, of a war and of an older event beside the one at hand: they are background, and leave its figures alone."""

from __future__ import annotations

import pytest
from tests.one_article import derived_of, ranges

BESIDE = " Nine people died in an air strike in Hadrel on Monday."
PASSING = [
    "It was the deadliest fighting in the city since last August, when 32 people were killed in clashes between militias.",
    "It was the worst day of violence since May 2027, when 61 people died.",
    "Rebels killed some 1,200 people and took about 250 hostages in the attack that triggered the war, according to official tallies.",
    "The United Nations says 3,804 civilians were killed in 2028, the highest annual toll.",
    "Since October, more than 200 people have been killed in the north. In the south, ten soldiers and five civilians have been killed, the army says.",
    "Since October, more than 200 people have been killed in the north. Another 15 have died in the south.",
]


@pytest.mark.parametrize("text", PASSING)
def test_what_is_told_in_passing_leaves_the_event_alone(text: str) -> None:
    for told in (text + BESIDE, BESIDE.strip() + " " + text, BESIDE.strip() + "\n\n" + text):
        assert ranges(told) == [("killed", 9, 9, 9)], told


AT_HAND = [
    ("The raid, the worst since 2027, killed 80 people in Hadrel on Monday.", 80),
    ("The bombing was the worst in the city since 2027 and killed 61 people on Monday.", 61),
    ("It was the deadliest attack in Hadrel since May, with at least 61 people killed.", 61),
    ("Nine people have been killed in an air strike in Hadrel on Monday. Two children have died, too.", 9),
]


@pytest.mark.parametrize(("text", "toll"), AT_HAND)
def test_what_is_at_hand_is_told_as_such(text: str, toll: int) -> None:
    assert ("killed", toll) in {(harm, best) for harm, _, best, _ in ranges(text)}


DIED_LATER = [
    ("Fifteen soldiers were killed in an ambush in Hadrel on Monday, the army said. The wounded were flown to a hospital, where one of them died on Tuesday, raising the death toll to 16, a colonel said.", 16),
    ("A bomb killed nine people in Hadrel on Monday, doctors said. Two of the wounded died overnight, bringing the toll to 11, doctors said.", 11),
    ("Gunmen killed 14 people in Hadrel on Monday, prosecutors said. Prosecutors had initially put the number of dead at 11, but three of the wounded died in hospital on Monday and Tuesday.", 14),
    ("The toll from Monday's bombing in Hadrel rose to 12 on Wednesday after three people died of their wounds.", 12),
]  # fmt: skip


@pytest.mark.parametrize(("text", "toll"), DIED_LATER)
def test_who_dies_of_wounds_later_dies_of_the_same_event(text: str, toll: int) -> None:
    [made] = derived_of(text).incidents
    assert str(made.date_start) == "2031-05-05"
    assert [e.best for e in made.estimates if e.side is None] == [toll]
