"""One made-up article, read the whole way to its claims, for tests of any room."""

from __future__ import annotations

from typing import Any

from rashomon.corpus.articles import Article
from rashomon.model import Claim
from rashomon.pipeline.derive import Derived, derive
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


def derived_of(text: str, published: str = DAY) -> Derived:
    """What a ledger of this article alone holds: its incidents with their estimates, and its claims with their incidents."""
    return derive([read_one(text, published)])


def ranges(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    """Harm, low, best and high of all sides together, of each of its incidents, sorted."""
    made = derived_of(text).incidents
    return sorted((e.harm, e.low, e.best, e.high) for i in made for e in i.estimates if e.side is None and not i.background)
