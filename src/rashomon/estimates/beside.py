"""Figures without a side, laid beside those that have one: the same toll, the toll of all, or others."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core, numeric, same_number, wordy
from rashomon.model import Claim

CIVILIANS = "civilians"


def told_apart(a: Claim, b: Claim, evidence: Evidence) -> bool:
    """One speaker in one text gives both figures, and they differ: two groups, not one."""
    return (
        a.document == b.document
        and evidence.voices[a.claim_id].key == evidence.voices[b.claim_id].key
        and numeric(a)
        and numeric(b)
        and not same_number(a, b)
        and a.label == b.label
    )


def _moved_on(a: Claim, b: Claim, evidence: Evidence) -> bool:
    """The same speaker in another text: an earlier or later count of the same victims."""
    return evidence.text_of(a) != evidence.text_of(b) and evidence.voices[a.claim_id].key == evidence.voices[b.claim_id].key


def beside_civilians(
    opened: list[Claim], civil: list[Claim], everybody: list[Claim], evidence: Evidence
) -> tuple[list[Claim], list[Claim]]:
    """Nobody names a party: "people" and "civilians" are the same dead, unless one speaker says "20 killed, 12 of them civilians".

    Where somebody counts several kinds together ("civilians and police"), "people" are all of them too.
    """
    whole = [o for o in opened if any(told_apart(o, c, evidence) and (core(o) or 0) > (core(c) or 0) for c in civil)]
    if any(numeric(e) for e in everybody):
        whole = [o for o in opened if o in whole or not any(same_number(o, c) for c in civil)]
    numbers = [o for o in whole if numeric(o)]
    extra = [o for o in opened if o in whole or any(same_number(o, w) and numeric(o) for w in numbers)]
    rest = [o for o in opened if o not in extra]
    return everybody + extra, civil + rest


def beside_sides(
    opened: list[Claim], pools: dict[str, list[Claim]], everybody: list[Claim], evidence: Evidence
) -> tuple[list[Claim], list[Claim]]:
    """Sides are named: a figure without one repeats a side's, is the headline over all, or counts others. Pools are filled in place."""
    left: list[Claim] = []
    whole = list(everybody)
    counts = {k: [c for c in v if evidence.relations[c.claim_id] != "enemy_losses" and core(c) != 0] for k, v in pools.items()}
    told = {k: v for k, v in counts.items() if v} or pools
    tops = {
        k: max(((core(c) or 0) for c in v if not wordy(c)), default=0) for k, v in told.items()
    }  # an enemy's count tells nobody what the whole is
    reach = _reach(pools) | (_reach(told) if len(told) > 1 else frozenset())
    for o in opened:
        value = core(o) or 0
        like = [k for k in sorted(pools) if any(same_number(o, c) and not _some(c, o) for c in pools[k])]
        if wordy(o) or (len(pools) > 1 and value in reach) or (CIVILIANS in like and len(like) > 1):
            whole.append(o)
        elif len(like) == 1:
            _whose_count(o, pools[like[0]], evidence)
            pools[like[0]] = [*pools[like[0]], o]
        elif value > max(tops.values()):
            whole.append(o)
        elif len(own := [k for k in sorted(pools) if any(_moved_on(o, c, evidence) for c in pools[k])]) == 1:
            pools[own[0]] = [*pools[own[0]], o]
        else:
            left.append(o)
    return whole, left


def _some(claim: Claim, other: Claim) -> bool:
    """ "An unspecified number of rebels", "soldiers were killed" beside a number for people: words for some of them, and not whose all are."""
    return wordy(claim) and not wordy(other) and (claim.scope != "total" or (claim.low or 0) <= 2)


def _whose_count(claim: Claim, pool: list[Claim], evidence: Evidence) -> None:
    """ "Officials said nine died", where officials of that text count nine of their enemy: the same count, and no admission. In place."""
    same = [c for c in pool if same_number(c, claim) and evidence.text_of(c) == evidence.text_of(claim)]
    if same and evidence.relations[claim.claim_id] == "own_losses" and all(evidence.relations[c.claim_id] == "enemy_losses" for c in same):
        evidence.relations[claim.claim_id] = "enemy_losses"
        evidence.voices[claim.claim_id] = evidence.voices[same[0].claim_id]


def _reach(pools: dict[str, list[Claim]]) -> frozenset[int]:
    """Every sum of one figure per side; with many figures only the sum of the highest."""
    sums = {0}
    for key in sorted(pools):
        values = {core(c) or 0 for c in pools[key] if not wordy(c)} or {0}
        sums = {s + v for s in sums for v in values}
        if len(sums) > 2000:  # a long quarrel over many sides: one sum is enough to recognise the headline
            return frozenset({sum(max((core(c) or 0 for c in v), default=0) for v in pools.values())})
    return frozenset(sums)
