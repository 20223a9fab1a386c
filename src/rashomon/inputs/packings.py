"""One stream of packed data at a time: each packing's own library, made to give no more than it is asked for."""

from __future__ import annotations

import bz2
import contextlib
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

from rashomon.errors import RashomonError

#: Dictionaries of xz and windows of zstd that are accepted; each is as much memory as its file asks for.
_WINDOW = 128 * 1024 * 1024

#: Names by which packings are known elsewhere (HTTP's Content-Encoding, suffixes of files).
KINDS = {
    "gzip": "gzip", "x-gzip": "gzip", "gz": "gzip", ".gz": "gzip",
    "deflate": "deflate",
    "bzip2": "bzip2", "bz2": "bzip2", ".bz2": "bzip2",
    "xz": "xz", ".xz": "xz",
    "br": "brotli", "brotli": "brotli",
    "zstd": "zstd", "zst": "zstd", ".zst": "zstd",
}  # fmt: skip


class TooMuch(RashomonError):
    """More comes out of packed data than may: a bomb, or something far larger than what is read here."""


class Broken(RashomonError):
    """Packed data breaks off or is damaged; whatever came out before was intact."""


class NotInstalled(RashomonError):
    """The library for a kind of packing is not there; the message names what to install."""


class Step(Protocol):
    """One stream of packed data: gives at most ``most`` bytes for what it is fed, says whether it wants more, and where it ended."""

    eof: bool
    unused: bytes

    def give(self, data: bytes, most: int) -> bytes:
        """What comes out now."""

    @property
    def hungry(self) -> bool:
        """Whether it waits for more to come in."""


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._made = zlib.decompressobj(bits)
        self._error: zlib.error | None = None
        self.eof, self.unused = False, b""

    def give(self, data: bytes, most: int) -> bytes:
        if self._error is not None:
            raise self._error
        before, data = self._made.copy(), self._made.unconsumed_tail + data
        try:
            out = self._made.decompress(data, most)
        except zlib.error as err:  # what came out of this call before the damage went with it: byte by byte it stays
            self._error = err
            if out := _until_damage(before, data, most):
                return out
            raise
        self.eof, self.unused = self._made.eof, self._made.unused_data
        return out

    @property
    def hungry(self) -> bool:
        return self._error is None and not self._made.unconsumed_tail


def _until_damage(made: zlib._Decompress, data: bytes, most: int) -> bytes:
    out = bytearray()
    with contextlib.suppress(zlib.error):
        for at in range(len(data)):
            out += made.decompress(data[at : at + 1])
            if len(out) > most:
                break
    return bytes(out)


class _Deflate:
    """HTTP's deflate: zlib's by the book, bare in the wild. The first two bytes tell."""

    def __init__(self) -> None:
        self._head = b""
        self._step: _Zlib | None = None
        self.eof, self.unused = False, b""

    def give(self, data: bytes, most: int) -> bytes:
        if self._step is None:
            self._head += data
            if len(self._head) < 2:
                return b""
            data = self._head
            zlib_head = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._step = _Zlib(zlib.MAX_WBITS if zlib_head else -zlib.MAX_WBITS)
        out = self._step.give(data, most)
        self.eof, self.unused = self._step.eof, self._step.unused
        return out

    @property
    def hungry(self) -> bool:
        return self._step is None or self._step.hungry


class _Std:
    """bz2 and lzma, whose objects are alike."""

    def __init__(self, made: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._made = made
        self.eof, self.unused = False, b""

    def give(self, data: bytes, most: int) -> bytes:
        out = self._made.decompress(data, most)
        self.eof, self.unused = self._made.eof, self._made.unused_data
        return out

    @property
    def hungry(self) -> bool:
        return self._made.needs_input


class _Brotli:
    def __init__(self) -> None:
        try:
            import brotli
        except ImportError:
            raise NotInstalled("packed with brotli: pip install brotli, then read it again") from None
        self._made = brotli.Decompressor()
        self._more = False
        self.eof, self.unused = False, b""

    def give(self, data: bytes, most: int) -> bytes:
        out: bytes = self._made.process(data, output_buffer_limit=most)
        self._more = bool(out)  # it takes more before it has given all
        self.eof = self._made.is_finished()
        return out

    @property
    def hungry(self) -> bool:
        return not self._more and bool(self._made.can_accept_more_data())


class _Zstd:
    """zstandard's object gives all it can, so it is fed crumbs: 256 bytes hold at most 64 blocks of 128 kB."""

    def __init__(self) -> None:
        try:
            import zstandard
        except ImportError:
            raise NotInstalled("packed with zstd: pip install 'rashomon[zstd]', then read it again") from None
        self._made = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        self._food = self._out = b""
        self.eof, self.unused = False, b""

    def give(self, data: bytes, most: int) -> bytes:
        self._food += data
        if not self._out and self._food and not self._made.eof:
            crumb, self._food = self._food[:256], self._food[256:]
            self._out = self._made.decompress(crumb)
        out, self._out = self._out[:most], self._out[most:]
        if self._made.eof and not self._out:
            self.eof, self.unused = True, self._made.unused_data + self._food
        return out

    @property
    def hungry(self) -> bool:
        return not self._food and not self._out


def makers(kind: str) -> tuple[Callable[[], Step], bytes | None]:
    """What makes a step of this kind, and how another member after it would begin (None: there is only one)."""
    match kind:
        case "gzip":
            return (lambda: _Zlib(16 + zlib.MAX_WBITS)), b"\x1f\x8b"
        case "deflate":
            return _Deflate, None
        case "bzip2":
            return (lambda: _Std(bz2.BZ2Decompressor())), b"BZh"
        case "xz":
            return (lambda: _Std(lzma.LZMADecompressor(memlimit=_WINDOW))), b"\xfd7zXZ\x00"
        case "brotli":
            return _Brotli, None
        case "zstd":
            return _Zstd, b"\x28\xb5\x2f\xfd"
    raise ValueError(f"{kind!r} is no packing known here: {', '.join(sorted(set(KINDS.values())))}")
