"""How a file of separated values is written, found out from its head: encoding, separator, quotes, and whether it has a line of names."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

#: Separators that are tried, the likeliest first.
SEPARATORS = (",", ";", "\t", "|")
#: Code pages of Latin scripts: western, central European, Turkish, Baltic.
LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
#: Lines of the head that are tried.
TRIED = 400
_NUMBER = re.compile(r"[+-]?\d[\d.,:/ TZ+-]{0,40}")
_ADDRESS = re.compile(r"https?://\S{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What :class:`csv.reader` is told."""

    separator: str
    escape: str | None = None

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """Rows of the lines. Raises csv.Error where quotes do not add up."""
        return csv.reader(lines, delimiter=self.separator, escapechar=self.escape, strict=True)


def find_dialect(lines: Sequence[str], reads: Callable[[list[str]], bool]) -> tuple[Dialect, list[str]]:
    """The dialect in which the head of a file makes the most rows of one length, and the first row. ``reads`` says of a first row whether it
    names what articles need: a dialect under which it does goes before all others."""
    best: tuple[tuple[bool, bool, float, int, bool], Dialect, list[str]] | None = None
    for separator in SEPARATORS:
        for escape in (None, "\\"):
            dialect = Dialect(separator, escape)
            rows, wrong = _rows(dialect, lines)
            if not rows:
                continue
            first = rows[0]
            alike = sum(len(row) == len(first) for row in rows)
            share = round(alike / (len(rows) + wrong), 3)
            key = (reads(first), len(first) > 1 and share > 0.5, share, len(first), escape is None)
            if best is None or key > best[0]:
                best = (key, dialect, first)
    return (best[1], best[2]) if best else (Dialect(","), [])


def _rows(dialect: Dialect, lines: Sequence[str]) -> tuple[list[list[str]], int]:
    """Rows of the head and how many could not be read. A last row that the head cuts off is neither."""
    rows: list[list[str]] = []
    wrong = 0
    fed = iter(lines)
    reader = dialect.reader(fed)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return rows, wrong
        except csv.Error:
            if next(fed, None) is None:
                return rows, wrong
            wrong += 1
            continue
        if row:
            rows.append(row)


def find_encoding(head: bytes) -> tuple[str, str | None]:
    """The encoding of a file (utf-8 or utf-16, by its mark) and, for lines of it that are not UTF-8, the likeliest older one."""
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16", None
    odd = b"".join(islice((line for line in head.split(b"\n")[:-1] if not _is_utf8(line)), 2000))
    if not odd:
        return "utf-8", None
    return "utf-8", _older(odd)


def _older(odd: bytes) -> str:
    """The encoding of lines that are not UTF-8. Where few of their letters are beyond ASCII they are of a Latin script, and only its code pages
    are asked: on short lists the guesser takes "à" for a Polish or Cyrillic letter. cp1252 unless another makes better words."""
    from charset_normalizer import from_bytes

    high = sum(1 for byte in odd if byte > 127)
    latin = high * 6 < len(odd)
    found = from_bytes(odd[:100_000], cp_isolation=list(LATIN) if latin else None)
    if not latin:
        best = found.best()
        return best.encoding if best is not None and best.encoding not in ("utf_8", "ascii") else LATIN[0]
    return max(found, key=lambda match: (match.coherence, -LATIN.index(match.encoding))).encoding if len(found) else LATIN[0]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def kind_of_cell(cell: str) -> str:
    """What a cell is by its form: empty, number (dates are), address or words."""
    value = cell.strip()
    if not value:
        return "empty"
    if _NUMBER.fullmatch(value):
        return "number"
    return "address" if _ADDRESS.fullmatch(value) else "words"


def is_header(row: Sequence[str]) -> bool:
    """Whether a first row may be one of names: none is a number, a date, an address or a whole sentence."""
    named = [cell for cell in row if cell.strip()]
    return bool(named) and all(kind_of_cell(c) == "words" and len(c) <= 80 and "\n" not in c for c in named)
