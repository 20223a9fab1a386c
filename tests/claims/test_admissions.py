"""Who owns up: accidents of others, errors that are only supposed and quiet facts that are conceded make nobody the doer."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of
from tests.claims.test_stances import statements

QUIET = [
    "Police said the boy and his cousin were shooting at cans when the rifle accidentally fired.",
    "According to police, the clerk told them he accidentally shot a customer.",
    "Police said a hunter was shot by mistake.",
    "The sheriff's office said the teenager was accidentally shot by his brother.",
    "The Kenyan army said that if the raid was due to an error it would look into it.",
    "Kenyan officials acknowledged that peace would need talks with the rebels even though their raids did not target the town.",
    "The Kenyan army admitted that a colonel was among the dead of the ambush.",
    "Armenia said seven soldiers were killed near Tovuz on Tuesday, while Azerbaijan acknowledged only three deaths.",
    "The Kenyan army admitted 12 dead and 20 wounded.",
    "The defence ministry of Chad conceded that the hostages had been moved before the raid.",
]


@pytest.mark.parametrize("text", QUIET)
def test_nobody_owns_up(text: str) -> None:
    assert not [c for c in statements(text) if c.stance == "admits"]


OWNED = [
    "The Kenyan army said the clinic was struck by mistake.",
    "The Kenyan military acknowledged that a shell had hit the school.",
    "The coalition acknowledged 12 civilian deaths.",
    "The coalition acknowledged the deaths of 12 civilians in the strike.",
    "The Kenyan army acknowledged two deaths in its raid on the village.",
    "The government of Chad conceded that the village was bombed by its helicopters.",
    "The coalition admitted that its pilots were responsible for the deaths at the wedding.",
    "Kenyan officials acknowledged that civilians had died in the strike.",
    "The ministry admitted that errors were made in the raid.",
]


@pytest.mark.parametrize("text", OWNED)
def test_a_deed_owned_up_to_stays_one(text: str) -> None:
    assert "admits" in {c.stance for c in claims_of(text)}
