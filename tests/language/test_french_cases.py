"""The labelled French sentences do not get worse than the figures that docs/how-to/languages.md gives."""

from __future__ import annotations

import pytest
from benchmarks.french import measure


@pytest.mark.parametrize(
    ("cases", "found", "right", "whole"), [("french", (35, 37), (35, 38), 34), ("french-held-out", (12, 17), (12, 12), 14)]
)
def test_labelled_sentences(cases: str, found: tuple[int, int], right: tuple[int, int], whole: int) -> None:
    got = measure(cases)
    assert got["figures found"][0] >= found[0] and got["figures found"][1] == found[1]
    assert got["figures read that are right"][0] / got["figures read that are right"][1] >= right[0] / right[1]
    assert got["sentences right as a whole"][0] >= whole
