"""Whose casualty it is: one table of invented sentences, read by the real finders of casualties and actors."""

from __future__ import annotations

import pytest
from tests.claims.sides_built import INNER, PAIR, case, ministry, side

from rashomon.claims import sides
from rashomon.claims.sides_words import predicate, read
from rashomon.model import Speaker

NAMED = [
    ("Two Varland soldiers were killed.", "Two Varland soldiers were killed", "Two Varland soldiers", "Varland"),
    ("Two Ostravan servicemen died.", "Two Ostravan servicemen died", "Two Ostravan servicemen", "Ostrava Republic"),
    ("Nine villagers were killed.", "Nine villagers were killed", "Nine villagers", "civilians"),
    ("Two women and a child died.", "Two women and a child died", "Two women and a child", "civilians"),
    ("Six policemen were killed.", "Six policemen were killed", "Six policemen", "police"),
    ("Six rebel fighters were killed.", "Six rebel fighters were killed", "Six rebel fighters", "rebels"),
    ("Six Boko Haram fighters were killed.", "Six Boko Haram fighters were killed", "Six Boko Haram fighters", "Boko Haram"),
    (
        "Nine civilians and soldiers were killed.",
        "Nine civilians and soldiers were killed",
        "Nine civilians and soldiers",
        "civilians and soldiers",
    ),
    ("Ten people were killed.", "Ten people were killed", "Ten people", None),
    ("Ten bodies were found, all dead.", "Ten bodies were found, all dead", "Ten bodies", None),
    ("Of the dead, 16 killed were farmers.", "16 killed", None, "civilians"),
    ("The monitor put the killed at 17, all farmers.", "killed at 17", None, "civilians"),
    ("Ostravan losses were five dead.", "five dead", None, "Ostrava Republic"),
]


@pytest.mark.parametrize(("text", "words", "victims", "wanted"), NAMED)
def test_the_words_for_the_victims_come_first(text: str, words: str, victims: str | None, wanted: str | None) -> None:
    assert side(*case(PAIR + text, words, victims=victims)) == [wanted]


def test_its_soldiers_are_the_speakers() -> None:
    context, mention = case(PAIR + "Four of its soldiers were killed.", "Four of its soldiers were killed", victims="Four of its soldiers")
    assert side(context, mention, ministry("Varland")) == ["Varland"]
    context, mention = case(
        PAIR + "Varland said four of its soldiers were killed.", "four of its soldiers were killed", victims="four of its soldiers"
    )
    assert side(context, mention) == ["Varland"]


def test_a_ministry_that_reports_losses_from_the_enemys_fire_reports_its_own() -> None:
    text = PAIR + "Four were killed by fire from Ostravan troops."
    context, mention = case(text, "Four were killed", by="fire from Ostravan troops")
    assert sides.perpetrator_of(mention, context)[1] == "Ostrava Republic"
    assert side(context, mention, ministry("Varland")) == ["Varland"]


def test_bare_soldiers_are_the_other_sides_than_the_killers() -> None:
    text = PAIR + "Varland says the Ostrava Republic killed 4 soldiers."
    context, mention = case(text, "killed 4 soldiers", victims="4 soldiers", by="the Ostrava Republic killed")
    assert side(context, mention) == ["Varland"]


def test_one_from_each_side_is_one_each() -> None:
    text = PAIR + "A clash killed one soldier from each side."
    assert side(*case(text, "killed one soldier from each side", victims="one soldier", low=1, distributive=True)) == [
        "Ostrava Republic",
        "Varland",
    ]


def test_a_headline_over_one_from_each_side_is_of_both() -> None:
    text = "Two soldiers killed in new clash. " + PAIR + "A clash left one soldier dead from each side."
    context, mention = case(
        text, "Two soldiers killed", victims="Two soldiers", low=2, also=(("one soldier dead from each side", "one soldier", 1),)
    )
    assert side(context, mention) == ["Ostrava Republic and Varland"]


def test_bare_soldiers_in_a_war_within_a_state() -> None:
    context, mention = case(INNER + "Six soldiers were killed.", "Six soldiers were killed", victims="Six soldiers")
    assert side(context, mention) == ["Kestria"]
    context, mention = case(
        "Peru's army and the Peruvian president spoke. Six soldiers were killed.", "Six soldiers were killed", victims="Six soldiers"
    )
    assert side(context, mention) == ["Peruvian military"]
    assert sides.side_of(mention, context)[0].victim_party == "Peru"


def test_jihadists_are_the_group_the_document_is_about() -> None:
    text = INNER + "Militants of the Sarn Liberation Army held the dam. The Sarn Liberation Army fled. Jets killed 31 jihadists."
    assert side(*case(text, "killed 31 jihadists", victims="31 jihadists")) == ["Sarn Liberation Army"]
    assert side(*case(INNER + "Jets killed 31 terrorists.", "killed 31 terrorists", victims="31 terrorists")) == ["militants"]


@pytest.mark.parametrize("words", ["several more wounded", "three others injured"])
def test_a_gapped_figure_takes_the_side_it_hangs_on(words: str) -> None:
    text = PAIR + f"Two Varland soldiers were killed and {words}."
    context, mention = case(text, words, also=(("Two Varland soldiers were killed", "Two Varland soldiers", 2),))
    assert side(context, mention) == ["Varland"]


def test_people_are_who_the_document_says_they_are_elsewhere() -> None:
    text = "Gunmen killed 43 people. " + INNER + "The 43 farmers killed were buried."
    context, mention = case(text, "killed 43 people", victims="43 people", low=43, also=(("43 farmers killed", "43 farmers", 43),))
    found = sides.side_of(mention, context)[0]
    assert (found.side, found.victim_status, found.status_by) == ("civilians", "civilian", "outlet")


def test_a_total_of_civilians_and_soldiers_is_of_both() -> None:
    text = INNER + "The blast killed 27 people. Of them 20 civilians killed were named, and 7 soldiers killed were not."
    context, mention = case(
        text,
        "killed 27 people",
        victims="27 people",
        low=27,
        also=(("20 civilians killed", "20 civilians", 20), ("7 soldiers killed", "7 soldiers", 7)),
    )
    assert side(context, mention) == ["civilians and soldiers"]


RELATIONS = [
    (None, "Two Varland soldiers", "outlet"),
    (ministry("Varland"), "Two Varland soldiers", "own_losses"),
    (ministry("Ostrava Republic"), "Two Varland soldiers", "enemy_losses"),
    (Speaker("X Observatory", "the Observatory", 0, 1, None, "monitor"), "Two Varland soldiers", "third_party"),
    (Speaker("witnesses", "witnesses", 0, 1, None, "witnesses"), "Two farmers", "third_party"),
    (ministry("Varland"), "Two farmers", "own_losses"),
]


@pytest.mark.parametrize(("speaker", "victims", "wanted"), RELATIONS)
def test_what_the_speaker_is_to_the_casualty(speaker: Speaker | None, victims: str, wanted: str) -> None:
    context, mention = case(PAIR + victims + " were killed.", victims + " were killed", victims=victims)
    found = sides.side_of(mention, context, speaker)[0]
    assert sides.relation(speaker, found, context) == wanted


def test_words_for_victims() -> None:
    assert read("70 regime and rebel fighters").kinds == {"soldiers", "rebels"}
    assert read("a police officer").kinds == {"police"}
    assert read("12 people, including soldiers").kinds == frozenset()
    assert predicate(" were soldiers, he said") == "soldiers"
    assert predicate(" were killed by soldiers") == ""


WAR = "Varland said Ostravan troops had shelled the ridge. Varland's army and Ostrava's army hold it. Ostrava's defence ministry spoke. Varland's defence ministry spoke. "
UPRISING = "Kestria's army fought the Sarn Liberation Army. The Kestrian army held the dam. The Sarn Liberation Army left. "

SAID = [
    # one name for an army, in a war with a neighbour and in one at home
    ("Chadian troops met Libyan troops. Chad's army and Libya's army spoke. Four Chadian soldiers were killed.", "Four Chadian soldiers", "Chad", "Chad", "combatant"),
    ("Rebels met the Chadian army. Four Chadian soldiers were killed.", "Four Chadian soldiers", "Chadian military", "Chad", "combatant"),
    (INNER + "Four Kestrian soldiers were killed.", "Four Kestrian soldiers", "Kestria", "Kestria", "combatant"),
    (INNER + "Four members of the Kestrian Armed Forces were killed.", "Four members of the Kestrian Armed Forces", "Kestria", "Kestria", "combatant"),
    (WAR + "One Ostravan serviceman was killed.", "One Ostravan serviceman", "Ostrava", "Ostrava", "combatant"),
    # groups behind their men
    (INNER + "The raid killed 14 fighters of the Ashen Banner.", "14 fighters of the Ashen Banner", "Ashen Banner", "Ashen Banner", "combatant"),
    (INNER + "The Ashen Banner, an insurgent group, fled. Nine Ashen Banner rebels were killed.", "Nine Ashen Banner rebels", "Ashen Banner", "Ashen Banner", "combatant"),
    (INNER + "The raid killed two guerrillas of the Ashen Banner.", "two guerrillas of the Ashen Banner", "Ashen Banner", "Ashen Banner", "combatant"),
    (INNER + "Nine rebels were killed.", "Nine rebels", "rebels", "rebels", "combatant"),
    # officers of the police
    ("Gunmen ambushed a police convoy, and seven officers were killed.", "seven officers", "police", None, "police"),
    (INNER + "At the army post seven officers were killed.", "seven officers", "Kestria", "Kestria", "combatant"),
    # who lost them
    (UPRISING + "The Sarn Liberation Army has lost 40 fighters, and all were killed.", "40 fighters", "Sarn Liberation Army", "Sarn Liberation Army", "combatant"),
    (UPRISING + "Kestria lost nine men killed.", "nine men", "Kestria", "Kestria", "combatant"),
    # which and not who
    (INNER + "A local commander was killed.", "A local commander", "militants", "militants", "combatant"),
    ("Kestria's army spoke. Four loyalist fighters were killed.", "Four loyalist fighters", "Kestria", "Kestria", "combatant"),
    ("Reporters Without Borders said 66 journalists had been killed.", "66 journalists", "civilians", None, "civilian"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "victims", "wanted", "party", "status"), SAID)
def test_side_party_and_status_by_the_words(text: str, victims: str, wanted: str | None, party: str | None, status: str) -> None:
    context, mention = case(text, victims, victims=victims)
    found = sides.side_of(mention, context)[0]
    assert (found.side, found.victim_party, found.victim_status) == (wanted, party, status)


ENEMIES = [
    ("Varland", "four servicemen of the opposing side", "Ostrava"),
    ("Varland", "four enemy soldiers", "Ostrava"),
    ("Ostrava", "four enemy soldiers", "Varland"),
    ("Ostrava", "four enemies", "Varland"),
    (None, "four enemy soldiers", None),
]


@pytest.mark.parametrize(("speaker", "victims", "wanted"), ENEMIES)
def test_the_enemy_is_the_other_side_of_the_one_who_says_so(speaker: str | None, victims: str, wanted: str | None) -> None:
    context, mention = case(WAR + f"Of {victims} all were killed.", victims, victims=victims)
    assert side(context, mention, ministry(speaker) if speaker else None) == [wanted]


def test_the_enemy_of_a_papers_own_army() -> None:
    text = "The Varland Defence Ministry informs that Ostravan troops fired. Our soldiers stood firm. Varland's army answered the Ostravan army. Enemy losses came to 40 killed."
    assert side(*case(text, "40 killed")) == ["Ostrava"]


def test_bare_figures_are_no_soldiers_where_civilians_are_counted() -> None:
    text = PAIR + "Ostravan fire killed two villagers. Two others were wounded by Ostravan fire."
    context, mention = case(text, "others were wounded by Ostravan fire", also=(("killed two villagers", "two villagers", 2),), low=2)
    assert side(context, mention) == [None]


def test_its_soldier_hit_by_x_is_not_of_x() -> None:
    text = WAR + "Varland's mortar fire on Sunday killed four of its soldiers."
    context, mention = case(text, "killed four of its soldiers", victims="four of its soldiers", by="Varland's mortar fire")
    assert side(context, mention) == ["Ostrava"]


def test_a_commander_among_troops_is_one_of_them() -> None:
    text = INNER + "The blast left 17 Kestrian troops killed, a commander killed among them."
    context, mention = case(
        text, "a commander killed", victims="a commander", low=1, also=(("17 Kestrian troops killed", "17 Kestrian troops", 17),), part_of=0
    )
    assert side(context, mention) == ["Kestria"]


def test_one_killed_far_off_is_not_the_one_killed_here() -> None:
    text = "A farmer was killed. The market closed. Shops shut. Buses stopped. A person was killed elsewhere."
    context, mention = case(text, "A person was killed", victims="A person", low=1, also=(("A farmer was killed", "A farmer", 1),))
    assert side(context, mention) == [None]
