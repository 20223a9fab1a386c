"""What an export is made of: incidents with their claims and documents, and what has to be said of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.model import Claim, Document, Incident


@dataclass(frozen=True, slots=True)
class Told:
    """One incident with its own claims (sorted by id) and, by name, the documents they stand in. Estimates are those of the export's policy."""

    incident: Incident
    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class About:
    """What an export says of itself: the version of the program, the ledger's last link (``head``) and run, policy and weights, and what was
    asked for (``since``, ``where``, ``as_of``; None: everything). ``names`` is True where names of private persons are shown."""

    version: str
    head: str
    run_id: int
    run_at: str
    policy: str
    weights: str | None = None
    since: str | None = None
    where: str | None = None
    as_of: str | None = None
    names: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An incident that does not fit the format, and why."""

    incident_id: str
    reason: str


@dataclass(slots=True)
class Written:
    """What an export wrote: ``files`` with what each is, ``rows`` in the main one, and what was ``left_out``."""

    files: dict[Path, str] = field(default_factory=dict)
    rows: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


#: A format writes ``told`` (in order of incident id, one at a time) to a path; ``options`` are the format's own (``dialect``, ``candidate`` …).
Writer = Callable[[Iterable[Told], About, Path, Mapping[str, Any]], Written]
