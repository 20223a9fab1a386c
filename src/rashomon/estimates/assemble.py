"""Rows of one harm in, its estimates out: one per side and one for the total, whatever the policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rashomon.estimates.attackers import attackers_inside, with_attackers
from rashomon.estimates.basis import basis
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.far_away import far_away
from rashomon.estimates.figures import printed
from rashomon.estimates.history import history
from rashomon.estimates.sides import ATTACKERS, Row, is_total
from rashomon.estimates.statuses import statuses
from rashomon.estimates.totals import backed, total
from rashomon.estimates.victims import same_victims
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed, weigh
from rashomon.estimates.weights import marked, silenced
from rashomon.model import Estimate, Reason

HARMS = ("killed", "wounded", "missing", "captured", "casualties")
#: Makes low, best and high of one row.
Seen = Callable[[Weighed, Evidence], View]


def assemble(harm: str, weighed: Sequence[Weighed], evidence: Evidence, policy: str, see: Seen) -> list[Estimate]:
    """One row per side and one for the total, each as ``see`` makes it; ``policy`` is the name they carry."""
    made = [estimate_row(harm, w, evidence, policy, see(w, evidence)) for w in weighed]
    sides = [e for e in made if e.over != "all_sides"]
    whole = [e for e in made if e.over == "all_sides"]
    hit = [c for c in evidence.claims if c.harm == "casualties" and is_total(c, evidence)]
    inside = within(weighed) | attackers_inside(list(weighed), hit if harm == "killed" else ())
    sides_to_sum = [e for e in sides if e.side not in inside]
    contested = contested_victims(weighed, evidence)
    open_row = any(e.over == "unknown" and e.high != 0 for e in sides_to_sum) and any(
        e.over != "unknown" and e.side != ATTACKERS for e in sides_to_sum
    )  # nobody overlaps with none, and a gunman who died is none of his victims
    if contested:  # not added up: the same people, counted once, whatever they are called
        union = counted_once(harm, weighed, inside, evidence)
        once = estimate_row(harm, union, evidence, policy, see(union, evidence))
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
        return [*sides, _in_place_of(reported, summed, weighed)]  # nobody's "many" for all of them stands before numbers for the sides
    if summed is not None and summed.derivation == "summed" and summed.best is not None and summed.best == reported.best:
        reported = backed(reported, summed)
    return [*sides, _with_enemy_rows(reported, sides)]


def _in_place_of(reported: Estimate, summed: Estimate, weighed: Sequence[Weighed]) -> Estimate:
    """A sum in place of a reported total: what was said of all of them stays in its claims and its history, with the reason why it gives way."""
    claims = [c for w in weighed if w.row.over == "all_sides" for c in w.row.claims if c.claim_id not in summed.claims]
    reasons = [r for r in reported.reasons if r.rule == "estimates.weights.silent"]
    if claims:
        said = ", ".join(sorted({printed(c) for c in claims}))
        text = f"what is said of all of them ({said}) gives way to what is said of the sides"
        reasons.append(Reason("estimates.total.gives_way", text, tuple(sorted(c.claim_id for c in claims))))
    return replace(
        summed,
        claims=tuple(sorted({*summed.claims, *reported.claims})),
        history=(*summed.history, *reported.history),
        reasons=(*summed.reasons, *reasons),
    )


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


def counted_once(harm: str, weighed: Sequence[Weighed], inside: set[str | None], evidence: Evidence) -> Weighed:
    """All rows as one, where their victims are the same people under several names."""
    once = _union(harm, [w for w in weighed if w.row.side not in inside], evidence)
    if all(w.whole is None for w in weighed):
        return once
    return replace(once, whole=_union(harm, [w.whole or w for w in weighed if w.row.side not in inside], evidence))


def _union(harm: str, weighed: Sequence[Weighed], evidence: Evidence) -> Weighed:
    claims = {c.claim_id: c for w in weighed for c in w.row.claims}
    return weigh(Row(None, "all_sides", tuple(claims[k] for k in sorted(claims))), harm, evidence)


def estimate_row(harm: str, w: Weighed, evidence: Evidence, policy: str, view: View) -> Estimate:
    """The estimate of one row from its view, with its basis, its history and the statuses of the victims."""
    told = w.whole or w
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
        reasons=(*view.reasons, *silenced(w, evidence)),
        claims=tuple(sorted(c.claim_id for c in told.row.claims)),
        basis=basis(view.supporting, w, evidence),
        history=marked(history(told, evidence), w, evidence),
        words=view.words,
        status=statuses(w, view.supporting, view.best, evidence),
    )


def with_far(estimates: list[Estimate], harm: str, evidence: Evidence) -> list[Estimate]:
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


def within(weighed: Sequence[Weighed]) -> set[str | None]:
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


def contested_victims(weighed: Sequence[Weighed], evidence: Evidence) -> bool:
    """Different speakers, never one, put the same dead on different sides ("five militants", "five villagers")."""
    named = [w for w in weighed if w.row.over == "side"]
    return any(same_victims(a, b, evidence) for i, a in enumerate(named) for b in named[i + 1 :])
