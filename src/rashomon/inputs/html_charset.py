"""Bytes of a web page to text, by what says most surely in which encoding they are."""

from __future__ import annotations

import codecs
import re

from rashomon.corpus.decoding import decode
from rashomon.inputs.charsets import is_encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,40})")
_HEADER = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
#: As much of a page as its encoding is looked for in; the standard says 1024 bytes, pages put scripts before it.
LOOK = 16_384
#: What browsers take a label for (WHATWG): what was called Latin-1 or ASCII was made on Windows.
_AS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "windows-1252": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254", "tis-620": "cp874", "iso-8859-11": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "iso-8859-8-i": "iso-8859-8", "x-mac-roman": "mac-roman", "utf8": "utf-8",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "unicode": "utf-8",
}  # fmt: skip


def page_text(raw: bytes, content_type: str | None = None) -> tuple[str, list[str]]:
    """The text of a page and notes on its encoding: by its byte order mark, else the header it came with, else its own head, else its bytes.

    Bytes that are UTF-8 and not only ASCII are read so whatever is declared: no other encoding gives such bytes by chance.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace"), []
    label = declared_charset(raw, content_type)
    named = _codec(label)
    try:
        text = raw.decode("utf-8")
        beyond = not raw.isascii()
        if named in (None, "utf-8") or beyond:
            notes = [f"declared as {label} but UTF-8, and read as such"] if beyond and named not in (None, "utf-8") else []
            return text, notes
    except UnicodeDecodeError:
        pass
    if named is not None and named != "utf-8":
        text = raw.decode(named, "replace")
        broken = text.count("\ufffd")
        if broken * 100 <= len(text):
            return text, [f"{broken} bytes that are no {label} shown as U+FFFD"] if broken else []
    found = decode(raw)
    if found.problem:
        return raw.decode("utf-8", "replace"), [found.problem]
    return found.text, [note for note in found.notes if note.startswith("not valid")]


def declared_charset(raw: bytes, content_type: str | None) -> str | None:
    """The encoding that its header or its own head names, as it names it."""
    header = _HEADER.search(content_type or "")
    if header and _codec(header[1]):
        return header[1]
    own = _XML.search(raw[:LOOK]) or _META.search(raw[:LOOK])
    return own[1].decode("ascii", "replace") if own else None


def _codec(label: str | None) -> str | None:
    if label is None:
        return None
    name = _AS.get(label.lower(), label.lower())
    return name if is_encoding(name) else None
