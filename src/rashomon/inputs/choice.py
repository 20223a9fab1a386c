"""Word processors' files (DOCX, RTF): an export of a newspaper database where they look like one, else one article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from rashomon.corpus import Article, Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.inputs.databases import damaged
from rashomon.inputs.fields import TOO_LARGE, article_of, too_large
from rashomon.inputs.opened import open_paragraphs
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.source import Source

#: Paragraphs and signs at the start by which a file is told: a list of 1,000 documents stands before the first of them.
LOOK, LOOK_SIGNS = 6_000, 1_000_000

Articles = Callable[[Source, Iterable[Paragraph]], Iterator[Article | Rejected]]


def read_word(source: Source) -> Iterator[Article | Rejected]:
    """The articles of a word processor's file."""
    yield from read_paragraphs(source, open_paragraphs(source.path))


def read_paragraphs(source: Source, paragraphs: Iterable[Paragraph]) -> Iterator[Article | Rejected]:
    """The articles among the paragraphs of a file: those of the database that it was exported from, else all of it as one."""
    stream = iter(paragraphs)
    head: list[Paragraph] = []
    size = 0
    damage: Damaged | None = None
    try:
        for paragraph in stream:
            head.append(paragraph)
            size += len(paragraph.text)
            if len(head) >= LOOK or size >= LOOK_SIGNS:
                break
    except Damaged as err:
        damage = err
    found = _form([line for p in head for line in p.text.split("\n")])
    if found is not None:
        yield from found(source, chain(head, _rest(stream, damage)))
    elif damage is not None and not any(p.text for p in head):
        yield damaged(source, damage)
    else:
        yield _one(source, chain(head, _rest(stream, damage)))


def _rest(stream: Iterator[Paragraph], damage: Damaged | None) -> Iterator[Paragraph]:
    if damage is not None:
        raise damage
    yield from stream


def _form(lines: list[str]) -> Articles | None:
    from rashomon.inputs import factiva, nexis, proquest

    if factiva.looks(lines):
        return factiva.articles
    if proquest.looks(lines):
        return proquest.articles
    return nexis.articles if nexis.looks(lines) else None


def _one(source: Source, paragraphs: Iterable[Paragraph]) -> Article | Rejected:
    """A file that is one article: its title is its first heading, where it begins with one."""
    texts: list[str] = []
    size = 0
    fields = dict(source.fields)
    try:
        for p in paragraphs:
            if not p.text:
                continue
            if not texts and p.heading and len(p.text) < 400:
                fields.setdefault("title", p.text)
            texts.append(p.text)
            size += len(p.text) + 2
            if size > MAX_BYTES:
                return article_of(source.name, "", fields, problem=TOO_LARGE)
    except Damaged as err:
        return damaged(source, err)
    text = "\n\n".join(texts)
    problem = too_large(text)
    return article_of(source.name, "" if problem else text, fields, problem=problem)
