"""Whether large groups still hang together: what is known of their pairs says what all pairs say."""

import random

import pytest

from rashomon.corpus.syndication import Origin
from rashomon.pipeline.grow_large import LargeGroups, Ways

RING = [(f"d{n}", f"d{n + 1}") for n in range(9)] + [("d0", "d9")]


def test_a_way_all_round_is_found_and_a_broken_ring_is_told() -> None:
    ways = Ways()
    ways.exchange((), RING, new=True)
    ways.exchange([("d3", "d4")], ())
    assert ways.lead("d3", "d4")  # by the other seven
    ways.exchange([("d7", "d8")], ())
    assert not ways.lead("d3", "d4")
    assert ways.lead("d4", "d7")


def test_only_who_hangs_together_with_it_is_taken_in() -> None:
    ways = Ways()
    ways.exchange((), RING[:2], new=True)
    ways.exchange((), [("x", "y"), ("y", "d2"), ("p", "q")])
    assert ways.lead("x", "d0")
    assert "p" not in ways.of


@pytest.mark.parametrize("seed", range(20))
def test_as_if_all_pairs_were_looked_at(seed: int) -> None:
    rng = random.Random(seed)
    names = [f"d{n}" for n in range(14)]
    pairs = {tuple(sorted(rng.sample(names, 2))) for _ in range(16)}
    ways = Ways()
    ways.exchange((), pairs, new=True)
    for _ in range(20):
        lost = set(rng.sample(sorted(pairs), min(2, len(pairs))))
        won = {tuple(sorted(rng.sample(names, 2))) for _ in range(2)} - pairs
        pairs = (pairs - lost) | won
        ways.exchange(lost, [p for p in won if set(p) & ways.of.keys()])
        one, other = rng.sample(sorted(ways.of), 2)
        assert ways.lead(one, other) == (other in reached(one, pairs))


def reached(name: str, pairs: set[tuple[str, ...]]) -> set[str]:
    found, edge = {name}, [name]
    while edge:
        one = edge.pop()
        new = {n for p in pairs if one in p for n in p} - found
        found |= new
        edge += new
    return found


def test_a_group_is_asked_for_as_a_whole_once_and_only_where_few_steps_find_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.pipeline.grow_large.WAY", 2)
    asked: list[str] = []

    def members(group_id: str) -> set[str]:
        asked.append(group_id)
        return {n for p in RING for n in p}

    groups = LargeGroups({"g": Origin()})
    pairs = set(RING)
    for lost in (("d3", "d4"), ("d0", "d1")):
        pairs.discard(lost)

        def linked(names: object) -> list[tuple[str, str]]:
            return [p for p in sorted(pairs) if set(p) & set(names)]  # type: ignore[call-overload]

        were = dict.fromkeys(lost, ("g", None))
        into = groups.joined(were, lost, (), [lost], (), linked, members)
        assert into == ({"g": set(lost)} if lost == ("d3", "d4") else {})  # the second breaks the ring in two
    assert asked == ["g"]
