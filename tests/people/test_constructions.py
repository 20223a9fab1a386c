"""Constructions of news that give private persons' names away: each with ten made-up names of several cultures."""

import pytest

from rashomon.model import Block, Document, Speaker
from rashomon.people import Masker

ONE_NAME = ["Yaw", "Ravi", "Htoo", "Nalongo", "Sefa", "Zarmina", "Tuyet", "Itzel", "Bohdan", "Kwesi"]
FULL_NAMES = [
    "Dao Van Long",
    "Park Ji-hoon",
    "Yaw Mensahene",
    "Will Rivers",
    "Htoo Wah Paw",
    "Oksana Hrytsenkova",
    "Itzel Quirozada",
    "Zarmina Wardakzai",
    "Otieno Wafulani",
    "Tevita Lolohean",
]
CALLINGS = ["Student", "Fisherman", "Farmer", "Shopkeeper", "Nurse", "Taxi driver", "Widow", "Resident", "Pensioner", "Grandmother"]
HONOURED = [
    "Saw Htoo Wah",
    "Naw Paw Sein",
    "Daw Khin Sulay",
    "Mahn Thet Oolin",
    "Haji Karimdad Wazirzoy",
    "Ustaz Lutfi Marwazi",
    "Mzee Otieno Wafulani",
    "Pak Sutrisnadi",
    "Doña Itzel Quirozada",
    "Oom Gerrit Vreedeveld",
]


def page(text):
    body = f"{text}\n\nShells fell on the town of Velden on Friday, and the army said nothing of it."
    masker = Masker.for_documents({"d": Document("d", body, "doc_d", "", blocks=(Block(0, len(body), "body"),), language="en")})
    return masker, masker.text("d", 0, len(text))


def left(name, shown):
    """Words of the name that can still be read."""
    return [w for w in name.split() if w in shown.replace(",", " ").replace(".", " ").replace("’", " ").replace("'", " ").split()]


@pytest.mark.parametrize("name", ONE_NAME)
@pytest.mark.parametrize(
    "text",
    [
        "{}, who gave only one name, said the roof fell in.",
        "“The roof fell in,” said {}, who goes by one name.",
        "{}, a mother who asked to be identified by her first name, hid in a cellar.",
        "A woman hid in a cellar. {}, speaking by one name, wept.",
        "“We ran,” said {}, whose full name was withheld.",
        "A tailor who gave his name as {} was at home.",
    ],
)
def test_one_of_whom_only_one_name_is_told(name, text):
    assert left(name, page(text.format(name))[1]) == []


@pytest.mark.parametrize(("calling", "name"), list(zip(CALLINGS, FULL_NAMES, strict=True)))
def test_a_calling_without_article_before_a_name(calling, name):
    for text in (
        f"{calling} {name} was on the bridge.",
        f"Planes came. {calling} {name} saw them.",
        f"The bomb struck as {calling.lower()} {name} slept.",
    ):
        masker, shown = page(text)
        assert left(name, shown) == [], text
        assert left(name, masker.words("d", name)) == left(name, masker.known("d", name)) == [], text
        assert calling.split()[0].lower() in shown.lower(), "the calling stays"


@pytest.mark.parametrize("name", FULL_NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed, including {}.",
        "Twelve people were killed, including Rina Okaforu and {}.",
        "Twelve villagers died, among them {} and two others.",
        "Among the dead were {}, and a driver.",
        "Neighbours such as {} dug with bare hands.",
    ],
)
def test_a_list_of_people(name, text):
    assert left(name, page(text.format(name))[1]) == []


@pytest.mark.parametrize("name", HONOURED)
@pytest.mark.parametrize(
    "text", ["{} fled with two sons.", "“They burned it,” said {}.", "Soldiers took {} from the house.", "The house of {} burned."]
)
def test_an_honorific_is_hidden_with_the_name(name, text):
    assert left(name, page(text.format(name))[1]) == []


@pytest.mark.parametrize("name", ONE_NAME)
def test_a_bare_name_that_speaks_is_hidden_wherever_it_stands(name):
    for text in (
        f"{name} said the soldiers fired. Then {name} ran.",
        f"“They fired,” said {name}. The bullet missed {name}.",
        f"{name}'s mother wept. {name} was gone.",
    ):
        masker, shown = page(text)
        assert left(name, shown) == [], text
        assert name not in "".join(str(s) for s in masker.speaker("d", Speaker(name, name, 0, len(name)))), text
    assert left(name, page(f"{name} | 34 | shot\n\n{name} said no more.")[1]) == []


KEPT = [
    "Student Union members and the Farmers Party met in Velden.",
    "Gunmen raided towns including Deir Hamul and Orla.",
    "Twelve people were killed in cities such as Deir Hamul.",
    "The defence minister, Haji Ivo Tarnzai, visited. Tarnzai left at noon.",
    "Former governor Ed Rendelmann spoke. Rendelmann said little.",
    "The party leader, Will Rivermann, spoke. Rivermann said little.",
    "Hispanics and Latinos said that they would vote. Latinos told pollsters so.",
    "Twelve died and fourteen were wounded. Thirteen were killed later.",
    "For refugees, Clarkstone is a town like others.",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_alike_and_no_private_name_stays(text):
    assert "[person" not in page(text)[1]


def test_a_firm_that_says_something_is_hidden_nowhere_else():
    shown = page("CrowdHerder said the posts were gone. Shares of CrowdHerder fell.")[1]
    assert shown.endswith("Shares of CrowdHerder fell.")
