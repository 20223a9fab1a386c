"""Victims just told, those among them, and what a comma of a headline joins: parts, and counts beside each other."""

from __future__ import annotations

import pytest
from tests.one_article import figures, figures_in_order, read_one


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Shelling killed three civilians and wounded 11 in Orla and Tessel. Two of the victims died in Orla and one in Tessel.", ["total", "part", "part"]),
        ("The blast killed nine people in Orla. Three of the victims died on the spot in Orla.", ["total", "part"]),
        ("The blast killed nine people in Orla. Four of the victims died instantly.", ["total", "part"]),
        ("A gunman wounded five people in Orla. Two of the victims died.", ["total"]),
        ("A gunman killed one man and wounded five others in Orla. Two of the victims died in hospital.", ["total", "total"]),
    ],
)  # fmt: skip
def test_some_of_the_victims_just_told_are_a_part_of_them(text: str, scopes: list[str]) -> None:
    reading = read_one(text)
    assert [c.scope for c in reading.claims if c.kind == "casualty" and c.harm == "killed"] == scopes


@pytest.mark.parametrize(
    ("headline", "lows"),
    [
        ("Two militants, soldier killed in Orla clash", [1, 2]),
        ("4 rebels, soldier slain in Orla", [1, 4]),
        ("Two policemen, a civilian dead in Orla blast", [1, 2]),
        ("Kestria: Soldier, two militants killed in Orla gunfight", [1, 2]),
        ("Ten troops, 24 Abu Sayyaf dead in Basilan", [10, 24]),
        ("Rebels ambush patrol, kill 4 soldiers, 2 police", [2, 4]),
        ("Gunmen storm hotel, kill 4 guards, a clerk", [1, 4]),
        ("Mayor, 3 aides slain in Orla", [1, 3]),
        ("Three soldiers, one civilian killed in Orla", [1, 3]),
        ("Five soldiers, 12 militants killed in Orla", [5, 12]),
        ("Pregnant woman, 2 others shot dead in Orla", [1, 2]),
        ("Bomber, two guards dead in Orla", [1, 2]),
        ("Doctor, mother of two, killed in Orla", [1]),
        ("Soldier, 23, killed in Orla", [1]),
    ],
)
def test_a_comma_of_a_headline_joins_a_count_and_one_more(headline: str, lows: list[int]) -> None:
    assert [low for _, low in figures(headline)] == lows


@pytest.mark.parametrize(
    "sentence",
    [
        "12 people, woman among them, killed in Orla",
        "Twelve people, a child among them, were killed in Orla on Monday.",
        "Twelve people, two children among them, died in Orla on Monday.",
        "Shells killed twelve people, a nurse among them, in Orla on Monday.",
    ],
)
def test_one_among_them_is_a_part(sentence: str) -> None:
    reading = read_one(sentence)
    whole, part = sorted((c for c in reading.claims if c.kind == "casualty"), key=lambda c: -(c.low or 0))
    assert (whole.low, whole.scope, part.scope) == (12, "total", "part")


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("Eight fighters were killed in Orla and the other dead were villagers.", [8, None]),
        ("Two men died in Orla. The other wounded were taken to hospital.", [2, None]),
        ("One soldier was killed in Orla and the other wounded.", [1, 1]),
        ("Two rebels and an Army man were killed in Orla on Monday.", [2, 1]),
    ],
)
def test_the_others_are_as_many_as_is_said(text: str, lows: list[int | None]) -> None:
    assert [low for _, low in figures_in_order(text)] == lows


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The agency said it had recorded 22 bodies in Orla alone.", "part"),
        ("The raids killed 22 people in the district alone, doctors said.", "part"),
        ("At least 22 people were killed in Orla alone.", "part"),
        ("On Monday alone, shells killed 22 people in Orla.", "total"),
        ("Shells killed 22 people in Orla on Monday alone.", "total"),
        ("Shells killed 22 people in May alone.", "total"),
        ("Police said a gunman who acted alone killed 22 people in Orla.", "total"),
    ],
)
def test_the_dead_of_one_place_alone_are_some_of_all(text: str, scope: str) -> None:
    reading = read_one(text)
    assert [c.scope for c in reading.claims if c.kind == "casualty"] == [scope]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thirteen of the fallen soldiers were beheaded, an official said.", [(13, "part")]),
        ("Thirteen of the slain men were buried alive.", [(13, "part")]),
        ("Nine of the 20 soldiers killed were beheaded.", [(9, "part"), (20, "total")]),
        ("Nine of the soldiers were killed.", [(9, "total")]),
        ("Three of the wounded died in hospital.", [(3, "increment")]),
        ('"There was no execution," the general said. Nine men were killed in Orla.', [(9, "total")]),
        ("Nobody was killed in Orla.", [(0, "total")]),
        ("Between 10 and 15 rebels were killed, though no bodies had been recovered.", [(10, "total")]),
        ("Some of the dead people were fighters, the general said.", [(2, "part")]),
        ("He had given a death toll of 13 for the capital alone.", [(13, "part")]),
        ("Privates Aran Bell and Tom Pike of The Hill Regiment, who were killed near Orla, were friends.", []),
        ("A bomb killed 20 people in Orla. Several of those killed were children.", [(20, "total"), (3, "part")]),
        ("Thirteen of those killed were soldiers.", [(13, "part")]),
    ],
)
def test_some_of_the_dead_are_counted_among_them(text: str, expected: list[tuple[int, str]]) -> None:
    reading = read_one(text)
    assert [(c.low, c.scope) for c in reading.claims if c.kind == "casualty" and c.harm == "killed"] == expected
