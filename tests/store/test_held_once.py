"""Values that mentions have in common are the same objects, and no mention says anything else for it."""

from __future__ import annotations

import json
import random

from tests.pipeline.mentions_build import made_up

from rashomon.model import IncidentMention
from rashomon.store import held_once as once
from rashomon.store.codec import decode, encode
from rashomon.store.json_text import dumps


def read_again(mention: IncidentMention) -> IncidentMention:
    return decode(IncidentMention, json.loads(dumps(encode(mention))))


def test_a_mention_says_what_it_said() -> None:
    chance = random.Random(3)
    for n in range(200):
        for mention in made_up(chance, f"d{n:03}", 20):
            held = once.held_once(read_again(mention))
            assert held == mention and dumps(encode(held)) == dumps(encode(mention))


def test_equal_values_of_two_are_one_object() -> None:
    chance = random.Random(4)
    [mention, *_] = [m for n in range(20) for m in made_up(chance, f"d{n}", 20) if m.places and m.time]
    one, other = once.held_once(read_again(mention)), once.held_once(read_again(mention))
    assert one is not other
    assert one.places is other.places and one.time is other.time and one.figures is other.figures


def test_one_and_true_stay_apart() -> None:
    assert once._one((1, "a"))[0] is not True
    assert once._one(True) is True and once._one(1) == 1 and once._one(1) is not True


def test_what_is_known_is_bounded(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(once, "MOST", 50)
    chance = random.Random(5)
    for n in range(300):
        for mention in made_up(chance, f"d{n:03}", 20):
            once.held_once(read_again(mention))
    assert len(once._known) < 50 + 60 * 3
