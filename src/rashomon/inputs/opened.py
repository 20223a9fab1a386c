"""A file as paragraphs, whatever it is written in: DOCX and RTF by their first bytes, else lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rashomon.corpus.decoding import safe_text
from rashomon.inputs.paragraphs import Damaged, Paragraph, text_paragraphs

#: Bytes that a DOCX may unpack to: an export of 1,000 articles comes to 30 MB.
MOST = 1_000_000_000


def open_paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a file, one at a time. Raises Damaged where it breaks off, OSError where it cannot be opened."""
    with path.open("rb") as fh:
        head = fh.read(64)
    if head.startswith(b"PK"):
        yield from docx_file(path)
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        with path.open("rb") as fh:
            yield from stream_paragraphs(fh)
    else:
        yield from text_paragraphs(path)


def docx_file(file: Path | BinaryIO) -> Iterator[Paragraph]:
    """The paragraphs of a DOCX file or stream. Raises as :func:`open_paragraphs` does."""
    from rashomon.inputs.docx_parts import docx_paragraphs
    from rashomon.inputs.limits import Broken, TooMuch, safe_zip

    try:
        with safe_zip(file, most=MOST) as parts:
            yield from docx_paragraphs(parts)
    except (Broken, TooMuch) as err:
        raise Damaged(str(err)) from err


def stream_paragraphs(fh: BinaryIO) -> Iterator[Paragraph]:
    """The paragraphs of an RTF stream. Raises as :func:`open_paragraphs` does."""
    from rashomon.inputs.rtf_parts import rtf_paragraphs

    yield from rtf_paragraphs(fh)


def head_text(head: bytes) -> str:
    """The first bytes of a text file as text, good enough to see what it is."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return safe_text(head.decode("utf-16", "replace"))[0]
    try:
        return safe_text(head[:-4].decode("utf-8-sig"))[0] if len(head) > 1000 else safe_text(head.decode("utf-8-sig"))[0]
    except UnicodeDecodeError:
        return safe_text(head.decode("utf-8", "replace") if head.count(b"\xc3") else head.decode("cp1252", "replace"))[0]
