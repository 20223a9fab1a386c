"""Runs of words as numbers, the same on every machine, so that shared words are found without comparing every pair of texts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.language import normalise
from rashomon.model import Document
from rashomon.model.documents import READ_LABELS

#: Words in a run. Five: two seed stories of one agency share 10-15 % of their 5-word runs, every other pair 2 % or less.
N = 5
#: Of every WINDOW runs the one with the smallest number is a key, so two texts that share N + WINDOW - 1 = 8 words share a key.
WINDOW = 4
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the part of a document that is read, with their places and the number of each run of N words."""

    spans: tuple[tuple[int, int], ...]
    runs: tuple[int, ...]


def _mix(value: int) -> int:
    """A 64-bit number well spread (splitmix64), so that the smallest of a window is any of them."""
    value = (value + 0x9E3779B97F4A7C15) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def document_words(document: Document) -> Words:
    """Words of the blocks that are read (no furniture, no captions, no other news), in order."""
    spans: list[tuple[int, int]] = []
    numbers: list[int] = []
    for block in document.blocks:
        if block.label not in READ_LABELS or block.label == "dateline":
            continue
        even = normalise(document.text[block.start : block.end], block.start)
        for m in _WORD.finditer(even.text.lower()):
            spans.append((even.offset(m.start()), even.end_offset(m.end())))
            numbers.append(_mix(zlib.crc32(m.group().encode("utf-8"))))
    return Words(tuple(spans), _runs(numbers))


def _runs(numbers: Sequence[int]) -> tuple[int, ...]:
    out = []
    for i in range(len(numbers) - N + 1):
        value = 0
        for k in range(N):
            value = ((value * 0x100000001B3) ^ numbers[i + k]) & _MASK
        out.append(_mix(value) >> 1)  # 63 bits: fits a signed column of a database
    return tuple(out)


def winnow(runs: Sequence[int]) -> tuple[int, ...]:
    """Keys of a text: of every WINDOW neighbouring runs the smallest, sorted, once each."""
    if len(runs) <= WINDOW:
        return tuple(sorted({min(runs)})) if runs else ()
    return tuple(sorted({min(runs[i : i + WINDOW]) for i in range(len(runs) - WINDOW + 1)}))


def shingles(document: Document) -> tuple[int, ...]:
    """Keys by which documents that share words are found: two documents with no key in common share no eight words in a row."""
    if document.status != "used":
        return ()
    return winnow(document_words(document).runs)
