import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "gazetteer"))
from made_up_world import made_up

from rashomon.language import get_parser, split_document
from rashomon.mentions.places import find_places, find_toponyms
from rashomon.model import Block, Document, PlaceMention

WORLD = made_up()


def places(text: str, *, parsed: bool = True) -> list[PlaceMention]:
    blocks = tuple(Block(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
    document = Document("made-up", text, "doc-0", "0", blocks=blocks)
    sentences = split_document(document)
    if parsed:
        get_parser().parse(sentences)
    return find_places(document, sentences, WORLD)


def brief(text: str, *, parsed: bool = True) -> list[tuple[str, str, float | None]]:
    return [(m.name, m.relation, m.place.lat if m.place else None) for m in places(text, parsed=parsed)]


@pytest.mark.parametrize("parsed", [True, False])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four soldiers were killed in Ostrel on Monday, Chad's army said.", [("Ostrel", "in", 13.1)]),
        ("Shells fell near Ostrel in Chad.", [("Ostrel", "near", 13.1), ("Chad", "of", None)]),
        ("Gunmen raided Belisk in Karsh province, Chad.", [("Belisk", "in", 13.3), ("Karsh", "of", 13.0), ("Chad", "of", None)]),
        ("The attack in Chad hit the village of Vornimak, witnesses said.", [("Chad", "in", None), ("Vornimak", "in", None)]),
        ("Chad's northern Karsh province saw clashes.", [("Chad", "of", None), ("Karsh", "in", 13.0)]),
        ("Troops in Chad shelled targets in Ostrel and Lonvale.", [("Chad", "in", None), ("Ostrel", "in", 13.1), ("Lonvale", "in", 9.5)]),
        ("The base lies 300 kilometres from Ostrel, in Chad.", [("Ostrel", "distance", 13.1), ("Chad", "of", None)]),
        (
            "Two guards died in the village of Vornimak in Chad. Shots were fired around 300 kilometres (186 miles) from Vornimak.",
            [("Vornimak", "in", None), ("Chad", "of", None), ("Vornimak", "distance", None)],
        ),
        ("The convoy was hit 40 miles (64 km) north of Ostrel, Chad.", [("Ostrel", "distance", 13.1), ("Chad", "of", None)]),
        ("Two died at the Ostrel refugee camp in Chad.", [("Ostrel", "in", 13.1), ("Chad", "of", None)]),
        ("Fighting broke out on the outskirts of Ostrel, in eastern Chad.", [("Ostrel", "near", 13.1), ("Chad", "of", None)]),
    ],
)
def test_places_with_relation(text: str, expected: list[tuple[str, str, float | None]], parsed: bool) -> None:
    assert brief(text, parsed=parsed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Peru of shelling its soldiers.",
        "Dorvan said it would answer.",
        "Chad's army denied the report.",
        "Ada Harrow was killed, police in uniform said.",
        "Mr. Harrow told reporters that he was safe.",
        "Officials of the Belisk Liberation Front were arrested.",
    ],
)
def test_no_places(text: str) -> None:
    assert brief(text) == []


def test_border_is_a_line_without_a_point() -> None:
    (border,) = [m for m in places("Soldiers were shot on the border between Chad and Peru.") if m.rule == "place.border"]
    assert border.place is not None
    assert (border.place.name, border.place.precision, border.place.lat) == ("Chad–Peru border", 5, None)


def test_unknown_village_keeps_its_province() -> None:
    (village, *_) = places("At least nine farmers were killed in Vornimak, a rice-growing settlement in Karsh, Chad.")
    assert village.name == "Vornimak" and village.place is not None
    assert (village.place.lat, village.place.country, village.place.admin1) == (None, "Chad", "Karsh")
    assert village.place.basis.startswith("unresolved")


def test_evidence_comes_from_the_whole_document() -> None:
    far = places("Rebels entered Belisk at dawn.\nThe town is close to Ostrel, in the east of Chad.")
    assert [(m.name, m.place.lat) for m in far if m.place and m.name == "Belisk"] == [("Belisk", 13.3)]


def test_a_possessive_that_lost_its_apostrophe() -> None:
    assert ("Karsh", "in", 13.0) in brief("A strike in Chads Karsh province killed three.")


def test_dateline_is_where_it_was_written() -> None:
    assert brief("OSTREL, Chad (Agency) - Nine people died in Lonvale, officials said.") == [
        ("OSTREL", "from", 13.1),
        ("Chad", "of", None),
        ("Lonvale", "in", 9.5),
    ]
    assert brief("OSTREL, Chad (May 7, 2031)\nNine people died.") == [("OSTREL", "from", 13.1), ("Chad", "of", None)]
    assert brief("In the northern town Ostrel, in Chad, nine died.")[0] == ("Ostrel", "in", 13.1)


def test_capitals_say_nothing_in_a_headline_of_capitals() -> None:
    assert brief("GUNMEN WILL ANSWER HARROW, SAYS ARMY\nNINE KILLED IN OSTREL, CHAD") == [("OSTREL", "in", 13.1), ("CHAD", "of", None)]


def test_a_car_in_capitals_is_no_country() -> None:
    assert brief("THE MEN FLED IN A CAR TOWARDS OSTREL, CHAD.") == [("OSTREL", "near", 13.1), ("CHAD", "of", None)]
    assert "CAR" in [name for name, _, _ in brief("Nine people died in the CAR, the agency said.")]


def test_a_dateline_shows_that_an_unknown_name_is_a_place() -> None:
    text = "HARVEL, Chad (Agency) — Two died when Harvel came under fire on Monday.\nHarvel's dairy burned. Harvel said nothing more."
    found = [(m.name, m.relation) for m in places(text) if m.name == "Harvel"]
    assert found == [("Harvel", "from"), ("Harvel", "in"), ("Harvel", "in")]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine in a Dogon village on Monday.",
        "Seven policemen were killed in an ambush on the Sylvanian coast road.",
        "Seven policemen killed in ambush on Murovian coast road",
        "Six ethnic Oromo were killed in Oromo areas.",
        "The hospital of Doctors Without Borders was hit.",
        "Barrel Bomb Attack kills nine",
        "Fighters in Boko Haram areas fled.",
    ],
)
def test_peoples_and_organisations_are_no_places(text: str) -> None:
    assert places(text) == []


def named(text: str) -> list[tuple[str, str]]:
    document = Document("made-up", text, "doc-0", "0", blocks=(Block(0, len(text), "body"),))
    sentences = split_document(document)
    get_parser().parse(sentences)
    return [(m.name, m.relation) for m in find_toponyms(document, sentences, WORLD)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ostrel said in Karsh province that it was a robbery.", [("Ostrel", "named"), ("Karsh", "in")]),
        ("Chad's army accused Peru of lying.", [("Chad", "named"), ("Peru", "named")]),
        ("The Ostrel Fire Department was called to a home in Karsh province.", [("Ostrel", "named"), ("Karsh", "in")]),
        ("Ada Harmon of Ostrel, a clerk, won a prize in Karsh province.", [("Ostrel", "named"), ("Karsh", "in")]),
        ("A poll by the Bank of Ostrel in Karsh province was published.", [("Ostrel", "named"), ("Karsh", "in")]),
        ("The Ostrel-based bank opened a branch in Karsh province.", [("Ostrel", "named"), ("Karsh", "in")]),
        ("The Ostrel Superior Court in Karsh province let him go.", [("Ostrel", "named"), ("Karsh", "in")]),
        ("An Ostrel Baker was seen in Chad.", [("Chad", "in")]),
        ("Two men were shot in Ostrel Saturday, Chad said.", [("Ostrel", "in"), ("Chad", "named")]),
        ("Two men were shot in Ostrel, Chad Monday night.", [("Ostrel", "in"), ("Chad", "of")]),
    ],
)
def test_names_in_which_nothing_is_put(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_what_is_only_named_is_no_place_of_anything() -> None:
    assert brief("Ostrel said the Belisk Fire Department in Chad was praised.") == [("Chad", "in", None)]


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Two men from Lonvale were shot on Friday.", None),
        ("Two men from Lonvale were shot near Quemal Djafar on Friday. Merun province sent police.", 9.5),
        ("Two men from Lonvale were shot near Tarnovka on Friday. Peru sent police.", -12.0),
    ],
)
def test_the_names_around_decide_between_namesakes(text: str, lat: float | None) -> None:
    found = [m.place.lat for m in places(text) if m.name == "Lonvale" and m.place]
    assert found == [lat]


def test_a_town_of_a_countrys_name_in_a_local_paper() -> None:
    (town,) = [
        m for m in places("Two homes burned in Tarnovka and one in Chad, near Bavel Quay. Police came from Bavel Quay.") if m.name == "Chad"
    ]
    assert town.place is not None and (town.place.country, town.place.lat) == ("Peru", -8.05)
    (country,) = [m for m in places("Two homes burned in Tarnovka and one in Chad, a Chadian minister said.") if m.name == "Chad"]
    assert country.place is not None and country.place.precision == 6


def test_a_report_is_written_in_a_town() -> None:
    (town,) = [m for m in places("OSTREL (Agency) - Two men died in Karsh province.") if m.name == "OSTREL"]
    assert (town.relation, town.rule) == ("from", "place.dateline") and town.place is not None and town.place.precision == 1
