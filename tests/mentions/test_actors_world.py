"""Names of the world: groups by where the report is about, datelines, names inside longer ones. All sentences are made up."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.language import get_parser, split_document
from rashomon.lexicon import load
from rashomon.mentions.actors import find_actors
from rashomon.mentions.actors_states import dateline_end
from rashomon.model import Block, Document


def actors(text: str) -> set[str]:
    """Canonical names found in a text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("t", text, f"doc-{digest[:16]}", digest, blocks=(Block(0, len(text), "body"),), language="en")
    sentences = split_document(document)
    get_parser().parse(sentences)
    return {m.actor for m in find_actors(document, sentences) if m.actor}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Maoists attacked a post in Nepal.", "Communist Party of Nepal (Maoist)"),
        ("Maoists attacked a post in India.", "Communist Party of India (Maoist)"),
        ("The UPC fought in Congo, Congolese police said.", "Union of Congolese Patriots"),
        ("The UPC fought in the Central African Republic.", "Union for Peace in the Central African Republic"),
        ("Sea Tigers sank a boat off Sri Lanka.", "Liberation Tigers of Tamil Eelam"),
        ("Gunmen believed to belong to the banned Lashkar-e-Jhangvi fled.", "Lashkar-e-Jhangvi"),
        ("BOGOTA, 3 MAY 88 -- GUNMEN OF THE ARMY OF NATIONAL LIBERATION FLED.", "National Liberation Army"),
        ("Settlers burned the barn.", "settlers"),
        ("Police in Chad shot two men.", "Chadian police"),
    ],
)
def test_groups_and_forces(text: str, named: str) -> None:
    assert named in actors(text)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The UPC of Barcelona opened a library.", "Union of Congolese Patriots"),
        ("The United Front of Ostrel claimed it in Ostrel.", "Northern Alliance"),
        ("PORT-AU-PRINCE - Two men fled.", "African Union"),
        ("KABUL, Aug 4 (KWN) - Rockets fell.", "Afghanistan"),
        ("Leftist rebels shelled the town.", "Leftist"),
        ("Pro-Tarkian militiamen fled.", "Pro-Tarkian"),
    ],
)
def test_what_is_no_such_actor(text: str, absent: str) -> None:
    assert absent not in actors(text)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("KABUL, Aug 4 (KWN) - Rockets fell.", "KABUL, Aug 4 (KWN) - "),
        ("Port Nessa, Tarkia -- Two men fled.", "Port Nessa, Tarkia -- "),
        ("LIMA, 3 MAY 88 (EWE) -- [TEXT] TWO MEN FLED.", "LIMA, 3 MAY 88 (EWE) -- "),
        ("Two men fled - and three stayed.", ""),
        ("Kenya said it was calm.", ""),
    ],
)
def test_datelines(text: str, head: str) -> None:
    assert text[: dateline_end(text)] == head


def test_every_group_has_a_party_that_is_known() -> None:
    names = {str(e.get("name")) for e in (*load("groups"), *load("countries"))} | {"rebels", "peacekeepers"}
    assert [e.id for e in load("groups") if e.get("party") and e.get("party") not in names] == []
