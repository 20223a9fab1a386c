"""The same claims under several policies: how totals move, by side and by month. Changes nothing in the ledger. How to read it: ``docs/concepts/lenses.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from rashomon import estimates
from rashomon.model import Claim, Decision, Document, Incident, SyndicationGroup

BY = ("month", "side")
UNDATED = "undated"
ALL = "all sides"
#: Kinds of rows. Aggregates hold incidents that are told one by one as well, and background is told in passing: neither is added to the others.
KINDS = ("incidents", "aggregates", "background")


@dataclass(frozen=True, slots=True)
class Given:
    """What an incident's figures are made of, as :func:`rashomon.estimates.estimate` takes it."""

    claims: Sequence[Claim]
    documents: Mapping[str, Document]
    groups: Sequence[SyndicationGroup] = ()
    chosen: Sequence[Decision] = ()


class Bounds(Protocol):
    """What is added up: the bounds of an estimate."""

    @property
    def low(self) -> int | None:
        """At least."""

    @property
    def best(self) -> int | None:
        """Best, None where it is withheld."""

    @property
    def high(self) -> int | None:
        """At most, None where the upper end is open."""

    @property
    def best_withheld(self) -> str | None:
        """Why there is no best."""


class Dated(Protocol):
    """What has a kind and days: an incident, whole or as it stands in a list."""

    @property
    def kind(self) -> str:
        """Kind of incident."""

    @property
    def background(self) -> bool:
        """Whether it is told in passing."""

    @property
    def date_start(self) -> date | None:
        """First day."""

    @property
    def date_end(self) -> date | None:
        """Last day."""

    @property
    def date_precision(self) -> str:
        """How exactly the days are known."""


@dataclass(slots=True)
class Total:
    """What one policy makes of the incidents of one row.

    ``low``, ``best`` and ``high`` are sums over incidents that have one, None where none has. ``incidents`` counts those with a row at all,
    ``open`` those without an upper end, ``withheld`` those without a best, by why: they are in no sum, and never a zero.
    """

    policy: str
    incidents: int = 0
    low: int | None = None
    best: int | None = None
    high: int | None = None
    open: int = 0
    withheld: Counter[str] = field(default_factory=Counter)

    @property
    def without_best(self) -> int:
        """Incidents that are not in the sum of bests."""
        return sum(self.withheld.values())

    def add(self, e: Bounds) -> None:
        """One incident more."""
        self.incidents += 1
        self.low, self.best, self.high = _plus(self.low, e.low), _plus(self.best, e.best), _plus(self.high, e.high)
        self.open += e.high is None and (e.low is not None or e.best is not None)
        if e.best is None:
            self.withheld[e.best_withheld or "unknown"] += 1


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One line: kind of incidents, month (``YYYY-MM``, ``undated``, None where not asked for), side (None likewise), a total per policy."""

    kind: str
    month: str | None
    side: str | None
    totals: tuple[Total, ...]


def compare(
    told: Iterable[tuple[Incident, Given]],
    policies: Sequence[str | estimates.Lens],
    *,
    by: Sequence[str] = BY,
    harm: str = "killed",
    weights: estimates.Weights | None = None,
) -> list[CompareRow]:
    """Estimates each incident under each policy and adds up, per month and side as ``by`` says.

    By side there is a row for each side and one for all sides; the latter is not their sum, but what each policy gives for the incidents as
    wholes. Raises RashomonError for a policy nobody knows.
    """
    lenses = [estimates.lens_named(p) if isinstance(p, str) else p for p in policies]
    table: dict[tuple[str, str | None, str | None], list[Total]] = {}
    for incident, given in told:
        kind, month = kind_of(incident), month_of(incident) if "month" in by else None
        for n, lens in enumerate(lenses):
            made = estimates.estimate(
                incident, given.claims, given.documents, given.groups, policy=lens, weights=weights, chosen=given.chosen
            )
            for e in made.estimates:
                if e.harm != harm or ("side" not in by and e.over != "all_sides"):
                    continue
                side = None if "side" not in by else ALL if e.over == "all_sides" else e.side or "unknown"
                totals = table.setdefault((kind, month, side), [Total(x.name) for x in lenses])
                totals[n].add(e)
    rows = [CompareRow(*key, tuple(totals)) for key, totals in table.items()]
    return sorted(rows, key=lambda r: (KINDS.index(r.kind), r.month == UNDATED, r.month or "", r.side == ALL, r.side or ""))


def kind_of(incident: Dated) -> str:
    """Which of :data:`KINDS` an incident is added up with."""
    return "background" if incident.background else "aggregates" if incident.kind == "aggregate" else "incidents"


def month_of(incident: Dated) -> str:
    """The month it is counted in: that of its first day. ``undated`` where only a bound, a year, or a span of months is known.

    A night or a few days over the end of a month are counted where they began.
    """
    first, last = incident.date_start, incident.date_end or incident.date_start
    if first is None or last is None or incident.date_precision in {"year", "unknown"}:
        return UNDATED
    if (first.year, first.month) != (last.year, last.month) and last - first > timedelta(days=7):
        return UNDATED
    return f"{first:%Y-%m}"


def _plus(total: int | None, value: int | None) -> int | None:
    return total if value is None else (total or 0) + value
