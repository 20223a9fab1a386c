"""Names are found again with their places, however many there are."""

from __future__ import annotations

import pytest

from rashomon.inputs import seen
from rashomon.inputs.seen import Seen


@pytest.mark.parametrize("waiting", [3, 100, seen.WAITING])
def test_every_name_is_found_where_it_stood(monkeypatch: pytest.MonkeyPatch, waiting: int) -> None:
    monkeypatch.setattr(seen, "WAITING", waiting)
    names = Seen()
    places = ["", ":1", ":17", ":99999999999", "#3", ":x", ":007", ":12:4", "17"]
    for n in range(1000):
        assert names.where(f"name-{n}") is None
        names.add(f"name-{n}", f"file-{n // 300}.jsonl", places[n % len(places)])
    for n in range(1000):
        assert names.where(f"name-{n}") == (f"file-{n // 300}.jsonl", places[n % len(places)])
    assert names.where("name-1000") is None


def test_names_that_are_no_text_of_any_encoding_are_names() -> None:
    names = Seen()
    names.add("a\udc80", "x", "")
    assert names.where("a\udc80") == ("x", "")
    assert names.where("a\udc81") is None
