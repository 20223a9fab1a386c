"""Claims of one incident in, the incident with its estimates and disagreements out. A pure function, whatever the order of claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rashomon.errors import RashomonError
from rashomon.estimates.attackers import attackers_inside, with_attackers
from rashomon.estimates.basis import basis
from rashomon.estimates.disagreements import disagreements
from rashomon.estimates.evidence import Evidence, gather
from rashomon.estimates.far_away import far_away
from rashomon.estimates.figures import printed
from rashomon.estimates.history import history
from rashomon.estimates.minmax import minmax
from rashomon.estimates.policy_current import current
from rashomon.estimates.retractions import taken_back
from rashomon.estimates.sides import ATTACKERS, Row, is_total, rows, told_together
from rashomon.estimates.statuses import statuses
from rashomon.estimates.together import told_apart
from rashomon.estimates.totals import backed, total
from rashomon.estimates.victims import same_victims
from rashomon.estimates.weighing import Weighed, weigh
from rashomon.model import Claim, Document, Estimate, Incident, Reason, SyndicationGroup

POLICIES = {"current": current, "minmax": minmax}
HARMS = ("killed", "wounded", "missing", "captured", "casualties")


def estimate(
    incident: Incident,
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    groups: Iterable[SyndicationGroup] = (),
    policy: str = "current",
) -> Incident:
    """The incident with estimates and disagreements filled in.

    ``claims`` are those of this incident (others and background are left out), ``documents`` by name, ``groups`` say who copied whom.
    Raises RashomonError for a policy nobody knows.
    """
    if policy not in POLICIES:
        raise RashomonError(f"no policy {policy!r}; known: {', '.join(sorted(POLICIES))}")
    evidence = gather(incident, claims, dict(documents), groups)
    told_together(evidence)
    evidence.retracted = taken_back(evidence)
    weighed: dict[str, list[Weighed]] = {}
    out: list[Estimate] = []
    for harm in HARMS:
        made = [weigh(row, harm, evidence, _stale(row.key, harm, weighed, evidence)) for row in rows(harm, evidence)]
        weighed[harm] = made
        out.extend(_with_far(_estimates(harm, made, evidence, policy), harm, evidence))
    out = told_apart(out)
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


def _estimates(harm: str, weighed: list[Weighed], evidence: Evidence, policy: str) -> list[Estimate]:
    """One row per side and one for the total."""
    made = [_row(harm, w, evidence, policy) for w in weighed]
    sides = [e for e in made if e.over != "all_sides"]
    whole = [e for e in made if e.over == "all_sides"]
    hit = [c for c in evidence.claims if c.harm == "casualties" and is_total(c, evidence)]
    inside = _inside(weighed) | attackers_inside(weighed, hit if harm == "killed" else ())
    sides_to_sum = [e for e in sides if e.side not in inside]
    contested = _same_victims(weighed, evidence)
    open_row = any(e.over == "unknown" and e.high != 0 for e in sides_to_sum) and any(
        e.over != "unknown" and e.side != ATTACKERS for e in sides_to_sum
    )  # nobody overlaps with none, and a gunman who died is none of his victims
    if contested:  # not added up: the same people, counted once, whatever they are called
        claims = {c.claim_id: c for w in weighed for c in w.row.claims if w.row.side not in inside}
        union = weigh(Row(None, "all_sides", tuple(claims[k] for k in sorted(claims))), harm, evidence)
        once = _row(harm, union, evidence, policy)
        note = Reason("estimates.total.same_victims", "counted once: speakers describe the same victims differently", once.claims)
        return [*sides, replace(once, reasons=(note, *once.reasons))]
    summed = total(sides_to_sum, disjoint=not open_row, why_not="the unnamed victims may be among those of the sides")
    if not whole:
        return [*sides, summed] if summed else sides
    reported = with_attackers(whole[0], inside, sides)
    if (
        reported.best is None
        and summed is not None
        and len(sides_to_sum) > 1
        and (summed.best is not None or (reported.words is not None and summed.low))
    ):
        return [*sides, summed]  # nobody's "many" for all of them stands before numbers for the sides
    if summed is not None and summed.derivation == "summed" and summed.best is not None and summed.best == reported.best:
        reported = backed(reported, summed)
    return [*sides, _with_enemy_rows(reported, sides)]


def _with_enemy_rows(reported: Estimate, sides: list[Estimate]) -> Estimate:
    """A reported total says which side's dead it may leave out: those whom only an enemy counts, and higher than the total."""
    beyond = [
        e
        for e in sides
        if e.best is None
        and reported.high is not None
        and e.best_withheld in {"only_enemy_claims", "denial_against_claim"}
        and (e.high is None or e.high > reported.high)
    ]
    if not beyond:
        return reported
    said = ", ".join(f"{e.side} {'open' if e.high is None else 'up to ' + str(e.high)}" for e in beyond)
    note = Reason(
        "estimates.total.enemy_rows",
        f"not in it: what a side says of its enemy's losses ({said})",
        tuple(c for e in beyond for c in e.claims),
    )
    return replace(reported, reasons=(*reported.reasons, note))


def _row(harm: str, w: Weighed, evidence: Evidence, policy: str) -> Estimate:
    view = POLICIES[policy](w, evidence)
    return Estimate(
        harm=harm,
        side=w.row.side,
        over=w.row.over,
        derivation="reported",
        low=view.low,
        best=view.best,
        high=view.high,
        open=view.open,
        best_withheld=view.withheld,
        policy=policy,
        reasons=view.reasons,
        claims=tuple(sorted(c.claim_id for c in w.row.claims)),
        basis=basis(view.supporting, w, evidence),
        history=history(w, evidence),
        words=view.words,
        status=statuses(w, view.supporting, view.best, evidence),
    )


def _with_far(estimates: list[Estimate], harm: str, evidence: Evidence) -> list[Estimate]:
    """The total says which figures were left out because nothing else comes near them."""
    far = far_away([c for c in evidence.claims if c.harm == harm and is_total(c, evidence)], evidence)
    if not far:
        return estimates
    said = ", ".join(dict.fromkeys(printed(c) for c in far))
    note = Reason(
        "estimates.far_away",
        f"set aside: {said} is far above all other figures and told once: taken for another count",
        tuple(c.claim_id for c in far),
    )
    return [replace(e, reasons=(*e.reasons, note)) if e.over == "all_sides" else e for e in estimates]


def _inside(weighed: list[Weighed]) -> set[str | None]:
    """Sides whose figures are parts of another row's ("14 of the 17 dead"): they are in it already."""
    return {
        w.row.side
        for w in weighed
        for v in weighed
        if w is not v
        and w.row.claims
        and all(c.part_of in {x.claim_id for x in v.row.claims} for c in w.row.claims if c.scope == "part")
        and any(c.scope == "part" for c in w.row.claims)
    }


def _same_victims(weighed: list[Weighed], evidence: Evidence) -> bool:
    """Different speakers, never one, put the same dead on different sides ("five militants", "five villagers")."""
    named = [w for w in weighed if w.row.over == "side"]
    return any(same_victims(a, b, evidence) for i, a in enumerate(named) for b in named[i + 1 :])
