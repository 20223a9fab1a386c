"""One made-up article, read the whole way to its claims, for tests of any room."""

from __future__ import annotations

from typing import Any

from rashomon.corpus.articles import Article
from rashomon.model import Claim
from rashomon.pipeline.read import read_batch
from rashomon.store import Reading

DAY = "2031-05-08"  # a Thursday


def read_one(text: str, published: str = DAY, **more: Any) -> Reading:
    """The reading of an article of the Courier."""
    [reading] = read_batch([Article("a.txt", text.rstrip("\n") + "\n", outlet="Courier", published=published, **more)])
    return reading


def casualties(text: str, published: str = DAY) -> list[Claim]:
    """Its claims of people harmed, in the order of the text."""
    return sorted((c for c in read_one(text, published).claims if c.kind == "casualty"), key=lambda c: (c.start, c.end))


def figures(text: str) -> list[tuple[str | None, int | None]]:
    """Harm and low figure of each of them, sorted."""
    return sorted((c.harm, c.low) for c in casualties(text))


def figures_in_order(text: str) -> list[tuple[str | None, int | None]]:
    """The same in the order of the text."""
    return [(c.harm, c.low) for c in casualties(text)]
