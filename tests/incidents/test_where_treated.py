"""Where the wounded were brought is not where it happened; where a hospital was hit is."""

from __future__ import annotations

import pytest
from tests.one_article import read_one


def told(text: str) -> list[tuple[str | None, int | None, str | None]]:
    reading = read_one(text, "2024-03-06")
    return [(c.harm, c.low, c.place) for c in reading.claims if c.kind == "casualty"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A soldier wounded in an explosion in Helmand last Saturday died in hospital in Birmingham on Thursday.",
            [("killed", 1, "Helmand")],
        ),
        ("Two men wounded in a blast in Kunduz died on Sunday.", [("killed", 2, "Kunduz")]),
        ("Nine people were wounded in Kunduz; two died at a clinic in Kandahar.", [("wounded", 9, "Kunduz"), ("killed", 2, "Kunduz")]),
        ("A blast in Kunduz wounded nine people, who were taken to hospitals in Kandahar.", [("wounded", 9, "Kunduz")]),
        ("Three people were shot in Kunduz. Two of them are at a hospital in Kandahar.", [("casualties", 3, "Kunduz")]),
        ("Shells hit a hospital in Kabul on Monday, killing nine people.", [("killed", 9, "Kabul")]),
        ("Nine people died at a hospital in Kandahar when shells hit it.", [("killed", 9, "Kandahar")]),
    ],
)
def test_a_hospital_is_the_place_only_where_it_was_hit(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert told(text) == expected
