"""Words that count a day from another event ("a day earlier") date all that they stand before once, whatever is told of that day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.one_article import read_one

from rashomon.model import IncidentMention

OPENING = "A strike on a market in Tessel killed 45 people on Thursday, the governor said. "


def mentions(text: str) -> list[IncidentMention]:
    reading = read_one(text, "2031-03-14")  # a Friday
    return [m for m in reading.incidents if m.claims]


@pytest.mark.parametrize(
    ("sentence", "day", "figures"),
    [
        ("A day earlier, gunmen raided the village of Orla, shooting dead six men and abducting two women, residents said.", 12, {6, 2}),
        ("A day earlier, gunmen raided Orla, killing six men, wounding nine and abducting two women.", 12, {6, 9, 2}),
        ("The day before, shells killed three soldiers and wounded nine others in Orla.", 12, {3, 9}),
        ("Two days earlier, a bomb killed three soldiers and wounded nine others in Orla.", 11, {3, 9}),
        ("The next day, shells killed three soldiers and wounded nine others in Orla.", 14, {3, 9}),
        ("The following day, gunmen killed six men in Orla and kidnapped two girls.", 14, {6, 2}),
        ("A day later, a mine killed three soldiers, wounded two and left four missing near Orla.", 14, {3, 2, 4}),
    ],
)
def test_all_that_is_told_of_the_day_before_is_one_incident_of_that_day(sentence: str, day: int, figures: set[int]) -> None:
    found = [m for m in mentions(OPENING + sentence) if m.time is None or m.time.start != date(2031, 3, 13)]
    assert [(m.time.start, m.time.end) for m in found if m.time] == [(date(2031, 3, day), date(2031, 3, day))]
    assert {low for _, low, _, _ in found[0].figures} == figures
