"""Growing touches the components concerned, and gives what clustering everything gives, in any order of arrival."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.incidents.incidents_build import day, mention
from tests.pipeline.mentions_build import Grown, World, made_up, part, passages, settled

from rashomon import corpus
from rashomon.incidents import meeting
from rashomon.inputs import read_inputs
from rashomon.model import Span, SyndicationGroup
from rashomon.pipeline import grow_mentions
from rashomon.pipeline.read import batches, read_batch
from rashomon.store import Reading

STORIES = Path(__file__).parents[2] / "examples" / "stories"
FAKES = Path(__file__).parents[3] / "shared" / "gold" / "fakes" / "gold.json"


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


@pytest.mark.parametrize("seed", range(50, 56))
def test_what_becomes_common_and_ceases_to_be(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ground of few mentions brings those without a day together until too many have it, and again when some of these are gone."""
    monkeypatch.setattr(meeting, "COMMON", 6)
    chance = random.Random(seed)
    whole = world(seed, 60, over=chance.choice((10, 40, 400)))
    ledger = Grown()
    turned = 0
    for count in (15, 25, 60, 20, 50, 10, 40):
        there = sorted(chance.sample(sorted(whole.told), count))
        ledger.become(part(whole, there))
        ledger.check()
        turned += len(meeting.common_among(ledger.world.mentions())) > 0
    assert turned > 3


@pytest.mark.parametrize("seed", range(30, 33))
def test_reviewers_tie_and_untie(seed: int) -> None:
    chance = random.Random(seed)
    whole = world(seed, 30)
    ledger = Grown()
    ids = sorted(m.mention_id for m in whole.mentions())

    def some(count: int) -> list[tuple[str, str]]:
        return [(a, b) for a, b in (chance.sample(ids, 2) for _ in range(count))]

    for count in (10, 20, 25, 30, 30):
        now = part(whole, sorted(whole.told)[:count])
        now.together, now.apart = some(3), some(10)
        ledger.become(now)
        ledger.check()


def test_a_new_merge_is_found_by_its_mentions_alone() -> None:
    whole = world(35, 30)
    ledger = Grown()
    ledger.become(whole)
    of = ledger.components()
    a, b = min(of), next(i for i in sorted(of) if of[i] != of[min(of)])
    found = ledger.become(replace(whole, together=[(a, b)]), decisions=False)
    assert set(found.components) == {of[a], of[b]}
    ledger.check()


def grow(readings: Sequence[Reading], seed: int, size: int) -> Grown:
    """A ledger that gets these readings in any order, some at a time, and in between one is taken out and comes back."""
    chance = random.Random(seed)
    order = list(readings)
    chance.shuffle(order)
    ledger = Grown()
    for n in range(0, len(order), size):
        ledger.become(settled(order[: n + size]))
        ledger.check()
        out = chance.randrange(n + 1)
        ledger.become(settled([r for k, r in enumerate(order[: n + size]) if k != out]))
        ledger.check()
    ledger.become(settled(order))
    ledger.check()
    return ledger


@pytest.fixture(scope="session")
def stories() -> list[Reading]:
    articles = [a for a in read_inputs([STORIES]) if not isinstance(a, corpus.Rejected)]
    return [r for batch in batches(articles) for r in read_batch(batch)]


@pytest.mark.parametrize(("seed", "size"), [(1, 3), (2, 11)])
def test_the_stories_in_any_order(stories: list[Reading], seed: int, size: int) -> None:
    ledger = grow(stories, seed, size)
    assert len(set(ledger.components().values())) > 8
    assert any(i.links for i in ledger.incidents())
    assert any(len(i.documents) > 2 for i in ledger.incidents())


@pytest.mark.shared
@pytest.mark.skipif(not FAKES.exists(), reason="the gold data are not on this machine (../shared)")
def test_reports_of_one_war_in_any_order() -> None:
    rows = [d for d in json.loads(FAKES.read_text(encoding="utf-8"))["docs"] if d["fold"] == "read"][:60]
    articles = [corpus.Article(d["document"], d["text"], outlet=d["outlet"], published=d["published"]) for d in rows if "text" in d]
    readings = [r for batch in batches(articles) for r in read_batch(batch)]
    assert len(readings) > 20
    grow(readings, 5, 9)


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


def copied(*numbers: int) -> World:
    """Two reports a week apart with a passage in common, in which the first tells as many events as ``numbers`` has."""
    apart = {"scenes": ("mosque",), "extent": ((0, 5),)}
    first = [mention("a", n, **(apart | {"time": day(2 + 9 * n), "weekday": None})) for n in numbers]
    told = {"a": first, "b": [mention("b", time=day(5), weekday=None, **apart)]}
    return World.of(told, [SyndicationGroup("g", ("a", "b"), None, "part", (("a", Span(0, 9), "b", Span(0, 9)),))])


def test_a_shared_passage_alone_ties_and_a_second_event_in_it_unties() -> None:
    ledger = Grown()
    ledger.become(part(copied(0), ["a"]))
    ledger.become(copied(0))
    ledger.check()
    assert len(set(ledger.components().values())) == 1
    ledger.become(copied(0, 1))
    ledger.check()
    assert len(set(ledger.components().values())) == 3
    ledger.become(copied(0))
    ledger.check()
    assert len(set(ledger.components().values())) == 1


def test_mentions_that_are_not_clustered_again_count_in_a_passage() -> None:
    ledger = Grown()
    two = copied(0, 1)
    ledger.become(two)
    [first, _], [other] = two.told["a"], two.told["b"]
    assert grow_mentions.shared(ledger._db, [first, other], two.groups) == frozenset()
    ledger.become(copied(0))
    assert len(grow_mentions.shared(ledger._db, [first, other], two.groups)) == 2


def test_a_document_that_is_gone_leaves_no_row() -> None:
    ledger = Grown()
    whole = world(3, 12)
    ledger.become(whole)
    ledger.become(part(whole, ()))
    assert ledger.rows() == {"mentions": [], "mention_keys": [], "mention_rivals": []}
    assert ledger.incidents() == []


def test_a_mention_of_an_unchanged_document_is_refused() -> None:
    ledger = Grown()
    whole = world(3, 2)
    with pytest.raises(ValueError, match="d001"):
        moving = grow_mentions.Moving(ledger._db, whole.groups_of)
        moving.take_out(["d000"])
        moving.put(whole.mentions())


def test_a_large_component_is_reported_and_kept(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(grow_mentions, "LARGE", 3)
    ledger = Grown()
    with caplog.at_level(logging.WARNING):
        ledger.become(world(3, 40, over=3))
    assert "incident mentions was clustered again" in caplog.text
    ledger.check()
