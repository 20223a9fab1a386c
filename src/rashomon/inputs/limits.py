"""Packed data, unpacked with care: what a header declares is never believed, and what comes out is counted while it comes.

Ten megabytes can hold ten gigabytes. So everything packed (a response of a server, a record of an archive, a member of a zip) is read
through :func:`bounded` or :func:`safe_zip`, which stop at a number of bytes and at a ratio of what comes out to what went in.
"""

from __future__ import annotations

import io
from typing import BinaryIO, cast

from rashomon.errors import RashomonError
from rashomon.inputs.packings import KINDS, Broken, NotInstalled, TooMuch, makers
from rashomon.inputs.zips import SafeZip, safe_zip

__all__ = ["FREE", "KINDS", "MOST", "RATIO", "Broken", "NotInstalled", "SafeZip", "TooMuch", "bounded", "safe_zip"]

#: Bytes that may come out of one stream where the caller names no other figure.
MOST = 100_000_000
#: Times its own size that a stream may unpack to. Pages come to 4 to 20, logs to 60; deflate cannot do more than 1,032, bombs come near it.
RATIO = 250
#: Below this the ratio is not looked at: a short page of spaces is no bomb.
FREE = 4_000_000
_BLOCK = 64 * 1024


class Packed(io.BufferedIOBase):
    """What comes out of a packed stream, counted on both sides; made by :func:`bounded`."""

    def __init__(self, fh: BinaryIO, kind: str, most: int, ratio: int) -> None:
        self._make, self._follows = makers(kind)
        self._fh, self._kind, self._most, self._ratio = fh, kind, most, ratio
        self._step = self._make()
        self._waiting = b""
        self._buffer = bytearray()
        self._in = self._out = 0
        self._end = self._begun = False
        self._error: RashomonError | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """At most ``size`` bytes. Damage is raised once what came before it was read; without a ``size``, at once."""
        every = size is None or size < 0
        while (every or len(self._buffer) < (size or 0)) and self._fill():
            pass
        if self._error is not None and (every or not self._buffer):
            raise self._error
        return self._take(len(self._buffer) if every else size or 0)

    def read1(self, size: int = -1) -> bytes:
        """Whatever is there, at most ``size`` bytes."""
        if not self._buffer and not self._fill() and self._error is not None:
            raise self._error
        return self._take(len(self._buffer) if size < 0 else size)

    def readinto(self, target: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.read(len(target))
        memoryview(target)[: len(data)] = data
        return len(data)

    def readline(self, size: int | None = -1) -> bytes:
        """A line, at most ``size`` bytes of it."""
        most = self._most if size is None or size < 0 else size
        seen = 0
        while (at := self._buffer.find(b"\n", seen)) < 0 and len(self._buffer) < most:
            seen = len(self._buffer)
            if not self._fill():
                break
        if self._error is not None and not self._buffer:
            raise self._error
        return self._take(min(most, at + 1 if at >= 0 else len(self._buffer)))

    def _take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _fill(self) -> bool:
        """Some more in the buffer; False at the end, or where an error was met."""
        while not self._end:
            data = b""
            if self._step.hungry:
                data = self._waiting or self._read()
                self._waiting = b""
                if not data:
                    return self._stop(Broken(f"the {self._kind} data breaks off after {self._out:,} bytes") if self._begun else None)
            self._begun = True
            try:
                out = self._step.give(data, _BLOCK)
            except Exception as err:  # each library has errors of its own
                return self._stop(Broken(f"the {self._kind} data is damaged after {self._out:,} bytes ({err})"))
            self._out += len(out)
            self._check()
            if self._step.eof:
                self._next()
            if out:
                self._buffer += out
                return True
        return False

    def _stop(self, why: RashomonError | None) -> bool:
        self._end, self._error = True, why
        return False

    def _read(self) -> bytes:
        data = self._fh.read(_BLOCK)
        self._in += len(data)
        return data

    def _next(self) -> None:
        """Another member after this one, if there is one; what follows that is none is left alone, as gzip does."""
        rest = self._step.unused
        if self._follows is None:
            self._end = True
            return
        while len(rest) < len(self._follows) and (more := self._read()):
            rest += more
        if rest.startswith(self._follows):
            self._waiting, self._step = rest, self._make()
        else:
            self._end = True

    def _check(self) -> None:
        """Too much is raised the moment it is seen, and at every reading after."""
        if self._out > self._most:
            why = TooMuch(f"unpacks to more than {size_in_words(self._most)}")
        elif self._out > FREE and self._out > self._ratio * self._in:
            why = TooMuch(f"unpacks to more than {self._ratio} times its size")
        else:
            return
        self._buffer.clear()
        self._stop(why)
        raise why


def size_in_words(count: int) -> str:
    """ "2 MB", "900 bytes"."""
    return f"{count // 1_000_000:,} MB" if count >= 1_000_000 else f"{count:,} bytes"


def bounded(fh: BinaryIO, kind: str, *, most: int = MOST, ratio: int = RATIO) -> BinaryIO:
    """What comes out of ``fh``, packed as ``kind`` (gzip with any number of members, deflate, bzip2, xz, brotli, zstd, or a name of
    HTTP's: see ``KINDS``), as a stream to read from; ``fh`` needs only ``read``.

    Reading raises :class:`TooMuch` the moment more than ``most`` bytes came out, or more than ``ratio`` times what went in. Where the data is
    damaged or breaks off, it raises :class:`Broken` after what came before was given (``read()`` without a size: at once).
    :class:`NotInstalled` is raised at once where the library is missing (zstd is an extra), ValueError for a kind that is not known.
    """
    return cast(BinaryIO, Packed(fh, KINDS.get(kind.strip().lower(), kind), most, ratio))
