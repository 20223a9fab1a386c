"""Garbage is looked for seldom while a run works, and as before when it has ended, well or not."""

import gc

import pytest

from rashomon.pipeline.garbage import SELDOM, seldom_collected


def test_thresholds_are_given_back_even_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), seldom_collected():
        assert gc.get_threshold()[0] >= SELDOM[0]
        raise ValueError("broken")
    assert gc.get_threshold() == before


def test_who_switched_collection_off_keeps_it_off() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(0)
        with seldom_collected():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
