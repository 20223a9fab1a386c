"""Runs of words as numbers, the same on every machine, so that shared words are found without comparing every pair of texts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
#: The same for a plain text: what is no letter, figure or apostrophe parts words. Cutting at blanks is six times faster than a pattern.
_PARTED = str.maketrans({chr(c): chr(c).lower() if chr(c).isalnum() or chr(c) == "'" else " " for c in range(128)})
#: Bits of a run by which it is marked as one of several texts; a few more pass.
MARKS = 23
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


@dataclass(frozen=True, slots=True)
class Runs:
    """Of the runs of a text, as they are kept (:func:`kept_runs`), those that some text beside it may have, too: enough to say of most pairs that they
    share too little, without their texts. ``many`` are all its runs, ``repeats`` those said before in it; ``at`` is where each of the ``runs``
    begins, counted in words."""

    many: int
    repeats: int
    at: Sequence[int]
    runs: Sequence[int]
    distinct: frozenset[int]


def among(kept: Mapping[str, bytes]) -> dict[str, Runs]:
    """The runs of texts that are held against one another. A run of one text alone, as most are, says nothing of any pair: in a stream of news what is
    left is a tenth, and sets of so many are held against each other in as much less time."""
    own = [np.frombuffer(runs, dtype="<u4") for runs in kept.values()]
    every = np.concatenate([np.empty(0, dtype="<u4"), *own])
    ordered = np.sort(every)
    marked = np.zeros(1 << MARKS, dtype=np.bool_)
    marked[ordered[1:][ordered[1:] == ordered[:-1]] & np.uint32((1 << MARKS) - 1)] = True
    left = marked[every & np.uint32((1 << MARKS) - 1)]
    out, first = {}, 0
    for name, runs in zip(kept, own, strict=True):
        at = np.flatnonzero(left[first : first + len(runs)])
        first += len(runs)
        values = runs[at].tolist()
        distinct = frozenset(values)
        out[name] = Runs(len(runs), len(values) - len(distinct), at.tolist(), values, distinct)
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


class _Numbers(dict[str, bytes]):
    """The number of each word, as 8 bytes. A text repeats its words and articles theirs: made anew for one in fifteen."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= 1 << 16:
            self.clear()
        number = self[word] = _mix(zlib.crc32(word.encode("utf-8"))).to_bytes(8, "little")
        return number


_NUMBER = _Numbers().__getitem__


def document_words(document: Document, runs: bytes = b"") -> Words:
    """Words of the blocks that are read (no furniture, no captions, no other news), in order; of ``runs`` as :func:`runs_of` gives them, 8 bytes
    each, where they are at hand."""
    if runs:
        found = np.frombuffer(runs, dtype="<i8").tolist()
        return Words(document, len(found) + N - 1, tuple(found))
    numbers = _numbers(document)
    return Words(document, len(numbers), tuple(_runs(numbers).tolist()))


def _numbers(document: Document) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join([b"".join(map(_NUMBER, _words(even.text))) for even in _read(document)]), dtype="<u8")


def _words(text: str) -> list[str]:
    """The words of an even text, in small letters."""
    if not text.isascii():
        return _WORD.findall(text.lower())
    words = text.translate(_PARTED).split()
    if "'" not in text:
        return words
    return [part for word in words for part in (_WORD.findall(word) if "'" in word else (word,))]


def _read(document: Document) -> Iterator[Normalised]:
    for block in document.blocks:
        if block.label in READ_LABELS and block.label != "dateline":
            yield normalise(document.text[block.start : block.end], block.start)


def _runs(words: NDArray[np.uint64]) -> Ints:
    """The number of each run of N words: 63 bits, so that it fits a signed column of a database."""
    many = len(words) - N + 1
    if many < 1:
        return np.empty(0, dtype=np.int64)
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
    least = np.sort(least)
    return tuple(least[np.concatenate(([True], least[1:] != least[:-1]))].tolist())  # np.unique takes six times as long on so few


def runs_of(document: Document) -> Ints:
    """The runs of a document, in order; of one that is not used, none."""
    return _runs(_numbers(document) if document.status == "used" else np.empty(0, dtype=np.uint64))


def shingles(document: Document) -> tuple[int, ...]:
    """Keys by which documents that share words are found: two documents with no key in common share no eight words in a row."""
    return winnow(runs_of(document))
