"""A figure that is put at another, and what a figure "in all" or "this month" is of."""

from __future__ import annotations

import pytest
from tests.one_article import figures, read_one

FIRST = "The ministry said 82 people died in the strike on Orla on Saturday"


@pytest.mark.parametrize(
    ("text", "low"),
    [
        (FIRST + ", but later revised the figure up to 155.", 155),
        (FIRST + " and later raised the number to 155.", 155),
        (FIRST + " and later put the figure at 155.", 155),
        (FIRST + ". The figure was later revised to 155.", 155),
        (FIRST + ". The number has since risen to 155.", 155),
        (FIRST + ". The total stood at 155 by evening.", 155),
        (FIRST + ". By nightfall the number had reached 155.", 155),
        (FIRST + ". The count reached 155 on Sunday.", 155),
        (FIRST + ". The tally now stands at 155.", 155),
        (FIRST + ". The number was 155 by evening.", 155),
        (FIRST + ", but the total later rose to 155.", 155),
        (FIRST + ". It later lowered its count to 61.", 61),
        (FIRST + ". A spokesman later updated the count to 155.", 155),
        ("The death toll from Saturday's strike on Orla, first put at 82, was later raised to 155, the ministry said.", 155),
    ],
)
def test_a_figure_told_before_is_put_at_another(text: str, low: int) -> None:
    assert low in {n for _, n in figures(text)}


@pytest.mark.parametrize(
    "text",
    [
        FIRST + ". The number of houses burned rose to 155.",
        FIRST + ". The figure could rise to 155.",
        FIRST + ". The total reached 155 million dollars.",
        FIRST + ". The count reached 155 houses.",
        FIRST + ". The total was not 155.",
        FIRST + ". The total was 155 lower than feared.",
        FIRST + ". A help line is open. The number is 155.",
        FIRST + " and wounded 40. The figure was later revised to 155.",  # of which harm, nobody says
        "Prices fell in Orla. The figure was later revised to 155.",
    ],
)
def test_what_counts_something_else_or_may_come_is_no_figure(text: str) -> None:
    assert 155 not in {n for _, n in figures(text)}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        (
            "Air strikes killed 42 people in Orla on Sunday. In all, at least 192 people have been killed, including 58 children.",
            "cumulative",
        ),
        ("Air strikes killed 42 people in Orla on Sunday. Altogether 192 people have been killed.", "cumulative"),
        ("A blast killed nine people in Orla and shells killed three in Tessel. In all, 12 people have been killed.", "total"),
        ("In all, 12 people were killed in the blast in Orla.", "total"),
        ("Shells killed four soldiers. Two men who were wounded were flown home, and one of them died.", "increment"),
    ],
)
def test_what_a_figure_in_all_is_of(text: str, scope: str) -> None:
    reading = read_one(text)
    killed = [c for c in reading.claims if c.kind == "casualty" and c.harm == "killed" and c.scope != "part"]
    assert killed[-1].scope == scope


def test_the_number_of_this_month_is_no_toll_of_one_attack() -> None:
    text = "A bomb killed two soldiers in Orla on Monday. The deaths bring to 30 the number of foreign troops killed this month.\n"
    reading = read_one(text)
    assert [(c.low, c.scope) for c in reading.claims if c.kind == "casualty" and c.low] == [(2, "total"), (30, "cumulative")]


@pytest.mark.parametrize(
    "text",
    [
        "It is a conflict that, by some estimates, has killed 150,000 people.",
        "Both sides accuse each other in a war that has killed 9,000 people.",
        "The siege, which has killed 300 people, goes on.",
    ],
)
def test_what_a_war_has_killed_is_no_attacks_toll(text: str) -> None:
    reading = read_one(text)
    assert [(c.scope, c.background) for c in reading.claims if c.kind == "casualty"] == [("cumulative", True)]


def test_what_a_blast_has_killed_is() -> None:
    reading = read_one("A blast that has killed nine people shook Orla.")
    assert [(c.scope, c.background) for c in reading.claims if c.kind == "casualty"] == [("total", False)]
