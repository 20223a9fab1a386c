"""The report as a run writes it: its workers, who have read all there is to read, look for names while the run gathers what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rashomon.exports.report import load, write_report
from rashomon.people import judge_texts, judged_ahead
from rashomon.pipeline.balance import Balance
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.executors import Executor
from rashomon.pipeline.executors.later import TEXT

#: Pieces of the texts for each worker: what one has in hand, and what waits beside it.
PIECES = 2


class Report:
    """Writes the report (:func:`rashomon.exports.report.write_report`) with these options."""

    def __init__(self, *, names: bool = False, coarsen: bool = False) -> None:
        self._names, self._coarsen = names, coarsen
        self._texts: Sequence[str] = ()
        self._judged: Iterator[list[Any]] = iter(())

    def load(self) -> None:
        """Template, map and words, 0.2 s of CPU: else they would be loaded when all is read and nobody else has anything to do."""
        load()
        judge_texts([TEXT])

    def begin(self, texts: Sequence[str], engine: Executor) -> None:
        """Names are looked for by the workers: a third of the time that a report takes. Where names are shown nobody looks."""
        if not self._names:
            size = max(1, -(-len(texts) // (PIECES * engine.workers)))
            self._texts = texts
            pieces = [texts[n : n + size] for n in range(0, len(texts), size)]
            self._judged = engine.map(judge_texts, pieces, lost=judge_texts)  # no run fails at its end for want of a worker

    def __call__(self, path: Path, derived: Derived, balance: Balance) -> None:
        """Writes it."""
        found = [one for piece in self._judged for one in piece]
        if found:
            judged_ahead(self._texts, found)
        write_report(path, derived, balance, names=self._names, coarsen=self._coarsen)
