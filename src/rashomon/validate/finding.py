"""What the checker says: findings, counted by rule, and kept only as many as are asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from rashomon.exports.codebooks import Codebook

#: How long a cell may be in a message.
SHOWN = 60


class Hit(NamedTuple):
    """A rule that a row breaks: at which column, what is wrong, and what is expected there (empty: as the rule says in general)."""

    rule: str
    column: str
    wrong: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One hit with its row: 1 is the header (as a spreadsheet counts), 0 the file as a whole."""

    row: int
    column: str
    severity: str
    rule: str
    wrong: str
    expected: str

    def line(self, file: str) -> str:
        """``FILE:ROW:COLUMN: severity rule — what is wrong — what is expected``."""
        return f"{file}:{self.row}:{self.column}: {self.severity} {self.rule} — {self.wrong} — {self.expected}"


@dataclass(slots=True)
class Tally:
    """Findings as they come, rows ascending: the first ``most`` of every rule are kept, all are counted."""

    book: Codebook
    most: int | None = None
    kept: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, int] = field(default_factory=dict)

    pending: list[tuple[int, int, Hit]] = field(default_factory=list)

    def add(self, row: int, hit: Hit) -> None:
        """Takes a hit."""
        self.pending.append((row, self._place(hit.column), hit))

    def flush(self) -> None:
        """Counts what came since the last time, in order, and keeps it while its rule has room."""
        self.pending.sort()
        for row, _, hit in self.pending:
            self.counts[hit.rule] += 1
            if self.most is None or self.counts[hit.rule] <= self.most:
                rule = self.book.rule(hit.rule)
                self.kept.append(Finding(row, hit.column, rule.severity, hit.rule, hit.wrong, hit.expected or rule.expected))
        self.pending.clear()

    def _place(self, column: str) -> int:
        if not self.places:
            self.places.update((c.name, n) for n, c in enumerate(self.book.columns, 1))
        return self.places.get(column, 0)

    def sorted(self) -> tuple[Finding, ...]:
        """What was kept, by row and place of the column."""
        return tuple(sorted(self.kept, key=lambda f: (f.row, self._place(f.column), f.rule, f.wrong)))


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a file: ``findings`` (sorted by row and place of the column; ``most`` of a rule), how often each rule was broken, and
    how many rows were read. ``notes`` say what could not be checked."""

    file: str
    profile: str
    layout: str
    rows: int
    findings: tuple[Finding, ...]
    counts: dict[str, int]
    severities: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings are errors, those not kept included."""
        return sum(n for rule, n in self.counts.items() if self.severities[rule] == "error")

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return sum(n for rule, n in self.counts.items() if self.severities[rule] == "warning")


def shown(text: str) -> str:
    """A cell as it may stand in a message: one line, no signs that move a terminal, not longer than can be read."""
    if len(text) <= SHOWN and text.isprintable():
        return text
    cut = text if len(text) <= SHOWN else text[: SHOWN - 1]
    flat = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" for c in cut)
    return flat if cut is text else flat + "…"
