"""Runs of words as numbers, the same on every machine, so that shared words are found without comparing every pair of texts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from rashomon.language import Normalised, normalise
from rashomon.model import Document
from rashomon.model.documents import READ_LABELS

#: Words in a run. Five: two seed stories of one agency share 10-15 % of their 5-word runs, every other pair 2 % or less.
N = 5
#: Of every WINDOW runs the one with the smallest number is a key, so two texts that share N + WINDOW - 1 = 8 words share a key.
WINDOW = 4
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
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

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The place of each word in the text."""
        out: list[tuple[int, int]] = []
        for even in _read(self.document):
            found = _WORD.finditer(even.text.lower())
            if even.kept is None:  # as most texts are: no character was taken out
                out += [(even.start + m.start(), even.start + m.end()) for m in found]
            else:
                out += [(even.offset(m.start()), even.end_offset(m.end())) for m in found]
        return tuple(out)

    @cached_property
    def distinct(self) -> frozenset[int]:
        """The runs, each once: two sets are held against each other in C, and most pairs share too little to be looked at further."""
        return frozenset(self.runs)

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where each run begins, counted in words. A text is held against many."""
        out: dict[int, list[int]] = {}
        for i, run in enumerate(self.runs):
            out.setdefault(run, []).append(i)
        return out


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


def shingles(document: Document) -> tuple[int, ...]:
    """Keys by which documents that share words are found: two documents with no key in common share no eight words in a row."""
    if document.status != "used":
        return ()
    return winnow(_runs(_numbers(document)))
