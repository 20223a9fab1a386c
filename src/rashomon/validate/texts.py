"""Rules of text: what was decoded wrongly, what a spreadsheet would run, line breaks where none belong."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from rashomon.validate.checks import REMEMBERED, Batch, Cells
from rashomon.validate.finding import Hit, Tally, shown

_CUT = "\x1e"
#: UTF-8 read as cp1252: a lead byte (Ã, Â, â, Ð, Ñ, Ø, Ù …) with the letter that its second byte became.
_WRONG = re.compile(
    "[\u00c3\u00c2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u00e2(?:\u20ac|\u0080)|[\u00d0\u00d1][\u0080-\u00bf\u2018-\u201e][\u00d0\u00d1]|[\u00d8\u00d9][\u0080-\u00bf][\u00d8\u00d9]"
)
#: What makes a closer look worthwhile; each is looked for in a whole column at once.
_SIGNS = ("\u00c3", "\u00c2", "\u00e2\u20ac", "\u00e2\u0080", "\u00d0", "\u00d1", "\u00d8", "\u00d9", "\ufffd")
_BYTES = re.compile("[\udc80-\udcff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_GUARDED = tuple(f"'{c}" for c in _FORMULA)
_STARTS = (*_FORMULA, *_GUARDED)
_EDGES = (" ", "\t", "\u00a0")


@dataclass(slots=True)
class Texts:
    """Text of one column. ``running``: line breaks may stand in it, and spaces at its ends say nothing."""

    column: str
    running: bool
    good: set[str] = field(default_factory=set)

    def look(self, batch: Batch, tally: Tally) -> None:
        """Looks for signs in the whole column at once, and judges the cells that have one."""
        cells = batch.columns[self.column]
        fresh = set(cells)
        fresh.difference_update(self.good)
        if not fresh:
            return
        if len(fresh) * 4 < len(cells):  # names and the like: few, that come again
            bad = {c: hits for c in fresh if (hits := self.judge(c))}
            if len(self.good) < REMEMBERED:
                self.good.update(fresh.difference(bad))
            if bad:
                for row, cell in zip(batch.rows, cells, strict=True):
                    for hit in bad.get(cell, ()):
                        tally.add(row, hit)
            return
        for n in self._worth(cells):
            for hit in self.judge(cells[n]):
                tally.add(batch.rows[n], hit)

    def _worth(self, cells: Cells) -> list[int]:
        """Which cells are worth a look."""
        blob = _CUT + _CUT.join(cells) + _CUT
        signs = ["\0"] if self.running else ["\0", "\n", "\r", *(e + _CUT for e in _EDGES), *(_CUT + e for e in _EDGES)]
        signs += [_CUT + c for c in _STARTS]
        worth: set[int] = set()
        if not blob.isascii():
            signs += _SIGNS
            try:
                blob.encode()
            except UnicodeEncodeError:
                worth.update(n for n, c in enumerate(cells) if _BYTES.search(c))
        found = [at + (sign[0] == _CUT) for sign in signs if sign in blob for at in _places(blob, sign)]
        if found:
            ends = list(accumulate(len(c) + 1 for c in cells))  # where in the column each cell ends
            worth.update(bisect_left(ends, at) for at in found)
        return sorted(worth)

    def judge(self, cell: str) -> list[Hit]:
        """What is wrong with one cell."""
        out = []
        name = self.column
        if "\0" in cell:
            out.append(Hit("nul", name, f"NUL in '{shown(cell)}'"))
        if _BYTES.search(cell):
            out.append(Hit("not-utf8", name, f"bytes that are no UTF-8: '{read_as(cell)}'"))
        elif "\ufffd" in cell:
            out.append(Hit("mojibake", name, f"a sign for what was lost in '{shown(cell)}'"))
        elif m := _WRONG.search(cell):
            out.append(Hit("mojibake", name, f"'{shown(cell[max(0, m.start() - 20) : m.end() + 20])}' was decoded wrongly"))
        if not self.running:
            if "\n" in cell or "\r" in cell:
                out.append(Hit("line-break", name, f"a line break in '{shown(cell)}'"))
            elif cell.startswith((" ", "\u00a0")) or cell.endswith(_EDGES):
                out.append(Hit("spaces-around", name, f"a space at the {'begin' if cell[0] in _EDGES else 'end'} of '{shown(cell)}'"))
        if cell.startswith(_FORMULA):
            out.append(Hit("formula", name, f"'{shown(cell)}' begins like a formula"))
        elif cell.startswith(_GUARDED):
            out.append(Hit("spreadsheet-dialect", name, f"'{shown(cell)}' has an apostrophe before it", shown(cell[1:])))
        return out


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + len(sign))


def read_as(cell: str) -> str:
    """A cell with bytes that are no UTF-8, as it reads in the encoding that is likeliest."""
    raw = cell.encode("utf-8", "surrogateescape")
    try:
        return f"{shown(raw.decode('cp1252'))} (if the file is in cp1252)"
    except UnicodeDecodeError:
        return shown(cell.encode("utf-8", "surrogateescape").decode("latin-1"))
