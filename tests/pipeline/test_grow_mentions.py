"""Growing touches the components concerned, and gives what clustering everything gives, in any order of arrival."""

from __future__ import annotations

import logging
import random

import pytest
from tests.pipeline.mentions_build import Grown, World, made_up, part, passages

from rashomon.pipeline import grow_mentions


def world(seed: int, count: int = 40, over: int = 40) -> World:
    chance = random.Random(seed)
    names = [f"d{n:03}" for n in range(count)]
    told = {name: made_up(chance, name, over) for name in names}
    return World.of(told, passages(chance, names))


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_in_any_order(seed: int) -> None:
    whole = world(seed)
    order = sorted(whole.told)
    random.Random(seed + 100).shuffle(order)
    ledger = Grown()
    for n in range(len(order)):
        ledger.become(part(whole, order[: n + 1]))
        if n % 8 == 7:
            ledger.check()
    ledger.check()
    assert len(set(ledger.components().values())) > 5  # or it would all be one question
    at_once = Grown()
    at_once.become(whole)
    assert ledger.rows() == at_once.rows()


@pytest.mark.parametrize("seed", range(10, 16))
def test_chunks_with_removals_and_changes(seed: int) -> None:
    chance = random.Random(seed)
    whole = world(seed, 60, over=chance.choice((10, 40, 400)))
    ledger = Grown()
    there: set[str] = set()
    for _ in range(12):
        there = {n for n in there if chance.random() > 0.1} | set(chance.sample(sorted(whole.told), 12))
        for name in chance.sample(sorted(whole.told), 4):  # read again: told otherwise now
            whole.told[name] = made_up(chance, name)
        now = World.of({n: whole.told[n] for n in whole.told}, whole.groups)
        ledger.become(part(now, there))
        ledger.check()


@pytest.mark.parametrize("seed", range(30, 32))
def test_reviewers_tie_and_untie(seed: int) -> None:
    chance = random.Random(seed)
    whole = world(seed, 30)
    ledger = Grown()
    ids = sorted(m.mention_id for m in whole.mentions())
    for count in (10, 20, 30):
        now = part(whole, sorted(whole.told)[:count])
        now.together = [tuple(chance.sample(ids, 2)) for _ in range(4)]  # type: ignore[misc]
        gone = [p for p in ledger.world.together if p not in now.together]
        of = {m.mention_id: m.document for m in whole.mentions()}
        ledger.world = part(ledger.world, set(ledger.world.told) - {of[i] for p in gone for i in p})  # these are dirty
        ledger.become(now)
        assert ledger.components() == now.components()


def test_what_is_far_away_is_not_touched() -> None:
    chance = random.Random(7)
    old = {f"a{n}": made_up(chance, f"a{n}", over=400) for n in range(40)}
    ledger = Grown()
    ledger.become(World.of(old, ()))
    sizes = ledger.components()
    stranger = [m for m in made_up(chance, "z") if m.mention_id.endswith("-0")]
    found = ledger.become(World.of({**old, "z": stranger}, ()))
    ledger.check()
    assert len(found.mentions) < len(sizes) / 2
    assert "z" in found.documents


def test_a_document_that_is_gone_leaves_no_row() -> None:
    ledger = Grown()
    whole = world(3, 12)
    ledger.become(whole)
    ledger.become(part(whole, ()))
    assert ledger.rows() == {"mentions": [], "mention_keys": []}
    assert ledger.incidents() == []


def test_a_mention_of_an_unchanged_document_is_refused() -> None:
    ledger = Grown()
    whole = world(3, 2)
    with pytest.raises(ValueError, match="d001"):
        grow_mentions.touched(ledger._db, ["d000"], whole.mentions(), ())


def test_a_large_component_is_reported_and_kept(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(grow_mentions, "LARGE", 3)
    ledger = Grown()
    with caplog.at_level(logging.WARNING):
        ledger.become(world(3, 40, over=3))
    assert "incident mentions was clustered again" in caplog.text
    ledger.check()
