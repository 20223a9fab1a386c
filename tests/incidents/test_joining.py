"""Groups that grow by pairs come out as the plain way makes them, which asks every pair across two groups each time."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.incidents.joining import Joining

VETO, MEAN = -4.0, 2.5


def plain(documents: list[str], scores: list[list[float]], pairs: list[tuple[int, int]]) -> list[list[int]]:
    groups = [[i] for i in range(len(documents))]
    for i, j in pairs:
        a, b = (next(g for g in groups if n in g) for n in (i, j))
        across = [round(scores[min(x, y)][max(x, y)] * 10_000) for x in a for y in b]
        if a is b or {documents[x] for x in a} & {documents[y] for y in b}:
            continue
        if min(across) > VETO * 10_000 and sum(across) >= MEAN * 10_000 * len(across):
            groups.remove(b)
            a += b
    return sorted(sorted(g) for g in groups)


@settings(max_examples=300, deadline=None)
@given(st.integers(2, 14), st.integers(0, 10**6), st.sampled_from([0.0, 0.02, 0.2]), st.integers(1, 3))
def test_groups_grow_as_if_every_pair_were_asked_each_time(count: int, seed: int, vetoes: float, same: int) -> None:
    chance = random.Random(seed)
    documents = [f"d{chance.randrange(count * same)}" for _ in range(count)]
    scores = [[-9.0 if chance.random() < vetoes else round(chance.uniform(-3.9, 9), 4) for _ in range(count)] for _ in range(count)]
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    chance.shuffle(pairs)
    asked: set[tuple[int, int]] = set()

    def score(i: int, j: int) -> float:
        pair = (min(i, j), max(i, j))
        assert pair not in asked, "a pair is asked once"
        asked.add(pair)
        return scores[pair[0]][pair[1]]

    groups = Joining(documents, score, VETO, MEAN)
    for i, j in pairs:
        a, b = groups.root(i), groups.root(j)
        if a != b and groups.may_join(a, b):
            assert groups.root(i) != groups.join(a, b) or groups.root(j) == groups.root(i)
    found: dict[int, list[int]] = {}
    for i in range(count):
        found.setdefault(groups.root(i), []).append(i)
    assert sorted(found.values()) == plain(documents, scores, pairs)


def test_groups_that_refuse_one_another_are_not_asked_again() -> None:
    """Two camps of one event, each of many reports, ask for one another once for every pair of theirs."""
    size, calls = 200, 0

    def score(i: int, j: int) -> float:
        nonlocal calls
        calls += 1
        return 6.0 if i % 2 == j % 2 else 1.0

    groups = Joining([str(n) for n in range(size)], score, VETO, MEAN)
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    for i, j in sorted(pairs, key=lambda p: (p[0] + p[1]) % 2):
        a, b = groups.root(i), groups.root(j)
        if a != b and groups.may_join(a, b):
            groups.join(a, b)
    assert len({groups.root(i) for i in range(size)}) == 2
    assert calls <= len(pairs)
