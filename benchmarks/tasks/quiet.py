"""News without war: how many casualty claims with a figure it makes of it. Some are real deaths (accidents, disease, crime)."""

from __future__ import annotations

from benchmarks.tasks.common import rows, scored
from rashomon.corpus import Article
from rashomon.pipeline.read import batches, read_batch

DOCUMENTS = 250


def measure() -> tuple[int, dict[str, float]]:
    """Number of documents, and claims with a figure per hundred of them."""
    articles = [Article(r["id"], r["text"], language="en") for r in scored(rows("bbc_news"))[:DOCUMENTS]]
    claims = sum(
        c.kind == "casualty" and not c.vague and (c.low is not None or c.high is not None)
        for group in batches(articles)
        for reading in read_batch(group)
        for c in reading.claims
    )
    return len(articles), {"casualty figures per 100 documents": round(100 * claims / len(articles), 2)}
