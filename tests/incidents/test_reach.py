"""What is remembered of pairs gives what comparing all of them gives, whatever was asked before."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from tests.pipeline.mentions_build import made_up

from rashomon.incidents import reach
from rashomon.incidents.candidates import candidates
from rashomon.incidents.context import Context
from rashomon.incidents.features import THRESHOLD, score
from rashomon.model import IncidentMention


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Nothing is remembered from elsewhere."""
    reach._kept.clear()
    yield
    reach._kept.clear()


def every(mentions: Sequence[IncidentMention], context: Context) -> dict[tuple[int, int], float]:
    """All pairs compared."""
    found = {p: score(mentions[p[0]], mentions[p[1]], context) for p in candidates(mentions, context)}
    return {p: value for p, value in found.items() if value >= THRESHOLD}


def some(chance: random.Random, ids: Sequence[str], n: int) -> frozenset[tuple[str, str]]:
    pairs = {tuple(sorted(chance.sample(ids, 2))) for _ in range(n)}
    return frozenset((a, b) for pair in pairs for a, b in (pair, pair[::-1]))


@pytest.mark.parametrize("seed", range(6))
def test_it_gives_what_comparing_all_gives(seed: int) -> None:
    chance = random.Random(seed)
    world = [m for n in range(90) for m in made_up(chance, f"d{n:03}", (20, 300)[seed % 2])]
    ids = [m.mention_id for m in world]
    context, remembered = Context(some(chance, ids, 10)), 0
    for step in range(12):
        asked = chance.sample(world, chance.randint(len(world) // 2, len(world)))
        if step % 3 == 1:  # a reviewer corrected one of them
            n = chance.randrange(len(asked))
            asked[n] = replace(asked[n], places=(), locations=(), figures=(("killed", 7, 7, None),))
        if step % 4 == 2:
            context = Context(some(chance, ids, 12), some(chance, ids, 4) if step % 8 == 2 else frozenset())
        remembered += reach.nearest(asked) is not None
        assert reach.reaching(asked, context) == every(asked, context)
    assert remembered > 6, "mostly something was remembered"
    assert len(reach._kept) <= reach.KEPT


@pytest.mark.parametrize("seed", range(6))
def test_of_a_few_each_pair_is_asked_about(seed: int) -> None:
    chance = random.Random(seed)
    world = [m for n in range(60) for m in made_up(chance, f"d{n:03}", (20, 300)[seed % 2])]
    ids, found = [m.mention_id for m in world], 0
    for _ in range(12):
        asked = chance.sample(world, chance.randint(2, reach.SMALL - 1))
        context = Context(some(chance, ids, 30), some(chance, ids, 30))
        few = reach.reaching(asked, context)
        assert list(few.items()) == list(every(asked, context).items())
        found += len(few)
    assert found > 20


def test_pairs_of_some_are_those_of_all_that_hold_one_of_them() -> None:
    chance = random.Random(9)
    mentions = [m for n in range(60) for m in made_up(chance, f"d{n:03}", 200)]
    context = Context(some(chance, [m.mention_id for m in mentions], 8))
    whole = candidates(mentions, context)
    for _ in range(5):
        only = set(chance.sample(range(len(mentions)), 7))
        assert candidates(mentions, context, only) == [p for p in whole if set(p) & only]


def test_few_mentions_are_not_remembered() -> None:
    chance = random.Random(3)
    mentions = [m for n in range(5) for m in made_up(chance, f"d{n:03}", 200)]
    reach.reaching(mentions, Context())
    assert reach._kept == []
