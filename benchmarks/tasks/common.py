"""What the component tasks share: reading gold rows, halves, and scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rashomon.language import get_parser, split_document
from rashomon.model import Block, Document, Published, Sentence
from rashomon.model.ids import content_id

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold"
#: One to nineteen, for the trivial methods, which know nothing of the program's lexicons.
NUMBER_WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)


def rows(name: str) -> list[dict[str, Any]]:
    """Rows of a JSON Lines file of the gold data."""
    with (GOLD / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def scored(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The half that is only scored: every second row, from the second. The other half may be read while rules are made."""
    return items[1::2]


def plain_document(name: str, text: str, published: Published | None = None) -> Document:
    """A document whose every line is a body block, for tasks that test what comes after labelling."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), "body"))
        at += len(line) + 1
    return Document(name, text, content_id("doc", text), "", blocks=tuple(blocks), language="en", published=published or Published())


def parsed(documents: list[Document]) -> list[list[Sentence]]:
    """Sentences of documents, all parsed, in one go."""
    sentences = [split_document(d) for d in documents]
    get_parser().parse([s for group in sentences for s in group])
    return sentences


def f1(hit: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall."""
    return round(2 * hit / (found + gold), 4) if found + gold else 0.0
