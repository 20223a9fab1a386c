"""Ids that stand twice, in eight bytes a row: hashes in a first reading, the ids themselves in a second, and that only where hashes met."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon.validate.checks import Batch
from rashomon.validate.finding import Hit, Tally, shown


@dataclass(slots=True)
class Unique:
    """One column whose cells differ from row to row."""

    column: str
    hashes: array[int] = field(default_factory=lambda: array("q"))

    def look(self, batch: Batch, tally: Tally) -> None:
        """Keeps the hashes of the cells; empty ones are another rule's."""
        self.hashes.extend(hash(c) for c in batch.columns[self.column] if c)

    def doubled(self) -> set[int]:
        """Hashes that came more than once; the memory of all is given back."""
        ordered = sorted(self.hashes)
        self.hashes = array("q")
        return {a for a, b in pairwise(ordered) if a == b}


@dataclass(slots=True)
class Again:
    """The second reading: rows whose id, hash and text, came before."""

    column: str
    hashes: set[int]
    first: dict[str, int] = field(default_factory=dict)

    def look(self, batch: Batch, tally: Tally) -> None:
        """Says of every row but the first which it repeats."""
        for row, cell in zip(batch.rows, batch.columns[self.column], strict=True):
            if cell and hash(cell) in self.hashes:
                before = self.first.setdefault(cell, row)
                if before != row:
                    tally.add(row, Hit("duplicate-id", self.column, f"'{shown(cell)}' is the id of row {before}, too"))


def uniques(columns: Iterable[str], present: frozenset[str]) -> list[Unique]:
    """A check for each of the columns that the file has."""
    return [Unique(c) for c in columns if c in present]
