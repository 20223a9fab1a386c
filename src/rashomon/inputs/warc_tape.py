"""Bytes in a row, with a finger on the next one: what records are read from, whether the file is packed or not."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Callable
from typing import BinaryIO

from rashomon.errors import RashomonError
from rashomon.inputs.packings import Broken, TooMuch, makers

_SIGN = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(WARC-|Content-)?")
GZIP = b"\x1f\x8b\x08"
#: A record of news pages unpacks to 4 to 20 times its size; one that comes to this many is a bomb.
RATIO, FREE = 250, 4_000_000
#: Bytes of a member that are unpacked to see whether a record begins there, and places at which that is tried in a row.
_PROBE, MAX_TRIED = 1024, 1_000_000
_OVERLAP = 64  # longer than the first line of a record


def sign(data: bytes | bytearray, start: int = 0) -> int:
    """Where a record begins in some bytes, at or after ``start``; -1 where none does. Its first line stands where a line begins, or has a
    header of a record behind it."""
    at = data.find(b"WARC/", start)  # a hundred times as fast as the pattern alone, and there are gigabytes to pass over
    while at >= 0:
        found = _SIGN.match(data, at)
        if found and (at == 0 or data[at - 1 : at] == b"\n" or found[1]):
            return at
        at = data.find(b"WARC/", at + 1)
    return -1


class Tape:
    """Reads on from ``more``, which gives b"" at the end. ``at`` is how many bytes came before; what was read can be put back."""

    def __init__(self, more: Callable[[], bytes]) -> None:
        self._more, self._buffer, self._ended = more, bytearray(), False
        self.at = 0

    def _fill(self, size: int) -> None:
        while not self._ended and len(self._buffer) < size:
            if data := self._more():
                self._buffer += data
            else:
                self._ended = True

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay where they are."""
        self._fill(size)
        return bytes(self._buffer[:size])

    def read(self, size: int) -> bytes:
        """``size`` bytes, fewer only at the end."""
        self._fill(size)
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        self.at += len(data)
        return data

    def skip(self, size: int) -> int:
        """Passes over bytes without holding them; says how many there were."""
        left = size
        while left and (data := self.read(min(left, 65_536))):
            left -= len(data)
        return size - left

    def put_back(self, data: bytes) -> None:
        """Undoes the reading of these last bytes."""
        self._buffer[:0] = data
        self.at -= len(data)

    def line(self, most: int) -> bytes:
        """The next line with its end, cut at ``most`` bytes."""
        seen = 0
        while (end := self._buffer.find(b"\n", seen, most)) < 0 and len(self._buffer) < most and not self._ended:
            seen = len(self._buffer)
            self._fill(min(most, seen + 1))
        return self.read(min(most, end + 1 if end >= 0 else len(self._buffer)))

    def blanks(self) -> None:
        """Passes over the empty lines between records."""
        while (start := self.peek(4096)) and (blank := len(start) - len(start.lstrip(b"\r\n"))):
            self.read(blank)

    def to_sign(self, most: int) -> bytes:
        """What stands before the next record, at most ``most`` of it: read up to there, or so far."""
        kept = bytearray()
        while len(kept) < most and (data := self._before_sign(most - len(kept))):
            kept += data
        return bytes(kept)

    def pass_to_sign(self) -> int:
        """Passes over what stands before the next record; says how much that was."""
        passed = 0
        while data := self._before_sign(65_536):
            passed += len(data)
        return passed

    def _before_sign(self, most: int) -> bytes:
        """Some of the bytes before the next record, none where it begins."""
        self._fill(65_536)
        at = sign(self._buffer)
        if at >= 0:
            return self.read(min(most, at))
        return self.read(min(most, len(self._buffer) if self._ended else max(1, len(self._buffer) - _OVERLAP)))

    def back_to(self, at: int) -> bool:
        """Goes back to where it was; False where that cannot be done."""
        return False


class FileTape(Tape):
    """A file that is not packed: passing over bytes costs nothing, and going back is possible."""

    def __init__(self, fh: BinaryIO, size: int) -> None:
        super().__init__(lambda: fh.read(65_536))
        self._fh, self._size = fh, size
        self.back_to(0)

    def skip(self, size: int) -> int:
        """As a tape's, without reading."""
        end = min(self.at + size, max(self._size, self.at))
        passed = end - self.at
        self.back_to(end)
        return passed

    def back_to(self, at: int) -> bool:
        """Goes to any place of the file."""
        self._fh.seek(at)
        self._buffer.clear()
        self._ended, self.at = False, at
        return True


class Member:
    """One gzip member of a file, from ``start`` on. ``end`` is where it ends, once it was read whole; ``error`` what was wrong with it."""

    def __init__(self, fh: BinaryIO, start: int) -> None:
        self._fh, self._at, self._start, self._block = fh, start, start, 4096
        self._step = makers("gzip")[0]()
        self._out = 0
        self.end: int | None = None
        self.error: RashomonError | None = None

    @property
    def spent(self) -> int:
        """Bytes of the file that were read for it."""
        return self._at - self._start

    def more(self) -> bytes:
        """Some more of what it unpacks to; b"" at its end, or where it cannot go on."""
        while self.end is None and self.error is None:
            data = b""
            if self._step.hungry:
                self._fh.seek(self._at)
                data = self._fh.read(self._block)
                self._at += len(data)
                self._block = min(65_536, self._block * 2)
                if not data:
                    self.error = Broken(f"the packed data breaks off after {self._out:,} bytes")
                    break
            try:
                out = self._step.give(data, 262_144)
            except zlib.error as err:
                self.error = Broken(f"the packed data is damaged ({err})")
                break
            self._out += len(out)
            if self._step.eof:
                self.end = self._at - len(self._step.unused)
            if self._out > FREE and self._out > RATIO * self.spent:
                self.error = TooMuch(f"unpacks to more than {RATIO} times its size: a bomb, not a page")
                break
            if out:
                return out
        return b""


def next_member(fh: BinaryIO, start: int, size: int) -> int:
    """Where the next gzip member with a record in it begins, at or after ``start``; ``size`` where there is none, or after a million places
    that only look like one."""
    at, tail, tried = start, b"", 0
    while at < size and tried < MAX_TRIED:
        fh.seek(at)
        read = fh.read(1_000_000)
        if not read:  # it ends before the size that was told: cut off while it is read, or a zip with a false place
            break
        block = tail + read
        first = at - len(tail)
        last = at + len(block) - len(tail) >= size
        found = block.find(GZIP)
        while found >= 0 and (last or found < len(block) - _PROBE) and tried < MAX_TRIED:
            tried += 1
            if _holds_record(block[found : found + _PROBE]):
                return first + found
            found = block.find(GZIP, found + 1)
        at = first + len(block)
        tail = b"" if last else block[-_PROBE:]
        if last:
            break
    return size


def _holds_record(data: bytes) -> bool:
    with contextlib.suppress(zlib.error):
        return zlib.decompressobj(31).decompress(data, 5) == b"WARC/"
    return False
