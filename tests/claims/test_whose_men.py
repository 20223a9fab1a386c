"""Whose men the dead are, and who it is that speaks, where a small word says it: his, pro-, an affiliate, a media wing, a label before a colon."""

from __future__ import annotations

import pytest
from tests.one_article import casualties, read_one

from rashomon.corpus.articles import Article
from rashomon.pipeline.read import read_batch

SIDES = [
    ("The M23 spokesman said three of his fighters were killed in Goma on Monday.", "March 23 Movement", "own_losses"),
    ("Israel said its jets killed 12 regime-backed fighters in Orla on Monday.", None, "enemy_losses"),
    ("Tuesday's deaths took to 11 the number of Azeri soldiers killed since the clashes began on Sunday.", "Azerbaijan", None),
    ("The raid brought to 40 the number of Kenyan troops killed this year, the Kenyan army said.", "Kenya", "own_losses"),
]


@pytest.mark.parametrize(("text", "party", "relation"), SIDES)
def test_whose_men(text: str, party: str | None, relation: str | None) -> None:
    [found] = [c for c in casualties(text) if c.low]
    if party is not None:
        assert found.victim_party == party
    if relation is not None:
        assert found.relation == relation


def test_fighters_for_the_state_are_not_the_groups_that_speaks() -> None:
    [found] = casualties("Eight pro-government militia members were killed in Taiz on Monday, a Houthi official said.")
    assert (found.side, found.victim_party) == ("militants", None)


@pytest.mark.parametrize(
    "who",
    ["a warlord and six of his fighters", "the bandit chief and six of his fighters", "the leader was captured and six of his fighters"],
)
def test_the_men_of_somebody_else_are_not_the_spokesmans(who: str) -> None:
    found = [c for c in casualties(f"The Kenyan army spokesman said {who} were killed in Hadrel on Monday.") if c.low == 6]
    assert [c.relation for c in found] != ["own_losses"] and all(c.victim_party != "Kenya" for c in found)


@pytest.mark.parametrize("first", ["accused the Taliban of lying and bombed", "blamed the Taliban for the raid and shelled"])
def test_who_accuses_and_bombs_did_it_himself(first: str) -> None:
    [found] = casualties(f"Kenya {first} a town on Monday, killing nine people.")
    assert found.perpetrator == "Kenya"


def test_the_friend_named_beside_a_group_did_nothing() -> None:
    text = "The Oak Front, an al Qaeda affiliate, said its fighters had killed 40 Kenyan soldiers in Hadrel on Monday."
    [found] = casualties(text)
    assert found.perpetrator is not None and "al-Qaeda" not in found.perpetrator and found.victim_party == "Kenya"


SPEAKERS = [
    ("The Kenyan army's media wing said three soldiers were killed in Hadrel on Monday.", "Armed Forces of Kenya"),
    ("The Houthi media office said nine people died in an air strike in Hadrel on Monday.", "Houthis"),
    ("Kenyan media said nine people died in Hadrel on Monday.", "Kenyan media"),
]


@pytest.mark.parametrize(("text", "actor"), SPEAKERS)
def test_a_media_wing_speaks_for_its_house(text: str, actor: str) -> None:
    [found] = casualties(text)
    assert found.speaker is not None and found.speaker.actor == actor


@pytest.mark.parametrize("label", ["DR Congo", "Kenya", "Sri Lanka", "Burkina Faso"])
def test_a_country_before_a_colon_is_where_it_was(label: str) -> None:
    [made] = read_batch(
        [
            Article(
                "a.txt",
                "Rebels killed dozens of people in the town on Monday.\n",
                title=f"{label}: Dozens dead in rebel attack",
                published="2031-05-08",
            )
        ]
    )
    assert {c.speaker for c in made.claims if c.label == "headline"} == {None}


DENIED = [
    (
        'Azerbaijan said 100 Armenian soldiers were killed near Hadrel. An Armenian spokeswoman dismissed the claim as "a lie".',
        "Azerbaijan",
    ),
    ("Azerbaijan said 100 Armenian soldiers were killed near Hadrel. Armenia's defence ministry rejected the claim.", "Azerbaijan"),
    ("The Kenyan army said it killed 40 rebels in Hadrel. A rebel spokesman dismissed the figure as propaganda.", "Kenya"),
    ("Rebels said they killed four soldiers in Hadrel. The Kenyan army called the report baseless.", "rebels"),
    ("The Taliban said they killed 20 Afghan soldiers in Kunduz. The Afghan defence ministry denied the Taliban claim.", "Taliban"),
    ("Residents said Kenyan soldiers killed nine farmers in Hadrel. The Kenyan army denied the accusation.", "Kenya"),
]


@pytest.mark.parametrize(("text", "whose"), DENIED)
def test_whose_word_is_denied(text: str, whose: str) -> None:
    [found] = [c for c in read_one(text).claims if c.stance == "denies"]
    assert found.target == whose
