"""Tolls told as a list ("59 dead, including 15 children, and 40 wounded"): to which harm each part belongs."""

from __future__ import annotations

import pytest
from tests.one_article import casualties, read_one

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
    ("Gunmen struck on Monday. The army said the village had lost 200 men to emigration.", ""),
    ("Gunmen struck on Monday. Police lost two men in a crowd while chasing them.", ""),
    ("Gunmen killed a family of five.", "killed 5"),
    ("Gunmen killed the family of one of the officers.", "killed 2"),
    ("A shell killed a family of six and wounded nine people.", "killed 6, wounded 9"),
    ("A family of four, including a boy of seven, died in the shelling.", "killed 4, killed 1 part"),
    ("The strike killed a family of refugees.", "killed 2"),
    ("Family of five killed in Orla air strike.", "killed 5"),
]


@pytest.mark.parametrize(("text", "wanted"), AT_LAST)
def test_men_lost_and_families_counted(text: str, wanted: str) -> None:
    found = [f"{c.harm} {c.low}{' part' if c.part_of else ''}" for c in casualties(text)]
    assert ", ".join(found) == wanted


HELD = [
    ("Gunmen struck on Monday. Two soldiers who had been reported missing were found alive.", ""),
    ("Gunmen struck on Monday. A boy initially reported missing was found alive.", ""),
    ("Gunmen struck on Monday. All three missing soldiers turned up safe.", ""),
    ("Gunmen struck on Monday. Nine people are missing, and two were found alive under the rubble.", "missing 9"),
    ("Gunmen struck on Monday. Nine people are missing but a girl was found alive.", "missing 9"),
    ("Troops rescued 31 kidnapped women on Friday.", ""),
    ("Gunmen struck on Monday. Police freed two abducted girls.", ""),
    ("Gunmen struck on Monday. Nine captured soldiers escaped.", ""),
    ("Eleven schoolgirls abducted in January were released on Friday.", "captured 11"),
    ("Gunmen struck on Monday. Thirty people are missing, and hopes of them being found alive are fading.", "missing 30"),
    ("Gunmen struck on Monday. Rescuers hope 12 missing miners will be found alive.", "missing 12"),
    ("Gunmen struck on Monday. Nine miners are missing, but the mine is safe.", "missing 9"),
    ("Troops are trying to rescue 31 kidnapped women.", "captured 31"),
    ("The rebels refused to free nine captured soldiers.", "captured 9"),
    ("Gunmen kidnapped 31 women on Friday and released nine of them on Monday.", "captured 31, captured 9 part"),
    ("Troops captured nine rebels on Friday.", "captured 9"),
]


@pytest.mark.parametrize(("text", "wanted"), HELD)
def test_who_was_found_or_freed_is_missing_or_held_no_more(text: str, wanted: str) -> None:
    found = [f"{c.harm} {c.low}{' part' if c.part_of else ''}" for c in casualties(text)]
    assert ", ".join(found) == wanted


def test_who_was_freed_is_set_aside_with_the_reason() -> None:
    assert [x.reason for x in read_one("Troops rescued 31 kidnapped women on Friday.").set_aside] == [
        "freed, and not said when they were taken"
    ]
