"""The dependency parser behind sentences: spaCy's English medium pipeline, without entity recognition.

Why this model and these pipes: ``docs/decisions/0001-nlp-model.md``. The model is imported on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from rashomon.language.cutting import Cut, Cutter
from rashomon.language.sentences import LONGEST
from rashomon.language.words import Known, Unfamiliar, Words
from rashomon.model import Sentence, Token

if TYPE_CHECKING:
    from rashomon.language.network import Network

AT_ONCE = 1000  # sentences: the words of so many, at the least, are kept
#: Words whose arcs are found together. Sentences of like length stand together, so that they end together; their hidden layer takes 10 MB.
TOGETHER = 2500
#: Between the label of an arc that crosses others and that of the head it belongs to.
_LIFTED = "||"
_WORD = re.compile(r"[A-Z]+")
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("ied", "y"), ("er", ""))
SHOUTED = 4  # blanks: a shorter line in capitals is a name or a heading


class _Bulk(NamedTuple):
    """The pipeline computed in bulk: cutting into words, tags and arcs, parts of speech and lemmas."""

    cutter: Cutter
    network: Network
    words: Words


class Parser:
    """Fills in ``Sentence.tokens``. One per process; not thread-safe."""

    def __init__(self) -> None:
        from rashomon.language.pipeline import light, whole

        self._nlp: Any = light()
        self._common: frozenset[str] | None = None
        self._bulk = self._in_bulk()
        if self._bulk is None:
            self._nlp = whole()
        self._labels: dict[int, str] = {}

    def _in_bulk(self) -> _Bulk | None:
        """The same pipeline, computed in bulk; nothing where the library is not built as this room knows it."""
        from rashomon.language.network import Network

        try:
            with _one_thread()():
                return _Bulk(Cutter(self._nlp), Network(self._nlp), Words(self._nlp))
        except Unfamiliar:
            return None

    def parse(self, sentences: Sequence[Sentence], wanted: Callable[[Sentence], bool] | None = None) -> None:
        """Parses, in place, the sentences for which ``wanted`` holds (all by default) and that have no tokens yet.

        A parse does not depend on what else is parsed with it.
        """
        todo = [s for s in sentences if not s.tokens and (wanted is None or wanted(s))]
        if self._bulk is None:
            texts = [self._even(s.text[:LONGEST]) for s in todo]
            for sentence, doc in zip(todo, self._nlp.pipe(texts, batch_size=256), strict=True):
                columns = zip(*[(t.idx, t.text, (t.pos_, t.lemma_.lower()), t.tag_, t.dep_, t.head.i) for t in doc], strict=True)
                sentence.tokens = _tokens(sentence, *map(list, columns))
            return
        for at in range(0, len(todo), AT_ONCE):
            self._read(todo[at : at + AT_ONCE], self._bulk)

    def _read(self, sentences: Sequence[Sentence], bulk: _Bulk) -> None:
        cutter, network, words = bulk
        if cutter.full:
            cutter.clear()
            network.forget()
        cuts = [cutter.cut(self._even(s.text[:LONGEST])) for s in sentences]
        with _one_thread()():
            network.meet(cutter.kinds)
            for group in _groups(cuts):
                tags, states = network.read([cuts[n] for n in group])
                at = 0
                for n, state in zip(group, states, strict=True):
                    cut = cuts[n]
                    own = tags[at : at + len(cut)]
                    at += len(cut)
                    heads, deps = self._arcs(cut, state)
                    sentences[n].tokens = _tokens(sentences[n], cut.starts, cut.words, words.known(cut.words, own, deps), own, deps, heads)

    def _arcs(self, cut: Cut, state: Any) -> tuple[list[int], list[str]]:
        """Head and label of each word. The last arc given to a word counts; a word without one is a root."""
        labels = self._labels
        heads = list(range(len(cut)))
        deps = ["ROOT"] * len(heads)
        lifted = False
        for arc in state.arcs:
            child, label = arc["child"], arc["label"]
            name = labels.get(label)
            if name is None:
                name = labels[label] = self._nlp.vocab.strings[label]
            lifted = lifted or _LIFTED in name
            heads[child] = arc["head"]
            deps[child] = name
        if lifted:  # led back to its head by the library
            from spacy.tokens import Doc

            doc = Doc(self._nlp.vocab, words=cut.words)
            self._nlp.get_pipe("parser").set_annotations([doc], [state])
            return [t.head.i for t in doc], [t.dep_ for t in doc]
        return heads, deps

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


def _groups(cuts: Sequence[Cut]) -> Iterator[list[int]]:
    """Numbers of the sentences to be read together."""
    group: list[int] = []
    size = 0
    for n in sorted(range(len(cuts)), key=lambda n: len(cuts[n])):
        if group and size + len(cuts[n]) > TOGETHER:
            yield group
            group, size = [], 0
        group.append(n)
        size += len(cuts[n])
    if group:
        yield group


def _tokens(
    sentence: Sentence, starts: list[int], words: list[str], known: list[Known], tags: list[str], deps: list[str], heads: list[int]
) -> tuple[Token, ...]:
    rows: Iterable[Row] = zip(starts, words, known, tags, deps, heads, strict=True)
    if any(map(str.isspace, words)):
        rows = _without_blanks(list(rows))
    text, kept, first = sentence.text, sentence.kept, sentence.start
    out = []
    for n, (at, word, (pos, lemma), tag, dep, head) in enumerate(rows):
        end = at + len(word)
        if kept is None:
            out.append(Token(n, first + at, first + end, text[at:end], lemma, pos, tag, dep, head))
        else:
            out.append(Token(n, sentence.offset(at), sentence.offset(end - 1) + 1, text[at:end], lemma, pos, tag, dep, head))
    return tuple(out)


#: Offset, form, part of speech with lemma, tag, label and head of a word.
Row = tuple[int, str, Known, str, str, int]


def _without_blanks(rows: list[Row]) -> list[Row]:
    """Words only; what hung from a blank hangs from the word that the blank hangs from, or is a root."""
    number = {i: n for n, i in enumerate(i for i, row in enumerate(rows) if not row[1].isspace())}
    out = []
    for i, n in number.items():
        head = rows[i][5]
        while rows[head][1].isspace() and rows[head][5] != head:
            head = rows[head][5]
        out.append((*rows[i][:5], number.get(head, n)))
    return out


@cache
def _one_thread() -> Callable[[], AbstractContextManager[Any]]:
    """Matrix products by one thread: the work is spread over processes, and threads that wait for each other took three times the CPU.

    Said while it is needed, and for this library alone: a notebook keeps its threads, and who imported numpy first does not matter.
    """
    from threadpoolctl import ThreadpoolController

    return partial(ThreadpoolController().limit, limits=1, user_api="blas")


@cache
def get_parser() -> Parser:
    """The parser of this process."""
    return Parser()
