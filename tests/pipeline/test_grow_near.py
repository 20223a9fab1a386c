"""Who stands under a key with days that touch others."""

import random

import numpy as np
import pytest

from rashomon.pipeline.grow_near import FEW_DAYS, touching


@pytest.mark.parametrize("seed", range(40))
def test_all_whose_days_touch_are_found_and_nobody_else(seed: int) -> None:
    rng = random.Random(seed)
    rows = sorted(
        (rng.choice((-5, 3, 10**17)), no, first := rng.randint(0, 60), first + rng.choice((0, 0, 0, FEW_DAYS, FEW_DAYS + 1, 40)))
        for no in range(rng.choice((0, 1, 80)))
    )
    rows.sort(key=lambda r: (r[0], r[2], r[3], r[1]))
    asked = [
        (rng.choice((-5, 3, 4, 10**17, 10**18)), begin := rng.randint(-90, 90), begin + rng.choice((0, 2, 30, 10**8))) for _ in range(60)
    ]
    at, met = touching(np.array(rows, dtype=np.int64).reshape(-1, 4), *(np.array(asked, dtype=np.int64)[:, n] for n in range(3)))
    found = sorted(zip(at.tolist(), (rows[n][1] for n in met.tolist()), strict=True))
    assert found == sorted(
        (n, no)
        for n, (key, begin, end) in enumerate(asked)
        for own, no, first, last in rows
        if own == key and first <= end and last >= begin
    )
