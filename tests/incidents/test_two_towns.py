"""Two deeds of one sentence in two towns are two incidents, and hours later in another province is another."""

from __future__ import annotations

import pytest
from tests.one_article import read_one

from rashomon.model import Claim


def told(text: str) -> dict[int | None, Claim]:
    reading = read_one(text, "2024-03-06")
    return {c.low: c for c in reading.claims if c.kind == "casualty"}


def mentions(text: str) -> list[set[int | None]]:
    reading = read_one(text, "2024-03-06")
    return sorted(({low for _, low, _, _ in m.figures} for m in reading.incidents if m.claims), key=lambda s: -max(n or 0 for n in s))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("A car bomb killed nine people in Quetta on Monday and two traders were shot dead by gunmen in Zhob.", (9, "Quetta"), (2, "Zhob")),
        ("A bomb in Kandahar killed nine people on Monday, and rockets killed two in Herat.", (9, "Kandahar"), (2, "Herat")),
        ("An air strike on Monday killed seven people in Idlib and shelling killed three in Hama.", (7, "Idlib"), (3, "Hama")),
        ("Militants attacked a village near Mopti on Monday, killing 12 people, and soldiers shot dead two protesters in Bamako.", (12, "Mopti"), (2, "Bamako")),
        ("Gunmen killed six people in Kaduna and four in Jos on Monday.", (6, "Kaduna"), (4, "Jos")),
        ("Gunmen killed six people in Kaduna on Monday and four in Jos.", (6, "Kaduna"), (4, "Jos")),
        ("Air strikes killed 12 people in Idlib and five in Hama on Monday, doctors said.", (12, "Idlib"), (5, "Hama")),
        ("Nine people were killed in Kandahar on Monday, and three died in Herat when a grenade exploded.", (9, "Kandahar"), (3, "Herat")),
    ],
)  # fmt: skip
def test_deeds_of_two_towns_in_one_sentence_are_two_incidents(text: str, first: tuple[int, str], second: tuple[int, str]) -> None:
    claims = told(text)
    assert [(low, claims[low].place) for low, _ in (first, second)] == [first, second]
    assert mentions(text) == [{first[0]}, {second[0]}]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen stormed a market in Quetta on Monday, killing nine people and wounding four.",
        "A bomb killed nine people in Quetta on Monday and four others were wounded in the blast.",
        "Gunmen raided the village of Orla near Mopti on Monday, killing nine people, and four others were hurt in Orla.",
    ],
)
def test_one_deed_in_one_town_is_one(text: str) -> None:
    assert mentions(text) == [{9, 4}]


def test_the_place_of_another_verb_is_not_where_they_died() -> None:
    assert told("Militants killed six farmers near Maiduguri on Monday, and burned houses in Bama.")[6].place == "Maiduguri"


@pytest.mark.parametrize(
    "text",
    [
        "A drone attack on a ceremony in Homs on Thursday killed at least 80 people. Hours later, government forces shelled towns in rebel-held Idlib province, killing at least nine people, rescuers said.",
        "A bomb killed 80 people in Quetta on Monday. Hours earlier, gunmen killed nine soldiers in Khyber Pakhtunkhwa province.",
        "Shells killed 80 people in Kharkiv on Monday. Later that day a missile killed nine people in Odesa.",
    ],
)
def test_hours_later_in_another_province_is_another_incident(text: str) -> None:
    assert mentions(text) == [{80}, {9}]


def test_hours_later_in_the_same_town_may_be_the_same() -> None:
    assert mentions("A bomb killed 80 people in Quetta on Monday. Hours later, police in Quetta said 90 people had died.") == [{80, 90}]


@pytest.mark.parametrize(
    "text",
    [
        "Troops shot dead three suspected rebels near Mopti on Saturday in a search for those who bombed a bus on Thursday, killing 11 people.",
        "Soldiers killed three men near Gao on Saturday in an operation against militants who attacked Kidal last week, killing 11.",
    ],
)
def test_what_people_are_known_for_is_an_incident_of_its_own(text: str) -> None:
    assert mentions(text) == [{11}, {3}]


def test_what_the_gunmen_of_a_clause_did_on_the_same_day_is_not() -> None:
    text = "Two soldiers were killed by gunmen who stormed a post in Gao on Monday, killing nine people in all."
    assert mentions(text) == [{9, 2}]
