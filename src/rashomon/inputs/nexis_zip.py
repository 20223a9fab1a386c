"""A delivery of Nexis as a zip of single files: one DOCX or RTF each article, and a list of the documents."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from rashomon.corpus import Article, Rejected
from rashomon.inputs.limits import Broken, SafeZip, TooMuch, safe_zip
from rashomon.inputs.nexis import listed_in
from rashomon.inputs.opened import docx_file, stream_paragraphs
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.source import Source

SUFFIXES = (".docx", ".rtf")
#: Bytes of one file in the delivery: an article with its pictures comes to 2 MB at most.
_LARGEST = 50_000_000
_LOCAL = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
#: Names of what a Mac leaves in a zip, and of the list that comes with a delivery.
_OTHERS = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store)")
_LIST = re.compile(r"doc(?:ument)?[ _-]?list", re.IGNORECASE)


def looks_like_zip(head: bytes) -> bool:
    """Whether a zip that begins so holds word processors' files and nothing else, as far as its first names show."""
    names = [head[m.end() : m.end() + int.from_bytes(m[1], "little")] for m in _LOCAL.finditer(head)]
    seen = [n.decode("utf-8", "replace").lower() for n in names if 0 < len(n) < 1000]
    files = [n for n in seen if not n.endswith("/") and not _OTHERS.search(n)]
    return bool(files) and files[0].endswith(SUFFIXES) and all(n.endswith(SUFFIXES) or _inside(n) for n in files)


def _inside(name: str) -> bool:
    """Whether a name is one of the parts of a DOCX that stands unpacked in the zip."""
    return name.startswith(("word/", "docprops/", "_rels/", "customxml/")) or name == "[content_types].xml"


def zip_articles(source: Source) -> Iterator[Article | Rejected]:
    """The articles of every file in the delivery, in order of name."""
    try:
        with safe_zip(source.path) as files:
            yield from _files(source, files)
    except (Broken, TooMuch) as err:
        yield Rejected(source.name, str(err))


def _files(source: Source, files: SafeZip) -> Iterator[Article | Rejected]:
    for name, why in files.refused:
        yield Rejected(f"{source.name}/{name}", why)
    count = 0
    listed: int | None = None
    names: set[str] = set()
    for name in files.names:
        if _OTHERS.search(name):
            continue
        inner = replace(source, name=f"{source.name}/{name}", fields={})
        if not name.lower().endswith(SUFFIXES):
            yield Rejected(inner.name, f"unknown kind of file in a delivery of Nexis; known are {', '.join(SUFFIXES)}")
            continue
        try:
            paragraphs = _paragraphs(name, files)
            if _LIST.search(name):
                listed = max((x for p in paragraphs if (x := listed_in(p.text))), default=listed)
                continue
            for item in _items(inner, paragraphs):
                if isinstance(item, Article):
                    if item.name in names:
                        item = replace(item, name=f"{item.name}#{item.origin.removeprefix(f'{source.name}/')}")
                    names.add(item.name)
                    count += 1
                yield item
        except Damaged as err:
            yield Rejected(inner.name, str(err))
    if listed and listed != count:
        yield Rejected(source.name, f"its list of documents has {listed} articles, but {count} were read: export it again")


def _items(inner: Source, paragraphs: Iterator[Paragraph]) -> Iterator[Article | Rejected]:
    from rashomon.inputs.choice import read_paragraphs

    yield from read_paragraphs(inner, paragraphs)


def _paragraphs(name: str, files: SafeZip) -> Iterator[Paragraph]:
    try:
        raw = io.BytesIO(files.read(name, most=_LARGEST))
        yield from docx_file(raw) if name.lower().endswith(".docx") else stream_paragraphs(raw)
    except (Broken, TooMuch) as err:
        raise Damaged(str(err)) from err
