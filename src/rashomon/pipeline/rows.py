"""What a worker does: articles become the rows they are kept as. Needs no database, so the process that workers are forked from loads none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.corpus.articles import Article
from rashomon.pipeline.preparing import completed, encoded
from rashomon.pipeline.read import read_batch
from rashomon.store.encoded import Encoded

if TYPE_CHECKING:
    from rashomon.pipeline.shards.finished import Held


def rows_of(articles: Sequence[Article | Held]) -> list[Encoded]:
    """Readings of some articles as the rows they are kept as. Of those read elsewhere the rows are there."""
    made = iter(read_batch([a for a in articles if isinstance(a, Article)]))
    return [encoded(next(made)) if isinstance(a, Article) else completed(a.rows) for a in articles]
