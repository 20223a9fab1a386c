"""Whose dead they are when a party tells of its own deed, of its own losses, and of its own men it killed."""

from __future__ import annotations

import pytest
from tests.one_article import read_one

from rashomon.model import Claim


def casualty(text: str) -> Claim:
    reading = read_one(text)
    return next(c for c in reading.claims if c.kind == "casualty")


@pytest.mark.parametrize(
    "text",
    [
        "The Hill Front said it had killed 30 fighters in an ambush near Tessel.",
        "The Hill Front said its men had killed 30 fighters in an ambush near Tessel.",
        "The Hill Front claimed the attack, saying it killed 30 fighters.",
        "The Taliban said they killed 30 fighters in Kunduz.",
        "The Ukrainian army said it killed 30 soldiers in an ambush near Tessel.",
        "The Sudanese army said it had killed 30 fighters near Tessel.",
    ],
)
def test_those_whom_a_party_says_it_killed_are_not_its_own(text: str) -> None:
    claim = casualty(text)
    assert claim.speaker is not None
    assert claim.speaker.party is not None
    assert claim.speaker.party not in (claim.side or "")
    assert claim.victim_party != claim.speaker.party


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Hill Front said it lost nine fighters near Tessel.", "Hill Front"),
        ("The Hill Front said nine fighters were killed near Tessel.", "Hill Front"),
        ("The Ukrainian army said it lost nine soldiers near Tessel.", "Ukraine"),
        ("The Hill Front executed nine of its own fighters, it said.", "Hill Front"),
        ("The Hill Front shot dead three of its own men for spying, residents said.", "Hill Front"),
        ("The Ukrainian army said it had killed nine of its own soldiers by mistake.", "Ukraine"),
    ],
)
def test_losses_and_own_men_are_its_own(text: str, party: str) -> None:
    assert casualty(text).victim_party == party


def test_the_leader_of_a_group_is_not_the_last_who_spoke() -> None:
    text = (
        "Aron Vale, a lawyer, said more than 50 bodies had been counted in Tessel. "
        "The Hill Front's leader blamed residents for the attack, saying nine soldiers were killed."
    )
    reading = read_one(text)
    [claim] = [c for c in reading.claims if c.kind == "casualty" and c.low == 9]
    assert claim.speaker is not None
    assert claim.speaker.actor != "Aron Vale"
    assert claim.speaker.party == "Hill Front"
