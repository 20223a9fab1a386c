"""What a comparison with a war, a year or an older attack leaves as news, and what it dates."""

from __future__ import annotations

import pytest
from tests.one_article import read_one

from rashomon.model import Claim


def told(text: str) -> dict[int | None, Claim]:
    reading = read_one(text, "2024-03-06")
    return {c.low: c for c in reading.claims if c.kind == "casualty"}


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("More than 140 mourners were killed on Saturday in Sanaa, a doctor said, in what the ministry called one of the worst attacks since the war began.", 141),
        ("Nineteen people were killed in Kunduz on Monday in the deadliest attack since the conflict started, police said.", 19),
        ("The bombing in Gao on Monday, the first since the war ended, killed four people.", 4),
        ("The raid on Kidal on Monday, the bloodiest since the start of the conflict, killed 31 people.", 31),
        ("The deadliest attack since 2016 struck Kidal on Monday and killed 31 people.", 31),
    ],
)  # fmt: skip
def test_what_is_worse_than_all_since_a_war_began_is_the_news(text: str, low: int) -> None:
    assert not told(text)[low].background


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("More than 9,000 people have been killed since the conflict began.", 9001),
        ("It was the worst attack since 2007, when 80 people were killed at Varn.", 80),
        ("Monday's ambush was the deadliest since a raid in 2019 that killed 24 soldiers.", 24),
        ("It was the deadliest attack since gunmen killed 30 people in Segou last year.", 30),
    ],
)
def test_what_it_is_compared_with_is_background(text: str, low: int) -> None:
    assert told(text)[low].background


@pytest.mark.parametrize(
    "sentence",
    [
        "It is the fifth massacre this year, according to a monitor.",
        "It was the 12th such attack this month.",
        "It was the seventh raid in the province this year.",
    ],
)
def test_the_fifth_this_year_dates_nothing(sentence: str) -> None:
    claim = told("Police in Quetta said on Monday that four youths had been shot dead. " + sentence)[4]
    assert claim.time is not None and str(claim.time.end) == "2024-03-04"
    assert claim.scope == "total" and not claim.background


def test_the_third_since_january_is_no_total_of_three_months() -> None:
    assert told("Four people were shot dead in Quetta on Monday, the third massacre there since January.")[4].scope == "total"


@pytest.mark.parametrize(
    "text",
    [
        "Artillery hit the hospital in Quetta for the third time in a week, killing 52 people.",
        "The doctor said 52 people were killed when shells hit the hospital in Quetta for the second time in a month.",
        "In the third such attack in a week, gunmen killed 52 people in Quetta.",
        "Gunmen killed 52 people in Quetta in the deadliest attack in months.",
    ],
)
def test_the_third_in_a_week_is_the_news(text: str) -> None:
    assert not told(text)[52].background


def test_all_the_dead_of_a_month_are_background() -> None:
    assert told("More than 300 people have been killed in Quetta in the past month.")[301].background
