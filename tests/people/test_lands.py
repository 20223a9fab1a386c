"""A state that nobody knows is no person: an organ of it, or its adjective, shows it wherever else it stands."""

import pytest

from rashomon.model import Document
from rashomon.people import Masker


def masked(*texts: str) -> list[str]:
    documents = {str(n): Document(str(n), text, f"doc-{n}", "") for n, text in enumerate(texts)}
    masker = Masker.for_documents(documents)
    return [masker.text(name, 0, len(d.text)) for name, d in documents.items()]


@pytest.mark.parametrize(
    "text",
    [
        "Belmara said on Monday that three soldiers died. The armed forces of Belmara opened fire, a monitor wrote.",
        "Dorvia rejected the accusation. Dorvia's defence ministry called it a lie.",
        "Quorland denied it. The interior ministry of Quorland gave no toll.",
        "Ostrava-Lo said nothing. Soldiers of Ostrava-Lo were seen at the bridge.",
        "Tamvaria said it was not its work. Tamvarian troops crossed the river at dawn.",
        "Keshtara announced a truce. Residents of Keshtara cheered.",
        "Novara insisted that nobody was hurt. Novara's border guards had left.",
        "Zemland accused the rebels. The government of Zemland met at noon.",
        "Urvania warned of an answer. The whole of Urvania, 19 of them say, was dark.",
        "Pelmora confirmed it. The president of Pelmora flew home.",
    ],
)
def test_a_state_is_shown(text: str) -> None:
    assert masked(text) == [text]


def test_what_one_report_on_the_page_shows_holds_for_the_others() -> None:
    texts = ("Belmara said that two of the wounded had died.", "Belmara's army shelled the village, the mayor said.")
    assert masked(*texts) == list(texts)


def test_a_count_in_words_is_shown() -> None:
    assert masked("Sixty-six were wounded. Forty-one died.") == ["Sixty-six were wounded. Forty-one died."]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Yaw said the shells fell at dawn. The army of Belmara denied it.", "Yaw"),
        ("Hanna Corl, 19, fled to her mother. Corl said nobody slept.", "Corl"),
        ("Ivo Tarn, 34, of Keshtara, was shot. Tarn's mother wept.", "Tarn"),
        ("Rina said: we ran. Rina's brother was killed.", "Rina"),
    ],
)
def test_a_person_is_hidden_still(text: str, name: str) -> None:
    assert name not in masked(text)[0]
