"""Runs of words as numbers, the same on every machine, so that shared words are found without comparing every pair of texts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rashomon.language import Normalised, normalise
from rashomon.model import Document, Span
from rashomon.model.documents import READ_LABELS

#: Words in a run. Five: two seed stories of one agency share 10-15 % of their 5-word runs, every other pair 2 % or less.
N = 5
#: Of every WINDOW runs the one with the smallest number is a key, so two texts that share N + WINDOW - 1 = 8 words share a key.
WINDOW = 4
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
#: Words passed at once on the way to one of them: a place of every word costs six times what finding them does.
JUMP = 32
_JUMP = re.compile(rf"(?:\A|(?<=[^\W_])(?=[\W_]))(?:[\W_]*+[^\W_]++(?:'[^\W_]++)?+){{{JUMP}}}+")
_MASK = (1 << 64) - 1
_PRIME, _GOLDEN, _MIX1, _MIX2 = map(np.uint64, (0x100000001B3, 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_U1, _U27, _U30, _U31 = map(np.uint64, (1, 27, 30, 31))
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Words:
    """Words of the part of a ``document`` that is read: how ``many``, and the number of each run of N of them. Where they stand is asked only of
    those that share a passage with another."""

    document: Document
    many: int
    runs: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """The place in the text from one word to another."""
        (start, _), (_, end) = self._at(first), self._at(last)
        return Span(start, end)

    def _at(self, word: int) -> tuple[int, int]:
        for even, text, many, marks in self._blocks:
            if word < many:
                at = marks[word // JUMP - 1] if word >= JUMP else 0
                a, b = next(islice(_WORD.finditer(text, at), word % JUMP, None)).span()
                long = len(even.text)  # small letters may be more than those they are made of
                return even.offset(min(a, long)), even.end_offset(min(b, long))
            word -= many
        raise IndexError(word)

    @cached_property
    def _blocks(self) -> list[tuple[Normalised, str, int, list[int]]]:
        """Each stretch that is read, its text in small letters, how many words it has, and where every JUMP of them end."""
        out = []
        for even in _read(self.document):
            text = even.text.lower()
            marks, at = [], 0
            while (found := _JUMP.match(text, at)) is not None:  # searching would look at every place of what is left
                at = found.end()
                marks.append(at)
            left = len(_WORD.findall(text, at))
            out.append((even, text, JUMP * len(marks) + left, marks))
        return out

    @cached_property
    def distinct(self) -> frozenset[int]:
        """The runs, each once: two sets are held against each other in C, and most pairs share too little to be looked at further."""
        return frozenset(self.runs)

    @cached_property
    def places(self) -> Mapping[int, Sequence[int]]:
        """Where each run begins, counted in words. A text is held against many."""
        return _places(self.runs, self.distinct)


class Runs:
    """The runs of a text in order, as they are kept: the last 32 bits of each (:func:`kept_runs`). Enough to say of most pairs that they share too
    little, without their texts."""

    def __init__(self, kept: bytes) -> None:
        self.every: Sequence[int] = np.frombuffer(kept, dtype="<u4").tolist()
        self.distinct = frozenset(self.every)

    @cached_property
    def places(self) -> Mapping[int, Sequence[int]]:
        """Where each run begins, counted in words."""
        return _places(self.every, self.distinct)


def _places(runs: Sequence[int], distinct: frozenset[int]) -> Mapping[int, Sequence[int]]:
    if len(distinct) == len(runs):  # as in most texts: no run stands in it twice
        return {run: (i,) for i, run in enumerate(runs)}
    out: dict[int, list[int]] = {}
    for i, run in enumerate(runs):
        out.setdefault(run, []).append(i)
    return out


def kept_runs(runs: Sequence[int] | Ints) -> bytes:
    """The runs of a text as they are kept: 4 bytes a word."""
    return np.asarray(runs, dtype=np.int64).astype("<u4").tobytes()


def _mix(value: int) -> int:
    """A 64-bit number well spread (splitmix64), so that the smallest of a window is any of them."""
    value = (value + 0x9E3779B97F4A7C15) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    """The number of a word. A text repeats its words and articles theirs: asked anew for one in fifteen."""
    return _mix(zlib.crc32(word.encode("utf-8")))


def document_words(document: Document) -> Words:
    """Words of the blocks that are read (no furniture, no captions, no other news), in order."""
    numbers = _numbers(document)
    return Words(document, len(numbers), tuple(_runs(numbers).tolist()))


def _numbers(document: Document) -> list[int]:
    return [_number(w) for even in _read(document) for w in _WORD.findall(even.text.lower())]


def _read(document: Document) -> Iterator[Normalised]:
    for block in document.blocks:
        if block.label in READ_LABELS and block.label != "dateline":
            yield normalise(document.text[block.start : block.end], block.start)


def _runs(numbers: Sequence[int]) -> Ints:
    """The number of each run of N words: 63 bits, so that it fits a signed column of a database."""
    many = len(numbers) - N + 1
    if many < 1:
        return np.empty(0, dtype=np.int64)
    words = np.array(numbers, dtype=np.uint64)
    value = np.zeros(many, dtype=np.uint64)
    for k in range(N):  # numbers of 64 bits lose what is beyond them, as is wanted
        value = (value * _PRIME) ^ words[k : k + many]
    value += _GOLDEN
    value = (value ^ (value >> _U30)) * _MIX1
    value = (value ^ (value >> _U27)) * _MIX2
    return ((value ^ (value >> _U31)) >> _U1).astype(np.int64)


def winnow(runs: Sequence[int] | Ints) -> tuple[int, ...]:
    """Keys of a text: of every WINDOW neighbouring runs the smallest, sorted, once each."""
    own = np.asarray(runs, dtype=np.int64)
    if len(own) <= WINDOW:
        return (int(own.min()),) if len(own) else ()
    many = len(own) - WINDOW + 1
    least = own[:many]
    for k in range(1, WINDOW):
        least = np.minimum(least, own[k : k + many])
    return tuple(np.unique(least).tolist())


def runs_of(document: Document) -> Ints:
    """The runs of a document, in order; of one that is not used, none."""
    return _runs(_numbers(document) if document.status == "used" else [])


def shingles(document: Document) -> tuple[int, ...]:
    """Keys by which documents that share words are found: two documents with no key in common share no eight words in a row."""
    return winnow(runs_of(document))
