"""Parts told before their whole ("was among the 12 dead"), and men that a side says it lost."""

from __future__ import annotations

import pytest
from tests.one_article import read_one

from rashomon.model import Claim


def figures(sentence: str) -> list[Claim]:
    text = f"News from the region\n\nTESSEL, May 8, 2031 (Courier) - {sentence}\n"
    reading = read_one(text)
    return sorted((c for c in reading.claims if c.kind == "casualty"), key=lambda c: (c.start, c.end))


@pytest.mark.parametrize(
    ("sentence", "part", "whole"),
    [
        ("The minister said that the bomber was among the 12 dead.", "militants", 12),
        ("The attacker was among the nine killed.", "militants", 9),
        ("Three militants were among the 14 dead.", "militants", 14),
        ("Two soldiers were among the six killed.", "soldiers", 6),
        ("A child was among the seven dead.", "civilians", 7),
        ("Four nurses were among the 20 killed.", "civilians", 20),
    ],
)
def test_who_was_among_the_dead_does_not_say_who_the_others_are(sentence: str, part: str, whole: int) -> None:
    first, second = figures(sentence)
    assert (first.scope, first.side, first.part_of) == ("part", part, second.claim_id)
    assert (second.scope, second.side, second.low, second.high) == ("total", None, whole, whole)


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("The minister said that the bomber was among the 12 dead.", "yes"),
        ("The attackers were among those 11 dead, police said.", "yes"),
        ("A child was among the seven dead.", "no"),
        ("Three militants were among the 14 dead.", "unknown"),
    ],
)
def test_whether_an_attacker_is_counted(sentence: str, counted: str) -> None:
    whole = max(figures(sentence), key=lambda c: c.low or 0)
    assert whole.includes_attackers == counted


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        ("The army said it lost four men in the ambush.", 4),
        ("The unit lost eleven of its members in the raid on Tessel.", 11),
        ("The brigade lost six men during the fighting.", 6),
        ("The battalion said it had lost three of its men.", 3),
        ("The army lost four soldiers in the ambush.", 4),
    ],
)
def test_men_lost_in_a_fight_are_dead(sentence: str, lost: int) -> None:
    assert [(c.harm, c.low, c.high) for c in figures(sentence)] == [("killed", lost, lost)]


@pytest.mark.parametrize("sentence", ["The company lost four men to a rival firm.", "The club lost two members in a vote."])
def test_men_lost_otherwise_are_not(sentence: str) -> None:
    assert figures(sentence) == []
