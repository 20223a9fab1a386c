"""What a mail message says of itself and what it holds: headers read plainly, its text, what is attached.

The older of the standard library's two ways is used: the newer one reads every address of a header by a grammar of its own, in time that
grows with the square of its length, and raises on some that are broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError, StartBoundaryNotFoundDefect
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from rashomon.corpus.decoding import decode, safe_text
from rashomon.inputs.charsets import is_encoding

#: Of a header this much is looked at.
MAX_HEADER = 10_000
#: Parts of one message; newsletters have 2 to 40.
MAX_PARTS = 2_000
#: How deep messages within messages are followed.
MAX_DEPTH = 3
#: What mail calls an encoding and what is meant by it (as browsers have it).
_CHARSETS = {"iso-8859-1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949",
             "euc-kr": "cp949", "shift_jis": "cp932", "iso-8859-9": "cp1254", "utf8": "utf-8"}  # fmt: skip
_AGAIN = re.compile(r"^\s{0,5}(?:re|fwd?|fw|tr|wg|aw|rv|i)(?:\[\d{1,3}\])?\s{0,3}:\s{0,5}", re.IGNORECASE)
_FORWARDED = re.compile(r"^\s{0,5}(?:fwd?|fw|tr|wg|rv|i)\s{0,3}:", re.IGNORECASE)
_ADDRESS = re.compile(r"<([^<>\s]{1,200}@[^<>\s@]{1,200})>")
_URL_LINE = re.compile(r"^[<\[(]?\s{0,3}https?://\S{1,3000}$")
_HEADING = re.compile(r"h[1-4]")


def header(message: Message, name: str) -> str | None:
    """A header as a person would read it, in one line; None where it is not there or empty."""
    raw = next((v for k, v in message.raw_items() if k.lower() == name), None)
    if raw is None:
        return None
    # Bytes beyond ASCII were hidden by the parser; they are UTF-8 today and cp1252 where they are not.
    data = str(raw)[:MAX_HEADER].encode("ascii", "surrogateescape")
    text = decode(data).text if not data.isascii() else data.decode("ascii")
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError, IndexError):
        parts = [(text, None)]
    said = "".join(_said(part, charset) for part, charset in parts)
    return " ".join(safe_text(said)[0].split()) or None


def _said(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    return text_of(part, charset) if charset else part.decode("raw-unicode-escape", "replace")  # as the library writes what is not encoded


def text_of(data: bytes, charset: str | None) -> str:
    """Bytes as text: in the encoding that is given where it holds, else in the likeliest."""
    name = (charset or "").strip().strip("\"'").lower()
    name = _CHARSETS.get(name, name) or "utf-8"
    try:
        return data.decode(name) if is_encoding(name) else decode(data).text
    except ValueError:
        return decode(data).text


def sender(message: Message) -> str | None:
    """Who sends it: the name beside the address, else the address's domain."""
    told = header(message, "from") or ""
    name, address = parseaddr(told)
    if not address and (found := _ADDRESS.search(told)):  # newer Pythons give nothing of "news@x.example <news@x.example>"
        name, address = told[: found.start()], found[1]
    name = name.strip().strip("\"'").strip()
    if name and "@" not in name:
        return name
    return address.rsplit("@", 1)[1].lower() if "@" in address else None


def sent(message: Message) -> datetime | None:
    """When it was sent, by its own word."""
    return moment(header(message, "date"))


def received(message: Message) -> datetime | None:
    """When the last server took it in: by then it was written."""
    return moment((header(message, "received") or "").rsplit(";", 1)[-1])


def moment(said: str | None) -> datetime | None:
    """A date of mail; None where it is none."""
    try:
        return parsedate_to_datetime(said.strip()) if said and said.strip() else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def bare_subject(subject: str) -> str:
    """A subject without the marks of answers and of handing on."""
    while (shorter := _AGAIN.sub("", subject, count=1)) != subject:
        subject = shorter
    return subject.strip()


def forwarded(subject: str | None) -> bool:
    """Whether somebody handed it on."""
    return subject is not None and _FORWARDED.match(subject) is not None


@dataclass(slots=True)
class Content:
    """What a message holds: its ``text``, ``attached`` files by name, ``messages`` attached to it; ``several`` where it seems to tell of
    several things; ``locked`` where it is encrypted."""

    texts: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    several: bool = False
    locked: bool = False

    @property
    def text(self) -> str:
        """All its texts, in order."""
        return "\n\n".join(t for t in self.texts if t.strip())


def content_of(message: Message) -> Content:
    """The text of a message: of two forms of one text the richer, unless it says much less; files are named and not read."""
    content = Content()
    for body in _bodies(message, content, [0]):
        _read(body, content)
    if any(isinstance(d, (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)) for p in _walk(message) for d in p.defects):
        content.notes.append("the message breaks off, or is damaged: its last parts are missing")
    return content


def _walk(message: Message) -> Iterator[Message]:
    """A message and its parts, without recursion, not into messages attached to it."""
    waiting, seen = [message], 0
    while waiting and seen < MAX_PARTS:
        part = waiting.pop()
        seen += 1
        yield part
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting += [p for p in reversed(inner) if isinstance(p, Message)]


def _bodies(part: Message, content: Content, seen: list[int], depth: int = 0) -> list[list[Message]]:
    """The texts of a message in order, each as the parts that say the same."""
    seen[0] += 1
    kind = part.get_content_type()
    if depth > 30 or seen[0] > MAX_PARTS:
        content.notes.append("it has too many parts to be read whole")
        return []
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        content.locked = True
        return []
    inner = part.get_payload()
    if kind in ("message/rfc822", "message/global"):
        found = [m for m in (inner if isinstance(inner, list) else []) if isinstance(m, Message)]
        content.messages += found
        content.attached += [] if found else [_file_name(part) or "a message"]
        return []
    if isinstance(inner, list):
        parts = [p for p in inner if isinstance(p, Message)]
        if kind in ("multipart/related", "multipart/signed"):
            rest = [p for p in parts[1:] if not _of_the_text(p)]
            first = _bodies(parts[0], content, seen, depth + 1) if parts else []
            return first + [b for p in rest for b in _bodies(p, content, seen, depth + 1)]
        below = [_bodies(p, content, seen, depth + 1) for p in parts]
        if kind == "multipart/alternative":
            return [[p for bodies in below for body in bodies for p in body]] if any(below) else []
        return [body for bodies in below for body in bodies]
    name = _file_name(part)
    if kind not in ("text/plain", "text/html") or name is not None or part.get_content_disposition() == "attachment":
        if not _of_the_text(part) and kind not in ("text/x-amp-html", "text/watch-html", "text/calendar", "text/enriched"):
            content.attached.append(name or kind)
        return []
    return [[part]]


def _of_the_text(part: Message) -> bool:
    """Pictures and signatures that belong to a text and are no files of their own."""
    kind = part.get_content_type()
    inline = part.get("content-id") is not None or part.get_content_disposition() == "inline"
    return kind in ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature") or (
        part.get_content_maintype() == "image" and inline
    )


def _file_name(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError, UnicodeError):
        return "a file"
    return " ".join(safe_text(str(name))[0].split())[:100] or None if name else None


def _read(body: list[Message], content: Content) -> None:
    plain = [t for p in body if p.get_content_type() == "text/plain" and (t := _plain(p)).strip()]
    pages = [t for p in body if p.get_content_type() == "text/html" and (t := _page(p, content)).strip()]
    text = plain[0] if plain else ""
    if pages and _words(pages[-1]) * 2 >= _words(text):
        text = pages[-1]
    content.texts.append(text)
    if sum(_URL_LINE.match(line.strip()) is not None for line in text.splitlines()) >= 4:
        content.several = True


def _words(text: str) -> int:
    return sum("://" not in w for w in text.split())


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _plain(part: Message) -> str:
    text = text_of(_bytes(part), _param(part, "charset")).replace("\r\n", "\n")
    return _flowed(text, delete=_param(part, "delsp").lower() == "yes") if _param(part, "format").lower() == "flowed" else text


def _param(part: Message, name: str) -> str:
    try:
        value = part.get_param(name)
    except (ValueError, TypeError, LookupError, UnicodeError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "")


def _flowed(text: str, *, delete: bool) -> str:
    """Lines that were broken for the way, made whole (RFC 3676)."""
    out: list[str] = []
    joined = False
    for line in text.split("\n"):
        line = line.removeprefix(" ") if not line.startswith(">") else line
        soft = line.endswith(" ") and line != "-- "
        shown = line[:-1] if soft and delete else line
        if joined and line != "-- ":
            out[-1] += shown
        else:
            out.append(shown)
        joined = soft
    return "\n".join(line.rstrip(" ") for line in out)


def _page(part: Message, content: Content) -> str:
    """All that the page in a mail shows. A mail has no menus to be left out, and a list of short items is no furniture in it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    from rashomon.inputs.html_blocks import blocks_of
    from rashomon.inputs.html_charset import page_text

    text, _ = page_text(_bytes(part), f"text/html; charset={_param(part, 'charset')}" if _param(part, "charset") else None)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = document_fromstring(safe_text(text)[0].encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    blocks = blocks_of(root).blocks
    if sum(_HEADING.fullmatch(str(b.element.tag)) is not None for b in blocks) >= 3:
        content.several = True
    return "\n\n".join(b.text for b in blocks)
