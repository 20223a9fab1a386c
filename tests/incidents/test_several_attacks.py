"""Several attacks in one report, made up: which figures are one event's and which are another's."""

from __future__ import annotations

import pytest
from test_settle import groups, told

THREE = {"low": 3, "high": 3}


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        (  # the same count in another town of the province that was named
            "Raids in the north\nAir raids on Jisr al-Shughur in Idlib province killed three people on Friday.\nAnother three people were killed in raids on Saraqib.",
            [("killed three people", THREE), ("Another three people were killed", THREE)],
            [("c0",), ("c1",)],
        ),
        (  # told again, not added
            "Raids in the north\nAir raids on Manbij killed three people on Friday.\nThe raids killed three people, the mayor said.",
            [("killed three people on", THREE), ("killed three people, the", THREE)],
            [("c0", "c1")],
        ),
        (  # the toll of a day, told behind that of a raid
            "Raid on Dorn\nAt least 12 people were killed in a raid on Dorn on Friday, bringing the number killed in 24 hours of shelling to 45.",
            [("12 people were killed", {"low": 12}), ("the number killed in 24 hours of shelling to 45", {"low": 45, "high": 45})],
            [("c0",), ("c1",)],
        ),
        (  # another raid in no town that is known
            "Shelling in the valley\nShelling killed nine people near Dorn on Friday.\nAnother five people were killed in a raid at dusk.",
            [("killed nine people", {"low": 9, "high": 9}), ("five people were killed", {"low": 5, "high": 5})],
            [("c0",), ("c1",)],
        ),
        (  # more victims of the raid that was told
            "Shelling in the valley\nShelling killed nine people near Dorn on Friday.\nAnother five people were killed in the shelling, a medic said.",
            [("killed nine people", {"low": 9, "high": 9}), ("five people were killed", {"low": 5, "high": 5})],
            [("c0", "c1")],
        ),
        (  # numbered points of a bulletin
            "Bulletin 12\n1. Shelling of Dorn killed three people on Friday.\n2. In the Lorn direction enemy losses amounted to 40 killed.",
            [("killed three people", THREE), ("amounted to 40 killed", {"low": 40, "high": 40})],
            [("c0",), ("c1",)],
        ),
        (  # one town of a province that was raided in many places
            "Raids across the province\nAir raids killed 30 people in Idlib province on Friday.\nEight of the dead were buried at noon.\nRockets killed 11 people in Saraqib, a hospital said.",
            [("killed 30 people", {"low": 30, "high": 30}), ("killed 11 people", {"low": 11, "high": 11})],
            [("c0",), ("c1",)],
        ),
    ],
    ids=["same_count_another_town", "told_again", "toll_of_a_day", "another_raid", "more_of_the_same", "bulletin", "one_town_of_many"],
)
def test_events_of_one_report(text: str, quotes: list[tuple[str, dict[str, object]]], expected: list[tuple[str, ...]]) -> None:
    assert groups(told(text, quotes)[1]) == expected
