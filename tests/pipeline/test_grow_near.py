"""Who stands under a key with days that touch others."""

import random

import pytest

from rashomon.pipeline.grow_near import FEW_DAYS, Days


@pytest.mark.parametrize("seed", range(20))
def test_all_whose_days_touch_are_found_and_nobody_else(seed: int) -> None:
    rng = random.Random(seed)
    rows = [(first := rng.randint(0, 60), first + rng.choice((0, 0, 0, FEW_DAYS, FEW_DAYS + 1, 40)), no) for no in range(80)]
    days = Days()
    for row in sorted(rows):
        days.add(*row)
    for _ in range(40):
        begin = rng.randint(-5, 70)
        end = begin + rng.choice((0, 2, 30))
        assert sorted(days.touching(begin, end)) == [no for first, last, no in rows if first <= end and last >= begin]
