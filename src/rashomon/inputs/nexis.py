"""LexisNexis, Nexis Uni, Lexis+: many articles in one file (text, RTF, DOCX).

Two forms are read. The classic one numbers its articles ("2 of 54 DOCUMENTS") and labels fields in capitals; the present one has the headline
first, then outlet, date, copyright and labelled fields, a line "Body", and "End of Document". What their labels are in other languages
stands in ``databases.yml``. How one article is read: :mod:`rashomon.inputs.nexis_article`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rashomon.corpus import Article, Rejected
from rashomon.inputs.database_words import any_of, label_pattern, meanings, when
from rashomon.inputs.databases import Export, Piece, damaged, pieces, too_long
from rashomon.inputs.nexis_article import body_words, is_header, record_of
from rashomon.inputs.opened import head_text, open_paragraphs
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.source import Source

NAME = "nexis"
#: Signs on the cover page of a delivery: the order's number, the search.
_COVER = re.compile(r"(?:Job Number|Client/Matter|Search Terms|Search Type|Narrowed by|User Name)[ \t]*:", re.IGNORECASE)


def read(source: Source) -> Iterator[Article | Rejected]:
    """The articles of an export of Nexis in any of its forms."""
    from rashomon.inputs.nexis_zip import looks_like_zip, zip_articles

    with source.path.open("rb") as fh:
        head = fh.read(65_536)
    if head.startswith(b"PK") and looks_like_zip(head):
        yield from zip_articles(source)
        return
    try:
        yield from articles(source, open_paragraphs(source.path))
    except Damaged as err:
        yield damaged(source, err)


def looks_like(head: bytes) -> bool:
    """Whether a text file or a zip that begins so is an export of Nexis."""
    from rashomon.inputs.nexis_zip import looks_like_zip

    if head.startswith(b"PK"):
        return looks_like_zip(head)
    return looks(head_text(head).splitlines())


def looks(lines: Iterable[str]) -> bool:
    """Whether lines or paragraphs are an export of Nexis: its cover page, or an article's number or end among its labels, or its whole
    sequence of labels."""
    counters = ends = lengths = bodies = dates = covers = listed = rights = proquest = 0
    labels: set[str] = set()
    for line in lines:
        line = line.strip(" \t\r\n\f\v\xa0\ufeff")
        if not line or len(line) > 400:
            continue
        proquest += "proquest" in line[:40].casefold()
        counters += counter_of(line) is not None
        ends += _end().fullmatch(line) is not None
        covers += _COVER.match(line) is not None
        listed += _listed().fullmatch(line) is not None
        rights += any_of("copyright").match(line) is not None
        found = label_pattern("nexis", "head").match(line)
        if found:
            what = meanings("nexis", "head")[found[1].casefold()]
            lengths += what == "length" and any(c.isdigit() for c in found[2][:8])
            labels.add(what)
        bodies += line.rstrip(" :").casefold() in body_words()
        tail = label_pattern("nexis", "tail").match(line)
        if tail:
            what = meanings("nexis", "tail")[tail[1].casefold()]
            dates += what == "modified" and when(tail[2]) is not None
            labels.add(what)
    if proquest:
        return False
    if listed and covers:
        return True
    if counters:
        return bool(lengths or dates) or len(labels - {"skip"}) >= 2
    return (ends > 0 and lengths + dates + bodies >= 2) or (lengths > 0 and bodies > 0 and (dates > 0 or rights > 0))


@cache
def _counter() -> re.Pattern[str]:
    documents, of = any_of("nexis", "documents").pattern, any_of("nexis", "of").pattern
    return re.compile(rf"(?:{documents} )?(\d{{1,6}}) {of} (\d{{1,6}})(?: {documents})?", re.IGNORECASE)


def counter_of(text: str) -> tuple[int, int] | None:
    """Number and total of a line "2 of 54 DOCUMENTS"; "2 of 54" alone is a page number."""
    m = _counter().fullmatch(text) if text[:1].isalnum() and len(text) < 60 else None
    return (int(m[1]), int(m[2])) if m and any(c.isalpha() for c in re.sub(any_of("nexis", "of").pattern, "", m[0], count=1)) else None


@cache
def _end() -> re.Pattern[str]:
    return re.compile(any_of("nexis", "end").pattern + r"\.?", re.IGNORECASE)


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"{any_of('nexis', 'listed').pattern} ?\((\d{{1,6}})\)", re.IGNORECASE)


def listed_in(text: str) -> int | None:
    """The number of articles that a line "Documents (50)" tells."""
    found = _listed().fullmatch(text) if len(text) < 40 else None
    return int(found[1]) if found else None


def _ends(paragraph: Paragraph) -> bool:
    return len(paragraph.text) < 40 and _end().fullmatch(paragraph.text) is not None


def _begins(paragraph: Paragraph) -> bool:
    return counter_of(paragraph.text) is not None


def articles(source: Source, paragraphs: Iterable[Paragraph]) -> Iterator[Article | Rejected]:
    """The articles among the paragraphs of an export."""
    export = Export(NAME, source)
    state = _State()
    try:
        for piece in pieces(paragraphs, _ends, _begins):
            yield from _piece(export, state, piece)
    except Damaged as err:
        yield damaged(source, err)
    yield from export.balance()


class _State:
    """What earlier articles of a file showed: whether its articles end with a mark, or with fields."""

    def __init__(self) -> None:
        self.marked = False
        self.tailed = False


def _piece(export: Export, state: _State, piece: Piece) -> Iterator[Article | Rejected]:
    told = [p for p in piece.paragraphs if p.text]
    for p in told[:200]:
        found = listed_in(p.text)
        if found and not state.marked:
            export.expect(found, "its cover page lists")
    counter = next((c for p in told[:1] if (c := counter_of(p.text))), None)
    if counter:
        export.expect(counter[1], "it numbers its articles up to")
    elif not piece.ended and not is_header(told):
        if export.count and sum(len(p.text) for p in told) > 200:
            export.count += 1
            yield export.aside("text behind the last article that is no article of its own; look at the end of the file")
        return  # a cover page, or what stands behind the last article
    if piece.whole:
        first = next((n for n, p in enumerate(piece.paragraphs) if p.text), 0)
        record, tailed = record_of(piece.paragraphs[first + 1 :] if counter else piece.paragraphs, numbered=counter is not None)
    else:
        record, tailed = too_long(), True
    cut = piece.cut
    if not piece.ended and not tailed and not cut:
        cut = state.marked or (state.tailed and counter is not None and counter[0] < counter[1])
        if not cut:
            record.notes.append("its export shows no end of this article; it may be cut off")
    if cut and not record.problem:
        record.problem = "the file breaks off in this article; export it again"
    yield export.article(record)
    state.marked |= piece.ended
    state.tailed |= tailed
