"""Tables of separated values (CSV, TSV and their kin), read as articles: a row each, by the names of its columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from rashomon.corpus import Article, Rejected
from rashomon.errors import RashomonError
from rashomon.inputs.csv_dialect import TRIED, Dialect, find_dialect, find_encoding, is_header, kind_of_cell
from rashomon.inputs.maps import ready_maps
from rashomon.inputs.packed import opened
from rashomon.inputs.plans import Plan, plan_for, shown
from rashomon.inputs.records import MAX_LINE
from rashomon.inputs.source import Source
from rashomon.inputs.table_rows import Row, Wrong, articles

HEAD = 1_000_000
#: Quotes that are never closed after which a file is given up: each is looked for through MAX_LINE characters.
MAX_OPEN = 20
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?[\r\n]*", re.IGNORECASE)
#: Stands for a carriage return inside a cell while rows are told apart, for csv takes one for the end of a row. No text has this character.
_RETURN = "\ufdd0"
_ALONE = re.compile(r"\r(?!\n)")
_BROKEN = re.compile("[\udc80-\udcff]")


def read(source: Source) -> Iterator[Article | Rejected]:
    """An article for each row with a text."""
    table = open_table(source)
    if isinstance(table, Rejected):
        yield table
    else:
        yield from articles(source, table)


def open_table(source: Source) -> CsvTable | Rejected:
    """The table of a file, its dialect found and its columns understood; or why it holds no articles."""
    try:
        with opened(source.path) as fh:
            head = _read_some(fh, HEAD)
    except RashomonError as err:
        return Rejected(source.name, str(err))
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return Rejected(source.name, "empty: no line in it")
    encoding, older = find_encoding(head)
    if encoding != "utf-16" and head.count(0) * 10 > len(head):
        return Rejected(source.name, "not a table of text but binary data, or UTF-16 without its mark; save it as CSV in UTF-8")
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    written = _Written(encoding, older, _ends(head.decode(encoding, "replace")))
    lines = list(islice(_Lines(io.BytesIO(head), written), TRIED))
    if len(head) == HEAD and len(lines) > 1 and len(lines) < TRIED:
        lines.pop()  # cut in its middle
    if not lines:
        return Rejected(source.name, "empty: no line in it")
    skip = 1 if _SEP.fullmatch(lines[0]) else 0
    dialect, first = find_dialect(lines[skip:], lambda row: is_header(row) and not isinstance(plan_for(_names(row), source.mapping), str))
    if not first:
        return Rejected(source.name, "no row can be read in it: a quotation mark on its first lines is not closed")
    return _table(source, dialect, first, written, skip)


def _table(source: Source, dialect: Dialect, first: list[str], written: _Written, skip: int) -> CsvTable | Rejected:
    names = _names(first)
    nameless = next((n for ready in ready_maps().values() for n in ready.nameless if n.fits(first)), None)
    if nameless is not None:
        names = list(nameless.names)
    elif not is_header(first):
        return Rejected(
            source.name,
            f"its first line is a row and not the names of its columns ({shown(first)}); put a line of names on top, as: id,outlet,published,title,text",
        )
    plan = plan_for(names, source.mapping)
    if isinstance(plan, str):
        return Rejected(source.name, plan)
    twice = sorted(c for c in plan.columns() if names.count(c) > 1)
    if twice:
        return Rejected(source.name, f"has two columns called {twice[0]!r}; rename one")
    return CsvTable(source, plan, dialect, names, written, skip + (nameless is None))


class CsvTable:
    """A file of separated values whose dialect and columns are known."""

    single = False

    def __init__(self, source: Source, plan: Plan, dialect: Dialect, names: list[str], written: _Written, skip: int) -> None:
        """``skip`` rows stand before the first of the table."""
        self.plan, self.names = plan, names
        self._source, self._dialect, self._written, self._skip = source, dialect, written, skip
        wanted = plan.columns()
        self._kept = [(i, name) for i, name in enumerate(names) if name in wanted]
        self._anchors: list[tuple[int, str]] = self._find_anchors()

    def rows(self) -> Iterator[Row | Wrong]:
        """Its rows from the top, what cannot be read in their place."""
        start = 0  # lines gone through
        opens = 0
        while True:
            with opened(self._source.path) as fh:
                lines = _Lines(fh, self._written)
                for _ in range(start):
                    if next(lines, None) is None:
                        return
                again = yield from self._rows(lines, 0 if start else self._skip)
            if again is None:
                return
            opens += 1
            if opens == MAX_OPEN:
                yield Wrong(again, f"the {MAX_OPEN}th quotation mark that is never closed; what follows was not read")
                return
            start = again

    def _rows(self, lines: _Lines, skip: int) -> Generator[Row | Wrong, None, int | None]:
        """Rows until the end, or until a quote that is never closed: returns the number of its line, behind which to go on."""
        reader = self._dialect.reader(lines)
        bad: tuple[int, int, str] | None = None
        while True:
            first = lines.number + 1
            lines.notes.clear()
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error as err:
                if lines.number - first > 0 and ("unexpected end" in str(err) or "field larger" in str(err)):
                    if bad:
                        yield _wrong(*bad)
                    yield Wrong(
                        first, "a quotation mark that opens on this line is never closed; close it, or double one that belongs to the text"
                    )
                    return first
                bad = (bad[0], lines.number, bad[2]) if bad else (first, lines.number, _quotes(str(err)))
                continue
            first = min(first, lines.number)  # a line that is too long comes in pieces
            if skip:
                skip -= 1
                continue
            if not row or (len(row) == 1 and not row[0].strip() and len(self.names) > 1):
                continue
            excess = len(row) - len(self.names)
            fits = excess == 0 or (excess > 0 and not any(cell.strip() for cell in row[len(self.names) :]))
            if fits and (bad is None or self._anchored(row)):
                if bad:
                    yield _wrong(*bad)
                    bad = None
                yield Row(first, {name: row[i].replace(_RETURN, "\r") for i, name in self._kept}, tuple(lines.notes))
            elif bad:
                bad = (bad[0], lines.number, bad[2])
            else:
                why = f"has {len(row)} cells where there are {len(self.names)} columns; quote cells that hold {_name(self._dialect.separator)} or a new line"
                bad = (first, lines.number, why)
                if not self._anchors and first == lines.number:
                    yield _wrong(*bad)
                    bad = None
        if bad:
            yield _wrong(*bad)
        return None

    def _find_anchors(self) -> list[tuple[int, str]]:
        """Columns in which every one of the first rows holds a number, a date or an address. After a row that is broken, a row counts
        again only where it has these: what stands in the middle of a broken text may have the right number of commas by chance."""
        kinds: list[set[str]] = [set() for _ in self.names]
        with opened(self._source.path) as fh:
            try:
                for row in islice(self._dialect.reader(islice(_Lines(fh, self._written), 2000)), self._skip, 200):
                    if len(row) == len(self.names):
                        for kind, cell in zip(kinds, row, strict=True):
                            kind.add(kind_of_cell(cell))
            except (csv.Error, RashomonError):
                pass
        return [(i, next(iter(kind))) for i, kind in enumerate(kinds) if len(kind) == 1 and next(iter(kind)) in ("number", "address")]

    def _anchored(self, row: list[str]) -> bool:
        return bool(self._anchors) and all(kind_of_cell(row[i]) == kind for i, kind in self._anchors)


@dataclass(frozen=True, slots=True)
class _Written:
    """How a file is written: its encoding, the older one of lines that are not in it, and what its lines end with."""

    encoding: str
    older: str | None
    ends: str


def _ends(head: str) -> str:
    """ "" where lines end in a carriage return alone (or in anything), else a new line: then a carriage return alone is a character as any other."""
    first = re.search(r"\r\n|\r|\n", head)
    return "" if first and first[0] == "\r" else "\n"


class _Lines:
    """Lines of text with their ends; ``number`` of the last one given, ``notes`` on those since somebody cleared them. A line longer than
    any cell may be comes in pieces."""

    def __init__(self, fh: BinaryIO, written: _Written) -> None:
        errors = "surrogateescape" if written.encoding == "utf-8" else "replace"
        self._fh = io.TextIOWrapper(io.BufferedReader(_Kept(fh), 1 << 16), written.encoding, errors, newline=written.ends)
        self._older = written.older or "cp1252"
        self._ends = written.ends
        self.number = 0
        self.notes: list[str] = []
        self._whole = True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._fh.readline(MAX_LINE)
        if not line:
            raise StopIteration
        if self._whole:
            self.number += 1
        self._whole = line.endswith(("\n", "\r"))
        if self._ends and "\r" in line:
            line = _ALONE.sub(_RETURN, line)
        if self.number == 1:
            line = line.removeprefix("\ufeff")
        if not line.isascii() and _BROKEN.search(line):
            line = self._decoded(line.encode("utf-8", "surrogateescape"))
        return line

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            note = f"not valid UTF-8; decoded as {self._older}"
            if note not in self.notes:
                self.notes.append(note)
            return raw.decode(self._older, "replace")


class _Kept(io.RawIOBase):
    """A stream that a wrapper around it does not close."""

    def __init__(self, fh: BinaryIO) -> None:
        self._fh = fh

    def readable(self) -> bool:
        return True

    def readinto(self, target: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._fh.read(len(target))
        target[: len(data)] = data
        return len(data)


def _read_some(fh: BinaryIO, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while size < most and (data := fh.read(most - size)):
        parts.append(data)
        size += len(data)
    return b"".join(parts)


def _names(row: list[str]) -> list[str]:
    return [cell.strip().removeprefix("\ufeff") for cell in row]


def _quotes(err: str) -> str:
    if "expected after" in err:
        return 'a quotation mark stands inside a quoted cell; inside quotes write it twice ("")'
    if "field larger" in err or "unexpected end" in err:
        return "a quotation mark is never closed; close it, or double one that belongs to the text"
    return f"cannot be read as a row ({err[:80]})"


def _wrong(first: int, last: int, why: str) -> Wrong:
    return Wrong(first, why if first == last else f"lines {first} to {last} cannot be told apart into rows: on line {first}, {why}")


def _name(separator: str) -> str:
    return {"\t": "a tab", ",": "a comma", ";": "a semicolon"}.get(separator, f"a {separator}")
