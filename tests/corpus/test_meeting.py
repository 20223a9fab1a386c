"""Who meets is found in arrays: the same pairs as by looking at every key in turn."""

import random
from collections import Counter

import numpy as np

from rashomon.corpus.meeting import Holders, meetings


def by_hand(keys, numbers, common):
    """The same, key by key."""
    holders = {}
    for n in sorted(keys):
        for k in keys[n]:
            holders.setdefault(k, []).append(n)
    shared = Counter()
    for n in numbers:
        for k in keys[n]:
            own = holders[k]
            if len(own) <= common:
                shared.update((n, o) for o in own if o != n)
            else:
                at = own.index(n)
                shared.update((n, own[i]) for i in (at - 1, at + 1) if 0 <= i < len(own))
    return shared


def made(seed):
    rng = random.Random(seed)
    return {rng.getrandbits(62): {rng.randrange(60) ** 3 for _ in range(rng.randrange(12))} for _ in range(70)}


def of(keys):
    flat = [(k, n) for n, own in keys.items() for k in own]
    return Holders.of(np.array([k for k, _ in flat], dtype=np.int64), np.array([n for _, n in flat], dtype=np.int64))


def test_meetings_are_those_of_every_key_in_turn(monkeypatch):
    for seed, most in ((1, 4), (2, 8), (3, 1000)):
        keys = made(seed)
        numbers = sorted(random.Random(seed).sample(sorted(keys), 40))
        wanted = by_hand(keys, numbers, most)
        for many in (4_000_000, 50):  # whatever is spread out at once
            monkeypatch.setattr("rashomon.corpus.meeting.MANY", many)
            one, other, shared = meetings(of(keys), np.array(numbers, dtype=np.int64), most)
            assert dict(zip(zip(one.tolist(), other.tolist(), strict=True), shared.tolist(), strict=True)) == dict(wanted)
        assert len(wanted) > 50


def test_neighbours_of_a_place_that_need_not_be_held():
    holders = of({10: {7}, 20: {7, 9}, 30: {7}, 40: {9}})
    ask = lambda k, n: holders.beside(np.array([k]), np.array([n])).tolist()  # noqa: E731
    assert ask(7, 20) == [10, 30] and ask(7, 25) == [20, 30] and ask(7, 5) == [10] and ask(7, 99) == [30]
    assert ask(9, 30) == [20, 40] and ask(8, 20) == [] and ask(99, 20) == []
    assert holders.counts(np.array([7, 8, 9, 10])).tolist() == [3, 0, 2, 0]
    assert holders.holding(np.array([9])).tolist() == [20, 40]


def test_nobody_holds_anything():
    none = of({})
    assert [a.tolist() for a in meetings(none, np.array([1], dtype=np.int64), 5)] == [[], [], []]
    assert none.counts(np.array([1, 2])).tolist() == [0, 0] and none.beside(np.array([1]), np.array([1])).tolist() == []


def test_of_a_stock_paragraph_many_print_each_meets_its_two_neighbours():
    keys = {n: {1, 2, 3, 1000 + n} for n in range(500)}
    one, other, shared = meetings(of(keys), np.arange(500, dtype=np.int64), 100)
    assert len(one) == 998 and set(shared.tolist()) == {3} and set(abs(one - other).tolist()) == {1}
