"""A sentence as the parser reads it, free of the parser's own types, so that a reader of sentences can be replaced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, init=False, unsafe_hash=True)
class Token:
    """One word, never changed once made (not frozen: that made each five times as dear, 0.6 ms a document). ``start``/``end`` are offsets into ``Document.text``; ``head`` is an index into the sentence (a root is its own head).

    ``dep`` has spaCy's English labels (nsubj, nsubjpass, dobj, pobj, prep, agent, ccomp, acl, relcl, conj, appos, nummod, poss, …),
    ``pos`` is a universal part of speech, ``tag`` Penn Treebank. ``text`` is normalised (straight quotes, plain spaces), so it may
    differ from the document's own characters; the offsets never do.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    #: The word in lower case: asked some thousand times a document, so made once.
    lower: str = field(init=False, repr=False, compare=False)

    def __init__(self, i: int, start: int, end: int, text: str, lemma: str, pos: str, tag: str, dep: str, head: int) -> None:
        self.i, self.start, self.end, self.text, self.lower = i, start, end, text, text.lower()
        self.lemma, self.pos, self.tag, self.dep, self.head = lemma, pos, tag, dep, head

    def __getstate__(self) -> tuple[object, ...]:
        return (self.i, self.start, self.end, self.text, self.lemma, self.pos, self.tag, self.dep, self.head)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        self.__init__(*state)  # type: ignore[misc]


@dataclass(slots=True)
class Sentence:
    """One sentence of a block that is read. ``tokens`` is empty where nothing in it could matter and it was not parsed."""

    index: int
    start: int
    end: int
    block: int
    label: str  # of its block: headline, dek, body …
    paragraph: int
    text: str  # normalised; for the words as printed use Document.text[start:end]
    tokens: tuple[Token, ...] = ()
    kept: tuple[int, ...] | None = None  # where hidden characters were taken out: place in the document's stretch of each kept one
    rendered: bool = False  # of another language, and ``text`` and ``tokens`` hold the rules' own words for it
    _children: list[list[int]] | None = field(default=None, repr=False, compare=False)
    _ends: list[int] | None = field(default=None, repr=False, compare=False)
    _words: tuple[frozenset[str], frozenset[str]] | None = field(default=None, repr=False, compare=False)

    def offset(self, i: int) -> int:
        """Offset in the document of character ``i`` of ``text``."""
        return self.start + (i if self.kept is None else self.kept[i])

    def words(self, start: int, end: int, text: str) -> str:
        """What stands at ``[start, end)`` of the document's ``text``, for rules to look at: of a rendered sentence the words it is read as."""
        if not self.rendered or self.kept is None:
            return text[start:end]
        return "".join(c for c, k in zip(self.text, self.kept, strict=True) if start <= self.start + k < end)

    @property
    def lowers(self) -> frozenset[str]:
        """Its words in lower case: a rule that needs one of a few need not go through the tokens of a sentence without."""
        return (self._words or self._make_words())[0]

    @property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of its words."""
        return (self._words or self._make_words())[1]

    def _make_words(self) -> tuple[frozenset[str], frozenset[str]]:
        self._words = frozenset([t.lower for t in self.tokens]), frozenset([t.lemma for t in self.tokens])
        return self._words

    def children(self, i: int) -> list[int]:
        """Indices of the direct dependents of token ``i``, in order."""
        return (self._children or self._make_children())[i]

    def _make_children(self) -> list[list[int]]:
        kids: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head != t.i:
                kids[t.head].append(t.i)
        self._children = kids
        return kids

    def subtree(self, i: int) -> list[int]:
        """Indices of token ``i`` and everything below it, sorted."""
        children = self._children or self._make_children()
        if not children[i]:
            return [i]
        out = [i]
        for j in out:  # grows as it is read
            out += children[j]
        out.sort()
        return out

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of token ``i`` up to the root, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def clause_of_who(self, i: int) -> int | None:
        """The verb of the relative clause that token ``i`` stands in, where its subject is "who" ("those who *bombed* a bus"); else None."""
        verb = next((v for v in (i, *self.ancestors(i)) if self.tokens[v].dep == "relcl"), None)
        if verb is None or not any(self.tokens[c].lower == "who" and self.tokens[c].dep == "nsubj" for c in self.children(verb)):
            return None
        return verb

    def first_behind(self, offset: int) -> int:
        """Index of the first token that ends behind this offset of the document; the number of tokens, where none does."""
        ends = self._ends
        if ends is None:
            ends = self._ends = [t.end for t in self.tokens]
        return bisect_right(ends, offset)

    def token_at(self, offset: int) -> int | None:
        """Index of the token that holds this offset of the document, or None."""
        at = self.first_behind(offset)
        return at if at < len(self.tokens) and self.tokens[at].start <= offset else None
