"""A page as browsers save it in one file (MHTML, ``.mhtml`` or ``.mht``): its parts as those of a mail, the page first."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from rashomon.corpus import Article, Rejected
from rashomon.inputs.fields import article_of
from rashomon.inputs.html import article_of_page
from rashomon.inputs.source import Source

#: Larger files are set aside: pictures are in them, each a third larger than it is.
MAX_FILE = 80_000_000
#: Parts of a file that are looked at, and levels of parts within parts (old ones have two).
MOST_PARTS, DEEPEST = 2_000, 4
#: Frames that are tried where the page itself has no text.
MOST_FRAMES = 20


def read(source: Source) -> Iterator[Article | Rejected]:
    """The article of a saved page, or of that frame of it which has most text where the page has none."""
    with source.path.open("rb") as fh:
        raw = fh.read(MAX_FILE + 1)
    if len(raw) > MAX_FILE:
        yield article_of(source.name, "", source.fields, problem=f"a saved page larger than {MAX_FILE // 1_000_000} MB")
        return
    header = _header(raw)
    pages = [p for p in _pages(raw, 0) if p[1]]
    if not pages:
        reason = "no web page in this file; save the page again from the browser (as MHTML, or with SingleFile)"
        yield article_of(source.name, "", source.fields, problem=reason)
        return
    best: Article | None = None
    for head, page in pages[: 1 + MOST_FRAMES]:
        found = _article(source, header, head, page)
        if best is None or (found.problem is None and (best.problem is not None or len(found.raw) > len(best.raw))):
            best = found
        if head is pages[0][0] and found.problem is None:
            break
    assert best is not None
    yield best


def _article(source: Source, header: Message, head: Message, page: bytes) -> Article:
    url = _said(head, "Content-Location") or _said(header, "Snapshot-Content-Location")
    url = url if url and url.startswith(("http:", "https:")) else None
    about = (("address", url), ("retrieved", _said(header, "Date")))
    return article_of_page(
        page,
        name=source.name,
        url=url,
        content_type=_said(head, "Content-Type"),
        fields=source.fields,
        provenance=tuple((key, value) for key, value in about if value),
    )


def _said(head: Message, key: str) -> str | None:
    """A header in one line; None where it is not there or cannot be read."""
    value = head.get(key)
    return " ".join(str(value).split())[:2000] or None if value is not None else None


def _header(raw: bytes) -> Message:
    return BytesHeaderParser().parsebytes(_split(raw)[0])


def _split(part: bytes) -> tuple[bytes, bytes]:
    """Head and body of a part."""
    part = part.lstrip(b"\r\n")
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := part.find(mark)) >= 0]
    if not ends:
        return part[:100_000], b""
    at, length = min(ends)
    return part[:at][:100_000], part[at + length :]


def _pages(raw: bytes, level: int) -> Iterator[tuple[Message, bytes]]:
    """The HTML parts, each with its head, that of the page itself first."""
    head, body = _split(raw)
    message = BytesHeaderParser().parsebytes(head)
    kind = message.get_content_type()
    if kind in ("text/html", "application/xhtml+xml"):
        whole = message_from_bytes(head + b"\r\n\r\n" + body).get_payload(decode=True)
        yield message, whole if isinstance(whole, bytes) else b""
        return
    boundary = message.get_boundary() if kind.startswith("multipart/") else None
    if not boundary or level >= DEEPEST:
        return
    parts = (b"\n" + body).split(b"\n--" + boundary.encode("utf-8", "replace"))[1 : MOST_PARTS + 1]
    found = [page for part in parts if not part.startswith(b"--") for page in _pages(part.removesuffix(b"\r"), level + 1)]
    start = str(message.get_param("start") or "")
    yield from sorted(found, key=lambda p: not (start and p[0].get("Content-ID") == start))
