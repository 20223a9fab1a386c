"""The records of a web archive, one at a time, and where it is damaged.

Framing is done here and not by warcio, which ends at the first damaged record, refuses a WARC packed as one gzip stream, and holds a line or
a chunk of any length in memory; its reading of headers, which knows what the wild does to them, is used.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from rashomon.corpus.decoding import safe_text
from rashomon.inputs.warc_tape import GZIP, FileTape, Member, Tape, next_member, sign

#: Headers of one record; real ones have 1 kB, with long cookies 20.
MAX_HEAD = 256_000
#: Records no larger than this are held whole even where nobody wants them, so that a wrong length can be set right.
HOLD = 1_000_000
#: Bytes that are put back in all because lengths were wrong: what a broken writer does to each record, not what an attack may cost.
PUT_BACK = 1_000_000_000
#: Members that do not end; of a file that has more than that, the rest is left.
MAX_BROKEN = 50_000
WRONG_LENGTH = "the length in its record is wrong; it was read up to the next record"
SHORT = "shorter than its record says"


@dataclass(frozen=True, slots=True)
class Record:
    """A record: ``offset`` and ``length`` of it in the file (what one needs to cut it out), or, where one gzip member holds several records,
    ``offset`` of the member, ``inside`` (first byte in what it unpacks to) and the length there. ``block`` is its content, at most what was
    wanted of it; ``larger`` says that there is more. ``note`` says what was wrong with its frame."""

    kind: str
    headers: Mapping[str, str]
    offset: int
    length: int
    inside: int | None
    block: bytes
    larger: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the archive could not be read: ``offset`` in the file, what is wrong, and the address of the page it was, if known."""

    offset: int
    reason: str
    url: str | None = None
    inside: int | None = None


#: Says how many bytes are wanted of the content of a record with these headers.
Keep = Callable[[Mapping[str, str]], int]


def records(fh: BinaryIO, keep: Keep) -> Iterator[Record | Damage]:
    """All records of a WARC, packed or not; ``fh`` must be able to seek. Never raises for what is in it; OSError goes through."""
    size = fh.seek(0, io.SEEK_END)
    fh.seek(0)
    head = fh.read(4096)
    if head.startswith(GZIP) or (sign(head.lstrip(b"\r\n")[:16]) != 0 and next_member(fh, 0, size) < size):
        yield from _packed(fh, size, keep)
    else:
        yield from _plain(fh, size, keep)


def _plain(fh: BinaryIO, size: int, keep: Keep) -> Iterator[Record | Damage]:
    for item in _Frames(FileTape(fh, size), keep, None).read():
        if isinstance(item, Damage):
            yield item
        else:
            yield item.record(item.start, item.length, None)


def _packed(fh: BinaryIO, size: int, keep: Keep) -> Iterator[Record | Damage]:
    at, spent, broken = 0, 0, 0
    while at < size:
        # Damage sends the reader back to look for the next member; a file made of it must not be read again and again.
        if spent > 4 * size + 64_000_000 or broken > MAX_BROKEN:
            yield Damage(at, "too damaged to be read on from here; get the archive again")
            return
        fh.seek(at)
        if fh.read(3) != GZIP:
            found = next_member(fh, at, size)
            if not _zeros(fh, at, found):
                yield Damage(at, f"{found - at:,} bytes that are no record")
            at = found
            continue
        member = Member(fh, at)
        for item in _Frames(Tape(member.more), keep, member).read():
            if isinstance(item, Damage):
                yield Damage(at, item.reason, item.url, item.offset or None)
            elif item.alone and member.end is not None:
                yield item.record(at, member.end - at, None)
            else:
                yield item.record(at, item.length, item.start)
        if member.end is not None:
            at = member.end
        else:
            spent, broken = spent + member.spent, broken + 1
            at = next_member(fh, at + 1, size)


def _zeros(fh: BinaryIO, start: int, end: int) -> bool:
    fh.seek(start)
    while start < end and (block := fh.read(min(65_536, end - start))):
        if block.strip(b"\0\r\n"):
            return False
        start += len(block)
    return True


@dataclass(frozen=True, slots=True)
class _Frame:
    """A record where it stands on its tape; ``alone``: nothing stands before or after it there."""

    headers: Mapping[str, str]
    start: int
    length: int
    block: bytes
    larger: bool
    note: str | None
    alone: bool

    def record(self, offset: int, length: int, inside: int | None) -> Record:
        kind = self.headers.get("warc-type", "").lower()
        return Record(kind, self.headers, offset, length, inside, self.block, self.larger, self.note)


class _Frames:
    """The records on one tape: a file that is not packed, or a gzip member (then ``member`` says whether its bytes are sound)."""

    def __init__(self, tape: Tape, keep: Keep, member: Member | None) -> None:
        self._tape, self._keep, self._member, self._put_back = tape, keep, member, 0

    def _error(self) -> str | None:
        return str(self._member.error) if self._member is not None and self._member.error is not None else None

    def read(self) -> Iterator[_Frame | Damage]:
        tape = self._tape
        while True:
            tape.blanks()
            start = tape.at
            if not tape.peek(1):
                if why := self._error():
                    yield Damage(start, f"{why}; nothing more of this part of the file can be read" if start else why)
                return
            if sign(tape.peek(16)) != 0:
                passed = len(tape.read(1)) + tape.pass_to_sign()
                yield Damage(start, f"{passed:,} bytes that are no record")
                continue
            headers, whole = self._head()
            if not whole:
                why = "its headers break off" if not tape.peek(1) else "its headers cannot be read"
                tape.pass_to_sign()
                yield Damage(start, self._error() or why, headers.get("warc-target-uri"))
                if not tape.peek(1):
                    return
                continue
            item = self._content(start, headers)
            yield item
            if isinstance(item, _Frame) and (why := self._error()) and not tape.peek(1):
                yield Damage(tape.at, f"{why}; nothing more of this part of the file can be read")
                return
            if isinstance(item, Damage) and not tape.peek(1):
                return

    def _head(self) -> tuple[dict[str, str], bool]:
        """The headers of a record, and whether they are whole."""
        head = bytearray()
        while (line := self._tape.line(MAX_HEAD)).strip(b"\r\n") and len(head) <= MAX_HEAD:
            head += line
        whole = line.endswith(b"\n") and not line.strip(b"\r\n")
        return headers_of(bytes(head))[1], whole

    def _content(self, start: int, headers: dict[str, str]) -> _Frame | Damage:
        tape, url = self._tape, headers.get("warc-target-uri")
        size = _length(headers.get("content-length"))
        most = max(HOLD, self._keep(headers))
        block = tape.read(min(most, size)) if size is not None else b""
        passed = tape.skip(size - len(block)) if size is not None and len(block) == most else 0
        got, larger, note = len(block) + passed, passed > 0, None
        if size is None or got < size or not self._at_sign():
            mended = self._mend(block, size, got, most)
            if isinstance(mended, str):
                return Damage(start, mended, url)
            block, larger, note = mended
        end = tape.at
        tape.blanks()
        last = not tape.peek(1)
        why = self._error()
        if why and last and start == 0:  # the damage is in this one; of several on a tape, the last may be whole
            return Damage(start, why, url)
        return _Frame(headers, start, end - start, block, larger, note, alone=start == 0 and last)

    def _at_sign(self) -> bool:
        """Whether the record ended where the next begins, or everything does."""
        after = self._tape.peek(24)
        text = after.lstrip(b"\r\n")
        return not text or after.startswith(b"\r\n\r\n") or sign(text) == 0

    def _mend(self, block: bytes, size: int | None, got: int, most: int) -> tuple[bytes, bool, str] | str:
        """The content of a record whose length is wrong, whether there is more of it, and a note; or what is wrong, where it is lost."""
        tape = self._tape
        if (why := self._error()) and not tape.peek(1):
            return why
        more = got > len(block)
        if more and tape.back_to(tape.at - (got - len(block))):
            more = False
        if not more and (at := sign(block)) >= 0:  # it ran into the next
            rest = block[at:]
            self._put_back += len(rest)
            if self._put_back > PUT_BACK:
                return "too many records with a wrong length"
            tape.put_back(rest)
            return block[: len(block) - len(rest)].rstrip(b"\r\n"), False, WRONG_LENGTH
        if size is not None and got < size and self._member is not None:
            return block, more, SHORT
        if not more:
            block += tape.to_sign(most - len(block))
        passed = tape.pass_to_sign()
        if why := self._error():
            return why
        if size is not None and got < size and not tape.peek(1):
            return f"breaks off: {got:,} of {size:,} bytes are there"
        return block.rstrip(b"\r\n"), more or passed > 0, WRONG_LENGTH


def _length(text: str | None) -> int | None:
    """A length as a header gives it; one of more than 15 digits is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def headers_of(head: bytes) -> tuple[str, dict[str, str]]:
    """First line (without protocol) and headers by small name, the first of each name, of a record or of HTTP."""
    from warcio.statusandheaders import StatusAndHeadersParser

    found = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(head))
    headers: dict[str, str] = {}
    for name, value in found.headers:
        headers.setdefault(safe_text(name)[0].strip().lower(), safe_text(value)[0].strip())
    url = headers.get("warc-target-uri", "")
    if url.startswith("<") and url.endswith(">"):  # as wget 1.19 wrote it
        headers["warc-target-uri"] = url[1:-1]
    return found.statusline, headers
