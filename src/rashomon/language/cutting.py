"""Words of a sentence as the library's tokenizer cuts them, looked up by what stands between two blanks.

The tokenizer is a pure function of each such stretch (it splits at white space first), so a stretch that was met before is not cut again, and no
``Doc`` is made: of 690 conflict reports (milliseconds a report) cutting and finding the words' numbers took 0.9, and 1.9 in a process that had read
nothing yet; looked up they take 0.15 and 0.8. What could be cut otherwise because of a neighbour (white space in a row, and signs that make an
emoticon or an abbreviation with the sign before them) is given to the tokenizer whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rashomon.language.words import Unfamiliar

#: Stretches and words kept; then the tables start again.
KEPT = 50_000

#: Form, hash of its norm where that is not the norm of its form (else 0), and whether a blank follows: all that the network knows of a word alone.
Kind = tuple[str, int, bool]


@dataclass(slots=True)
class Cut:
    """A sentence cut into words: their forms, where each begins, and the number of each kind of word (its row in the network's table)."""

    words: list[str]
    starts: list[int]
    numbers: list[int]

    def __len__(self) -> int:
        return len(self.words)


@dataclass(slots=True)
class _Rest:
    """The words of a stretch behind its first (offset, form, number), and whether its first may belong to the word before."""

    words: tuple[tuple[int, str, int], ...]
    looks_back: bool


_LOOKS_BACK = _Rest((), True)
_Stretch = tuple[str, int, _Rest | None]


class Cutter:
    """Cuts sentences into words and numbers the kinds of words, per process. Number 0 is none."""

    def __init__(self, nlp: Any) -> None:
        from spacy.attrs import IDX, LENGTH, NORM, ORTH, SPACY
        from spacy.tokenizer import Tokenizer

        self._make_doc: Callable[[str], Any] = nlp.make_doc
        self._strings, self._norm = nlp.vocab.strings, nlp.vocab.lex_attr_getters[NORM]
        tokenizer = nlp.tokenizer
        if type(tokenizer) is not Tokenizer or tokenizer.token_match is not None or not tokenizer.faster_heuristics:
            raise Unfamiliar
        self._rules = frozenset(tokenizer.rules)
        self._columns = [ORTH, NORM, SPACY, IDX, LENGTH]
        bare = self._bare = Tokenizer(
            nlp.vocab, {}, tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer, url_match=tokenizer.url_match
        )
        signs = [r for r in sorted(self._rules) if tokenizer.find_prefix(r) or tokenizer.find_infix(r) or tokenizer.find_suffix(r)]
        parts = [[word.text for word in bare(sign)] for sign in signs]
        #: Words that stand beside each other in what the tokenizer looks for across words.
        self._beside = {pair for words in parts for pair in pairwise(words)}
        self._second = tuple(sorted({second for _, second in self._beside}))
        self.kinds: list[Kind] = []
        self._numbers: dict[Kind, int] = {}
        self._inner: dict[str, _Stretch] = {}
        self._last: dict[str, _Stretch] = {}
        self.clear()

    def clear(self) -> None:
        """Forgets all words: numbers given before mean nothing from now on."""
        for table in (self._numbers, self._inner, self._last):
            table.clear()
        self.kinds[:] = [("", 0, False)]

    @property
    def full(self) -> bool:
        """Whether more is kept than should be."""
        return max(len(self.kinds), len(self._inner) + len(self._last)) > KEPT

    def cut(self, text: str) -> Cut:
        """The words of a text."""
        stretches = text.split(" ")
        if stretches != text.split():
            return self._whole(text)
        out = Cut([], [], [])
        words, starts, numbers = out.words, out.starts, out.numbers
        at, left, known, before = 0, len(stretches), self._inner, ""
        for stretch in stretches:
            left -= 1
            if not left:
                known = self._last
            found = known.get(stretch)
            if found is None:
                found = known[stretch] = self._met(stretch, left > 0)
            word, number, rest = found
            if rest is not None and rest.looks_back and at and self._joined(words[-1], before, word, stretch):
                return self._whole(text)
            before = stretch
            words.append(word)
            starts.append(at)
            numbers.append(number)
            if rest is not None:
                for offset, word, number in rest.words:
                    words.append(word)
                    starts.append(at + offset)
                    numbers.append(number)
            at += len(stretch) + 1
        return out

    def _number(self, word: str, norm: int, blank: bool) -> int:
        kind = (word, norm, blank)
        number = self._numbers.get(kind)
        if number is None:
            number = self._numbers[kind] = len(self.kinds)
            self.kinds.append(kind)
        return number

    def _met(self, stretch: str, blank: bool) -> _Stretch:
        if stretch.isascii() and stretch.isalpha() and stretch not in self._rules:  # plain letters are one word
            return stretch, self._number(stretch, 0, blank), _LOOKS_BACK if stretch in self._second else None
        first, *rest = self._rows(stretch, blank)
        return first[1], first[2], self._rest(tuple(rest), first[1], stretch)

    def _joined(self, last: str, before: str, first: str, stretch: str) -> bool:
        """Whether the last word of the stretch before, as cut or as it is without the rules, and the first of this one stand in a rule."""
        return any((a, b) in self._beside for a in (last, self._bare(before)[-1].text) for b in (first, self._bare(stretch)[0].text))

    def _rest(self, words: tuple[tuple[int, str, int], ...], first: str, stretch: str) -> _Rest | None:
        looks_back = stretch.startswith(self._second) and (first in self._second or self._bare(stretch)[0].text in self._second)
        return _Rest(words, looks_back) if words or looks_back else None

    def _whole(self, text: str) -> Cut:
        rows = self._rows(text, False)
        return Cut([word for _, word, _ in rows], [at for at, _, _ in rows], [number for _, _, number in rows])

    def _rows(self, text: str, blank: bool) -> list[tuple[int, str, int]]:
        """Offset, form and number of each word, as the tokenizer gives them."""
        out: list[tuple[int, str, int]] = []
        rows = self._make_doc(text).to_array(self._columns).tolist()
        for n, (_, norm, followed, at, length) in enumerate(rows, 1):
            word = text[at : at + length]
            own = norm if norm != self._strings[self._norm(word)] else 0
            out.append((at, word, self._number(word, own, bool(followed) or (blank and n == len(rows)))))
        return out
