"""A pair that is told apart at a glance never reaches the threshold, and most pairs of one war are told apart so."""

from __future__ import annotations

import random
from itertools import combinations, islice

import pytest
from tests.incidents.incidents_build import DORN, LORN, day, mention
from tests.pipeline.mentions_build import TOWNS, made_up

from rashomon.incidents.apart import score_reached, surely_apart, surely_below
from rashomon.incidents.candidates import candidates
from rashomon.incidents.context import Context
from rashomon.incidents.features import THRESHOLD, score
from rashomon.incidents.pair import pair_of
from rashomon.model import Place
from rashomon.simulate import generate


@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_apart_is_below_the_threshold(seed: int) -> None:
    chance = random.Random(seed)
    told = [m for n in range(130) for m in made_up(chance, f"d{n:03}", (10, 300)[seed % 2])]
    apart = 0
    for a, b in combinations(told, 2):
        value = score(a, b, Context())
        apart += surely_apart(pair_of(a, b, Context()))
        assert score_reached(a, b, Context()) == (value if value >= THRESHOLD else None)
    assert apart > 1000


def test_most_pairs_of_a_war_that_meet_are_told_apart() -> None:
    told = [m for r in islice(generate(3, 250), 250) for m in r.incidents]
    pairs = [(told[i], told[j]) for i, j in candidates(told, Context())]
    below = [pair for pair in pairs if score(*pair, Context()) < THRESHOLD]
    assert all(score(*pair, Context()) < THRESHOLD for pair in pairs if surely_apart(pair_of(*pair, Context())))
    assert sum(surely_apart(pair_of(*pair, Context())) for pair in below) > len(below) / 2


def test_of_the_others_most_are_told_apart_before_all_is_asked() -> None:
    told = [m for r in islice(generate(3, 250), 250) for m in r.incidents]
    pairs = [(told[i], told[j]) for i, j in candidates(told, Context())]
    scores = {(a.mention_id, b.mention_id): score(a, b, Context()) for a, b in pairs}
    open_ = [p for a, b in pairs if not surely_apart(p := pair_of(a, b, Context()))]
    below = [p for p in open_ if scores[p.a.mention.mention_id, p.b.mention.mention_id] < THRESHOLD]
    assert all(scores[p.a.mention.mention_id, p.b.mention.mention_id] < THRESHOLD for p in open_ if surely_below(p))
    assert sum(map(surely_below, below)) > 0.7 * len(below)


def test_where_a_passage_is_shared_or_one_answer_given_nothing_is_told_apart_early() -> None:
    a, b = mention("a"), mention("b", time=day(29), places=("Lorn",), locations=(LORN,), main=False)
    ids = (a.mention_id, b.mention_id)
    assert surely_below(pair_of(a, b, Context()))
    assert not surely_below(pair_of(a, b, Context(frozenset({ids}))))
    assert not surely_below(pair_of(a, b, Context(frozenset(), frozenset({ids}))))


def test_words_in_common_and_the_date_line_are_looked_at_closely() -> None:
    far = mention("b", places=(TOWNS[0].name,), locations=(TOWNS[0],), time=day(2))
    own = mention("a")
    ids = (own.mention_id, far.mention_id)
    other = pair_of(own, mention("c", places=(TOWNS[0].name,), locations=(TOWNS[0],), time=day(9), main=False), Context())
    assert surely_apart(other)
    assert not surely_apart(pair_of(own, far, Context(frozenset({ids}))))
    east, west = (Place(name, "X", "Freedonia", DORN.lat, lon, 1, "made up", name) for name, lon in (("Aulo", 179.9), ("Bemo", -179.9)))
    a, b = (mention(n, places=(p.name,), locations=(p,), main=False) for n, p in (("a", east), ("b", west)))
    assert not surely_apart(pair_of(a, b, Context())), "they are 15 km apart"
