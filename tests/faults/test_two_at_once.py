"""Two runs at once: one is refused with a clear word, or waits; who reads meanwhile sees the state before, never half of one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time

import pytest
from tests.faults.runner import ROOT
from tests.faults.states import derived, same, state


def until(path):
    """Until the step has come to where it stays."""
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, f"nobody came to {path}"
        time.sleep(0.01)


@pytest.fixture
def busy(places, runner, told, tmp_path):
    """A ledger of the first lot, and a run that adds the second and stays at a moment of it."""
    place = places.new()
    step = {"do": "run", "readings": told.readings, **place}
    assert runner(**step, input=told.first).code == 0
    before = state(place)
    here = tmp_path / "here"

    def start(moment):
        runner.start(**step, input=told.second, stay=moment, here=here)
        until(here)
        return place, before, here

    yield start
    here.unlink(missing_ok=True)


@pytest.mark.parametrize("moment", ["reading", "comparing documents ("])
def test_a_second_run_is_refused_and_readers_see_the_state_before(busy, runner, other_runner, told, moment):
    place, before, here = busy(moment)
    refused = other_runner(do="run", input=told.first, readings=told.readings, **place)
    assert refused.code == 2 and "is being written to by" in refused.said and "--wait" in refused.said
    assert derived(place) == {k: before[k] for k in derived(place)}
    env = {k: v for k, v in os.environ.items() if k != "RASHOMON_DATABASE"}
    if place["database"]:
        env["RASHOMON_DATABASE"] = place["database"]
    words = [sys.executable, "-m", "rashomon.cli", "show", "--json", "--out", str(place["out"])]
    shown = subprocess.run(words, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    assert shown.returncode == 0, shown.stderr
    ids = set(re.findall(r'"incident_id": ?"([^"]+)"', shown.stdout))
    assert ids and ids <= {json.loads(row)["incident_id"] for row in before["incidents"]}
    here.unlink()
    done = runner.end()
    assert done.code == 0, done.said
    after = state(place)
    assert after["incidents"] != before["incidents"] and after["wrong"] == []


def test_a_run_that_waits_comes_next_and_both_are_in(busy, places, runner, other_runner, told):
    place, _, here = busy("comparing documents (")
    other_runner.start(do="run", input=told.third, readings=told.readings, wait=True, **place)
    time.sleep(0.5)
    here.unlink()
    first, second = runner.end(), other_runner.end()
    assert (first.code, second.code) == (0, 0), first.said + second.said
    whole = places.new()
    for lot in (told.first, told.second, told.third):
        assert runner(do="run", input=lot, readings=told.readings, **whole).code == 0
    same(state(whole), state(place))
