"""Who shot somebody dead, and who is dead."""

from __future__ import annotations

import pytest
from tests.one_article import figures, read_one


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
    reading = read_one("Troops shot two men dead in Orla.")
    assert [c.quote for c in reading.claims if c.kind == "casualty"] == ["shot two men dead"]
