"""Tolls told as a list ("59 dead, including 15 children, and 40 wounded"): to which harm each part belongs."""

from __future__ import annotations

import pytest
from tests.one_article import casualties

LISTS = [
    ("The toll is 59 dead, including 15 children, and around 40 wounded.", "killed 59, killed 15 part, wounded 40"),
    ("There were 59 dead, including 15 children, and 40 wounded.", "killed 59, killed 15 part, wounded 40"),
    ("The blast left 59 people dead, including 15 children, and 40 wounded.", "killed 59, killed 15 part, wounded 40"),
    ("The attack left 12 dead, among them three women, and 30 injured.", "killed 12, killed 3 part, wounded 30"),
    ("The toll stood at 12 dead, three of them children, and 30 injured.", "killed 12, killed 3 part, wounded 30"),
    ("At least 59 dead, including 15 children and two nurses, and 40 wounded.", "killed 59, killed 15 part, killed 2 part, wounded 40"),
    ("Twelve dead, including two policemen, 30 hurt.", "killed 12, killed 2 part, wounded 30"),
    ("There were 12 dead, including two soldiers, and four missing.", "killed 12, killed 2 part, missing 4"),
    ("The blast killed 59, including 15 children, and wounded 40.", "killed 59, killed 15 part, wounded 40"),
    ("The attack left 12 dead and 30 injured, including three women.", "killed 12, wounded 30, wounded 3 part"),
    ("Fifteen children and 40 others were wounded.", "wounded 15, wounded 40"),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_a_part_belongs_to_the_harm_told_before_it(text: str, wanted: str) -> None:
    found = [f"{c.harm} {c.low}{' part' if c.part_of else ''}" for c in casualties(text)]
    assert ", ".join(found) == wanted


AT_LAST = [
    ("The rebels killed four guards of the brigade, losing one man.", "killed 4, killed 1"),
    ("Gunmen struck on Monday. The 44 Brigade said it had lost nine men.", "killed 9"),
    ("Gunmen struck on Monday. The militia lost two men at the bridge.", "killed 2"),
    ("Gunmen struck on Monday. The club lost nine men to injury.", ""),
    ('Rebels struck. "We have lost seven of our men, and two more are fighting for their lives," the general said.', "killed 7, wounded 2"),
    ("Gunmen struck on Monday. Three policemen paid the supreme price.", "killed 3"),
    ("Gunmen killed a family of five.", "killed 5"),
    ("A shell killed a family of six and wounded nine people.", "killed 6, wounded 9"),
    ("A family of four, including a boy of seven, died in the shelling.", "killed 4, killed 1 part"),
    ("The strike killed a family of refugees.", "killed 2"),
    ("Family of five killed in Orla air strike.", "killed 5"),
]


@pytest.mark.parametrize(("text", "wanted"), AT_LAST)
def test_men_lost_and_families_counted(text: str, wanted: str) -> None:
    found = [f"{c.harm} {c.low}{' part' if c.part_of else ''}" for c in casualties(text)]
    assert ", ".join(found) == wanted
