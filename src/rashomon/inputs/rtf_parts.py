"""Rich Text Format as paragraphs, read as a stream: a file of any length holds no more than one paragraph in memory.

Only what a reader of text needs: characters in any code page or as Unicode, ends of paragraphs, cells and pages, bold, links. Fonts, styles,
pictures, headers and footers of pages, notes and everything marked as "may be skipped" are skipped, as the format's own rules say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from rashomon.corpus.decoding import safe_text
from rashomon.inputs.paragraphs import LONGEST, Damaged, Paragraph
from rashomon.inputs.rtf_signs import CHARSETS, SIGNS, SKIPPED, SYMBOLS, codec

_CHUNK = 1 << 16
#: A token is never longer than this, but for running text, which may be cut anywhere.
_TOKEN = 64
_TOKENS = re.compile(rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)")
#: Word itself gives up at 100 groups within one another.
_DEEPEST = 2_000
_LINK = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"?([^"\s]{1,2000})', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group of RTF inherits from the one around it."""

    skip: bool = False
    instruction: bool = False
    fonts: bool = False
    bold: bool = False
    hidden: bool = False
    font: int | None = None
    uc: int = 1


class _Reader:
    """One pass over the tokens of a file."""

    def __init__(self) -> None:
        self.page = "cp1252"
        self.charsets: dict[int, str] = {}
        self.default: int | None = None
        self.state = _State()
        self.stack: list[_State] = []
        self.raw = bytearray()
        self.parts: list[str] = []
        self.length = 0
        self.plain = self.strong = False
        self.column = 0
        self.in_table = False
        self.new_page = False
        self.link: str | None = None
        self.code: list[str] = []
        self.ignore = 0
        self.binary = 0
        self.high: int | None = None

    def _flush(self) -> None:
        if self.raw:
            font = self.state.font if self.state.font is not None else self.default
            name = self.charsets.get(font, self.page) if font is not None else self.page
            raw, self.raw = bytes(self.raw), bytearray()
            self._put(raw.decode(name, "replace"))

    def _put(self, text: str) -> None:
        if self.state.instruction:
            if sum(map(len, self.code)) < 4000:
                self.code.append(text)
            return
        if self.high is not None:
            self.parts.append("\ufffd")
            self.high = None
        self.parts.append(text)
        self.length += len(text)
        if text.strip():
            self.strong |= self.state.bold
            self.plain |= not self.state.bold

    def _give(self) -> Paragraph:
        self._flush()
        text = safe_text("".join(self.parts))[0].strip(" \t\r\n\xa0")
        out = Paragraph(
            text, self.strong and not self.plain, cell=self.column if self.in_table else None, link=self.link, page=self.new_page
        )
        self.parts, self.length, self.plain, self.strong, self.new_page, self.link = [], 0, False, False, False, None
        return out

    def text(self, data: bytes) -> Iterator[Paragraph]:
        """Running text."""
        if self.ignore:
            cut = min(self.ignore, len(data))
            self.ignore -= cut
            data = data[cut:]
        if self.state.skip or self.state.hidden or not data:
            return
        self.raw += data
        if len(self.raw) + self.length > LONGEST:
            yield self._give()

    def byte(self, value: int) -> None:
        """One byte, written as ``\\'hh``."""
        if self.ignore:
            self.ignore -= 1
        elif not (self.state.skip or self.state.hidden):
            self.raw.append(value)

    def open(self) -> None:
        """A group begins."""
        self._flush()
        if len(self.stack) >= _DEEPEST:
            raise Damaged(f"groups within one another deeper than {_DEEPEST}; no word processor writes that: export it again")
        self.stack.append(self.state)

    def close(self) -> bool:
        """A group ends; False where the document does."""
        self._flush()
        self.ignore = 0
        ended = self.state
        self.state = self.stack.pop() if self.stack else _State()
        if ended.instruction and not self.state.instruction:
            found = _LINK.search("".join(self.code))
            self.code = []
            if found and self.link is None:
                self.link = found[1]
        return bool(self.stack)

    def symbol(self, sign: bytes) -> Iterator[Paragraph]:
        r"""A control symbol: ``\~``, ``\*``, an escaped brace."""
        if sign == b"*":
            self.state = replace(self.state, skip=True)
        elif sign in (b"\r", b"\n"):
            yield from self.word("par", None)
        elif self.ignore:
            self.ignore -= 1
        elif sign in SYMBOLS and not (self.state.skip or self.state.hidden):
            self._flush()
            self._put(SYMBOLS[sign])

    def word(self, word: str, number: int | None) -> Iterator[Paragraph]:
        """A control word with its number."""
        state = self.state
        if word == "bin":
            self.binary = max(0, number or 0)
        elif word == "fldinst":
            self._flush()
            self.state = replace(state, skip=False, instruction=True)
        elif word in SKIPPED:
            self.state = replace(state, skip=True, fonts=word == "fonttbl")
        elif word == "f" and number is not None:
            self._flush()
            self.state = replace(state, font=number)
        elif word == "fcharset" and state.fonts and state.font is not None and number in CHARSETS:
            self.charsets[state.font] = CHARSETS[number]
        elif state.skip:
            return
        elif word == "u" and number is not None:
            self._unicode(number & 0xFFFF if number < 0 else number)
        elif word == "uc":
            self.state = replace(state, uc=max(0, min(number if number is not None else 1, 10)))
        elif word in ("par", "sect", "page", "pagebb"):
            if word != "pagebb":
                yield self._give()
            self.new_page |= word != "par"
        elif word in ("pard", "trowd", "intbl"):
            self.in_table = word != "pard"
        elif word in ("cell", "nestcell"):
            self.in_table = True
            yield self._give()
            self.column += 1
        elif word in ("row", "nestrow"):
            if self.parts or self.raw:
                yield self._give()
            self.column, self.in_table = 0, False
        elif word in SIGNS:
            if not state.hidden:
                self._flush()
                self._put(SIGNS[word])
        else:
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        state = self.state
        if word in ("b", "v", "deleted", "plain"):
            self._flush()
        if word == "b":
            self.state = replace(state, bold=number != 0)
        elif word in ("v", "deleted"):
            self.state = replace(state, hidden=number != 0)
        elif word == "plain":
            self.state = replace(state, bold=False, hidden=False, font=None)
        elif word == "ansicpg" and number:
            self.page = codec(number)
        elif word == "mac":
            self.page = "mac_roman"
        elif word in ("pc", "pca"):
            self.page = "cp437" if word == "pc" else "cp850"
        elif word == "deff":
            self.default = number

    def _unicode(self, code: int) -> None:
        self._flush()
        self.ignore = self.state.uc
        if self.state.hidden:
            return
        if 0xD800 <= code < 0xDC00:
            self.high = code
        elif 0xDC00 <= code < 0xE000 and self.high is not None:
            high, self.high = self.high, None
            self._put(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00))
        else:
            self._put(chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd")

    def rest(self) -> Iterator[Paragraph]:
        """What stands behind the last mark of a paragraph."""
        self._flush()
        if self.parts:
            yield self._give()


def _behind(fh: BinaryIO, buffer: bytes) -> tuple[bytes, int, bool]:
    """What follows the end of a document: nothing, or another one; anything else shows that its braces are broken."""
    while not buffer.lstrip(b" \t\r\n\0") or len(buffer) < _TOKEN:
        more = fh.read(_CHUNK)
        if not more:
            break
        buffer = buffer.lstrip(b" \t\r\n\0") + more
    buffer = buffer.lstrip(b" \t\r\n\0")
    if buffer and not buffer.startswith(b"{\\rtf"):
        raise Damaged("the RTF file goes on behind its end, as where a brace was lost; export it again")
    return buffer, 0, False


def rtf_paragraphs(fh: BinaryIO) -> Iterator[Paragraph]:
    """The paragraphs of an RTF file. Raises Damaged where it is none, or after the last whole paragraph where it breaks off."""
    reader = _Reader()
    buffer, at, last = fh.read(_CHUNK), 0, False
    if not buffer.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise Damaged("it does not begin as an RTF file does; export it again")
    while True:
        if not last and at > len(buffer) - _TOKEN:
            more = fh.read(_CHUNK)
            last = not more
            buffer, at = buffer[at:] + more, 0
            continue
        if reader.binary:
            step = min(reader.binary, len(buffer) - at)
            reader.binary -= step
            at += step
            if step:
                continue
        if at >= len(buffer):
            break
        found = _TOKENS.match(buffer, at)
        if found is None:  # a backslash at the very end
            break
        at = found.end()
        word, number, byte, symbol, brace, _, text = found.groups()
        if word is not None:
            yield from reader.word(word.decode("ascii"), int(number) if number else None)
        elif text is not None:
            yield from reader.text(text)
        elif byte is not None:
            reader.byte(int(byte, 16))
        elif brace == b"{":
            reader.open()
        elif brace == b"}":
            if not reader.close():
                yield from reader.rest()
                buffer, at, last = _behind(fh, buffer[at:])
                if not buffer:
                    return
                reader = _Reader()  # two files put together into one
        elif symbol is not None:
            yield from reader.symbol(symbol)
        if reader.length > LONGEST:  # tabs and signs only
            yield from reader.rest()
    yield from reader.rest()
    raise Damaged("the RTF file breaks off before its end; export it again")
