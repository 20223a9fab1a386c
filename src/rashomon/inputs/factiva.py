"""Factiva (Dow Jones): many articles in one file (RTF, HTML, text), with the codes of its fields or in the form of an article.

With indexing each field stands behind its code (HD headline, PD date, LP and TD text, AN accession number); as an article it is headline,
byline, "532 words", date, outlet, its code, language, copyright, text. Both end with "Document" and the accession number, by which an
article is named. The codes stand in ``databases.yml``. How one article is read: :mod:`rashomon.inputs.factiva_article`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rashomon.corpus import Article, Rejected
from rashomon.inputs.database_words import any_of
from rashomon.inputs.databases import Export, Piece, damaged, pieces, too_long
from rashomon.inputs.factiva_article import accession, code_of, parts_of, record_of, tight_code, words_line
from rashomon.inputs.opened import head_text, open_paragraphs
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.source import Source

NAME = "factiva"
_PAGE = re.compile(r"(?:Page|Seite|Página|Pagina|Страница) \d{1,5} (?:of|sur|de|von|di|из) \d{1,5}\b.{0,80}", re.IGNORECASE)
_FOOT = re.compile(r"(?:©|\(c\)|Copyright) ?\d{4} (?:Factiva|Dow Jones)\b.{0,80}", re.IGNORECASE)
_ARTICLE = re.compile(rb"""<div\b[^>]{0,200}\bclass\s*=\s*["']article\s+[a-z]{2,7}Article["']""", re.IGNORECASE)
_MARKS = (b"articleparagraph", b"enheadline", b"factiva", b'class="index"', b"headline'", b'headline"')
#: Codes that are in every article with indexing, in the order of print.
_ALWAYS = ("HD", "WC", "PD", "SN", "SC", "LA", "CY", "LP", "TD", "AN")
_STARTS = frozenset({"SE", "HD", "CLM"})


def read(source: Source) -> Iterator[Article | Rejected]:
    """The articles of an export of Factiva in any of its forms."""
    with source.path.open("rb") as fh:
        head = fh.read(65_536)
    if _is_html(head):
        from rashomon.inputs.factiva_html import html_articles

        yield from html_articles(source)
        return
    try:
        yield from articles(source, open_paragraphs(source.path))
    except Damaged as err:
        yield damaged(source, err)


def looks_like(head: bytes) -> bool:
    """Whether an HTML or text file that begins so is an export of Factiva."""
    if _is_html(head):
        return True
    text = head_text(head)
    return "<" not in text[:200] and looks(text.splitlines())


def _is_html(head: bytes) -> bool:
    low = head.lower().replace(b"\0", b"")
    return b"<" in low[:1000] and _ARTICLE.search(low) is not None and sum(mark in low for mark in _MARKS) >= 1


def looks(lines: Iterable[str]) -> bool:
    """Whether lines or paragraphs are an export of Factiva: six of the codes that every article has, or a length in words and, at an end,
    an accession number."""
    codes: set[str] = set()
    lengths = ends = 0
    for line in lines:
        line = line.strip(" \t\r\n\f\v\xa0\ufeff")
        if not line or len(line) > 20_000:
            continue
        code = code_of(Paragraph(line)) or tight_code(line)
        if code:
            codes.add(code[0])
        lengths += words_line(line)
        ends += accession(line) is not None
    return len(codes & set(_ALWAYS)) >= 6 or (ends > 0 and (lengths > 0 or len(codes & set(_ALWAYS)) >= 2))


class _Bounds:
    """Tells where articles end and begin, seeing their paragraphs one by one."""

    def __init__(self) -> None:
        self.body = False

    def ends(self, paragraph: Paragraph) -> bool:
        """Whether it is the accession number at the end of an article."""
        return accession(paragraph.text) is not None

    def begins(self, paragraph: Paragraph) -> bool:
        """Whether it is the code of the first field of an article, behind the text of another."""
        found = code_of(paragraph)
        if found is None:
            if accession(paragraph.text):
                self.body = False
            return False
        started = self.body and found[0] in _STARTS and (paragraph.cell == 0 or not found[1])
        if started or found[0] == "AN":
            self.body = False
        elif found[0] in ("LP", "TD"):
            self.body = True
        return started


def _own(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Without the lines at the foot of each page."""
    for p in paragraphs:
        if len(p.text) > 140 or not (_PAGE.fullmatch(p.text) or _FOOT.fullmatch(p.text)):
            yield p


@cache
def _summary() -> re.Pattern[str]:
    return re.compile(any_of("factiva", "summary").pattern + r"\b.{0,40}", re.IGNORECASE)


def articles(source: Source, paragraphs: Iterable[Paragraph]) -> Iterator[Article | Rejected]:
    """The articles among the paragraphs of an export."""
    export, bounds = Export(NAME, source), _Bounds()
    try:
        for piece in pieces(_own(paragraphs), bounds.ends, bounds.begins):
            yield from _piece(export, piece)
    except Damaged as err:
        yield damaged(source, err)
    yield from export.balance()


def _piece(export: Export, piece: Piece) -> Iterator[Article | Rejected]:
    if not piece.whole:
        yield export.article(too_long())
        return
    parts = parts_of(piece.paragraphs)
    if not parts:
        told = [p.text for p in piece.paragraphs if p.text]
        closing = any(_summary().fullmatch(t) for t in told[:12])
        if piece.ended:
            export.count += 1
            yield export.aside("an accession number without an article before it; look at this place in the file")
        elif not closing and export.count and sum(map(len, told)) > 200:
            export.count += 1
            yield export.aside("text behind the last article that is no article of its own; look at the end of the file")
        return
    for n, part in enumerate(parts):
        record = record_of(part)
        last = n == len(parts) - 1
        if not record.problem and not record.identifier:
            if last and not piece.ended and (piece.cut or export.count or len(parts) > 1):
                record.problem = "the file breaks off in this article; export it again"
            else:
                record.notes.append("its export shows no accession number")
        yield export.article(record)
