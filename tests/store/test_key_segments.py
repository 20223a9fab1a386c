"""Who holds which key, in segments: whatever came, changed and went, the answer is that of a plain table."""

import random

import numpy as np
import pytest
import sqlalchemy as sa

from rashomon.store import key_segments
from rashomon.store.derived_tables import document_shingles, key_parts
from rashomon.store.derived_tables import key_segments as table
from rashomon.store.key_filter import KeyFilter
from rashomon.store.key_segments import Beside, KeySegments


@pytest.fixture
def db():
    engine = sa.create_engine("sqlite://")
    table.metadata.create_all(engine, tables=[document_shingles, table, key_parts])
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def keys(rng, many):
    """Keys of which some are held by others, too, all over the range."""
    return np.unique(np.array([rng.randrange(300) * (2**63 // 300) + rng.randrange(3) for _ in range(many)], dtype=np.int64))


@pytest.mark.parametrize("part", [4096, 4])
def test_any_history_is_a_plain_table(db, monkeypatch, part):
    monkeypatch.setattr(key_segments, "PART", part)
    monkeypatch.setattr(key_segments, "READ", 50)
    monkeypatch.setattr(key_segments, "SMALL", 5)
    rng = random.Random(part)
    segments, held = KeySegments(db), {}
    for _ in range(25):
        old = {n: held[n] for n in rng.sample(sorted(held), min(len(held), rng.randrange(3)))}
        new = {n: keys(rng, rng.randrange(40)) for n in rng.sample(sorted(old), len(old) // 2)}
        new |= {rng.getrandbits(62): keys(rng, rng.randrange(40)) for _ in range(rng.randrange(1, 9))}
        segments.exchange(segments.own(old), new)
        held = {n: k for n, k in {**held, **dict.fromkeys(old, np.array([], dtype=np.int64)), **new}.items() if len(k)}
        plain = sorted((int(k), n) for n, own in held.items() for k in own)
        asked = np.unique(np.array([k for k, _ in plain if rng.random() < 0.7] + [5, 2**63 - 1], dtype=np.int64))
        found = segments.holders(asked)
        wanted = set(asked.tolist())
        assert sorted(zip(*(a.tolist() for a in found), strict=True)) == [x for x in plain if x[0] in wanted]
        assert {n: k.tolist() for n, k in segments.own(held).items()} == {n: k.tolist() for n, k in held.items()}
    assert sum(s.holds for s in segments.segments()) == len(plain) > 500
    assert db.scalar(sa.select(sa.func.count()).select_from(key_parts)) > (10 if part == 4 else 0)


@pytest.mark.parametrize("held", [0, 1 << 20])
def test_of_stock_phrases_those_beside_somebody_asked_about_are_given(db, monkeypatch, held):
    monkeypatch.setattr(key_segments, "HELD", held)
    monkeypatch.setattr(key_segments, "SMALL", 5)
    rng = random.Random(held)
    segments, plain = KeySegments(db), {7: set(), 2**40: set()}
    for _ in range(40):
        new = {}
        for _ in range(6):
            number = rng.getrandbits(62)
            own = [k for k in plain if rng.random() < 0.6]
            for k in own:
                plain[k].add(number)
            new[number] = np.array(sorted({*own, rng.getrandbits(62)}), dtype=np.int64)
        segments.exchange({}, new)
        if rng.random() < 0.2:
            gone = segments.own([min(plain[7] | {0}), max(plain[7] | {0})])
            segments.exchange(gone, {})
            plain = {k: own - gone.keys() for k, own in plain.items()}
        asked = [(k, rng.choice([rng.getrandbits(62), rng.choice(sorted(plain[k]))])) for k in plain for _ in range(3) if plain[k]]
        beside = Beside.of(8, *(np.array([a[n] for a in asked], dtype=np.int64) for n in (0, 1)))
        found = set(zip(*(a.tolist() for a in segments.holders(np.array(sorted(plain)), beside)), strict=True))
        for k, every in plain.items():
            given = {n for key, n in found if key == k}
            assert given <= every and len(given) >= min(len(every), 9)
            for _, number in (a for a in asked if a[0] == k):
                below, above = (max(own, default=None) for own in ([n for n in every if n < number], [-n for n in every if n > number]))
                assert {below, None if above is None else -above, number} & every <= given
    assert len(given) < len(every) > 90


def test_large_keys_may_be_held_by_nobody(db, monkeypatch):
    monkeypatch.setattr(key_segments, "READ", 8)
    monkeypatch.setattr(key_segments, "SMALL", 5)
    segments, own = KeySegments(db), {}
    for n in range(60):  # each the smallest of some, so that the last stretch is empty
        own[n] = np.arange(20, dtype=np.int64) * 1000 + n
        segments.exchange({}, {n: own[n]})
    assert len(segments.holders(np.unique(np.concatenate(list(own.values()))))[0]) == 60 * 20


def test_segments_stay_few(db, monkeypatch):
    monkeypatch.setattr(key_segments, "SMALL", 4)
    rng = random.Random(1)
    segments = KeySegments(db)
    for n in range(200):
        segments.exchange({}, {n: keys(rng, 10)})
        sizes = [s.holds for s in segments.segments()]
        assert len(sizes) <= 3 * 5 and all(_count(sizes, level) < key_segments.TOGETHER for level in range(9))
    assert sum(sizes) == sum(len(k) for k in segments.own(range(200)).values())


def _count(sizes, level):
    return sum(key_segments._level(s) == level for s in sizes)


def test_a_filter_denies_no_key_that_it_holds_and_most_others():
    rng = np.random.default_rng(3)
    held, others = (np.sort(rng.integers(0, 2**63, (4, 20_000)).min(axis=0)) for _ in range(2))
    known = KeyFilter(len(held))
    known.add(held[:9000])
    known.add(held[9000:])
    assert known.may_hold(held).all()
    assert known.may_hold(others).mean() < 0.1
    assert not KeyFilter(0).may_hold(others).any()
