"""Figures and statements of a document put together: speaker, chain, antecedents, ids."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.model import Claim


def figures(text: str, headline: bool = False) -> list[Claim]:
    return [c for c in claims_of(text, headline) if c.kind == "casualty"]


CASES = [
    ("Doctors said nine people were killed in the raid.", "Doctors"),
    ("Nine people, police said, were killed in the blast.", "police"),
    ("The military lost 14 soldiers in the battle, it acknowledged in a rare statement.", "it"),
    ("Nine people were killed and 14 wounded in the attack.", None),
    ("The attack, which killed nine people, was condemned by the UN.", None),
    ("The group has claimed responsibility for an attack that killed nine people.", None),
    ("The army denied responsibility for the strike that killed nine people.", None),
    ("The minister condemned the killing of nine people.", None),
    ("A video showed nine bodies on the floor.", None),
    ("The timing of the raid suggests that nine people were killed.", None),
    ("Nine people are believed to have been killed.", None),
]


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_who_gives_the_figure(text: str, speaker: str | None) -> None:
    assert {c.speaker.text if c.speaker else None for c in figures(text)} == {speaker}


def test_the_innermost_speaker_speaks_and_the_others_hand_on() -> None:
    claim = figures("The agency said that the ministry had reported that nine soldiers were killed.")[0]
    assert claim.speaker is not None
    assert claim.speaker.text == "the ministry"
    assert claim.via == ("The agency",)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "Chad's Defence Ministry said a mortar bomb had landed on a depot. Hours on, it announced that a driver had been killed.",
            "Ministry of Defence of Chad",
        ),
        ("Chad's Defence Ministry said it had come under fire. The ministry said one soldier was killed.", "Ministry of Defence of Chad"),
        (
            'According to Chad\'s Defence Ministry, its forces came under fire. "One soldier was killed," the ministry said.',
            "Ministry of Defence of Chad",
        ),
        ("It said that nine people were killed.", None),
    ],
)
def test_words_that_point_back(text: str, actor: str | None) -> None:
    claim = figures(text)[-1]
    assert claim.speaker is not None
    assert claim.speaker.actor == actor


def test_one_from_each_side_is_two_claims_with_one_quote() -> None:
    text = "Chadian soldiers and Sudanese soldiers exchanged fire on the border, killing one soldier from each side."
    claims = figures(text)
    assert len({c.side for c in claims}) == 2
    assert len({c.quote for c in claims}) == 1
    assert len({c.claim_id for c in claims}) == 2


def test_a_part_points_to_its_whole() -> None:
    claims = figures("Twelve people, including three children, were killed, the mayor said.")
    whole = next(c for c in claims if c.low == 12)
    part = next(c for c in claims if c.low == 3)
    assert part.part_of == whole.claim_id


def test_quotes_are_verbatim_and_order_and_ids_are_stable() -> None:
    text = "The army \u201cregrets\u201d the raid,\u00a0it said. Nine\u00a0people were killed, Dr. Dell told us. \u201cTwo more died,\u201d she added."
    once, twice = claims_of(text), claims_of(text)
    assert once == twice
    assert all(text[c.start : c.end] == c.quote for c in once)
    assert [c.start for c in once] == sorted(c.start for c in once)
    assert len({c.claim_id for c in once}) == len(once)
