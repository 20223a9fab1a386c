"""The grammar is plain: the reader of real news finds in a simulated article the figures that were put there."""

from __future__ import annotations

from collections import Counter

from rashomon.corpus import Article
from rashomon.pipeline.read import read_batch
from rashomon.simulate import stream
from rashomon.store import Reading


def test_the_reader_finds_the_figures() -> None:
    printed = list(stream(1, 30))
    records = [p.record for p in printed]
    read = read_batch([Article(r["id"], r["text"], outlet=r["outlet"], url=r["url"], published=r.get("published")) for r in records])
    put, found = [_figures(p.reading) for p in printed], [_figures(r) for r in read]
    both = sum((a & b).total() for a, b in zip(put, found, strict=True))
    share, right = both / sum(a.total() for a in put), both / sum(b.total() for b in found)
    assert share > 0.9 and right > 0.9, (
        f"{share:.2f} of the figures found, {right:.2f} of those found were put there (measured: .99 and .98)"
    )


def _figures(reading: Reading) -> Counter[tuple[str | None, int | None, int | None]]:
    return Counter((c.harm, c.low, c.high) for c in reading.claims if c.kind == "casualty")
