"""Who denies a deed does not deny its dead; "four others" beside policemen are no policemen."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The army denied attacking the village, in which 12 people died.", 12),
        ("The ministry denied shelling the market, where nine civilians were killed.", 9),
        ("The group denied carrying out the bombing that killed 14 people.", 14),
        ("The militia denied firing the rocket which wounded 20 villagers.", 20),
        ("The Kestrian air force denied hitting the clinic, where 11 patients died.", 11),
        ("The Front denied bombing the bus, an attack that left 17 people dead.", 17),
        ("The rebels denied attacking the convoy, in which five aid workers died.", 5),
        ("The government denied ordering the raid that killed six soldiers.", 6),
        ("The army denied planting the mine which killed three farmers.", 3),
        ("The Oak Front denied burning the mill, in which eight workers died.", 8),
    ],
)
def test_a_denied_deed_leaves_its_dead_to_the_outlet(text: str, count: int) -> None:
    claims = claims_of(text)
    dead = [c for c in claims if c.kind == "casualty"]
    assert [(c.low, c.stance, c.speaker) for c in dead] == [(count, "asserts", None)]
    assert "denies" in [c.stance for c in claims if c.kind == "statement"]


@pytest.mark.parametrize(
    "text",
    [
        "The army denied killing nine people in Orla.",
        "The army denied that its troops had killed nine people in Orla.",
        "The government denied carrying out any attack that killed nine people.",
        "The army denied shelling a school where 30 children were killed.",
    ],
)
def test_the_dead_are_denied_where_they_are_what_is_denied(text: str) -> None:
    assert [c.stance for c in claims_of(text) if c.kind == "casualty"] == ["denies"]


@pytest.mark.parametrize(
    "text",
    [
        "Two policemen and four others were killed in the blast.",
        "A bomb killed three soldiers and four others.",
        "Gunmen shot dead a policeman and four others in Dorn.",
        "The blast killed two police officers and four others.",
        "Five soldiers and four others died in the ambush.",
        "The mine killed a soldier and four others on Monday.",
        "A soldier and four others were killed near Orla.",
        "Mortar fire killed six troops and four others.",
        "An explosion wounded two policemen and four others.",
        "Three guerrillas and four others were killed in Hadrel.",
    ],
)
def test_others_in_one_breath_with_armed_men_are_nobody_knows_who(text: str) -> None:
    four = next(c for c in claims_of(text) if c.low == 4)
    assert (four.side, four.victim_status) == (None, "unknown")


def test_others_who_came_to_another_harm_may_be_of_the_same_men() -> None:
    four = next(c for c in claims_of("Two policemen were killed and four others were wounded.") if c.low == 4)
    assert four.side == "police"
