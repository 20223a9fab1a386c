"""What is told as a fact and what only can happen; to death, said once; exceptions, which count nobody."""

from __future__ import annotations

import pytest

from rashomon.corpus.articles import Article
from rashomon.pipeline.read import read_batch


def figures(sentence: str) -> list[tuple[str | None, int | None]]:
    [reading] = read_batch([Article("a.txt", sentence + "\n", outlet="Courier", published="2031-05-08")])
    return sorted((c.harm, c.low) for c in reading.claims if c.kind == "casualty")


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
    ("sentence", "expected"),
    [
        ("Police shot two men dead in Orla.", [("killed", 2)]),
        ("A soldier shot a protester dead.", [("killed", 1)]),
        ("Two guards shot three attackers dead in Orla.", [("killed", 3)]),
        ("Gunman shot 5 dead in Orla", [("killed", 5)]),
        ("Five people shot dead in Orla", [("killed", 5)]),
        ("Two men shot, five dead in Orla", [("casualties", 2), ("killed", 5)]),
        ("Police said they shot dead two attackers.", [("killed", 2)]),
        ("The attacker was shot dead by police.", [("killed", 1)]),
        ("Two guards were shot and a clerk left dead.", [("casualties", 2), ("killed", 1)]),
        ("Two soldiers shot a man in Orla.", [("casualties", 1)]),
        ("He shot himself dead.", []),
    ],
)
def test_who_shot_somebody_dead_is_not_among_the_dead(sentence: str, expected: list[tuple[str, int]]) -> None:
    assert figures(sentence) == expected


def test_the_quote_holds_the_word_that_says_they_died() -> None:
    [reading] = read_batch([Article("a.txt", "Troops shot two men dead in Orla.\n", outlet="Courier", published="2031-05-08")])
    assert [c.quote for c in reading.claims if c.kind == "casualty"] == ["shot two men dead"]
