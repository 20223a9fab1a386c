"""Rules of single cells, made of the codebook: numbers, dates, codes, what may be empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from rashomon.exports.codebooks import Codebook, Column
from rashomon.validate.checks import REMEMBERED, Batch, Check, Judged
from rashomon.validate.dates import FORMS, day_of
from rashomon.validate.finding import Hit, Tally, shown

_INT = re.compile(r"-?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?(?:\d{1,30}(?:\.\d{1,60})?|\.\d{1,60})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_MARKED = re.compile(
    r"-?\d{1,3}(?:[,'’\u00a0\u202f ]\d{3}){1,5}(?:\.\d{1,9})?|-?\d{1,18},\d{1,18}|-?\d{1,3}(?:\.\d{3}){2,5}(?:,\d{1,9})?", re.ASCII
)
_NOTHING = frozenset({"na", "n/a", "nan", "nat", "null", "none", "<na>", "#n/a", "-", ".", "\\n"})
#: Columns of ACLED whose codes may stand as numbers.
AS_NUMBERS = ("inter1", "inter2", "interaction")


def whole(text: str) -> int | None:
    """A whole number, or None."""
    return int(text) if _INT.fullmatch(text) else None


def number(text: str) -> float | None:
    """A number, or None."""
    return float(text) if _NUMBER.fullmatch(text) else None


def checks_of(book: Codebook, present: frozenset[str], dates: tuple[str, ...]) -> list[Check]:
    """A check for each column of the codebook that the file has. ``dates``: names of the forms of dates that the data set writes."""
    out: list[Check] = []
    for column in book.columns:
        if column.name not in present:
            continue
        if column.codes or column.type in ("int", "number", "flag"):
            out.append(Judged((column.name,), _value(column)))
        elif column.type == "date":
            out.append(Dates(column, dates))
        elif not column.nullable:
            out.append(Filled(column.name))
    return out


@dataclass(slots=True)
class Filled:
    """A column of running text that must not be empty."""

    column: str

    def look(self, batch: Batch, tally: Tally) -> None:
        """Finds empty cells."""
        cells = batch.columns[self.column]
        if "" in cells:
            for row, cell in zip(batch.rows, cells, strict=True):
                if not cell:
                    tally.add(row, Hit("empty-cell", self.column, "the cell is empty"))


def _value(column: Column) -> Callable[[str], Iterator[Hit]]:
    """The judge of a column of numbers or codes."""
    name = column.name
    codes = {c.value for c in column.codes}
    if name in AS_NUMBERS:
        codes |= {str(c.number) for c in column.codes}
        if column.nullable:
            codes.add("0")
    old = {a: c.value for c in column.codes for a in c.also}
    known = ", ".join(c.value for c in column.codes)
    by_case = {c.casefold(): c for c in codes}

    def judge(cell: str) -> Iterator[Hit]:
        if not cell:
            if not column.nullable:
                yield Hit("empty-cell", name, "the cell is empty")
        elif cell in codes:
            return
        elif cell.strip() in codes:
            yield Hit("spaces-around", name, f"'{shown(cell)}' has a space too many", cell.strip())
        elif cell in old:
            yield Hit("old-code", name, f"'{cell}' is another spelling", old[cell])
        elif column.type in ("int", "number", "flag") and (hit := _number(column, cell)):
            yield hit
        elif codes:
            near = _near(cell, codes, by_case)
            rule = "unlisted-code" if column.open else "unknown-code"
            if not (column.open and _pair(cell, codes)):
                expected = near or (f"one of {known}" if len(known) < 160 else "")
                yield Hit(rule, name, f"'{shown(cell)}' is no code of this column", expected)

    return judge


def _near(cell: str, codes: set[str], by_case: dict[str, str]) -> str:
    """The code that was meant, most likely: in other letters, its two halves the other way round, or a letter off."""
    text = cell.strip().casefold()
    one, _, two = cell.strip().partition("-")
    if text in by_case or f"{two}-{one}" in codes:
        return by_case.get(text) or f"{two}-{one}"
    close = process.extractOne(text[:80], sorted(by_case), scorer=fuzz.ratio, score_cutoff=85) if len(text) > 4 else None
    return f"{by_case[close[0]]}, perhaps" if close else ""


def _pair(cell: str, codes: set[str]) -> bool:
    """Whether an open list is put together of two known codes ("Subnational-National")."""
    one, _, two = cell.partition("-")
    return one in codes and two in codes


def _number(column: Column, cell: str) -> Hit | None:
    """What is wrong with a number."""
    name, text = column.name, cell.strip()
    if column.separator and column.separator.strip() in cell:
        return next((hit for part in cell.split(column.separator.strip()) if (hit := _number(column, part.strip()))), None)
    if text != cell and _NUMBER.fullmatch(text):
        return Hit("spaces-around", name, f"'{shown(cell)}' has a space too many", text)
    if column.type == "number":
        value = number(cell)
    elif (exact := whole(cell)) is not None:
        value = exact
    elif _NUMBER.fullmatch(cell):
        as_float = float(cell)
        right = str(int(as_float)) if as_float.is_integer() and abs(as_float) < 2**53 else "a whole number"
        return Hit("float-for-int", name, f"{shown(cell)} has decimals", right)
    else:
        value = None
    if value is None:
        if _MARKED.fullmatch(text):
            return Hit("thousands-mark", name, f"'{shown(cell)}' has marks that no program takes for a number")
        if text.casefold() in _NOTHING:
            return Hit("not-a-number", name, f"'{shown(cell)}' stands for nothing", "an empty cell" if column.nullable else "a number")
        return Hit("not-a-number", name, f"'{shown(cell)}' is no number")
    low, high = column.minimum, column.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = (
            f"from {low:g} to {high:g}"
            if low is not None and high is not None
            else f"{low:g} or more"
            if low is not None
            else f"at most {high:g}"
        )
        return Hit("out-of-range", name, f"{shown(cell)} cannot be", bounds)
    return None


@dataclass(slots=True)
class Dates:
    """A column of days: each a day, all in the form of the first."""

    column: Column
    forms: tuple[str, ...]
    form: str | None = None
    first: int = 0
    good: set[str] = field(default_factory=set)

    def look(self, batch: Batch, tally: Tally) -> None:
        """Finds what is no day, and what is written otherwise than the first."""
        cells = batch.columns[self.column.name]
        if self.form is None:
            for row, cell in zip(batch.rows, cells, strict=True):
                found = day_of(cell)
                if not isinstance(found, str) and found[1] in self.forms:
                    self.form, self.first = found[1], row
                    break
        fresh = set(cells)
        fresh.difference_update(self.good)
        bad: dict[str, Hit] = {}
        for cell in fresh:
            hit = self._judge(cell)
            if hit is not None:
                bad[cell] = hit
        if len(self.good) < REMEMBERED:
            self.good.update(fresh.difference(bad))
        if bad:
            for row, cell in zip(batch.rows, cells, strict=True):
                if cell in bad:
                    tally.add(row, bad[cell])

    def _judge(self, cell: str) -> Hit | None:
        name = self.column.name
        if not cell:
            return None if self.column.nullable else Hit("empty-cell", name, "the cell is empty")
        found = day_of(cell)
        right = FORMS[self.form or self.forms[0]]
        if isinstance(found, str):
            return Hit("bad-date", name, f"'{shown(cell)}' is {found}", f"a day like {right}")
        if found[1] not in self.forms:
            return Hit("bad-date", name, f"'{shown(cell)}' is in a form that this data set does not use", f"a day like {right}")
        if found[1] != self.form:
            return Hit("mixed-dates", name, f"'{shown(cell)}' is in another form than in row {self.first}", f"a day like {right}")
        return None
