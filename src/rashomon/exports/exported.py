"""What an export is made of, what it leaves, and how a format is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.model.exported import About, Told

__all__ = ["About", "LeftOut", "Told", "Writer", "Written"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An incident that does not fit the format, and why."""

    incident_id: str
    reason: str


@dataclass(slots=True)
class Written:
    """What an export wrote: ``files`` with what each is, ``rows`` in the main one, and what was ``left_out``. ``rows_in`` counts the rows of
    each file that has some; ``dialects`` names how a table is written, as :mod:`rashomon.exports.table` gives it."""

    files: dict[Path, str] = field(default_factory=dict)
    rows: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    rows_in: dict[Path, int] = field(default_factory=dict)
    dialects: dict[Path, str] = field(default_factory=dict)


#: A format writes ``told`` (in order of incident id, one at a time) to a path; ``options`` are the format's own (``dialect``, ``candidate`` …).
#: The path is a file, or a folder that exists, as ``Format.suffix`` says. Further files stand beside it, or in it.
Writer = Callable[[Iterable[Told], About, Path, Mapping[str, Any]], Written]
