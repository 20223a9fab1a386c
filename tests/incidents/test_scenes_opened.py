"""A sentence that opens with a place of its own tells another event; and whose day it is when an attack is claimed."""

from __future__ import annotations

import pytest
from tests.one_article import derived_of

APART = [
    ("Two missiles hit the centre of Odesa on Monday. A boy and his aunt were killed, the governor said. In Mykolaiv, a woman was killed by shelling.", 2),
    ("A bomb killed five soldiers near Hadrel on Monday.\n\nIn the capital, Orla, a gunman shot dead a judge outside his home.", 2),
    ("In Hadrel, two people were shot dead on Saturday.\n\nMeanwhile in Orla, soldiers surrounded a house on Friday. In the ensuing gunfight, three militants were killed.", 2),
    ("A drone strike on Tuesday killed 30 farmers near Khogyani.\n\nIn Kunduz, Taliban fighters stormed a police post overnight, killing 11 officers.", 2),
    ("Bombs exploded in Sadr City on Thursday, killing 38 people.\n\nShortly afterwards, mortar rounds landed near a mosque in Adhamiya, killing one person.\n\nA Marine died on Wednesday in Anbar province.", 3),
]  # fmt: skip

ONE = [
    (
        "Shells struck the market in Hadrel on Monday, killing nine people.\n\nIn Orla, a spokesman for the army said that nine people had died.",
        1,
    ),
    ("Shells struck the town of Hadrel on Monday, killing nine people.\n\nIn the market, five people died when a shell hit a bus.", 1),
    ("A bomb killed nine people in Hadrel on Monday.\n\nIn Hadrel, doctors counted 11 dead.", 1),
    ("Shells hit the Hadrel region on Monday, killing nine people.\n\nIn the village of Arn, 12 people were wounded.", 1),
    ("A bomb killed nine people in Hadrel on Monday.\n\nIn the attack, two guards were also wounded.", 1),
]


@pytest.mark.parametrize(("text", "many"), [*APART, *ONE])
def test_how_many_events_are_told(text: str, many: int) -> None:
    assert len([i for i in derived_of(text).incidents if not i.background]) == many


def test_each_scene_has_its_own_day_and_dead() -> None:
    made = derived_of(APART[2][0]).incidents
    assert {(str(i.date_start), e.best) for i in made for e in i.estimates if e.side is None} == {
        ("2031-05-03", 2),
        ("2031-05-02", 3),
    }


def test_what_is_told_behind_a_scene_is_of_that_scene() -> None:
    text = (
        "A missile hit a cafe in Hadrel on Monday, killing 52 people, officials said. One of the wounded had died overnight.\n\n"
        "In Orla itself, two missiles hit the centre of the city on Tuesday. A boy and his grandmother were killed and 30 people were injured, the governor wrote."
    )
    made = {i.place.name if i.place else "": i for i in derived_of(text).incidents}
    assert {(e.harm, e.best) for e in made["Orla"].estimates if e.side is None} == {("killed", 2), ("wounded", 30)}


CLAIMED = [
    "A bomb killed nine people in Hadrel on Sunday. The Taliban claimed responsibility for the bombing on Monday.",
    "A bomb killed nine people in Hadrel on Sunday. The Taliban denied involvement in the attack on Tuesday.",
    "A bomb killed nine people in Hadrel on Sunday. On Monday, the Taliban claimed the attack.",
    "Rebels stormed a camp in Hadrel on Sunday, killing nine soldiers. The Taliban claimed responsibility for the attack on Monday, saying 20 soldiers had died.",
    "The Taliban on Tuesday claimed responsibility for an attack on a mosque in Hadrel on Sunday that killed nine people.",
]


@pytest.mark.parametrize("text", CLAIMED)
def test_the_day_of_the_claim_is_not_that_of_the_attack(text: str) -> None:
    [made] = derived_of(text).incidents
    assert str(made.date_start) == str(made.date_end) == "2031-05-04"


def test_an_attack_told_with_its_day_alone_is_of_that_day() -> None:
    [made] = derived_of("The Taliban claimed responsibility for the attack on Tuesday that killed nine people in Hadrel.").incidents
    assert str(made.date_start) == "2031-05-06"
