"""From bytes to documents: articles read, lines labelled, heads read, copies found. See ``docs/concepts/corpus.md``."""

from rashomon.corpus.articles import Article, Rejected
from rashomon.corpus.documents import make_document
from rashomon.corpus.readers import read_inputs

__all__ = ["Article", "Rejected", "make_document", "read_inputs"]
