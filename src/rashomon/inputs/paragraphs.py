"""Paragraphs of a file, whatever it is written in: what the readers of newspaper databases work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from rashomon.corpus.articles import MAX_BYTES
from rashomon.corpus.decoding import decode, safe_text

#: Signs that are read as one paragraph; a longer one comes in pieces.
LONGEST = MAX_BYTES
#: Spaces from which on a line of a text file stands in the middle; first lines of paragraphs are set in by 3 to 5.
_CENTRED = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (of a text file: a line) without the space around it, "" for an empty one.

    ``bold``: all of it; ``heading``: its style is that of a title; ``cell``: its column, in a table; ``link``: where its first link leads;
    ``page``: a page begins with it; ``line``: it is a line of a text file, and its paragraph may go on in the next; ``centred``: it is one that
    stands in the middle.
    """

    text: str
    bold: bool = False
    heading: bool = False
    cell: int | None = None
    link: str | None = None
    page: bool = False
    line: bool = False
    centred: bool = False


class Damaged(Exception):
    """A file breaks off or cannot be read further; what was given before is whole. The message says what to do."""


class Checked:
    """A stream of XML that may not have a document type: no word processor writes one, and it is the door of every trick with entities."""

    def __init__(self, fh: BinaryIO) -> None:
        self._fh = fh
        self._tail = b""

    def read(self, size: int = 1 << 16) -> bytes:
        """The next bytes."""
        data = self._fh.read(size)
        seen = (self._tail + data).replace(b"\0", b"")
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise Damaged("its XML declares entities, which no word processor writes; it was not read")
        self._tail = data[-20:]
        return data


def text_paragraphs(path: Path) -> Iterator[Paragraph]:
    """The lines of a text file, one at a time. Each is decoded by itself where the file is not UTF-8 throughout."""
    with path.open("rb") as fh:
        mark = fh.read(2)
        if mark in (b"\xff\xfe", b"\xfe\xff"):
            with path.open(encoding="utf-16", errors="replace") as text:
                while line := text.readline(LONGEST):
                    yield _line(safe_text(line)[0])
            return
        fh.seek(0)
        while raw := fh.readline(LONGEST):
            try:
                yield _line(safe_text(raw.decode("utf-8-sig"))[0])
            except UnicodeDecodeError:
                decoded = decode(raw)
                yield _line(decoded.text or safe_text(raw.decode("cp1252", "replace"))[0])


def _line(text: str) -> Paragraph:
    lead = text[:200].lstrip("\f\ufeff").expandtabs()
    centred = len(lead) - len(lead.lstrip(" ")) >= _CENTRED
    return Paragraph(text.strip(" \t\r\n\v\f\xa0\ufeff"), page="\f" in text, line=True, centred=centred)


def open_text(path: Path) -> TextIO:
    """A file of records as text: UTF-16 with its mark, UTF-8 where its first part is, else cp1252; what fits neither becomes U+FFFD."""
    with path.open("rb") as fh:
        head = fh.read(1 << 20)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding == "utf-8-sig":
        try:
            head[:-4].decode("utf-8") if len(head) == 1 << 20 else head.decode("utf-8")
        except UnicodeDecodeError as err:
            encoding = encoding if len(head) - err.start < 4 and len(head) == 1 << 20 else "cp1252"
    return path.open(encoding=encoding, errors="replace", newline="")
