"""French sentences in the terms of the rules, and the way back to the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.corpus import Article, make_document
from rashomon.language import get_parser, sentences_of
from rashomon.language.rendering import OWN_FILES
from rashomon.lexicon import load
from rashomon.lexicon.loader import files
from rashomon.mentions.casualties.words import find_triggers
from rashomon.model import Document, Sentence
from rashomon.pipeline.read import read_batch

RENDERED = [
    ("Au moins douze soldats maliens ont été tués lundi près de Gao.", "At least twelve Malian soldiers were killed Monday near Gao."),
    ("Plus de 1 200 personnes sont mortes.", "More than 1,200 people died."),
    ("L'armée a tué vingt et un terroristes.", "The army has killed twenty-one terrorists."),
    ("Une dizaine de civils ont été blessés.", "About ten civilians were wounded."),
    ("Jusqu'à quatre-vingt-dix-neuf hommes ont péri.", "Up to ninety-nine men died."),
    ("Aucun mort n'a été signalé.", "No deaths was reported."),
    ("Trois soldats ont été tués, a annoncé l'armée.", "Three soldiers were killed, said the army."),
    ("« Nous avons perdu trois hommes », a reconnu le colonel.", '"we have lost three men", acknowledged the colonel.'),
    ("La frappe a eu lieu le 1er août 2022.", "The strike took place the 1 August 2022."),
    ("Le nombre de blessés est passé à 62.", "The number of wounded rose to 62."),
    ("Le ministère malien de la Défense a démenti.", "The Malian ministry of Defence denied."),
]


def document(text: str) -> Document:
    return make_document(Article("x", text, language="fr", published="2022-06-07"))


def render(text: str) -> list[Sentence]:
    return sentences_of(document(text))


@pytest.mark.parametrize(("french", "read"), RENDERED)
def test_a_sentence_in_the_terms_of_the_rules(french: str, read: str) -> None:
    assert [s.text for s in render(french)] == [read]


def test_no_word_is_taken_for_the_rules_own_that_looks_like_it() -> None:
    (s,) = render("La main du chat supportait un but plein de comment, de pain et de chair.")
    words = set(s.text.lower().rstrip(".").replace(",", "").split())
    assert words.isdisjoint({"main", "chat", "but", "comment", "pain", "chair"})


def test_an_english_sentence_on_a_french_page_tells_nothing() -> None:
    (reading,) = read_batch([Article("x", "Twelve soldiers were killed on Monday in the valley.", language="fr", published="2022-06-07")])
    assert reading.document.status == "used" and reading.claims == ()


def test_names_stay() -> None:
    (s,) = render("Le colonel Idrissa Koné a quitté Tiambou pour Ménaka.")
    assert "Idrissa Koné" in s.text and "Tiambou" in s.text and "Ménaka" in s.text


def test_tokens_stand_on_the_documents_words() -> None:
    text = "Au moins douze civils ont été tués lundi."
    doc = document(text)
    sentences = sentences_of(doc)
    get_parser().parse(sentences)
    got = {t.text: doc.text[t.start : t.end] for t in sentences[0].tokens}
    assert (got["twelve"], got["civilians"], got["killed"], got["Monday"]) == ("douze", "civils", "tués", "lundi")


def test_a_claims_quote_is_the_documents_own() -> None:
    text = "Selon le ministère de la Défense, 1 200 civils ont été tués lundi à Gao."
    (reading,) = read_batch([Article("x", text, language="fr", published="2022-06-07")])
    (claim,) = [c for c in reading.claims if c.kind == "casualty"]
    assert text[claim.start : claim.end] == claim.quote == "1 200 civils ont été tués"
    assert (claim.low, claim.high, claim.harm, claim.words) == (1200, 1200, "killed", "1 200")
    assert claim.speaker is not None and claim.speaker.text == "le ministère de la Défense"
    assert claim.location is not None and claim.location.name == "Gao"
    assert claim.time is not None and str(claim.time.start) == "2022-06-06"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "d'",
                "l'",
                "1 200",
                "«",
                "»",
                "tués",
                "ont été",
                "soldats maliens",
                "\u200b",
                "plus de",
                ",",
                ".",
                "'",
                '"',
                "aujourd'hui",
                "a-t-il",
                "É",
                "😀",
                "de",
                " ",
            ]
        ),
        max_size=14,
    )
)
def test_the_way_back_never_goes_backwards(pieces: list[str]) -> None:
    doc = document("Le " + " ".join(pieces))
    sentences = sentences_of(doc)
    get_parser().parse(sentences)
    for s in sentences:
        assert s.kept is not None and len(s.kept) == len(s.text)
        assert list(s.kept) == sorted(s.kept)
        assert all(s.start <= t.start < t.end <= s.end for t in s.tokens)


READ = [f for f in files("fr") if f not in OWN_FILES]


def examples() -> list[tuple[str, str, str, bool]]:
    out = []
    for file in READ:
        for e in load(file, "fr"):
            out += [(e.rule, str(e.get("reads")), text, True) for text in e.fires]
            out += [(e.rule, str(e.get("reads")), text, False) for text in e.silent]
    return out


@pytest.mark.parametrize(("rule", "reads", "text", "fires"), examples(), ids=lambda v: str(v)[:50])
def test_the_lexicons_own_examples(rule: str, reads: str, text: str, fires: bool) -> None:
    """``fires``: the sentence is read with the words of the entry, and in the file of harm somebody is counted; ``silent``: nobody is."""
    (s,) = render(text)
    (reading,) = read_batch([Article("x", text, language="fr", published="2022-06-07")])
    counted = [c for c in reading.claims if c.kind == "casualty" and (c.low is not None or c.high is not None)]
    if fires:
        assert reads.lower() in s.text.lower()
    if rule.startswith("harm.") or not fires:
        assert bool(counted) is fires, s.text


def test_words_of_harm_are_words_the_rules_know() -> None:
    known = {f.casefold() for e in load("harm") for f in e.forms}
    beside = {"others wounded", "others were wounded", "the death of", "no deaths"}  # more than the word of harm itself
    for e in load("harm", "fr"):
        reads = str(e.get("reads")).casefold()
        assert reads in known or reads in beside or set(reads.split()) & known or reads in HELPERS, e.rule


HELPERS = {"caused", "causing", "reported", "left", "casualties", "victim", "losses", "without casualties", "kidnapping", "claimed the lives of", "claimed the life of", "claimed", "number of wounded", "number of missing"}  # fmt: skip


def test_numbers_up_to_a_hundred() -> None:
    for e in load("numbers", "fr"):
        if e.get("kind") == "number" and e.id in {"seventy_one", "eighty", "ninety_seven", "sixty", "twenty_two"}:
            (s,) = render(f"{e.forms[0]} soldats ont été tués.")
            assert s.text.lower().startswith(str(e.get("reads")))
            get_parser().parse([s])
            assert find_triggers(s)


def test_the_file_of_a_missing_word_is_no_error() -> None:
    (s,) = render("Le zorglub a zorglubé.")
    assert s.text == "The thing has done." or s.text.startswith("The ")
