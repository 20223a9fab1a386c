"""What is told behind an event: an accusation that names only the accused, and the day on which one of the wounded died."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.corpus.articles import Article
from rashomon.pipeline.read import read_batch
from rashomon.store import Reading

BLAST = "Blast in Tessel kills three\n\nTESSEL, June 6, 2031 - A bomb killed three soldiers at a checkpoint near Tessel on Friday, police said.\n\n"
SHELLING = (
    "Shelling of Marrow kills four\n\nMARROW, May 8, 2031 - Four people were killed and six wounded on Monday when shells hit a market in Marrow, "
    "the town's mayor said.\n\n"
)


def read(text: str, published: str) -> Reading:
    [reading] = read_batch([Article("a.txt", text, outlet="Courier", published=published)])
    return reading


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("Officials blamed rebels of the Lantern Brigade, who have not commented.", "Lantern Brigade"),
        ("Officials blamed the rebels.", "rebels"),
        ("The government was quick to blame the Lantern Brigade.", "Lantern Brigade"),
        ("The mayor laid the blame on the Lantern Brigade.", "Lantern Brigade"),
        ("Police put the blame on the separatists.", "separatists"),
        ("Both sides blamed each other.", "each other"),
        ("The Lantern Brigade was blamed by the authorities.", "Lantern Brigade"),
        ("No group claimed responsibility, but officials blamed the Lantern Brigade.", "Lantern Brigade"),
        ("Officials blamed fighters of the Northern Front.", "Northern Front"),
        ("Officials blamed members of the Lantern Brigade for the attack.", "Lantern Brigade"),
    ],
)
def test_a_bare_accusation_is_about_what_was_just_told(sentence: str, accused: str) -> None:
    reading = read(f"{BLAST}{sentence}\n", "2031-06-07")
    [main] = [m for m in reading.incidents if m.main]
    blamed = [c for c in reading.claims if c.stance == "blames"]
    assert [(c.target, c.claim_id in main.claims) for c in blamed] == [(accused, True)]


@pytest.mark.parametrize(
    "sentence",
    ["The governor blamed the drought.", "The ministry blamed the media.", "Officials blamed faulty wiring.", "The opposition blamed the president."],
)  # fmt: skip
def test_who_is_blamed_without_arms_is_no_doer(sentence: str) -> None:
    assert not [c for c in read(f"{BLAST}{sentence}\n", "2031-06-07").claims if c.stance == "blames"]


def test_an_accusation_long_after_the_event_belongs_to_nothing() -> None:
    talk = "The trade fair opened as planned. Visitors came from three provinces. Hotels were full. A band played."
    reading = read(f"{BLAST}{talk} The ministry blamed the Lantern Brigade.\n", "2031-06-07")
    told = {c for m in reading.incidents for c in m.claims}
    assert not [c for c in reading.claims if c.stance == "blames" and c.claim_id in told]


@pytest.mark.parametrize(
    "sentence",
    [
        "A woman who was hurt in the attack had died of her wounds on Thursday, the hospital said.",
        "One of the injured died on Thursday, raising the toll to five, the hospital said.",
        "A boy wounded in the shelling died in hospital on Thursday, doctors said.",
        "On Thursday two of the wounded succumbed to their injuries, the hospital said.",
    ],
)
def test_the_day_on_which_a_wounded_person_died_is_no_day_of_the_event(sentence: str) -> None:
    reading = read(f"{SHELLING}{sentence}\n", "2031-05-08")
    [main] = reading.incidents
    assert main.time is not None
    assert main.time.start == main.time.end == date(2031, 5, 5)
    assert {c.claim_id for c in reading.claims if c.harm_detail == "died_of_wounds"} <= set(main.claims)


def test_where_only_the_death_has_a_day_the_event_was_no_later() -> None:
    reading = read(
        "Guard dies\n\nMARROW - A border guard who was hit by a sniper near Marrow died of his wounds on Thursday, police said.\n",
        "2031-05-09",
    )
    [main] = [m for m in reading.incidents if m.main]
    assert main.time is not None
    assert (main.time.start, main.time.end) == (None, date(2031, 5, 8))


def test_where_the_accused_have_fought_is_no_place_of_the_event() -> None:
    reading = read(f"{BLAST}The minister blamed the Lantern Brigade, which has fought the army in Orla since 2016.\n", "2031-06-07")
    [main] = [m for m in reading.incidents if m.main]
    [blame] = [c for c in reading.claims if c.stance == "blames"]
    assert blame.claim_id in main.claims
    assert blame.place != "Orla"
    assert "Orla" not in main.places
