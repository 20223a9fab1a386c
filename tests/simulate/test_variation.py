"""How varied the texts are once names and numbers are masked."""

from __future__ import annotations

from rashomon.simulate.variation import Mask, measure
from rashomon.simulate.world import World


def test_few_sentences_are_alike() -> None:
    found = measure(1, 1500)
    assert found.sentences > 6000
    assert found.distinct > 0.93, f"{found.distinct} (measured: 0.96, and 0.89 of 10,000 articles)"
    assert found.commonest < 0.002, found.skeleton
    assert found.words > 1000


def test_the_mask_leaves_the_skeleton() -> None:
    world = World(1)
    town, other = world.towns[:2]
    sentence = f"At least 12 soldiers were killed in {town.name} on Monday, the Ministry of Defence of {world.country} said."
    again = f"At least nine soldiers were killed in {world.spellings(other)[0]} on Friday, the Ministry of Defence of {world.country} said."
    mask = Mask(world)
    assert mask(sentence) == mask(again) == "At least # soldiers were killed in N on DAY, the N said."
