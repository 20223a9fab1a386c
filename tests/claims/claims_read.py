"""Reads made-up texts for the tests of this room: a line is a block, the first one a headline where told so."""

from __future__ import annotations

import hashlib
import re

from rashomon.claims import Attribution, find_attributions, find_claims
from rashomon.language import get_parser, split_document
from rashomon.mentions import find_mentions
from rashomon.model import Block, Claim, Document, Mentions, Sentence


def read(text: str, headline: bool = False) -> tuple[Document, list[Sentence], Mentions]:
    """Document, parsed sentences and mentions of a text."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    blocks = tuple(Block(m.start(), m.end(), "headline" if headline and n == 0 else "body") for n, m in enumerate(lines))
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("made-up", text, f"doc-{digest[:16]}", digest, blocks=blocks, language="en")
    sentences = split_document(document)
    get_parser().parse(sentences)
    return document, sentences, find_mentions(document, sentences)


def claims_of(text: str, headline: bool = False) -> list[Claim]:
    """All claims of a text."""
    return find_claims(*read(text, headline))


def attributions_of(text: str, headline: bool = False) -> list[Attribution]:
    """All attributions of a text."""
    document, sentences, mentions = read(text, headline)
    return find_attributions(document, sentences, mentions.actors)


def dead_by_speaker(text: str) -> list[tuple[int | None, str | None]]:
    """Low figure of each count of the dead with the name of who gave it, or his words, in small letters."""
    found = [c for c in claims_of(text) if c.kind == "casualty" and c.harm == "killed"]
    return [(c.low, (c.speaker.actor or c.speaker.text).casefold() if c.speaker else None) for c in found]
