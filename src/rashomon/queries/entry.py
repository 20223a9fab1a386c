"""What a list, a map and a timeline need of an incident: small, and held in memory for all of a ledger's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rashomon.model.places import Place


@dataclass(frozen=True, slots=True)
class Figure:
    """One estimate without its reasons. ``over`` side | unknown | all_sides."""

    harm: str
    side: str | None
    over: str
    low: int | None
    best: int | None
    high: int | None
    open: bool
    words: str | None
    best_withheld: str | None
    basis: str
    reports: int
    texts: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident in a list. Texts are as the ledger has them: names are hidden when it is shown (:meth:`Desk.shown`).

    ``killed`` is the row a reader sees first: the total of killed, or the one side there is. ``confidence`` is the lowest ``p_incident``
    of its claims: how sure it is that all its reports tell of one incident, None where none has one. ``changed_run`` is the last run that changed
    it, ``version`` the number of its last version, by which two reviewers find out that one of them looks at an old page.
    """

    incident_id: str
    label: str
    date_start: date | None
    date_end: date | None
    date_precision: str
    place: Place | None
    kind: str
    status: str
    background: bool
    sides: tuple[str, ...]
    attackers: tuple[str, ...]
    attributed: tuple[str, ...]
    figures: tuple[Figure, ...]
    killed: Figure | None
    disagreements: tuple[tuple[str, str], ...]  # type, resolution
    reports: int
    texts: int
    speakers: int
    documents: tuple[str, ...]
    links: int
    confidence: float | None
    changed_run: int
    changed_at: str
    version: int
    weekday: int | None = None
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # every name the place is given
    occurrence: str = ""
    responsibility: str = ""
    clarity: int = 0
    missing: tuple[str, ...] = ()  # questions nobody answers
    outlets: tuple[str, ...] = ()  # of its documents, where they are known
    attribution: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = ()  # actor, basis, by, denied by
