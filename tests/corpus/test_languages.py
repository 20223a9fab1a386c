"""Which language a document is in: read, or set aside by name with what can be done about it."""

from __future__ import annotations

import pytest

from rashomon.corpus import Article, make_document
from rashomon.language import renderers

TEXTS = {
    "ru": "Четыре докера пострадали в понедельник при падении крана в порту.",
    "uk": "Четверо докерів постраждали в понеділок унаслідок падіння крана в порту.",
    "ar": "أصيب أربعة عمال يوم الاثنين بعد سقوط رافعة في الميناء، حسبما أعلنت إدارة الميناء في بيان.",
    "he": "ארבעה עובדי נמל נפצעו ביום שני לאחר שמנוף קרס בנמל, כך מסרה הנהלת הנמל בהודעה.",
    "fa": "چهار کارگر بندر روز دوشنبه بر اثر سقوط جرثقیل در بندر زخمی شدند، مدیریت بندر در بیانیه‌ای اعلام کرد.",
    "hy": "Երկուշաբթի օրը նավահանգստում կռունկի ընկնելու հետևանքով չորս բանվոր է վիրավորվել։",
    "es": "Cuatro estibadores resultaron heridos el lunes al caer una grúa en el puerto, informó la dirección del puerto en un comunicado.",
    "pt": "Quatro estivadores ficaram feridos na segunda-feira com a queda de uma grua no porto, informou a direção, mas à noite não havia mais dados.",
    "it": "Quattro portuali sono rimasti feriti lunedì per la caduta di una gru nel porto, ha annunciato la direzione in una nota.",
    "ca": "Quatre estibadors van resultar ferits dilluns per la caiguda d'una grua al port, va informar la direcció del port.",
    "de": "Vier Hafenarbeiter wurden am Montag durch den Sturz eines Krans im Hafen verletzt, teilte die Hafenleitung mit.",
    "nl": "Vier havenarbeiders raakten maandag gewond toen een kraan in de haven omviel.",  # short
    "tr": "Pazartesi günü limanda bir vincin devrilmesi sonucu dört liman işçisi yaralandı.",
    "zh": "星期一,港口一台起重机倒塌,四名码头工人受伤,港口管理部门在一份声明中说。",
}
FRENCH = "Quatre dockers ont été blessés lundi par la chute d'une grue dans le port, a annoncé la direction du port."
ENGLISH = "Four dockers were hurt on Monday when a crane fell in the port, the management of the port said in a statement."


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_language_without_a_lexicon_is_set_aside_by_its_name(code: str) -> None:
    document = make_document(Article("x", TEXTS[code]))
    assert (document.status, document.language) == ("set_aside", code)
    assert document.reason == f"its language is {code!r}, for which there is no lexicon (there is one for en, fr)"


@pytest.mark.parametrize("text", [FRENCH, FRENCH.replace("é", "e"), FRENCH.upper(), "Trois morts à Tiambou, selon l'armée", FRENCH * 40])
def test_french_is_known_and_used(text: str) -> None:
    document = make_document(Article("x", text))
    assert (document.status, document.language) == ("used", "fr")


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Fire.",
        "Fire in Port Vell",
        "Vans Dans Ont",
        ENGLISH.upper(),
        "Paris: Jacques Du Pont killed in Rue des Lilas, police said.",
    ],
)
def test_english_stays_english(text: str) -> None:
    document = make_document(Article("x", text))
    assert document.status == "used" and document.language in {"en", None}


def test_a_mixed_page_is_in_the_language_of_its_longest_paragraph() -> None:
    page = f"{FRENCH}\n\n{ENGLISH} {ENGLISH} {ENGLISH}"
    assert make_document(Article("x", page)).language == "en"
    page = f"{ENGLISH}\n\n{FRENCH} {FRENCH} {FRENCH}"
    assert make_document(Article("x", page)).language == "fr"
    page = f"{ENGLISH}\n\n" + TEXTS["ru"] * 8
    assert make_document(Article("x", page)).status == "set_aside"


def test_without_its_parser_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderers, "installed", lambda module: False)
    document = make_document(Article("x", FRENCH))
    assert document.status == "set_aside"
    assert document.reason == "its language is 'fr', for which the parser is not installed: pip install 'rashomon[fr]'"
    assert make_document(Article("x", ENGLISH)).status == "used"


def test_a_lexicon_without_a_parser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderers, "TAGGERS", {})
    assert "a lexicon but no parser" in (make_document(Article("x", FRENCH)).reason or "")


def test_the_records_french_is_believed() -> None:
    for given in ("fr", "fr-CA", "fra", "French"):
        assert make_document(Article("x", "12 morts.", language=given)).language == "fr"


@pytest.mark.parametrize(
    ("head", "day"),
    [("Publié le 6 juin 2022 à 15h04", "2022-06-06"), ("Lundi 1er août 2022", "2022-08-01"), ("Mis à jour le 07/06/2022", None)],
)
def test_printed_french_dates(head: str, day: str | None) -> None:
    published = make_document(Article("x", f"Une grue tombe au port\n\n{head}\n\n{FRENCH} {FRENCH}")).published
    assert (published.day.isoformat() if published.day else None) == day
