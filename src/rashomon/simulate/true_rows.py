"""The true incidents, as rows: what no document may tell rightly, in the keys of ``incidents.jsonl``, and as a plain table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.model import Attribution, Basis, Estimate, Incident, Link, NamedPlace, Reason
from rashomon.simulate.assemble import Printed
from rashomon.simulate.war import TrueIncident
from rashomon.store.rows import incident_row

#: Who the estimates of the truth are by.
POLICY = "truth"
_WHY = Reason("simulate.truth", "this is what happened in the made-up war")
COLUMNS = ("incident", "date", "place", "lat", "lon", "kind", "doer", "how", "follows", "harm", "side", "status", "true", "articles")


def told_of(printed: Iterable[Printed]) -> dict[str, tuple[str, ...]]:
    """By true incident the documents that tell of it."""
    out: dict[str, dict[str, None]] = {}
    for one in printed:
        for truth in one.truth.values():
            if truth is not None:
                out.setdefault(truth, {})[one.record["id"]] = None
    return {k: tuple(v) for k, v in out.items()}


def true_row(i: TrueIncident, documents: tuple[str, ...] = ()) -> dict[str, Any]:
    """The incident as it was, in the keys of ``incidents.jsonl``."""
    sides = tuple(sorted({loss.side for loss in i.losses}))
    estimates = tuple(
        Estimate(harm, loss.side, "side", "reported", n, n, n, False, None, POLICY, (_WHY,), (), Basis(0, 0, 0, "unattributed"),
                 status=((loss.status, n),))
        for harm in ("killed", "wounded") for loss in i.losses if (n := loss.killed if harm == "killed" else loss.wounded) or harm == "killed"
    )  # fmt: skip
    links = () if i.answers is None else (Link("retaliation_for", i.answers, "", "", 0, 0, "simulate.truth"),)
    if i.how in ("again", "siege") and i.follows:
        links = (Link("follows", i.follows, "", "", 0, 0, "simulate.truth"),)
    return incident_row(
        Incident(
            i.truth_id, "", (), i.day, i.day, "day", "true", i.town, (NamedPlace(i.town.name, "truth", 1),), i.kind, 1,
            tuple(sorted({i.doer, *sides})), (i.doer,), sides, (Attribution(i.doer, "admitted", (), (), ()),), "reported", "undisputed", "reported",
            False, documents, (), len(documents), 0, 0, estimates, (), links, weekday=i.day.weekday(), label=f"{i.kind} in {i.town.name}",
        )
    )  # fmt: skip


def table(incidents: Iterable[TrueIncident], printed: Iterable[Printed]) -> Iterator[dict[str, Any]]:
    """A row for each incident, harm and side; ``articles`` is how many tell of the incident."""
    told = Counter({k: len(v) for k, v in told_of(printed).items()})
    for i in incidents:
        for loss in i.losses:
            for harm, n in (("killed", loss.killed), ("wounded", loss.wounded)):
                cells = (i.truth_id, i.day.isoformat(), i.town.name, i.town.lat, i.town.lon, i.kind, i.doer, i.how, i.follows or "")
                yield dict(zip(COLUMNS, (*cells, harm, loss.side, loss.status, n, told[i.truth_id]), strict=True))
