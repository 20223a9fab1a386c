"""Files as rows: CSV and TSV (packed with gzip or not), pages of the data sets' interfaces (JSON), Parquet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, Protocol, cast

from rashomon.errors import InputError
from rashomon.exports.codebooks import Codebook
from rashomon.inputs.limits import bounded
from rashomon.validate.finding import Hit, Tally
from rashomon.validate.header import Header, known, read_header

#: Rows that are looked at together. Fewer: more steps; more: memory. From 1,000 to 8,000 the speed is the same.
BATCH = 2_000
#: Longest cell in characters; what is longer is a quote that nobody closed.
CELL = 1_000_000
_HEAD = 262_144
#: Longest line that is held; a longer one is cut, and reported as rows that are too short.
_LINE = 16_000_000
#: Bytes that may come out of a packed table.
_UNPACKED = 200_000_000_000
_DELIMITERS = {",": "a comma", "\t": "a tab", ";": "a semicolon", "|": "an upright line"}
_FORMS = {b"PK\x03\x04": "a spreadsheet or zip", b"\xd0\xcf\x11\xe0": "an old spreadsheet", b"RDX": "a file of R", b"\x1f\x9d": "packed with compress",
          b"BZh": "packed with bzip2", b"\xfd7zXZ": "packed with xz", b"(\xb5/\xfd": "packed with zstd", b"%PDF": "a PDF"}  # fmt: skip


@dataclass(slots=True)
class Rows:
    """Rows under a header: how many cells each has, the number of the first, and the cells."""

    header: Header
    first: int
    batches: Iterator[list[list[str]]]
    notes: tuple[str, ...] = ()


class Opened(Protocol):
    """A file that is open: ``done`` bytes of ``size`` were read."""

    size: int

    def done(self) -> int:
        """Bytes read so far."""

    def rows(self, tally: Tally) -> Rows:
        """Its rows; what is wrong with its form goes to the tally."""


@contextmanager
def opened(path: Path, book: Codebook) -> Iterator[Opened]:
    """The file, by what it holds. Raises InputError for what cannot be read."""
    from rashomon.validate.records import Page, ParquetFile

    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path} is a folder; name one file")
        if not path.is_file():
            raise InputError(f"{path} is no file on a disk, and may have to be read twice; write it to one first")
        if not size:
            raise InputError(f"{path} is empty")
        with path.open("rb") as fh:
            head = fh.read(16)
            fh.seek(0)
            if head[:4] == b"PAR1":
                yield ParquetFile(path, book, size)
                return
            for start, what in _FORMS.items():
                if head.startswith(start):
                    raise InputError(f"{path} is {what}; save it as CSV in UTF-8 (gzip is fine) and name that file")
            packed = head[:2] == b"\x1f\x8b"
            inner = bounded(fh, "gzip", most=_UNPACKED, ratio=1100) if packed else fh
            data = io.BufferedReader(cast(io.RawIOBase, inner), 1 << 20) if packed else fh
            peek = data.peek(64) if isinstance(data, io.BufferedReader) else b""
            if peek.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
                yield Page(path, book, size, data)
            else:
                yield Csv(path, book, size, data, fh)
    except OSError as err:
        raise InputError(f"{path} cannot be read ({err.strerror or err}); check the path") from err


@dataclass(slots=True)
class Csv:
    """A table as text."""

    path: Path
    book: Codebook
    size: int
    data: Any
    outer: IO[bytes]

    def done(self) -> int:
        """Bytes of the file read so far."""
        return self.outer.tell()

    def rows(self, tally: Tally) -> Rows:
        """Finds encoding, delimiter and header, and reads what is below."""
        head = self._head()
        encoding = _encoding(head, tally)
        text = io.TextIOWrapper(
            io.BufferedReader(_Joined(head, self.data), 1 << 20), encoding=encoding, errors="surrogateescape", newline=""
        )
        sample = head.decode(encoding, "surrogateescape")
        first = _first_line(sample)
        if first.casefold().startswith("sep="):
            raise InputError(f"{self.path}: its first line ('{first[:8]}') is a hint to Excel that no other program knows; take it out")
        names = known(self.book)
        delimiter, score = _delimiter(first, names)
        suffixes = [s.casefold() for s in self.path.suffixes[-2:]]
        right = "\t" if ".tsv" in suffixes or ".tab" in suffixes else ","
        if delimiter != right:
            tally.add(0, Hit("delimiter", "-", f"columns are parted by {_DELIMITERS[delimiter]}", f"{_DELIMITERS[right]} between columns"))
        reader = csv.reader(iter(partial(text.readline, _LINE), ""), delimiter=delimiter, strict=True)
        if score < 3:
            return self._headerless(delimiter, reader, tally, sample)
        try:
            cells = next(reader)
        except (StopIteration, csv.Error) as err:
            raise InputError(f"{self.path}: the row of column names cannot be read ({err})") from None
        header = read_header(cells, self.book, tally, 1)
        _quoted_numbers(sample, delimiter, header, self.book, tally, 2)
        return Rows(header, 2, _batches(reader, tally, 2))

    def _headerless(self, delimiter: str, reader: Any, tally: Tally, sample: str) -> Rows:
        try:
            cells = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
        except csv.Error:
            cells = []
        for columns in (self.book.header, tuple(c.name for c in self.book.columns)):
            if len(cells) == len(columns):
                tally.add(
                    1,
                    Hit(
                        "header-missing",
                        "-",
                        f"the first row holds no names of columns; they are taken to be the {len(cells)} of the codebook, in order",
                    ),
                )
                header = Header(columns, "without a header")
                _quoted_numbers(sample, delimiter, header, self.book, tally, 1)
                return Rows(header, 1, _batches(reader, tally, 1))
        raise InputError(
            f"{self.path} is no table of profile {self.book.name}: its first row holds none of its names of columns, and {len(cells)} cells where "
            f"{len(self.book.header)} belong; check the file and --profile"
        )

    def _head(self) -> bytes:
        out = b""
        while len(out) < _HEAD and (more := self.data.read(_HEAD - len(out))):
            out += more
        if not out.strip():
            raise InputError(f"{self.path} holds no text")
        return out


class _Joined(io.RawIOBase):
    """Bytes that were read already, and those that follow."""

    def __init__(self, head: bytes, rest: Any) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        if self._head:
            data, self._head = self._head[: len(target)], self._head[len(target) :]
        else:
            data = self._rest.read(len(target))
        target[: len(data)] = data
        return len(data)


def _encoding(head: bytes, tally: Tally) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        tally.add(0, Hit("byte-order-mark", "-", "the file begins with a byte order mark"))
        return "utf-8-sig"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:400].count(0) > min(len(head), 400) // 3:
        name = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        tally.add(0, Hit("not-utf8", "-", "the file is in UTF-16"))
        return name
    return "utf-8"


def _first_line(sample: str) -> str:
    line = sample.lstrip("\ufeff").split("\n", 1)[0]
    return line.split("\r", 1)[0]


def _delimiter(line: str, names: frozenset[str]) -> tuple[str, int]:
    """The sign between columns, and how many known names it gives; without names, that which gives most cells."""
    best = (",", 0, 0)
    for d in _DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=d), [])
        except csv.Error:
            cells = line.split(d)
        found = len({c.strip().casefold().replace(" ", "_") for c in cells} & names)
        if (found, len(cells)) > best[1:]:
            best = (d, found, len(cells))
    return best[0], best[1]


def _batches(reader: Any, tally: Tally, first: int) -> Iterator[list[list[str]]]:
    """Rows by thousands. A row whose quotes are broken is reported, and stands as an empty list in its place."""
    limit = csv.field_size_limit(CELL)
    row = first
    try:
        more = True
        while more:
            batch: list[list[str]] = []
            while len(batch) < BATCH:
                had = len(batch)
                try:
                    batch.extend(islice(reader, BATCH - had))
                    if len(batch) < BATCH:
                        more = False
                        break
                except csv.Error as err:
                    tally.add(row + len(batch), Hit("unclosed-quote", "-", _broken(err, reader.line_num)))
                    batch.append([_BROKEN])
            row += len(batch)
            if batch:
                yield batch
    finally:
        csv.field_size_limit(limit)


#: Stands for a row that could not be taken apart.
_BROKEN = "\0broken"


def is_broken(row: list[str]) -> bool:
    """Whether the row was reported already because its quotes are broken."""
    return row == [_BROKEN]


def _broken(err: csv.Error, line: int) -> str:
    what = str(err)
    if "limit" in what:
        return f"a cell goes on for more than {CELL:,} characters, up to line {line}; rows in it are not checked"
    if "end of data" in what:
        return f"a quote is never closed; the file ends at line {line}"
    return f"text follows the closing quote of a cell (line {line}), perhaps a quote that is not doubled"


_PLAIN = re.compile(r"-?[0-9.]{1,40}")


def _quoted_numbers(sample: str, delimiter: str, header: Header, book: Codebook, tally: Tally, row: int) -> None:
    """Columns of numbers that stand in quotes, as the first rows show: a file is written in one manner."""
    cell = re.compile(
        rf'(?:"((?:[^"]|"")*)"|([^"{re.escape(delimiter)}\r\n][^{re.escape(delimiter)}\r\n]*)|)({re.escape(delimiter)}|\r?\n|$)'
    )
    numbers = {c.name for c in book.columns if c.type in ("int", "number", "flag")}
    found: dict[str, int] = {}
    at, n, rows = 0, 0, 2 - row  # rows of data; with a header, the first is not one
    while at < len(sample) and rows <= 200 and (m := cell.match(sample, at)):
        name = header.names[n] if n < len(header.names) else ""
        if m[1] and rows > 0 and name in numbers and _PLAIN.fullmatch(m[1]):
            found.setdefault(name, rows + row - 1)
        n += 1
        if m[3] != delimiter:
            n, rows = 0, rows + 1
        if m.end() == at and not m[3]:
            break
        at = m.end()
    for name, where in found.items():
        tally.add(where, Hit("quoted-number", name, "the number stands in quotes, and in rows below it, too, very likely", ""))
