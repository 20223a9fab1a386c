"""What is told as a fact and what only can happen; to death, said once; exceptions, which count nobody."""

from __future__ import annotations

import pytest
from tests.one_article import figures


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
