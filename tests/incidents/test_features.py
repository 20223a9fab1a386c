"""The score of a pair is that of the pair, whichever of the two is named first."""

from __future__ import annotations

import random
from itertools import combinations, islice

import pytest
from tests.incidents.incidents_build import mention
from tests.pipeline.mentions_build import made_up

from rashomon.incidents.candidates import candidates
from rashomon.incidents.context import Context
from rashomon.incidents.feature_places import wider_place
from rashomon.incidents.features import score
from rashomon.incidents.pair import pair_of
from rashomon.model import Place
from rashomon.simulate import generate


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_two_says_nothing(seed: int) -> None:
    chance = random.Random(seed)
    told = [m for n in range(130) for m in made_up(chance, f"d{n:03}", (10, 300)[seed % 2])]
    assert all(score(a, b, Context()) == score(b, a, Context()) for a, b in combinations(told, 2))


def test_the_order_of_two_reports_of_a_war_says_nothing() -> None:
    told = [m for r in islice(generate(4, 250), 250) for m in r.incidents]
    pairs = [(told[i], told[j]) for i, j in candidates(told, Context())]
    assert len(pairs) > 1000
    assert all(score(a, b, Context()) == score(b, a, Context()) for a, b in pairs)


def test_a_town_is_not_the_province_of_its_name() -> None:
    province = Place("Dorn", "Dorn", "Freedonia", 20.0, 30.0, 3, "made up", "x:1")
    town = Place("Dorn", "Ulm", "Freedonia", 24.0, 36.0, 1, "made up", "x:2")
    a, b = (mention(n, places=(p.name,), locations=(p,)) for n, p in (("a", province), ("b", town)))
    assert wider_place(pair_of(a, b, Context())) == wider_place(pair_of(b, a, Context())) == 0
