"""The examples that the entries of the casualty room's lexicons carry, run (those of harm.yml: test_casualties.py)."""

import pytest
from test_casualties import told

from rashomon.lexicon import load
from rashomon.mentions import wanted
from rashomon.mentions.casualties.arms import weapon_matcher
from rashomon.mentions.people import person
from rashomon.model import Sentence


def examples(file):
    for entry in load(file):
        yield from ((entry, text, True) for text in entry.fires)
        yield from ((entry, text, False) for text in entry.silent)


def cases(file):
    return pytest.mark.parametrize(("entry", "text", "fires"), list(examples(file)), ids=lambda v: v if isinstance(v, str) else "")


@cases("numbers")
def test_numbers(entry, text, fires):
    rule = "numbers.words" if entry.get("kind") in ("cardinal", "multiplier") else entry.rule
    assert any(rule in m.rule for m in told(text)[1]) is fires


@cases("people")
def test_people(entry, text, fires):
    document, mentions = told(text)
    words = [m.victims.of(document.text).lower().split()[1:] for m in mentions if m.victims]
    found = [person(w[-1], w[-2] if len(w) > 1 else "") for w in words]
    assert any(who is not None and who.rule == entry.rule for who in found) is fires


@cases("weapons")
def test_weapons(entry, text, fires):
    assert any(m.entry.id == entry.id for m in weapon_matcher().find(text)) is fires


@cases("filter")
def test_filter(entry, text, fires):
    assert wanted(Sentence(0, 0, len(text), 0, "body", 0, text)) is fires
