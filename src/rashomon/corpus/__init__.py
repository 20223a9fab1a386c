"""From bytes to documents: articles read, lines labelled, heads read, copies found. See ``docs/concepts/corpus.md``."""

from rashomon.corpus.articles import Article, Rejected
from rashomon.corpus.documents import make_document
from rashomon.corpus.linked_dates import infer_published
from rashomon.corpus.shingles import shingles
from rashomon.corpus.syndication import distinct_texts, syndication

__all__ = ["Article", "Rejected", "distinct_texts", "infer_published", "make_document", "shingles", "syndication"]
