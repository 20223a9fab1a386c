"""Garbage is looked for seldom while a run works, and as before when it has ended, well or not; what is free is given back."""

import gc
import subprocess
import sys

import pytest

from rashomon.pipeline import garbage
from rashomon.pipeline.garbage import SELDOM, give_back, seldom_collected


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


def test_what_workers_share_is_loaded_without_a_look() -> None:
    """A library that loads the model switches collecting off and on again, which made Python look through all that was there."""
    words = (
        "import gc; before = gc.get_stats()[0]['collections']; "
        "import rashomon.pipeline.executors.warm; from rashomon.pipeline.garbage import SELDOM; "
        "assert gc.get_stats()[0]['collections'] - before < 60; "  # some, until the module begins
        "assert gc.isenabled() and gc.get_threshold() == SELDOM and gc.get_freeze_count() > 100_000"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", words], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(garbage._trim() is None, reason="only the GNU library of Linux keeps what is free and can be asked for it")
def test_what_is_free_is_given_back() -> None:
    """Small pieces that were freed between others that stay are pages the system has again."""
    code = (
        "import re\n"
        "from rashomon.pipeline.garbage import give_back\n"
        "def held(): return int(re.search(r'RssAnon:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "pieces = [bytearray(20_000) for _ in range(4_000)]\n"
        "kept = pieces[::50]\n"
        "del pieces\n"
        "before = held()\n"
        "give_back()\n"
        "print(before - held(), len(kept))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[0]) > 20_000, "kB"


def test_where_nothing_can_be_given_back_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    garbage._trim.cache_clear()
    give_back()
    assert garbage._trim() is None
    garbage._trim.cache_clear()
