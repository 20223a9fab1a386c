"""Scores kept in arrays come back as they were, and the best pairs come first whichever way they are known."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from tests.pipeline.mentions_build import made_up

from rashomon.incidents import reach
from rashomon.incidents.context import Context
from rashomon.incidents.fitting import Fits, Fitting


def test_what_is_kept_comes_back_to_four_digits_in_its_order() -> None:
    chance = random.Random(5)
    told = [(chance.randrange(2**40), round(chance.uniform(-30, 30), 4)) for _ in range(2_000)]
    fitting = Fitting()
    for other, score in told:
        fitting.add(other, score)
    assert list(fitting) == told
    assert list(fitting) == told, "it may be asked again"


def test_a_pair_with_one_who_is_not_among_them_is_none() -> None:
    fitting = Fitting()
    for other, score in ((7, 4.5), (8, 3.25), (9, 2.125)):
        fitting.add(other, score)
    fits = Fits([("a", fitting)], {7: "b", 9: "d"})
    assert list(fits.items()) == [(("a", "b"), 4.5), (("a", "d"), 2.125)] == list(fits.items())


@pytest.mark.parametrize("seed", range(4))
def test_scores_found_before_give_the_order_that_comparing_gives(seed: int) -> None:
    """Whatever the order in which they were found, and where it became known only afterwards which mentions are answered."""
    chance = random.Random(seed)
    world = [m for n in range(90) for m in made_up(chance, f"d{n:03}", (20, 300)[seed % 2])]
    ids = [m.mention_id for m in world]
    reach._kept.clear()
    before = Context()
    score = {(ids[i], ids[j]): value for (i, j), value in reach.reaching(world, before).items()}
    others = chance.sample(list(combinations(sorted(ids), 2)), 30)
    answered = frozenset((a, b) for a, b in [*others, *chance.sample(sorted(score), 5)])
    numbers = dict(enumerate(chance.sample(ids, len(ids))))
    number = {mention: n for n, mention in numbers.items()}
    found: dict[str, Fitting] = {}
    for a, b in chance.sample(sorted(score), len(score)):
        one, other = (a, b) if chance.random() < 0.5 else (b, a)
        found.setdefault(one, Fitting()).add(number[other], score[a, b])
    after = Context(answered=answered)
    reach._kept.clear()
    expected = sorted(reach.reaching(world, after).items(), key=lambda item: (-item[1], item[0]))
    reach._kept.clear()
    assert len(expected) > 20
    assert list(reach.best_first(Fits(list(found.items()), numbers), world, after)) == [pair for pair, _ in expected]
    assert list(reach.best_first(None, world, after)) == [pair for pair, _ in expected]
