"""The mask on made-up texts: private persons of many cultures are hidden, persons with an office or role, places and groups stay."""

import pytest

from rashomon.model import Block, Document, Speaker
from rashomon.people import Masker


def document(text, name="d", **kw):
    return Document(name, text, f"doc_{name}", "", blocks=(Block(0, len(text), "body"),), language="en", **kw)


def shown(text, **kw):
    return Masker.for_documents({"d": document(text)}, **kw).text("d", 0, len(text))


HIDDEN = [
    ("Ana Petrow, 7, and her brother Ilja, 4, died in the blast.", ["Ana", "Petrow", "Ilja"]),
    ("Mirko Dahl was shot on Monday. Mrs Dahl said her son had gone out for bread. Dahl’s friends wept.", ["Dahl", "Mirko"]),
    ("Khalid Abu Marwan al-Zahiri was buried on Monday. Al-Zahiri was 31.", ["Khalid", "Marwan", "Zahiri"]),
    (
        "María Fernanda Quiroz de la Vega and José Luis Pardo Ortiz were shot dead on the road to Velden.",
        ["María", "Quiroz", "Vega", "Pardo"],
    ),
    ("U Thein Maw, a farmer, lost both sons. Daw Khin Su said the jets came at dawn.", ["Thein", "Maw", "Khin", "Su said"]),
    ("Sergei Ivanovich Baluev, 54, and Oksana Petrivna Hrytsak were named as the dead.", ["Baluev", "Ivanovich", "Oksana", "Hrytsak"]),
    ("Walter Prehn Jr., 23, was identified on Saturday. Prehn lived near Orla.", ["Walter", "Prehn", "Jr."]),
    (
        "COUSINS MARIAM AND LEYLA DAHL KILLED IN ORLA STRIKE\n\nMariam Dahl, 12, and Leyla Dahl, 9, died on Friday.",
        ["MARIAM", "LEYLA", "DAHL", "Dahl"],
    ),
    ("Mourners Gather For Omar Qasir In Velden\n\nOmar Qasir, a 23-year-old student, was killed by shelling.", ["Omar", "Qasir"]),
    ("Among the dead: Rina Okafor (34), Chidi Okafor (6), and a driver known only as Musa.", ["Rina", "Okafor", "Chidi", "Musa"]),
    ("“They came at night,” said Noor Haddad, a resident of Karsh. Haddad's house was burned.", ["Noor", "Haddad"]),
    ("Police arrested Jean-Pierre N'Dour on Tuesday. N'Dour denied the killing.", ["Jean", "Pierre", "Dour"]),
    ("Police charged T. J. “Teo” Marrick, 19. Marrick is held in Orla.", ["Marrick", "Teo"]),
    ("The boy was later identified as 9-year-old India Welk. India and her mother lived in Orla.", ["India", "Welk"]),
    ("Two brothers, Amir and Navid Rostami, were executed at dawn.", ["Amir", "Navid", "Rostami"]),
    (
        "Rina Hall, 12, and Teo Marrick Banks Jr. were shot. Six-month-old Mira Welk lived. The Halls wept.",
        ["Rina", "Hall", "Marrick", "Mira", "Welk"],
    ),
    ("Police charged Oskar L. Street, 19, and Demarrus’ father.", ["Oskar", "Street", "Demarrus"]),
    ("A neighbour, who identified himself only as Franko, heard shots.", ["Franko"]),
    (
        "The dead were Antel Garnow, 28, of Velden, Duron Simmel, 23, of Orla, and Dontai Harrow, 23.",
        ["Garnow", "Duron", "Simmel", "Dontai", "Harrow"],
    ),
    ("Police say Tyr King, an 8th grader, fled. Marek and Adeline King died.", ["Tyr", "Adeline", "King"]),
    ("Ahmed, a shopkeeper who gave only his first name, said shells fell. Fatima, 40, fled.", ["Ahmed", "Fatima"]),
]


@pytest.mark.parametrize(("text", "names"), HIDDEN, ids=[h[1][0] for h in HIDDEN])
def test_a_private_name_is_hidden(text, names):
    page = shown(text)
    assert [n for n in names if n in page] == []
    assert "[person" in page


KEPT = [
    "Spokesman Ivo Tarn said nine people died. Tarn denied that the army fired.",
    "The defence minister, Gen. Aram Velikian, visited Nasser Hospital. Velikian left at noon.",
    "The Martyr Samer Odeh Brigade claimed the attack on Deir Hamul.",
    "President Orlo Vant condemned it, the Kestrian Ministry of Defence told Reuters.",
    "The mayor of Orla, Luis Ferrer, thanked police.",
    "Militia commander Bilal Sarraj and Lt. Col. Dana Wirth met in Velden.",
    "Hana Kolb, the monitor's director, told Reuters that 12 had died. “We counted,” Kolb said.",
    "By Jana Holt in Velden\n\nTwo soldiers died.",
    "Shells fell on Omar Square, the Ibrahim Mosque and Sarah Velden Street on Friday.",
    "The Free Syrian Army and Jabhat al-Nusra fought near Kafr Zita in Syria in March.",
]


@pytest.mark.parametrize("text", KEPT)
def test_an_office_a_place_and_a_group_stay(text):
    assert shown(text) == text


def test_a_mark_of_a_thing_before_a_town_makes_no_person():
    text = "=cmd|' /C calc'!A0 Tovuz: three dead\n\nThree soldiers were killed near Tovuz on Tuesday."
    assert shown(text) == text
    assert "Tarn" not in shown("M23 Ivo Tarn, 34, was killed on Tuesday.")


def test_one_person_has_one_mark_on_a_page_and_two_have_two():
    first = document("Mirko Dahl, 30, was shot. Dahl died. Rina Okafor, 12, was hurt.", "a")
    second = document("Friends of Rina Okafor, 12, wept. Mirko J. Dahl, 30, was buried.", "b")
    masker = Masker.for_documents({"a": first, "b": second})
    assert masker.text("a", 0, len(first.text)) == "[person 1], 30, was shot. [person 1] died. [person 2], 12, was hurt."
    assert masker.text("b", 0, len(second.text)) == "Friends of [person 2], 12, wept. [person 1], 30, was buried."


def test_a_quote_that_cuts_a_name_shows_the_mark_and_no_letter_of_it():
    text = "Police said Mirko Dahl, 30, was shot."
    masker = Masker.for_documents({"d": document(text)})
    at = text.index("Dahl")
    assert masker.text("d", at, len(text)) == "[person 1], 30, was shot."
    assert masker.text("d", 0, at - 2) == "Police said [person 1]"


def test_free_text_is_masked_with_what_the_document_says():
    text = "Mirko Dahl, 30, was shot in Orla. Spokesman Ivo Tarn confirmed it."
    masker = Masker.for_documents({"d": document(text)})
    assert masker.words("d", "Dahl is dead, says Tarn") == "[person 1] is dead, says Tarn"
    assert masker.known("d", "Mirko Dahl") == "[person 1]"
    assert masker.known("d", "Orla Front") == "Orla Front"
    assert masker.words(None, "killed 3") == "killed 3"


def test_a_private_witness_is_a_role():
    text = "Noor Haddad, a resident of Karsh, said planes came. Her neighbour Sami Qutb saw nothing. Minister Orlo Vant denied it."
    masker = Masker.for_documents({"d": document(text)})

    def said(words):
        at = text.index(words)
        return masker.speaker("d", Speaker(words, words, at, at + len(words)))

    assert said("Noor Haddad") == ("a resident", "a resident")
    assert said("Sami Qutb") == ("a neighbour", "a neighbour")
    assert said("Orlo Vant") == ("Orlo Vant", "Orlo Vant")
    assert masker.speaker("d", Speaker(None, "Noor Haddad, a resident of Karsh", 0, 32)) == (None, "a resident of Karsh")


def test_addresses_and_file_names_are_masked_in_any_case():
    masker = Masker.for_documents({"d": document("Mirko Dahlgren, 30, was shot.")})
    assert masker.address("d", "https://orla.example/2024/mirko-dahlgren-shot") == "https://orla.example/2024/[person 1]-shot"
    assert masker.address("d", "DAHLGREN_2.txt") == "[person 1]_2.txt"


def test_names_asked_for_are_shown():
    text = HIDDEN[0][0]
    assert shown(text, names=True) == text
    masker = Masker.for_documents({"d": document(text)}, names=True)
    assert masker.words("d", "Ana Petrow") == masker.known("d", "Ana Petrow") == masker.address("d", "Ana Petrow") == "Ana Petrow"


def test_the_byline_of_a_document_stays():
    text = "Three were killed in Orla.\n\nMirko Dahl, 30, was one of them, Piet Krollmann reports."
    masker = Masker.for_documents({"d": document(text, byline="Piet Krollmann")})
    assert masker.text("d", 0, len(text)) == text.replace("Mirko Dahl", "[person 1]")


def test_the_same_text_gives_the_same_marks_whatever_the_order_of_documents():
    texts = {"a": document("Mirko Dahl, 30, was shot.", "a"), "b": document("Rina Okafor, 12, was hurt.", "b")}
    one, two = Masker.for_documents(texts), Masker.for_documents(dict(reversed(texts.items())))
    assert one.words(None, "Rina Okafor and Mirko Dahl") == two.words(None, "Rina Okafor and Mirko Dahl")
