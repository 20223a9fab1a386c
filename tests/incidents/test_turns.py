"""Pairs that have their turn neighbourhood by neighbourhood make the groups that they make from the best of all down."""

from __future__ import annotations

import random
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.mentions_build import made_up

from rashomon.incidents import reach
from rashomon.incidents.cluster import parts_of
from rashomon.incidents.joining import Joining
from rashomon.incidents.turns import by_turns

VETO, MEAN = -4.0, 2.5
Pairs = list[tuple[int, int]]


def groups_of(
    documents: list[str], score: dict[tuple[int, int], float], pairs: Pairs, starts: list[int] | None
) -> tuple[list[list[int]], Pairs]:
    """The groups, and the pairs as they had their turn; without ``starts`` the best of all first."""
    joining = Joining(documents, lambda i, j: score[min(i, j), max(i, j)], VETO, MEAN)
    told = []
    for i, j in pairs if starts is None else by_turns(pairs, len(documents), starts, joining.root):
        told.append((i, j))
        a, b = joining.root(i), joining.root(j)
        if a != b and joining.may_join(a, b):
            joining.join(a, b)
    found: dict[int, list[int]] = {}
    for n in range(len(documents)):
        found.setdefault(joining.root(n), []).append(n)
    return sorted(found.values()), told


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 16), st.integers(0, 10**6), st.sampled_from([0.0, 0.05, 0.2]), st.sampled_from([0.1, 0.5, 1.0]), st.integers(1, 4))
def test_the_same_groups_whatever_the_starts(count: int, seed: int, vetoes: float, asked: float, digits: int) -> None:
    chance = random.Random(seed)
    documents = [f"d{chance.randrange(2 * count)}" for _ in range(count)]
    every = [(i, j) for i in range(count) for j in range(i + 1, count)]
    score = {p: -9.0 if chance.random() < vetoes else round(chance.uniform(-3.9, 9), digits) for p in every}
    pairs = sorted((p for p in every if score[p] > 0 and chance.random() < asked), key=lambda p: (-score[p], p))
    starts = chance.sample(range(count), count)
    expected, _ = groups_of(documents, score, pairs, None)
    found, told = groups_of(documents, score, pairs, starts)
    assert found == expected
    assert len(set(told)) == len(told) and set(told) <= set(pairs), "none has two turns"


def test_what_lies_together_is_asked_together() -> None:
    """Of a war of many days, told in any order, each day is done with before the next one's turn."""
    chance = random.Random(3)
    days = [chance.randrange(200) for _ in range(1_000)]
    every = [(i, j) for i in range(1_000) for j in range(i + 1, 1_000) if days[i] == days[j]]
    score = {p: round(chance.uniform(0.5, 9), 1) for p in every}
    pairs = sorted(every, key=lambda p: (-score[p], p))
    starts = sorted(range(1_000), key=lambda n: days[n])
    documents = [str(n) for n in range(1_000)]
    found, told = groups_of(documents, score, pairs, starts)
    assert found == groups_of(documents, score, pairs, None)[0]
    assert [days[i] for i, _ in told] == sorted(days[i] for i, _ in told)


@pytest.mark.parametrize("seed", range(3))
def test_large_components_come_out_as_small_ones_do(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    world = [m for n in range(150) for m in made_up(chance, f"d{n:03}", 20)]
    reach._kept.clear()
    expected = parts_of(world)
    monkeypatch.setattr(import_module("rashomon.incidents.cluster"), "LARGE", 10)
    reach._kept.clear()
    assert parts_of(world) == expected
    assert any(len(part) > 2 for part in expected)
