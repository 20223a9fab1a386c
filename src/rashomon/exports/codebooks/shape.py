"""The nouns of a codebook: a table, its columns, their codes, and the rules its rows keep."""

from __future__ import annotations

from dataclasses import dataclass

#: What a cell may hold. ``flag`` is 0 or 1; ``list`` is text with a separator (``Column.separator``); ``json`` is an object or array as text.
TYPES = ("int", "number", "text", "date", "datetime", "flag", "bool", "list", "json")


@dataclass(frozen=True, slots=True)
class Code:
    """One value a column may hold. ``value`` is how the cell is written, ``number`` the same as a number where the table has both ways,
    ``also`` older spellings, ``implies`` what other columns of the row then hold: (column, value) pairs."""

    value: str
    about: str
    number: int | None = None
    also: tuple[str, ...] = ()
    implies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``nullable``: an empty cell is allowed. ``optional``: the whole column may be absent. ``open`` codes: others may come, the list
    is what is known. ``ours`` says what an export of this program writes there; ``rules`` are ids of ``Codebook.rules``."""

    name: str
    type: str
    about: str
    nullable: bool = False
    optional: bool = False
    unit: str | None = None
    separator: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    example: str | None = None
    ours: str | None = None
    open: bool = False
    codes: tuple[Code, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Former:
    """A column of older releases that is gone, and what became of it."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Something every row, or the file, keeps. ``severity`` is ``error`` (the file is wrong) or ``warning`` (worth a look); ``expected`` says
    what would be right."""

    id: str
    severity: str
    about: str
    expected: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A table: what it is, its columns in order, columns that are gone, and its rules (shared ones last)."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    credit: str | None = None
    former: tuple[Former, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns that a file must have, in order."""
        return tuple(c.name for c in self.columns if not c.optional)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for c in self.columns:
            if c.name == name:
                return c
        raise KeyError(f"{self.name} has no column {name!r}")

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id. Raises KeyError."""
        for r in self.rules:
            if r.id == rule_id:
                return r
        raise KeyError(f"{self.name} has no rule {rule_id!r}")
