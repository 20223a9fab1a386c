"""Who is named: one table of invented sentences; each line stands for a way of naming, not for a place."""

from __future__ import annotations

import hashlib
import itertools
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.language import get_parser, split_document
from rashomon.lexicon import load
from rashomon.mentions.actors import find_actors
from rashomon.model import ActorMention, Block, Document


def document(text: str) -> Document:
    """A document whose lines are body blocks."""
    blocks = tuple(Block(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document("t", text, f"doc-{digest[:16]}", digest, blocks=blocks, language="en")


def actors(text: str, parsed: bool = True) -> list[ActorMention]:
    doc = document(text)
    sentences = split_document(doc)
    if parsed:
        get_parser().parse(sentences)
    return find_actors(doc, sentences)


def at(text: str, words: str, nth: int = 0) -> ActorMention:
    """The mention that holds ``words``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return next(m for m in actors(text) if m.start < start + len(words) and start < m.end)


STATES = [
    # an organ of a state, in the orders newspapers use
    ("Norway's border service told a newspaper by telephone it had opened fire.", "border service", "State Border Service of Norway", "Norway", "government"),
    ("The Peruvian defence ministry denied the report.", "defence ministry", "Ministry of Defence of Peru", "Peru", "ministry"),
    ("The Defense Ministry of Peru denied the report.", "Defense Ministry", "Ministry of Defence of Peru", "Peru", "ministry"),
    ("Kenyas army took the town, residents said.", "army", "Armed Forces of Kenya", "Kenya", "military"),
    ("Two Chadian soldiers were killed near the well.", "soldiers", "Armed Forces of Chad", "Chad", "military"),
    ("Three people were wounded by Cuban fire.", "Cuban", "Armed Forces of Cuba", "Cuba", "military"),
    ("Lisbon accused Madrid of shelling the ridge.", "Madrid", "Spain", "Spain", "state"),
    ("Finland and Sweden blamed each other.", "Sweden", "Sweden", "Sweden", "state"),
    # states never heard of, by shape
    ("Freedonia's Defence Ministry said two men died. Freedonian forces fired back.", "Freedonian forces", "Armed Forces of Freedonia", "Freedonia", "military"),
    ("The Kestrian army shelled the hills, Kestria's president said.", "Kestrian army", "Armed Forces of Kestria", "Kestria", "military"),
    ("A border guard from the Ostrava Republic died. Ostravan troops withdrew. The Ostrava Republic's foreign ministry protested.", "Ostravan troops",
     "Armed Forces of the Ostrava Republic", "Ostrava Republic", "military"),
    ("Varland's army and Varlandic border guards held the bridge.", "Varlandic", "Border Guard of Varland", "Varland", "military"),
    ("Zellish forces fired first. Prime Minister Osei Grant of Zelland denied it.", "Zellish forces", "Armed Forces of Zelland", "Zelland", "military"),
    ("Morvanias air force bombed the ford, the Morvanian government said.", "air force", "Air Force of Morvania", "Morvania", "military"),
    ("In Port Nessa, the capital of Tarkia, crowds gathered. Port Nessa said the Tarkian army had left. Tarkia's president wept.", "Port Nessa said", "Tarkia", "Tarkia", "state"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "actor", "party", "kind"), STATES)
def test_states_and_their_organs(text: str, words: str, actor: str, party: str, kind: str) -> None:
    mention = at(text, words)
    assert (mention.actor, mention.party, mention.kind) == (actor, party, kind)


PLACES = [
    "A bomb went off in Lisbon on Monday.",
    "Trucks left for Madrid at dawn.",
    "The village lies near Quito.",
    "Damascus was shelled overnight, in the city's worst night.",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_capital_that_is_a_place_is_no_actor(text: str) -> None:
    assert not [m for m in actors(text) if m.kind == "state"]


OTHERS = [
    ("The Red Dawn Front (RDF) denied it. The RDF said its men had left.", "RDF said", "Red Dawn Front", "Red Dawn Front", "group"),
    (
        "Militants of the Sarn Liberation Army took the post.",
        "Sarn Liberation Army",
        "Sarn Liberation Army",
        "Sarn Liberation Army",
        "group",
    ),
    ("Militants of the Sarn Liberation Army took the post.", "Militants", "Sarn Liberation Army", "Sarn Liberation Army", "group"),
    ("The Sarn Liberation Army, or SLA, fled. The SLA lost.", "SLA lost", "Sarn Liberation Army", "Sarn Liberation Army", "group"),
    ("A Peruvian army spokesman said so.", "spokesman", "Armed Forces of Peru", "Peru", "military"),
    ("Villagers fled as the Marn militia came down.", "Marn militia", "Marn", "Marn", "group"),
    (
        "The Belmar Observatory for Human Rights counted 17. The Observatory said more had died.",
        "Observatory said",
        "Belmar Observatory for Human Rights",
        None,
        "monitor",
    ),
    ("Suspected Boko Haram gunmen burned the farms.", "Boko Haram", "Boko Haram", "Boko Haram", "group"),
    ("Islamic State militants held the dam.", "militants", "Islamic State", "Islamic State", "group"),
    ("Opposition fighters left the valley.", "fighters", "rebels", "rebels", "group"),
    ("Masked gunmen opened fire.", "gunmen", "militants", "militants", "militants"),
    ("A source at Tolva Police Command told reporters so.", "source", "Tolva Police Command", None, "police"),
    ("Activists from the Lowland Media Network spoke of shelling.", "Activists", "Lowland Media Network", None, "monitor"),
    ("A senior Chilean health ministry official said so.", "official", "Ministry of Health of Chile", "Chile", "ministry"),
    ("Local officials put the toll at nine.", "officials", "local officials", None, "officials"),
    ("Doctors Without Borders said staff had died.", "Doctors", "Doctors Without Borders", None, "medical"),
    ("Hospital sources spoke of six.", "Hospital sources", "hospital sources", None, "medical"),
]


@pytest.mark.parametrize(("text", "words", "actor", "party", "kind"), OTHERS)
def test_groups_monitors_and_kinds_of_people(text: str, words: str, actor: str, party: str | None, kind: str) -> None:
    mention = at(text, words)
    assert (mention.actor, mention.party, mention.kind) == (actor, party, kind)


PEOPLE = [
    ("Freedonian Prime Minister Orlo Vant said no. Vant blamed Freedonia's army.", "Vant blamed", "Orlo Vant", "Freedonia"),
    ("Lena Orsk, director of the Belmar Observatory, said more had died. Orsk wept.", "Orsk wept", "Lena Orsk", "Belmar Observatory"),
    (
        "The Red Dawn Front denied it. Its spokesman, Tomas Ilev, told reporters so. Ilev said little.",
        "Ilev said",
        "Tomas Ilev",
        "Red Dawn Front",
    ),
    ("Foreign Minister Jan Kovar of Peru said so.", "Kovar", "Jan Kovar", "Peru"),
    ("Governor Bela Turk spoke. The governor said more had died.", "The governor", "Bela Turk", None),
    ("The Peruvian president denied it.", "president", "President of Peru", "Peru"),
    ("Two houses fell, said Mira Tolland, a shopkeeper.", "Tolland", "Mira Tolland", None),
]


@pytest.mark.parametrize(("text", "words", "actor", "party"), PEOPLE)
def test_persons_by_role_and_surname(text: str, words: str, actor: str, party: str | None) -> None:
    mention = at(text, words)
    assert (mention.actor, mention.party, mention.kind) == (actor, party, "person")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ministry said so.", "ministry"),
        ("Both sides claimed the hill.", "Both sides"),
        ("A monitoring group said so.", "monitoring group"),
        ("It denied the report.", "It"),
        ("The group's fighters left.", "fighters"),
        ("The spokesman said so.", "spokesman"),
        ("Our soldiers did not fire.", "soldiers"),
    ],
)
def test_words_that_only_point_back(text: str, words: str) -> None:
    mention = at(text, words)
    assert mention.anaphor
    assert mention.actor is None


TAUGHT = [
    # what the text says that a name is
    ("The Ashen Banner, an insurgent group, denied it.", "Ashen Banner", "Ashen Banner", "group"),
    ("Fighters of the Ashen Banner fled.", "Ashen Banner", "Ashen Banner", "group"),
    ("The militant group Dawn Call took the post.", "Dawn Call", "Dawn Call", "group"),
    ("Formations of the so-called Reed Council shelled the town. The Reed Council denied it.", "Reed Council denied", "Reed Council", "group"),
    ("A minister blamed the Hill Brigade for it.", "Hill Brigade", "Hill Brigade", "group"),
    # forces of a state, capitals or not
    ("Three servicemen of the Velmaran Armed Forces died, the Ministry of Defence of the Republic of Velmara said.", "Armed Forces", "Velmara", "military"),
    ("The Border Corps of Ordania fired. The armed forces of Ordania said so. The Corps left.", "The Corps", "Ordania", "military"),
    ("One Ordanian soldier died, the Defence Ministry of Ordania said.", "One Ordanian soldier", "Ordania", "military"),
    ("REPUBLIC OF BELQUAR - AIR FORCE COMMAND\nThe Belquari Air Force bombed the ford.", "Belquari Air Force", "Belquar", "military"),
    ("HADREL, Murenia, Nov 9 (TNS) - Two men died, the interior ministry of Murenia said.", "interior ministry", "Murenia", "ministry"),
    ("A Russian battalion shelled the ford.", "Russian battalion", "Russia", "military"),
    ("Ordanian troops killed three men.", "Ordanian troops", "Ordania", "military"),
    # a land whose war it is
    ("Tolland fell quiet in the Syrian civil war. Russian jets left. The regime denied it.", "The regime", "Syria", "government"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "party", "kind"), TAUGHT)
def test_what_a_text_teaches_of_its_actors(text: str, words: str, party: str, kind: str) -> None:
    mention = at(text, words)
    assert (mention.party, mention.kind) == (party, kind)


MISTAKEN = [
    ("Troops went through Hama. In Hamas countryside two men died.", "Hamas"),
    ("Jeish al-Fatah took the hill.", "Fatah"),
    ("Air force bombers have pounded the hill.", "militants"),
    ("Strategic bombers flew over the bay.", "militants"),
    ("Orlo Vant, Chad Miller and Jordan Hale died.", "Chad"),
    ("Orlo Vant, Chad Miller and Jordan Hale died.", "Jordan"),
    ("THE PRIEST TOLD US THAT HE IS HERE AND WHO KNOWS.", "United States"),
    ("THE PRIEST TOLD US THAT HE IS HERE AND WHO KNOWS.", "Islamic State"),
    ("Western powers blamed the rebels.", "rights groups"),
    ("The governor of Tolva spoke. Tolva's government fell. Tolva province is quiet.", "Tolva"),
]


@pytest.mark.parametrize(("text", "name"), MISTAKEN)
def test_what_is_no_such_actor(text: str, name: str) -> None:
    assert not [m for m in actors(text) if name in {m.actor, m.party}]


def test_a_minister_of_another_state_is_not_the_texts_own() -> None:
    text = "Peru's army and Peru's president spoke in the Peruvian capital. Chilean Defence Minister Jan Kovar denied it. Defence Minister Jan Kovar left. In Peru it rained."
    assert at(text, "Kovar left").party == "Chile"


def test_two_coordinated_states_are_two_mentions() -> None:
    text = "Russian and Syrian forces bombed the road."
    assert [m.party for m in actors(text) if m.kind == "military"] == ["Russia", "Syria"]


def test_bare_organs_belong_to_the_state_the_document_is_about() -> None:
    text = "MARLOW, Kestria - A market in the Kestrian town of Belmar was hit. Kestria's president wept. The army blamed rebels. Government troops came."
    assert at(text, "The army").actor == "Armed Forces of Kestria"
    assert at(text, "Government troops").party == "Kestria"


def test_no_state_is_made_of_a_leader_a_people_or_a_province() -> None:
    for text in (
        "President Orlo Vant spoke. Vant's forces left. Vant's army fled.",
        "Kurdish forces left. Kurdish troops came.",
        "Tolva's governor spoke. Tolva's military court sat.",
    ):
        assert not [m for m in actors(text) if m.party in {"Vant", "Kurdia", "Kurd", "Tolva"}]


def test_capitals_show_no_names_where_all_is_capitals() -> None:
    found = actors("THE ARMY SAID THE MEN HAD LEFT. PRESIDENT OF THE COURT SAID THAT IT WAS SO. THE GOVERNMENT OF CHILE SPOKE.")
    assert not [m for m in found if m.rule.startswith("shape")]
    assert "Chile" in {m.party for m in found}


def test_letters_of_a_group_inside_a_name_in_capitals_are_no_group() -> None:
    assert not [m for m in actors("POLICE IN SANTA ANA SAID ONE SOLDIER WAS WOUNDED IN THE TOWN.") if m.party == "Afghanistan"]
    assert [m for m in actors("THE ANA SAID THAT ONE SOLDIER WAS WOUNDED IN THE TOWN.") if m.party == "Afghanistan"]


def test_mentions_are_sorted_apart_and_hold_without_a_parse() -> None:
    text = "Two Varland soldiers died, Varland's Defence Ministry said. The Red Dawn Front (RDF) denied it.\nPeru's army left."
    for parsed in (True, False):
        found = actors(text, parsed)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
        assert {"Ministry of Defence of Varland", "Red Dawn Front", "Armed Forces of Peru"} <= {m.actor for m in found}


WORDS = [
    "Freedonia's",
    "army",
    "the",
    "(",
    ")",
    "FLA",
    "Front",
    "of",
    "Vant",
    "President",
    "Syrias",
    "US-led",
    "coalition",
    "said",
    ",",
    "its",
    "soldiers",
    "\u2019s",
    "\u200b",
    "Xian",
    "rebels",
    "Moscow",
    "and",
    "10",
    "É",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_words_give_mentions_that_hold(text: str) -> None:
    found = actors(text, parsed=False)
    assert found == actors(text, parsed=False)
    for m in found:
        assert 0 <= m.start < m.end <= len(text)
        assert (m.actor is None) or not m.anaphor
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("file", ["institutions", "roles"])
def test_examples_of_the_lexicon(file: str) -> None:
    lore = "Freedonia's army and the Freedonian foreign ministry spoke. "
    for entry in load(file):
        for text in entry.fires:
            assert any(entry.id in m.rule for m in actors(lore + text) if m.start >= len(lore)), (entry.rule, text)
        for text in entry.silent:
            assert not any(entry.id in m.rule for m in actors(text)), (entry.rule, text)
