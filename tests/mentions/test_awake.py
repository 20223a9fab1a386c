"""Words that wake an article nobody else in it would."""

from __future__ import annotations

import pytest
from tests.one_article import read_one

from rashomon.model import Claim


def told(text: str) -> dict[int | None, Claim]:
    reading = read_one(text, "2024-03-06")
    return {c.low: c for c in reading.claims if c.kind == "casualty"}


@pytest.mark.parametrize(
    "text",
    [
        'Turkish forces "neutralised" 14 terrorists in Hakurk on Monday, the Defence Ministry said.',
        "Fourteen terrorists were neutralised in Hakurk on Monday.",
        "Eighteen fishermen drowned off Zuwara on Monday after their boat was shelled.",
    ],
)
def test_words_of_communiques_wake_an_article(text: str) -> None:
    assert set(told(text)) & {14, 18}
