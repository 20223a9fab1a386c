"""The engine: rules are functions of the cells they name, and each different set of cells is judged once.

Rows come in batches and are turned into columns. Of a batch, the *different* values of a rule's columns are taken in one step, those that
were found good before are dropped, and only what is left is judged. Most columns of these tables hold few different values, so the work is
that of building sets, which Python does in C: no library is needed to check a million rows in the time it takes to read them a few times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rashomon.validate.finding import Hit, Tally

#: Good values that are remembered for one rule; past this no more are, and they are judged again.
REMEMBERED = 10_000
Cells = Sequence[str]


@dataclass(slots=True)
class Batch:
    """Some rows as columns. ``rows`` are their numbers in the file."""

    columns: Mapping[str, Cells]
    rows: Sequence[int]

    def cells(self, name: str) -> Cells:
        """The cells of a column, empty ones where the file does not have it."""
        return self.columns.get(name) or ("",) * len(self.rows)


class Check(Protocol):
    """Something that looks at batches in order and says what it finds."""

    def look(self, batch: Batch, tally: Tally) -> None:
        """Adds what is wrong in the batch."""


@dataclass(slots=True)
class Judged:
    """A check of the cells of one row. ``judge`` takes the cells of ``columns`` and gives hits; it must depend on nothing else.
    Columns in ``lacking`` may be absent from the file; their cells are then empty."""

    columns: tuple[str, ...]
    judge: Callable[..., Iterable[Hit]]
    lacking: tuple[str, ...] = ()
    good: set[Any] = field(default_factory=set)

    def look(self, batch: Batch, tally: Tally) -> None:
        """Judges every set of cells that was not judged good before."""
        cells = [batch.cells(c) for c in self.columns]
        one = len(cells) == 1
        keys: Sequence[Any] = cells[0] if one else list(zip(*cells, strict=True))
        fresh = set(keys)
        fresh.difference_update(self.good)
        if not fresh:
            return
        bad: dict[Any, tuple[Hit, ...]] = {}
        for key in fresh:
            hits = tuple(self.judge(key) if one else self.judge(*key))
            if hits:
                bad[key] = hits
        if len(self.good) < REMEMBERED:
            self.good.update(fresh.difference(bad) if bad else fresh)
        if bad:
            for row, key in zip(batch.rows, keys, strict=True):
                for hit in bad.get(key, ()):
                    tally.add(row, hit)
