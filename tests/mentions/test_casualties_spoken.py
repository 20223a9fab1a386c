"""Those who tell of the dead are not among them."""

from __future__ import annotations

import pytest
from tests.one_article import read_one


def figures(sentence: str) -> list[int]:
    reading = read_one(sentence)
    return sorted(c.low for c in reading.claims if c.kind == "casualty" and c.low is not None)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Gunmen attacked a mosque on Tuesday, killing at least 27 people, a local lawmaker and residents said.", [27]),
        (
            "A strike hit a school, killing seven people including three teachers, a hospital official and a resident told the agency.",
            [3, 7],
        ),
        ("Gunmen raided Tessel, killing nine people, two local officials said.", [9]),
        ("Gunmen raided Tessel, killing nine people, a nurse told reporters.", [9]),
        ("Shells killed nine people and wounded 12 others, three witnesses and a doctor said.", [9, 12]),
        ("A bomb killed nine people, a police officer said.", [9]),
        ("A bomb killed nine people in Tessel, a commander of the brigade and two soldiers confirmed.", [9]),
        ("The raid left nine dead, a survivor and his brother told the newspaper.", [9]),
        ("Nine people died, the mayor and a priest announced.", [9]),
    ],
)
def test_those_who_tell_it_are_no_victims(sentence: str, expected: list[int]) -> None:
    assert figures(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A bomb killed nine people, a police officer and two soldiers.", [1, 2, 9]),
        ("A bomb killed a nurse, two doctors and a driver, officials said.", [1, 1, 2]),
    ],
)
def test_victims_before_those_who_tell_it_stay(sentence: str, expected: list[int]) -> None:
    assert figures(sentence) == expected
