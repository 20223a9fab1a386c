"""Factiva's HTML: one ``div`` an article, cut apart before it is parsed, so that a file of any length is read and a broken one harms one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rashomon.corpus import Article, Rejected
from rashomon.corpus.decoding import decode
from rashomon.inputs.databases import MOST, Export, too_long
from rashomon.inputs.factiva_article import accession, parts_of, record_of
from rashomon.inputs.paragraphs import Paragraph
from rashomon.inputs.source import Source

_CHUNK = 1 << 18
_START = re.compile(rb"""<div\b[^>]{0,200}?\bclass\s*=\s*["']article\s+[a-z]{2,7}Article["'][^>]{0,200}>""", re.IGNORECASE)
#: Tags behind which a paragraph ends.
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "td",
        "th",
        "tr",
        "table",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "li",
        "ul",
        "ol",
        "hr",
        "blockquote",
        "pre",
        "center",
        "section",
        "article",
    }
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "object", "head", "title", "select", "button"})
_STRONG = frozenset({"b", "strong"})
#: Markup of one article is several times its text.
_MARKUP = 4 * MOST
_DEEPEST = 200


def html_articles(source: Source) -> Iterator[Article | Rejected]:
    """The articles of an HTML export."""
    export = Export("factiva", source)
    for markup, last in _divisions(source):
        if markup is None:
            yield export.article(too_long())
            continue
        told = _paragraphs(markup)
        end = next((n for n, p in enumerate(told) if accession(p.text)), None)
        ended = end is not None
        parts = parts_of(told if end is None else told[: end + 1])
        if not parts:
            export.count += 1
            yield export.aside("an article without a field or a length in words; look at this place in the file")
            continue
        record = record_of(parts[0] if len(parts) == 1 else [p for part in parts for p in part])
        if not ended and not record.problem:
            if last and export.count and b"</html" not in markup.lower() and b"</body" not in markup.lower():
                record.problem = "the file breaks off in this article; export it again"
            else:
                record.notes.append("its export shows no accession number")
        yield export.article(record)
    yield from export.balance()


def _divisions(source: Source) -> Iterator[tuple[bytes | None, bool]]:
    """The markup of each article (None for one too long), and whether it is the last."""
    with source.path.open("rb") as fh:
        mark = fh.read(2)
        wide = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(mark)
        if wide is None:
            fh.seek(0)
        buffer, inside, whole = b"", False, True
        while True:
            raw = fh.read(_CHUNK)
            more = raw.decode(wide, "replace").encode() if wide else raw
            buffer += more
            while found := _START.search(buffer, 1 if inside else 0):
                if not raw or found.end() + 500 < len(buffer):
                    if inside:
                        yield (buffer[: found.start()] if whole else None), False
                    buffer, inside, whole = buffer[found.start() :], True, True
                else:
                    break
            if not raw:
                break
            if not inside:
                buffer = buffer[-1000:]
            elif len(buffer) > _MARKUP:
                buffer, whole = buffer[:100] + buffer[-1000:], False
        if inside:
            yield (buffer if whole else None), True


class _Text:
    """Paragraphs as they are walked over."""

    def __init__(self) -> None:
        self.out: list[Paragraph] = []
        self.parts: list[str] = []
        self.strong = self.plain = self.heading = False

    def put(self, text: str | None, *, strong: bool, heading: bool) -> None:
        if text:
            self.parts.append(text)
            if text.strip(" \t\r\n\xa0"):
                self.strong |= strong
                self.plain |= not strong
                self.heading |= heading

    def end(self, cell: int | None) -> None:
        text = " ".join("".join(self.parts).split())
        if text:
            self.out.append(Paragraph(text, self.strong and not self.plain, self.heading, cell))
        self.parts, self.strong, self.plain, self.heading = [], False, False, False


def _paragraphs(markup: bytes) -> list[Paragraph]:
    """The paragraphs of one article; in its table of fields, codes are cell 0."""
    from lxml import etree, html

    text = decode(markup).text
    if not text.strip():
        return []
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    told = _Text()
    _walk(root, told)
    told.end(None)
    return told.out


def _walk(root: Any, told: _Text) -> None:
    """Over all of an element, without recursion: markup may be nested as deep as somebody likes."""
    stack: list[tuple[Any, bool, bool, bool, int | None]] = [(root, True, False, False, None)]
    while stack:
        element, enter, strong, heading, cell = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if not enter:
            if tag in _BLOCKS:
                told.end(cell)
            continue
        if tag in ("", *_UNSEEN):
            continue
        if tag in _BLOCKS:
            told.end(cell)
        kind = str(element.get("class") or "")
        inner_strong = strong or tag in _STRONG
        inner_heading = heading or "headline" in kind.lower()
        inner = _cell(element, kind) if tag in ("td", "th") else cell
        told.put(element.text, strong=inner_strong, heading=inner_heading)
        stack.append((element, False, strong, heading, inner if tag in ("td", "th") else cell))
        for child in reversed(element):
            if child.tail:
                stack.append((_Tail(child.tail), True, inner_strong, inner_heading, inner))
            stack.append((child, True, inner_strong, inner_heading, inner))


class _Tail:
    """Text behind an element, as something to walk over."""

    tag = "span"

    def __init__(self, text: str) -> None:
        self.text = text

    def get(self, key: str) -> None:
        return None

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __reversed__(self) -> Iterator[Any]:
        return iter(())


def _cell(element: Any, kind: str) -> int | None:
    """Which column a cell of the table of fields is; None where it is no such table's."""
    row = element.getparent()
    cells = [c for c in row if c.tag in ("td", "th")] if row is not None else []
    if not 2 <= len(cells) <= 4:
        return None
    first = " ".join("".join(cells[0].itertext()).split())
    return cells.index(element) if "index" in kind or len(first) <= 4 else None
