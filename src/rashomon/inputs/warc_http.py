"""What a server answered, as a record of a web archive holds it: status, kind and the page itself, unpacked."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.inputs.limits import KINDS, Broken, NotInstalled, TooMuch, bounded
from rashomon.inputs.warc_records import MAX_HEAD, headers_of

_CHUNK = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r?\n")
CUT = "the page is cut off: {}"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer over HTTP: ``status`` (0 where its first line says none), headers by small name, and the body as it went over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def mime(self) -> str:
        """Its kind by its own word, without parameters: "text/html"."""
        return mime_of(self.headers.get("content-type"))


def mime_of(content_type: str | None) -> str:
    """The kind in a Content-Type, in small letters, without parameters."""
    return (content_type or "").split(";", 1)[0].strip().lower()


def answer_of(block: bytes) -> Answer | None:
    """The answer in the content of a response record; None where it is none."""
    if not block[:5].upper().startswith(b"HTTP/"):
        return None
    end = re.search(rb"\r?\n\r?\n", block[: MAX_HEAD + 4])
    head, body = (block[: end.end()], block[end.end() :]) if end else (block[:MAX_HEAD], b"")
    line, headers = headers_of(head)
    status = line.split(" ", 1)[0]
    return Answer(int(status) if status.isascii() and status.isdigit() and len(status) == 3 else 0, headers, body)


@dataclass(frozen=True, slots=True)
class Body:
    """A page without its packings, ``notes`` on what was wrong with it; or the ``problem`` why it cannot be had."""

    page: bytes
    notes: tuple[str, ...] = ()
    problem: str | None = None


def body_of(answer: Answer, most: int) -> Body:
    """The page an answer holds, at most ``most`` bytes of it. Archives keep what went over the wire, or what came of it with the old headers:
    what does not look chunked or packed is taken as it is."""
    page, notes = answer.body, []
    if "chunked" in answer.headers.get("transfer-encoding", "").lower() and _CHUNK.match(page):
        page, whole = unchunked(page)
        if not whole:
            notes.append(CUT.format("its last chunks are missing"))
    names = [n.strip().lower() for n in answer.headers.get("content-encoding", "").split(",")]
    for name in reversed([n for n in names if n and n not in ("identity", "none", "utf-8", "utf8")]):
        if name not in KINDS:
            return Body(b"", problem=f"packed as {name[:40]!r}, which is not known here")
        if not page or (KINDS[name] == "gzip" and not page.startswith(b"\x1f\x8b")):
            continue
        try:
            page, cut = unpacked(page, name, most)
        except NotInstalled as err:
            return Body(b"", problem=str(err))
        except TooMuch as err:
            return Body(b"", problem=f"{err}; nothing of it was read")
        if cut:
            notes.append(CUT.format(cut))
    return Body(page, tuple(notes))


def unpacked(page: bytes, kind: str, most: int) -> tuple[bytes, str | None]:
    """What a body unpacks to, and why it ends early, if it does. What is not packed at all comes back as it is."""
    fh = bounded(io.BytesIO(page), kind, most=most)
    out = bytearray()
    try:
        while data := fh.read(262_144):
            out += data
    except Broken as err:
        if not out and page.lstrip()[:1] in (b"<", b"{", b"\xef"):  # the header is left over from before it was unpacked
            return page, None
        return bytes(out), str(err)
    return bytes(out), None


def unchunked(body: bytes) -> tuple[bytes, bool]:
    """A body without its chunk sizes, and whether its last chunk was there."""
    out = bytearray()
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return bytes(out), True
        out += body[found.end() : found.end() + size]
        at = found.end() + size
        if at > len(body):
            return bytes(out), False
        at += 2 if body.startswith(b"\r\n", at) else 0
    return bytes(out), False
