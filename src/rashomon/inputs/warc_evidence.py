"""What an archive tells of a page beside its text: where it stands, when it was taken, whether its bytes are those that were taken."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping

from rashomon.inputs.warc_http import Answer, Body
from rashomon.inputs.warc_records import Record
from rashomon.model import Declared

DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?Z")


def declared_of(headers: Mapping[str, str]) -> tuple[Declared, ...]:
    """What the server said of its page beside it."""
    pairs = (("modified", "last-modified"), ("language", "content-language"))
    return tuple(Declared(prop, headers[name], "http") for prop, name in pairs if headers.get(name))


def notes_of(record: Record, answer: Answer | None, body: Body) -> Iterator[str]:
    """What a reader of the page should know: wrong lengths, cuts, digests that do not fit."""
    if record.note:
        yield record.note
    if why := record.headers.get("warc-truncated"):
        yield f"the page was cut off when it was archived ({why[:40]})"
    yield from body.notes
    if _digests_differ(record, answer):
        yield "the digest in the archive is not that of the page: it was changed or damaged since it was archived"


def provenance_of(record: Record, answer: Answer | None, page: bytes, archive: str) -> tuple[tuple[str, str], ...]:
    """Where a page stands and how it came there. It cannot have been published after it was taken: ``published_not_after``."""
    taken = record.headers.get("warc-date", "")
    digest = record.headers.get("warc-payload-digest") or f"sha256:{hashlib.sha256(answer.body if answer else page).hexdigest()}"
    found = {
        "archive": archive,
        "offset": str(record.offset),
        "length": str(record.length),
        "inside": str(record.inside) if record.inside is not None else "",
        "address": record.headers.get("warc-target-uri", ""),
        "retrieved": taken,
        "published_not_after": taken[:10] if DATE.fullmatch(taken) else "",
        "digest": digest,
        "record": record.headers.get("warc-record-id", ""),
        "status": str(answer.status) if answer is not None else "",
    }
    return tuple(sorted((key, value[:2000]) for key, value in found.items() if value))


def _digests_differ(record: Record, answer: Answer | None) -> bool:
    """Whether the digest of the record, or that of the page in it, is not what its bytes come to. Of the page, archives hash what went over
    the wire or what came of it without chunks; either is right. Kinds of digests that are not known here are not judged."""
    if record.larger or record.note is not None:
        return False
    if (same := _matches(record.headers.get("warc-block-digest"), record.block)) is not None:
        return not same
    given = record.headers.get("warc-payload-digest")
    if answer is None:
        return _matches(given, record.block) is False
    if answer.headers.get("content-encoding") or answer.headers.get("transfer-encoding") or "x-crawl-content-encoding" in answer.headers:
        return False
    return _matches(given, answer.body) is False


def _matches(given: str | None, data: bytes) -> bool | None:
    kind, _, value = (given or "").partition(":")
    if kind.lower() not in ("sha1", "sha256", "md5") or not value:
        return None
    digest = hashlib.new(kind.lower(), data, usedforsecurity=False).digest()
    return value.strip() in (base64.b32encode(digest).decode(), base64.b32encode(digest).decode().rstrip("="), digest.hex()) or (
        value.strip().lower() == digest.hex()
    )
