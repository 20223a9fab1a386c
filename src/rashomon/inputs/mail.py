"""Mail: newsletters and articles sent by mail, one message a file (EML) or many in one (MBOX)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import Message
from typing import BinaryIO

from rashomon.corpus import Article, Rejected
from rashomon.inputs.fields import article_of, too_large
from rashomon.inputs.mail_parts import (
    MAX_DEPTH,
    Content,
    bare_subject,
    content_of,
    forwarded,
    header,
    received,
    sender,
    sent,
)
from rashomon.inputs.source import Source
from rashomon.model import Declared

#: Larger messages are set aside: what mail servers take ends at 25 to 50 MB.
MAX_MESSAGE = 60_000_000
#: Messages attached to one message.
MAX_ATTACHED = 500
SEVERAL = "a newsletter that seems to tell of several things; it is one document here"
HANDED_ON = "a message that was handed on: who sent it and when is not taken for outlet and date"
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,70}:")
_FROM = re.compile(rb"From \S.{0,500}\d\d:\d\d")
_QUOTED_FROM = re.compile(rb"^>(>{0,20}From )", re.MULTILINE)
_LINE = 1_000_000


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is a message or a folder of messages: headers first, among them who, when and what or its id."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if start.startswith(b"From "):
        start = start.partition(b"\n")[2]
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    lines = block.splitlines()
    if not lines or not all(_HEADER.match(line) or line[:1] in b" \t" for line in lines[:-1]) or not _HEADER.match(lines[0]):
        return False
    names = {line.partition(b":")[0].lower() for line in lines}
    return b"from" in names and len(names & {b"date", b"message-id", b"received", b"mime-version"}) >= 2


@dataclass(slots=True)
class _Box:
    """A file of mail on its way through."""

    source: Source
    single: bool
    fields: Mapping[str, str]
    names: dict[str, int] = field(default_factory=dict)
    held: set[bytes] = field(default_factory=set)
    again: int = 0


def read(source: Source) -> Iterator[Article | Rejected]:
    """The messages of a file, and those attached to them, each an article."""
    with source.path.open("rb") as fh:
        many = fh.read(5) == b"From "
        fh.seek(0)
        keep = source.fields if not many else {k: v for k, v in source.fields.items() if k in ("outlet", "language")}
        box = _Box(source, not many, keep)
        messages = _messages(fh) if many else iter([(0, fh.read(MAX_MESSAGE + 1))])
        none = True
        for offset, raw in messages:
            none = False
            yield from _made(raw, offset, box)
        if none:
            yield Rejected(source.name, "holds no message; export the folder again")
        if box.again:
            yield Rejected(f"{source.name}:again", f"{box.again:,} messages stand in this file more than once; each was read once")


def _messages(fh: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Messages of an MBOX with their offsets; of one that is too large, one byte more than may be."""
    held, start, at, blank, opening = bytearray(), 0, 0, True, b""
    while line := fh.readline(_LINE):
        if opening:
            if not _HEADER.match(line):
                held += opening[: MAX_MESSAGE + 1 - len(held)]
            else:
                if held.strip():
                    yield start, _unquoted(held)
                held, start = bytearray(), at - len(opening)
            opening = b""
        if blank and _FROM.match(line):
            opening = line
        else:
            held += line[: max(0, MAX_MESSAGE + 1 - len(held))]
        at += len(line)
        blank = not line.strip(b"\r\n")
    if held.strip():
        yield start, _unquoted(held)


def _unquoted(held: bytearray) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", bytes(held))


def _made(raw: bytes, offset: int, box: _Box) -> Iterator[Article | Rejected]:
    place = box.source.name if box.single else f"{box.source.name}:{offset}"
    if len(raw) > MAX_MESSAGE:
        yield Rejected(place, f"a message larger than {MAX_MESSAGE // 1_000_000} MB; save its article by itself")
        return
    digest = hashlib.sha256(raw).digest()
    if digest in box.held:
        box.again += 1
        return
    box.held.add(digest)
    about = {"archive": box.source.name, "digest": f"sha256:{digest.hex()}"}
    if not box.single:
        about |= {"offset": str(offset), "length": str(len(raw))}
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        if not any(header(message, name) for name in ("from", "date", "subject", "message-id")):
            yield Rejected(place, "no mail message: it has no From, Date, Subject or Message-ID")
            return
        yield from _articles(message, place, place, about, box, 0, [0])
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError) as err:
        yield Rejected(place, f"a message that cannot be read ({type(err).__name__}: {str(err)[:100]}); save its text as .txt")


def _articles(
    message: Message, place: str, default: str, about: Mapping[str, str], box: _Box, depth: int, count: list[int]
) -> Iterator[Article | Rejected]:
    content = content_of(message)
    if content.text.strip() or content.locked or not content.messages:
        yield _article(message, content, place, default, about, box)
    outer = header(message, "message-id") or place
    for n, inner in enumerate(content.messages, 1):
        count[0] += 1
        if depth >= MAX_DEPTH or count[0] > MAX_ATTACHED:
            yield Rejected(f"{default}:attached {n}", "a message attached too deep, or one of too many; save it by itself")
            return
        yield from _articles(inner, place, f"{default}:attached {n}", {**about, "attached_to": outer[:300]}, box, depth + 1, count)


def _article(message: Message, content: Content, place: str, default: str, about: Mapping[str, str], box: _Box) -> Article:
    subject, by = header(message, "subject"), sender(message)
    handed_on = forwarded(subject)
    when, taken = sent(message), received(message)
    notes = list(content.notes)
    known: dict[str, str] = {}
    if subject and (title := bare_subject(subject)):
        known["title"] = title
    if handed_on:
        notes.append(HANDED_ON)
    else:
        if by:
            known["outlet"] = by
        if when is not None:
            known["published"] = when.isoformat()
    if (address := header(message, "archived-at")) and address.strip("<>").startswith(("http://", "https://")):
        known["url"] = address.strip("<>")
    if when is not None and taken is not None and _utc(when) - _utc(taken) > timedelta(days=1):
        notes.append(f"it says it was sent on {_utc(when).date()}, but it was received on {_utc(taken).date()}")
    if content.several:
        notes.append(SEVERAL)
    if content.attached:
        shown = ", ".join(content.attached[:5]) + (", …" if len(content.attached) > 5 else "")
        notes.append(
            f"{len(content.attached)} attached file{'s' * (len(content.attached) > 1)} not read ({shown}); save to a file to have it read"
        )
    problem = None
    text = content.text
    if content.locked:
        problem, text = "an encrypted message; decrypt it in your mail program and save it again", ""
    elif not text.strip():
        problem = "no text in this message"
    elif problem := too_large(text):
        text = ""
    provenance = {
        **about,
        "retrieved": _utc(taken).isoformat() if taken else "",
        "published_not_after": _utc(taken).date().isoformat() if taken else "",
        "message": header(message, "message-id") or "",
    }
    return article_of(
        _name(header(message, "message-id"), default, box),
        text,
        {**known, **box.fields},
        origin=place,
        problem=problem,
        notes=tuple(notes),
        declared=tuple(_declared(message, subject, by)),
        provenance=tuple(sorted((k, v[:2000]) for k, v in provenance.items() if v)),
    )


def _declared(message: Message, subject: str | None, by: str | None) -> Iterator[Declared]:
    pairs = (
        ("title", subject),
        ("outlet", by),
        ("published", header(message, "date")),
        ("language", header(message, "content-language")),
        ("canonical_url", header(message, "archived-at")),
    )
    for prop, value in pairs:
        if value:
            yield Declared(prop, value, "mail")


def _utc(when: datetime) -> datetime:
    try:
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except OverflowError:
        return when.replace(tzinfo=UTC)


def _name(message_id: str | None, default: str, box: _Box) -> str:
    """A name that stays when the message is moved to another file: its id. "@" marks earlier texts in a ledger, so it is written %40."""
    clean = re.sub(r"[\s\x00-\x1f\x7f@]", lambda m: f"%{ord(m[0]):02X}", (message_id or "").strip("<> "))[:300]
    name = f"message/{clean}" if clean else default
    box.names[name] = count = box.names.get(name, 0) + 1
    return name if count == 1 else f"{name}#{count}"
