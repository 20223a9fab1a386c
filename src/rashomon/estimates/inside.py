"""What a policy had before it when it made the figures of an incident: for pages that draw where a figure comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from rashomon.estimates.assemble import HARMS
from rashomon.estimates.basis import Thread, threads
from rashomon.estimates.estimate import estimate
from rashomon.estimates.evidence import Evidence, gather
from rashomon.estimates.lenses import Lens, lens_named
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.estimates.weights import Weights
from rashomon.model import Claim, Decision, Document, Estimate, Incident, SyndicationGroup

Key = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True)
class Inside:
    """``incident`` with its figures, the ``evidence`` they were made from, and for each row (harm, side, over) its claims sorted out with what
    the policy made of them."""

    incident: Incident
    evidence: Evidence
    rows: Mapping[Key, tuple[Weighed, View]]

    def row(self, e: Estimate) -> tuple[Weighed, View] | None:
        """The row an estimate was made of: its own; for a total that repeats the one row there is, that row's. None for a sum of rows."""
        own = self.rows.get((e.harm, e.side, e.over))
        if e.over != "all_sides":
            return own
        if any(r.rule == "estimates.total.one_row" for r in e.reasons):
            only = [x for x in self.incident.estimates if x.harm == e.harm and x.over != "all_sides"]
            return self.rows.get((e.harm, only[0].side, only[0].over)) if len(only) == 1 else None
        return own if e.derivation == "reported" else None

    def threads(self, e: Estimate) -> tuple[Thread, ...]:
        """The claims behind an estimate, followed back; none for a sum, which rests on its rows."""
        found = self.row(e)
        return threads(found[1].supporting, found[0], self.evidence) if found else ()


def inside(
    incident: Incident,
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    groups: Iterable[SyndicationGroup] = (),
    policy: str | Lens = "current",
    weights: Weights | None = None,
    chosen: Sequence[Decision] = (),
) -> Inside:
    """As :func:`rashomon.estimates.estimate`, with what the policy looked at."""
    lens = lens_named(policy) if isinstance(policy, str) else policy
    rows: dict[Key, tuple[Weighed, View]] = {}
    held: list[Evidence] = []
    plain = lens.view

    def view(weighed: Weighed, evidence: Evidence) -> View:
        made = plain(weighed, evidence)
        harm = next((c.harm for c in (weighed.whole or weighed).row.claims if c.harm), HARMS[0])
        rows[harm, weighed.row.side, weighed.row.over] = (weighed, made)
        held[:] = [evidence]
        return made

    watched = copy(lens)
    object.__setattr__(watched, "view", view)
    own, near = list(claims), list(groups)
    made = estimate(incident, own, documents, near, policy=watched, weights=weights, chosen=chosen)
    return Inside(made, held[0] if held else gather(incident, own, dict(documents), near), rows)
