"""Parses a few words for the tests of this room; the parser is loaded once."""

from rashomon.language import get_parser, split_document
from rashomon.model import Block, Document, Sentence


def read(text: str) -> tuple[Document, list[Sentence]]:
    document = Document("x", text, "d", "s", blocks=(Block(0, len(text), "body"),))
    sentences = split_document(document)
    get_parser().parse(sentences)
    return document, sentences
