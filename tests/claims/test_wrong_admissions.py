"""Words that must not make somebody own up, blame or have done it: scenes, put-in sayings, refusals, hearsay."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import claims_of

from rashomon.model import Claim


def figure(text: str) -> Claim:
    return next(c for c in claims_of(text, not text.endswith(".")) if c.kind == "casualty")


DOERS = [
    ("Nine soldiers die in Kenya attack", None),
    ("Nigeria ambush: 12 soldiers killed", None),
    ("Six policemen killed in Chad bomb blast", None),
    ("Nairobi attack leaves nine dead", None),
    ("Nine Kenyan soldiers die in Kenyan ambush", None),
    # by whom, where the words say it
    ("Kenya's attack on the village killed nine people.", "Kenya"),
    ("Kenya attack on Somalia village kills nine", "Kenya"),
    ("Kenyan shelling kills 12 in Somali town", "Kenya"),
    ("US attack kills nine in Somalia", "United States"),
    ("Nine Somali soldiers were killed in a Kenyan attack, the Somali army said.", "Kenya"),
]


@pytest.mark.parametrize(("text", "doer"), DOERS)
def test_a_place_before_an_attack_is_no_doer(text: str, doer: str | None) -> None:
    assert figure(text).perpetrator == doer


SPEAKERS = [
    ("Chad's troops held the ridge; Sudanese forces, they say, shelled their outpost and killed two soldiers.", "Armed Forces of Chad"),
    (
        "Sudan's army said it was calm. Chad's troops held the ridge; Sudanese forces, they say, shelled the post and killed two.",
        "Armed Forces of Chad",
    ),
    ("Chad's frontier corps said what it said was Sudanese mortar fire hit a post on Monday, killing one guard.", "Border Guard of Chad"),
    ("Kenya's army shelled the hills. The Orla administration said nine people were killed.", "Orla administration"),
    ("Kenya's army shelled the hills. The city's administration said nine people were killed.", "local administration"),
    ("Kenya's army shelled the hills. The administration said nine people were killed.", "Kenyan government"),
    ("Kenya's army said it was calm. Orla's administration shut, it said, after shells killed nine people.", "Orla administration"),
    ("Clashes went on in the north, where activists said civilians were killed by army shelling.", "activists"),
    ("The raid killed nine civilians activists said.", "activists"),
    ("The shells fell at noon and Orla Relief said a nurse was critically wounded.", "Orla Relief"),
]


@pytest.mark.parametrize(("text", "actor"), SPEAKERS)
def test_who_speaks_is_not_who_is_spoken_of(text: str, actor: str) -> None:
    speaker = figure(text).speaker
    assert speaker is not None
    assert speaker.actor == actor


def test_its_troops_are_of_whoever_opened_the_sentence_before() -> None:
    text = (
        "Chadian troops killed three Sudanese soldiers, according to Sudan's defence ministry. Chad does not deny having fired. "
        "Its border troops say that Sudanese forces shelled their outpost and wounded a soldier."
    )
    last = [c for c in claims_of(text) if c.kind == "casualty"][-1]
    assert last.speaker is not None
    assert (last.speaker.actor, last.speaker.party) == ("Chad", "Chad")
    assert last.stance == "asserts"


STANCES = [
    ("We reject the lie that our own fighters shelled our own mothers, the Front said.", {"denies"}),
    ("The rebels denied the slur that its own men planted the bomb.", {"denies"}),
    ("The Taliban said the insinuation that its fighters had burned the school was false.", {"denies"}),
    ("The Taliban claimed its fighters shelled the base.", {"claims_responsibility"}),
    ("Earlier information blamed the Sudanese army for the shelling.", {"asserts"}),
    ("Unconfirmed reports blamed Sudan for the attack on the mill.", {"asserts"}),
    ("Earlier information said the Sudanese army was responsible for the attack.", {"asserts"}),
    ("The UN report blamed Sudan for the attack on the mill.", {"blames"}),
    ("Witnesses blamed Sudan for the attack on the mill.", {"blames"}),
]


@pytest.mark.parametrize(("text", "stances"), STANCES)
def test_refusals_own_up_to_nothing_and_hearsay_blames_nobody(text: str, stances: set[str]) -> None:
    assert {c.stance for c in claims_of(text) if c.kind == "statement"} == stances


def test_a_speaker_nobody_knows_does_not_become_the_accused() -> None:
    text = "Sudan's army was silent. Chad's hill wardens said what it said was Sudanese mortar fire hit a post, killing one guard."
    speaker = figure(text).speaker
    assert speaker is None or speaker.party != "Sudan"
