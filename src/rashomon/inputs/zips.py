"""Zip files of others, opened with care: how much they may hold, which names are kept out, what is never believed."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from rashomon.inputs.packings import Broken, TooMuch

#: Files a zip may hold; a word processor's has 20, a web archive's some hundred.
MEMBERS = 10_000
#: Bytes that may come out of one zip, all reading together.
MOST = 2_000_000_000
RATIO = 250
FREE = 4_000_000
_END, _END64, _LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
#: A row of the zip's table: 46 bytes, a name, extra fields, a comment. Real ones take 150.
_ROW = 1024
_LONG = 1024
_ESCAPES = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")


class SafeZip:
    """An open zip: ``names`` of the files that may be read, and ``refused`` (name, reason) of those that may not.

    Nothing is ever written to disk under a name from inside, and a file in it that is itself packed is not unpacked: who needs that passes
    the stream of :meth:`open` to :func:`~rashomon.inputs.limits.bounded`, and thereby to its caps.
    """

    def __init__(self, made: zipfile.ZipFile, own: BinaryIO | None, most: int, ratio: int) -> None:
        self._own, self._made, self._most, self._ratio, self._out = own, made, most, ratio, 0
        self._members: dict[str, zipfile.ZipInfo] = {}
        refused: list[tuple[str, str]] = []
        for info in made.infolist():
            if why := _refused(info, self._members):
                refused.append((info.filename[:_LONG], why))
            elif not info.is_dir():
                self._members[info.filename] = info
        self.names, self.refused = tuple(sorted(self._members)), tuple(sorted(refused))

    def size(self, name: str) -> int:
        """Bytes that the zip says this file has; what comes out may be less, and is never more."""
        return self._members[name].file_size

    def open(self, name: str, *, most: int | None = None, ratio: int | None = None) -> BinaryIO:
        """A stream of one file. Reading raises TooMuch past ``most`` bytes (of this file), past what the zip as a whole may hold, or past
        the ratio; Broken where the data is damaged. KeyError for a name that is not in ``names``."""
        info = self._members[name]
        try:
            fh = self._made.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as err:
            raise Broken(f"{name} cannot be read ({err})") from err
        return cast(BinaryIO, io.BufferedReader(_Member(self, fh, info, most, ratio or self._ratio), 64 * 1024))

    def read(self, name: str, *, most: int = 100_000_000) -> bytes:
        """All of one file; raises as the stream of :meth:`open` does."""
        with self.open(name, most=most) as fh:
            return fh.read()

    def stands_at(self, name: str) -> tuple[int, int] | None:
        """Where a file stands unpacked in the zip (first byte, length), so that it can be read in place; None where it is packed."""
        info = self._members[name]
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            return None
        fh = cast(BinaryIO, self._made.fp)
        fh.seek(info.header_offset)
        head = fh.read(30)
        if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
            raise Broken(f"{name} does not stand where the zip says")
        name_size, extra_size = struct.unpack("<HH", head[26:30])
        start = info.header_offset + 30 + name_size + extra_size
        if start + info.file_size > fh.seek(0, io.SEEK_END):
            raise Broken(f"{name} ends behind the end of the zip")
        return start, info.file_size

    def count(self, more: int) -> None:
        """Takes note of bytes that came out."""
        self._out += more
        if self._out > self._most:
            raise TooMuch(f"the zip unpacks to more than {self._most // 1_000_000:,} MB")

    def close(self) -> None:
        """Closes it, and the file where a path was given."""
        self._made.close()
        if self._own is not None:
            self._own.close()

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class _Member(io.RawIOBase):
    """The bytes of one file of a zip, counted."""

    def __init__(self, owner: SafeZip, fh: object, info: zipfile.ZipInfo, most: int | None, ratio: int) -> None:
        self._owner, self._fh, self._info, self._most, self._ratio, self._out = owner, cast(BinaryIO, fh), info, most, ratio, 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._fh.read(min(len(target), 64 * 1024))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as err:
            raise Broken(f"{self._info.filename} is damaged after {self._out:,} bytes ({err})") from err
        self._out += len(data)
        self._owner.count(len(data))
        if self._most is not None and self._out > self._most:
            raise TooMuch(f"{self._info.filename} unpacks to more than {self._most:,} bytes")
        if self._out > FREE and self._out > self._ratio * max(1, self._info.compress_size):
            raise TooMuch(f"{self._info.filename} unpacks to more than {self._ratio} times its size")
        memoryview(target)[: len(data)] = data
        return len(data)


def safe_zip(path: Path | BinaryIO, *, members: int = MEMBERS, most: int = MOST, ratio: int = RATIO) -> SafeZip:
    """A zip opened for reading (a context manager). Kept out, and named in ``refused``: names that lead out of a folder, links, encrypted
    files, packings other than deflate, a second file of one name.

    Raises TooMuch for more than ``members`` files, for more than ``most`` bytes declared, and for files that share bytes; Broken for what
    is no zip; OSError for a file that cannot be opened. ``most`` holds for all that is read of it together, ``ratio`` for each file.
    """
    fh: BinaryIO = path.open("rb") if isinstance(path, Path) else path
    try:
        _table(fh, members)
        made = zipfile.ZipFile(fh)
        infos = made.infolist()
        if len(infos) > members:
            raise TooMuch(f"the zip holds {len(infos):,} files; {members:,} are read at most")
        if sum(i.file_size for i in infos) > most:
            raise TooMuch(f"the zip unpacks to more than {most // 1_000_000:,} MB")
        _apart(infos)
        found = SafeZip(made, fh if isinstance(path, Path) else None, most, ratio)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError, EOFError) as err:
        _shut(fh, path)
        raise Broken(f"not a zip that can be read ({err}); get it again, whole") from err
    except BaseException:
        _shut(fh, path)
        raise
    return found


def _shut(fh: BinaryIO, given: Path | BinaryIO) -> None:
    if isinstance(given, Path):
        fh.close()


def _table(fh: BinaryIO, members: int) -> None:
    """Looks at the size of the zip's table before anybody holds it in memory."""
    size = fh.seek(0, io.SEEK_END)
    fh.seek(max(0, size - 66_000))
    tail = fh.read(66_000)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise Broken("not a zip, or its end is cut off; get it again, whole")
    count, table = struct.unpack("<HI", tail[at + 10 : at + 16])
    locator = tail.rfind(_LOCATOR64, 0, at)
    if locator >= 0 and at - locator == 20:
        fh.seek(struct.unpack("<Q", tail[locator + 8 : locator + 16])[0])
        end64 = fh.read(56)
        if end64.startswith(_END64) and len(end64) == 56:
            count, table = struct.unpack("<QQ", end64[32:48])
    if count > members or table > members * _ROW:
        raise TooMuch(f"the zip holds more than {members:,} files")
    fh.seek(0)


def _apart(infos: list[zipfile.ZipInfo]) -> None:
    """No two files of an honest zip share bytes; those of some bombs do."""
    end = 0
    for info in sorted(infos, key=lambda i: (i.header_offset, i.compress_size)):
        if info.header_offset < end:
            raise TooMuch("files in the zip share the same bytes")
        end = info.header_offset + 30 + info.compress_size


def _refused(info: zipfile.ZipInfo, seen: dict[str, zipfile.ZipInfo]) -> str | None:
    name = info.filename
    if len(name) > _LONG:
        return "its name is too long"
    if _ESCAPES.search(name) or _ESCAPES.search(info.orig_filename):
        return "its name leads out of the zip"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link, not followed"
    if name in seen:
        return "a second file of this name; the first is read"
    if info.flag_bits & 0x1:
        return "encrypted; unlock it where it comes from"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in a way that is not read here (deflate is); pack it again"
    return None
