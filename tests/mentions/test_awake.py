"""Words that wake an article nobody else in it would."""

from __future__ import annotations

import pytest

from rashomon.corpus.articles import Article
from rashomon.model import Claim
from rashomon.pipeline.read import read_batch


def told(text: str) -> dict[int | None, Claim]:
    [reading] = read_batch([Article("a.txt", text + "\n", outlet="Courier", published="2024-03-06")])
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
