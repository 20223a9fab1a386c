"""Who joins and who leaves a large group: what is known of its pairs says what all pairs say."""

import random
from collections.abc import Collection

import pytest

from rashomon.corpus.origins import Origin
from rashomon.model import Document
from rashomon.pipeline.grow_large import Asked, LargeGroups, Ways

RING = [(f"d{n}", f"d{n + 1}") for n in range(9)] + [("d0", "d9")]
PRINTER = Document("", "", "", "")


def test_a_way_all_round_is_found_and_a_broken_ring_is_told() -> None:
    ways = Ways()
    ways.exchange((), RING, new=True)
    ways.exchange([("d3", "d4")], ())
    assert not ways.apart("d3", "d4")  # by the other seven
    ways.exchange([("d7", "d8")], ())
    assert ways.apart("d3", "d4") == {"d4", "d5", "d6", "d7"}
    assert not ways.apart("d4", "d7")


def test_only_who_hangs_together_with_it_is_taken_in() -> None:
    ways = Ways()
    ways.exchange((), RING[:2], new=True)
    ways.exchange((), [("x", "y"), ("y", "d2"), ("p", "q")])
    assert not ways.apart("x", "d0")
    assert "p" not in ways.of


@pytest.mark.parametrize("seed", range(20))
def test_as_if_all_pairs_were_looked_at(seed: int) -> None:
    rng = random.Random(seed)
    names = [f"d{n}" for n in range(14)]
    pairs = {tuple(sorted(rng.sample(names, 2))) for _ in range(16)}
    ways = Ways()
    ways.exchange((), pairs, new=True)  # type: ignore[arg-type]
    for _ in range(20):
        lost = set(rng.sample(sorted(pairs), min(2, len(pairs))))
        won = {p for _ in range(2) if set(p := tuple(sorted(rng.sample(names, 2)))) & ways.of.keys()} - pairs
        pairs = (pairs - lost) | won
        ways.exchange(lost, won)  # type: ignore[arg-type]
        one, other = rng.sample(sorted(ways.of), 2)
        apart = ways.apart(one, other)
        assert apart in ((), set()) if other in reached(one, pairs) else apart in (reached(one, pairs), reached(other, pairs))


def reached(name: str, pairs: Collection[tuple[str, ...]]) -> set[str]:
    found, edge = {name}, [name]
    while edge:
        one = edge.pop()
        new = {n for p in pairs if one in p for n in p} - found
        found |= new
        edge += new
    return found


def test_a_group_is_asked_for_as_a_whole_once_and_only_where_few_steps_find_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.pipeline.grow_large.WAY", 2)
    times: list[Collection[str]] = []
    origin = Origin()
    for n in range(10):
        origin.add(f"d{n}", PRINTER)
    groups = LargeGroups({"g": origin})
    pairs = set(RING)

    def members(group_ids: Collection[str]) -> dict[str, tuple[str, str | None]]:
        times.extend(group_ids)
        return {f"d{n}": ("g", None) for n in range(10)} if "g" in group_ids else {}

    def linked(names: Collection[str]) -> list[tuple[str, str]]:
        return [p for p in sorted(pairs) if set(p) & set(names)]

    asked = Asked(linked, members, lambda names: dict.fromkeys(names, PRINTER))
    for lost, left in ((("d3", "d4"), set[str]()), (("d7", "d8"), {"d4", "d5", "d6", "d7"}), (("d1", "d2"), {"d2", "d3"})):
        pairs.discard(lost)
        found = groups.changes(dict.fromkeys(lost, ("g", None)), lost, (), [lost], (), asked)
        assert found["g"].left == left  # nobody, while there is a way all round
        assert found["g"].names == {*lost} - left
    assert times == ["g"]
