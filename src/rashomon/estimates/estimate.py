"""Claims of one incident in, the incident with its estimates and disagreements out. A pure function, whatever the order of claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.estimates.assemble import HARMS
from rashomon.estimates.beyond import with_gone
from rashomon.estimates.chosen import with_chosen
from rashomon.estimates.disagreements import disagreements
from rashomon.estimates.evidence import Evidence, gather
from rashomon.estimates.lenses import Lens, lens_named
from rashomon.estimates.retractions import taken_back
from rashomon.estimates.sides import rows, told_together
from rashomon.estimates.weighing import Weighed, weigh
from rashomon.estimates.weights import Weights, heard
from rashomon.model import Claim, Decision, Document, Incident, SyndicationGroup


def estimate(
    incident: Incident,
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    groups: Iterable[SyndicationGroup] = (),
    policy: str | Lens = "current",
    weights: Weights | None = None,
    chosen: Sequence[Decision] = (),
) -> Incident:
    """The incident with estimates and disagreements filled in.

    ``claims`` are those of this incident (others and background are left out), ``documents`` by name, ``groups`` say who copied whom.
    ``policy`` is a lens or its name, ``weights`` those of a user's file, ``chosen`` the figures reviewers chose for this incident, in order.
    Raises RashomonError for a policy nobody knows, PluginError for a broken plug-in.
    """
    lens = lens_named(policy) if isinstance(policy, str) else policy
    evidence = gather(incident, claims, dict(documents), groups)
    told_together(evidence)
    evidence.retracted = taken_back(evidence)
    weighed: dict[str, list[Weighed]] = {}
    for harm in HARMS:
        weighed[harm] = [weigh(row, harm, evidence, _stale(row.key, harm, weighed, evidence)) for row in rows(harm, evidence)]
    evidence.weights = weights
    out = lens.estimates({harm: [heard(w, harm, evidence) for w in weighed[harm]] for harm in HARMS}, evidence)
    out = with_chosen(with_gone(out, evidence, lens.name), chosen, evidence)
    out.sort(key=lambda e: (HARMS.index(e.harm), e.side is None, e.over == "unknown", e.side or ""))
    return replace(incident, estimates=tuple(out), disagreements=disagreements(evidence, weighed, tuple(out)))


def _stale(key: str, harm: str, weighed: dict[str, list[Weighed]], evidence: Evidence) -> frozenset[str]:
    """Texts whose figure of the dead of the same side was overtaken: their wounded are of that earlier hour too."""
    if harm == "killed":
        return frozenset()
    old: set[str] = set()
    new: set[str] = set()
    for w in weighed.get("killed", []):
        if w.row.key == key:
            for word in w.words:
                if word.change in {"growth", "revised_down", "corrected"}:
                    old |= {evidence.text_of(c) for c in word.replaced}
                new |= {evidence.text_of(c) for c in word.same}
    return frozenset(old - new)
