"""Made-up reports of a deed and what it answers, of attacks on one town, and of notes on the report itself: which claims are one event."""

from __future__ import annotations

import pytest
from tests.incidents.incidents_build import claim, mention, said
from tests.incidents.test_settle import STATEMENT, groups, told

from rashomon.incidents.context import Context
from rashomon.incidents.features import THRESHOLD, VETO, score, score_against
from rashomon.incidents.parties import attackers_of, attribution, occurrence, responsibility
from rashomon.model import Claim, Speaker

FREEDONIA = Speaker("Ministry of Defence of Freedonia", "the Freedonian ministry", 0, 1, "Freedonia", "ministry")
DENIES: dict[str, object] = STATEMENT | {"stance": "denies", "denies": "occurrence", "speaker": FREEDONIA, "target": "Freedonia"}


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        (  # the paper of the side that struck: what provoked it is told first, under a headline of the enemy's dead
            "Four enemy soldiers killed\nOn Wednesday evening armed forces of France fired mortars at a post near the village of Dorn.\nOne guard was wounded in the arm.\n"
            "In response to this provocation, early on Thursday, our troops carried out an operation against the position at Lorn.\nUp to four soldiers were destroyed.",
            [
                ("Four enemy soldiers killed", {"low": 4, "high": 4, "side": "France"}),
                ("One guard was wounded", {"harm": "wounded", "side": "Sylvania"}),
                ("Up to four soldiers", {"low": None, "high": 4, "side": "France"}),
            ],
            [("c0", "c2"), ("c1",)],
        ),
        (  # the paper of the side that was struck: it denies what it is accused of, on another day and elsewhere
            "Two defenders killed\nTwo soldiers were killed in shelling near the village of Dorn, the ministry said.\n"
            "The ministry says the statement that on Wednesday its units shelled a post near the village of Lorn is false.",
            [
                ("Two soldiers were killed", {"low": 2, "high": 2, "side": "Freedonia", "perpetrator": "Sylvania"}),
                ("the statement that on Wednesday its units shelled a post", DENIES),
            ],
            [("c0",), ("c1",)],
        ),
        (  # both told: a bare denial goes to the deed its speaker is accused of
            "Two killed\nSylvanian shells killed two soldiers on Friday near the village of Dorn, in retaliation for fire that wounded a guard the day before.\nThe ministry rejected the accusation.",
            [
                ("killed two soldiers", {"low": 2, "high": 2, "side": "Freedonia", "perpetrator": "Sylvania"}),
                ("wounded a guard", {"harm": "wounded", "side": "Sylvania", "perpetrator": "Freedonia"}),
                ("the accusation", DENIES),
            ],
            [("c0",), ("c1", "c2")],
        ),
        (  # a note on the report, with days of its own
            "Blast kills nine\nA bomb killed nine people in a market on Friday.\nCorrection: An earlier version of this report, published on Wednesday, said that twelve people had been killed.",
            [("killed nine people", {"low": 9, "high": 9}), ("twelve people had been killed", {"low": 12, "high": 12})],
            [("c0", "c1")],
        ),
    ],
)
def test_groups(text: str, quotes: list[tuple[str, dict[str, object]]], expected: list[tuple[str, ...]]) -> None:
    assert groups(told(text, quotes)[1]) == expected


def test_today_and_yesterday_are_two_days_in_an_undated_report() -> None:
    text = "The shelling goes on\nYesterday shells killed three people at the dairy.\nToday shells killed a teacher at the school."
    assert groups(told(text, [("killed three people", {"low": 3, "high": 3}), ("killed a teacher", {})], None)[1]) == [("c0",), ("c1",)]


def test_exact_tolls_far_apart_are_two_attacks_on_a_town() -> None:
    def of(dead: int, hurt: int, high: int | None = None) -> tuple[tuple[str, int | None, int | None, str | None], ...]:
        return (("killed", dead, high or dead, None), ("wounded", hurt, hurt, None))

    small, large = mention("a", figures=of(2, 5), perpetrators=()), mention("b", figures=of(13, 25), perpetrators=())
    grown = mention("b", figures=of(3, 9), perpetrators=())
    assert score(small, grown, Context()) >= score(small, large, Context()) + 3


def test_two_printed_days_in_a_row_keep_groups_apart() -> None:
    from tests.incidents.incidents_build import day

    first, second = (
        mention("a", figures=(("killed", 3, 3, None), ("wounded", 2, 2, None))),
        mention("b", time=day(3), weekday=5, figures=(("killed", 2, 2, None),)),
    )
    assert score_against(first, second, Context()) <= VETO < THRESHOLD


OWN = claim("a", 1, kind="statement", speaker=Speaker(None, "Sylvania’s border corps", 0, 1), stance="confirms")
LOSS = claim("a", 0, speaker=said("Ministry of Defence of Freedonia", "Freedonia", "ministry"), perpetrator="Sylvania")
FRONT = said("Dune Front", "Dune Front", "group")
CLAIMED = claim("a", 2, kind="statement", speaker=FRONT, stance="claims_responsibility")
ANOTHER = claim("a", 3, kind="statement", speaker=FRONT, stance="denies", denies="responsibility")
BLAMED = claim("a", 4, perpetrator="Dune Front")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([LOSS, OWN], ("Sylvania",)),  # it confirms the deed it is blamed for
        ([LOSS], ()),  # only its enemy says so
        ([LOSS, claim("b", 0, perpetrator="Sylvania")], ()),  # and an outlet repeats it
        ([BLAMED], ("Dune Front",)),  # nobody disputes it
        ([BLAMED, ANOTHER], ()),
        ([BLAMED, CLAIMED], ("Dune Front",)),
        ([BLAMED, CLAIMED, ANOTHER], ()),  # it owns to another target and denies this one
    ],
)
def test_attackers(claims: list[Claim], expected: tuple[str, ...]) -> None:
    found = attribution(claims)
    assert attackers_of(found, occurrence(claims), responsibility(found, claims)) == expected
