"""Whom "it" and "they" lead back to where more than one spoke just before, and who is named beside a speaker and does not speak."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import dead_by_speaker
from tests.one_article import read_one


def speakers(sentences: str) -> dict[str, str | None]:
    """Words of figures with whom their speaker means."""
    text = f"Attack near Tessel\n\nTESSEL, May 8, 2031 (Courier) - {sentences}\n"
    reading = read_one(text)
    return {c.words: c.speaker.actor if c.speaker else "the outlet" for c in reading.claims if c.kind == "casualty"}


@pytest.mark.parametrize(
    ("sentences", "figure", "actor"),
    [
        ("The army denied bombing Tessel, as the Northern Front claimed. It said it had hit a depot and killed six fighters.", "six", "army"),
        ("The army said its men were safe, as the Northern Front had said before. It added that three villagers were killed.", "three", "army"),
        ("The defence ministry said the Northern Front attacked a post. Four soldiers were killed, it said.", "Four", "defence ministry"),
        ("The Northern Front said on Monday that the army shelled Tessel. It said nine civilians were killed.", "nine", "Northern Front"),
        ("The army shelled Tessel, the Northern Front said. It said nine civilians were killed.", "nine", "Northern Front"),
        ("Police said gunmen of the Northern Front shot dead a teacher. They said two children were wounded.", "two", "police"),
    ],
)  # fmt: skip
def test_a_pronoun_leads_to_who_spoke_in_the_main_clause(sentences: str, figure: str, actor: str) -> None:
    assert speakers(sentences)[figure] == actor


@pytest.mark.parametrize(
    "sentences",
    [
        "After the Northern Front attacked its post, the ministry said two soldiers were hurt. It said the attack killed four.",
        "The Northern Front attacked again on Friday. The agency said two soldiers were hurt. It said the attack killed four.",
    ],
)
def test_where_nobody_knows_who_spoke_before_nobody_knows_who_it_is(sentences: str) -> None:
    assert speakers(sentences)["four"] is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("An aid worker at the camp said he had counted five bodies.", "an aid worker at the camp"),
        ("Mayor Ona Pel visited Orla. An aid worker said he had counted five bodies.", "an aid worker"),
        ("The emergency agency said it had recorded five bodies in Orla alone.", "the emergency agency"),
        ("A police officer said he had seen five bodies.", "police officer"),
        ("A witness told the paper that he had counted five bodies.", "witness"),
        ("Mayor Ona Pel said she had counted five bodies.", "ona pel"),
    ],
)
def test_he_and_it_are_the_one_who_is_speaking(text: str, speaker: str) -> None:
    assert dead_by_speaker(text) == [(5, speaker)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The government-funded radio said nine people were killed in Orla.", "the government-funded radio"),
        ("The rebel-leaning daily said nine people were killed in Orla.", "the rebel-leaning daily"),
        ("The pro-rebel news site said nine people were killed in Orla.", "the pro-rebel news site"),
        ("The Russia-led alliance said nine people were killed in Orla.", "the russia-led alliance"),
        ("A spokesman for the Iran-backed militia said nine people were killed in Orla.", "militia"),
    ],
)
def test_whose_friend_a_body_is_does_not_speak_for_it(text: str, speaker: str) -> None:
    assert dead_by_speaker(text) == [(9, speaker)]
