"""Words for people inside the names of those whose men were harmed: the number counts the men."""

from __future__ import annotations

import pytest

from rashomon.corpus.articles import Article
from rashomon.pipeline.read import read_batch


def figures(sentence: str) -> list[tuple[str | None, int | None]]:
    [reading] = read_batch([Article("a.txt", sentence + "\n", outlet="Courier", published="2031-05-08")])
    return sorted((c.harm, c.low) for c in reading.claims if c.kind == "casualty")


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("At least 40 Port Mounted Police Service troopers were killed on Thursday when a bomber rammed their convoy.", 40),
        ("Six Police Mobile Force members were killed on Monday.", 6),
        ("Nine Kenya Police Service officers were killed on Monday when a bomb went off.", 9),
        ("Seven Harbour Workers' Party fighters were killed on Monday in an air strike.", 7),
        ("The raid on Monday killed four Women's Defence Units fighters.", 4),
        ("Troops killed ten Mountain Workers' Party militants on Monday.", 10),
        ("Two Teachers' Union members were shot dead on Monday.", 2),
        ("Three Farmers' League supporters died on Monday.", 3),
        ("Twelve Border Security Force troopers were killed in an ambush on Monday.", 12),
        ("An ambush killed 15 Afghan National Army soldiers on Monday.", 15),
    ],
)
def test_the_number_before_a_name_counts_its_men(sentence: str, low: int) -> None:
    assert figures(sentence) == [("killed", low)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Gunmen killed 5 police Monday.", [("killed", 5)]),
        ("Eight farmers' houses were destroyed and two men were killed on Monday.", [("killed", 2)]),
        ("Police said 'nine people' were killed on Monday.", [("killed", 9)]),
        ("Two farmers' sons were killed on Monday.", [("killed", 2)]),
    ],
)
def test_a_phrase_that_ends_with_its_people_is_read_as_before(sentence: str, expected: list[tuple[str, int]]) -> None:
    assert figures(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        '"We can confirm that 12 people were killed in Tessel," the hospital director told reporters.',
        '"I can confirm 12 people were killed in Tessel," the governor said.',
        "The army can confirm that 12 people were killed in Tessel.",
        '"I can tell you that 12 people died in the raid on Tessel," the police chief said.',
        '"I must report that 12 people died in Tessel," the minister said.',
        '"We can now say that 12 people were killed in Tessel," the minister said.',
    ],
)
def test_what_somebody_can_confirm_is_told_as_a_fact(sentence: str) -> None:
    assert figures(sentence) == [("killed", 12)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The rockets can kill 12 people at once.",
        "Officials may say that 12 people were killed in Tessel.",
        "The ministry was unable to confirm whether 12 people died in Tessel.",
        "A single shell could kill 12 people, the colonel said.",
    ],
)
def test_what_can_happen_is_not(sentence: str) -> None:
    assert figures(sentence) == []


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
    [reading] = read_batch([Article("a.txt", text + "\n", outlet="Courier", published="2031-05-08")])
    assert [c.scope for c in reading.claims if c.kind == "casualty" and c.harm == "killed"] == scopes


@pytest.mark.parametrize(
    ("headline", "lows"),
    [
        ("Two militants, soldier killed in Orla clash", [1, 2]),
        ("4 rebels, soldier slain in Orla", [1, 4]),
        ("Two policemen, a civilian dead in Orla blast", [1, 2]),
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
    [reading] = read_batch([Article("a.txt", sentence + "\n", outlet="Courier", published="2031-05-08")])
    whole, part = sorted((c for c in reading.claims if c.kind == "casualty"), key=lambda c: -(c.low or 0))
    assert (whole.low, whole.scope, part.scope) == (12, "total", "part")


FIRST = "The ministry said 82 people died in the strike on Orla on Saturday"


@pytest.mark.parametrize(
    ("text", "low"),
    [
        (FIRST + ", but later revised the figure up to 155.", 155),
        (FIRST + " and later raised the number to 155.", 155),
        (FIRST + " and later put the figure at 155.", 155),
        (FIRST + ". The figure was later revised to 155.", 155),
        (FIRST + ". The number has since risen to 155.", 155),
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
        FIRST + " and wounded 40. The figure was later revised to 155.",  # of which harm, nobody says
        "Prices fell in Orla. The figure was later revised to 155.",
    ],
)
def test_what_counts_something_else_or_may_come_is_no_figure(text: str) -> None:
    assert 155 not in {n for _, n in figures(text)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Scores of civilians were stabbed or hacked to death in Orla on Monday.", [("killed", 40)]),
        ("Nine farmers were shot or beaten to death in Orla.", [("killed", 9)]),
        ("Six men were shot and burned to death in Orla.", [("killed", 6)]),
        ("Six men were shot and wounded in Orla.", [("wounded", 6)]),
        ("All but three of the dead in Monday's blast were policemen.", []),
        ("The blast killed 20 people, all but two of them soldiers.", [("killed", 20)]),
        ("All except two of the 20 people killed in Orla were soldiers.", [("killed", 20)]),
    ],
)
def test_to_death_is_said_once_and_an_exception_counts_nobody(sentence: str, expected: list[tuple[str, int]]) -> None:
    assert figures(sentence) == expected


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
    [reading] = read_batch([Article("a.txt", text + "\n", outlet="Courier", published="2031-05-08")])
    killed = [c for c in reading.claims if c.kind == "casualty" and c.harm == "killed" and c.scope != "part"]
    assert killed[-1].scope == scope


def test_the_number_of_this_month_is_no_toll_of_one_attack() -> None:
    text = "A bomb killed two soldiers in Orla on Monday. The deaths bring to 30 the number of foreign troops killed this month.\n"
    [reading] = read_batch([Article("a.txt", text, outlet="Courier", published="2031-05-08")])
    assert [(c.low, c.scope) for c in reading.claims if c.kind == "casualty" and c.low] == [(2, "total"), (30, "cumulative")]
