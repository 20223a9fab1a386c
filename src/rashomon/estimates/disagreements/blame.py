"""blame: each side says the other did it, or the same victims are laid at two doors."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import compatible, counted
from rashomon.estimates.parties import MUTUAL, Parties
from rashomon.estimates.voices import plain, state_of
from rashomon.estimates.weighing import Weighed
from rashomon.lexicon import PhraseMatcher, load
from rashomon.model import Claim, Disagreement, Estimate, Value


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """One row per pair of sides that accuse each other, and one per pair of accused of the same victims."""
    parties = Parties(evidence)
    accusing = [(c, a) for c in evidence.claims for a in sorted(parties.accused(c)) if parties.speaker(c) and _content(c)]
    by: dict[tuple[str, str], list[Claim]] = {}  # (accuser, accused)
    for c, accused in accusing:
        for speaker in sorted(parties.speaker(c)):
            if speaker != accused:
                by.setdefault((speaker, accused), []).append(c)
    out: list[Disagreement] = []
    done: set[frozenset[str]] = set()
    for a, b in sorted(by):
        pair = frozenset({a, b})
        answered = (b, a) in by or (_two_sided(a, b, evidence, parties) and _under_fire(b, evidence, parties))
        if pair in done or not answered or _owned(a, b, evidence, parties):
            continue
        done.add(pair)
        first, second = sorted(pair)
        values = tuple(
            Value(
                f"{parties.show(y)} did it, says {parties.show(x)}" if (x, y) in by else f"its own came under fire, says {parties.show(x)}",
                tuple(sorted({c.claim_id for c in [*by.get((x, y), []), *_under_fire(x, evidence, parties)]})),
            )
            for x, y in ((first, second), (second, first))
        )
        why = f"{parties.show(first)} and {parties.show(second)} blame each other; each side's word, both kept"
        out.append(Disagreement("blame", "who attacked", values, "disputed", None, why, "estimates.blame.mutual"))
    out.extend(_same_victims(evidence, weighed, parties, done))
    out.extend(_two_doors(evidence, parties, done))
    return out


def _two_doors(evidence: Evidence, parties: Parties, done: set[frozenset[str]]) -> list[Disagreement]:
    """ "The work of the Hill Front", say the authorities; "the rangers did it", say villagers: one deed laid at two doors by people who are neither.

    Who claims the deed is at his own door. A word for any fighters ("militants") may mean the group that others name, and is no second door
    beside a group; where one speaker names both, they did it together.
    """
    doors: dict[str, list[Claim]] = {}
    for c in evidence.claims:
        if c.kind != "statement" or c.speaker is None or plain(c.target) == MUTUAL:
            continue
        if c.stance == "blames":
            named = parties.accused(c)
        elif c.stance == "claims_responsibility":
            named = parties.speaker(c)
        else:
            continue
        for p in sorted(named - {"each other", "both sides", "both"}):
            doors.setdefault(p, []).append(c)
    out = []
    for a, b in combinations(sorted(doors), 2):
        said = [{evidence.voices[c.claim_id].key for c in doors[k]} for k in (a, b)]
        state = [_armed_state(k) for k in (a, b)]
        vague = [bool(set(k.split()) & _fighters()) for k in (a, b)]
        if (
            said[0] & said[1]
            or frozenset({a, b}) in done
            or (any(vague) and not any(state))
            or all(vague)
            or set(a.split()) & set(b.split())
        ):
            continue
        done.add(frozenset({a, b}))
        values = tuple(Value(f"{parties.show(k)} did it", tuple(sorted(c.claim_id for c in doors[k]))) for k in (a, b))
        why = f"one deed, laid at the door of {parties.show(a)} by some and of {parties.show(b)} by others"
        out.append(Disagreement("blame", "who did it", values, "disputed", None, why, "estimates.blame.two_doors"))
    return out


@cache
def _fighters() -> frozenset[str]:
    return frozenset(w for e in load("revisions") if e.id == "fighter_kinds" for f in e.forms for w in f.split()) - {
        "militia",
        "militiamen",
        "men",
    }


@cache
def _force_words() -> frozenset[str]:
    return frozenset(w for e in load("revisions") if e.id in {"force_kinds", "organs"} for f in e.forms for w in f.split()) | {
        "rangers",
        "paramilitary",
    }


def _armed_state(name: str) -> bool:
    """A state or forces of one."""
    return state_of(name) is not None or set(name.split()) <= _force_words()


def _content(claim: Claim) -> bool:
    """Whether the claim lays something at a door (a bare characterisation of the other side's conduct does not say who attacked)."""
    return claim.stance in {"blames", "asserts"} or plain(claim.target) == MUTUAL


def _owned(a: str, b: str, evidence: Evidence, parties: Parties) -> bool:
    """Whether one of the two says itself that it did this: then the question is why, not who."""
    return any(c.stance in {"claims_responsibility", "admits"} and parties.speaker(c) & {a, b} for c in evidence.claims)


@cache
def _attacked() -> PhraseMatcher:
    return PhraseMatcher(e for e in load("revisions") if e.id == "under_fire")


def _two_sided(a: str, b: str, evidence: Evidence, parties: Parties) -> bool:
    """Whether these two are the only sides the incident has, so that a nameless enemy of one is the other."""
    return {p for name in evidence.incident.sides for p in parties.all_of(name)} <= {a, b}


def _under_fire(side: str, evidence: Evidence, parties: Parties) -> list[Claim]:
    """The side's own words that it came under fire, where they name nobody ("enemy fire")."""
    return [
        c
        for c in evidence.claims
        if parties.speaker(c) == {side}
        and not parties.accused(c)
        and plain(c.target) != MUTUAL
        and ((c.kind == "statement" and c.stance == "blames") or (c.stance in {"blames", "asserts"} and _attacked().find(c.quote)))
    ]


def _same_victims(evidence: Evidence, weighed: dict[str, list[Weighed]], parties: Parties, done: set[frozenset[str]]) -> list[Disagreement]:
    """Two speakers count the same victims and name different doers."""
    out = []
    for harm in sorted(weighed):
        for w in weighed[harm]:
            doers: dict[str, list[Claim]] = {}
            for c in w.row.claims:
                if counted(c) and c.perpetrator and not (c.side and parties.of(c.side) in parties.all_of(c.perpetrator)):
                    for p in sorted(parties.all_of(c.perpetrator)):
                        doers.setdefault(p, []).append(c)
            for a, b in combinations(sorted(doers), 2):
                shared = {c.claim_id for c in doers[a]} & {c.claim_id for c in doers[b]}
                speakers = [{w.voice(c, evidence).key for c in doers[k]} for k in (a, b)]
                if shared or frozenset({a, b}) in done or speakers[0] & speakers[1]:
                    continue
                if not any(compatible(x, y) for x in doers[a] for y in doers[b]):
                    continue
                done.add(frozenset({a, b}))
                values = tuple(Value(f"{parties.show(k)} did it", tuple(sorted(c.claim_id for c in doers[k]))) for k in (a, b))
                why = f"the same victims, laid at the door of {parties.show(a)} by some and of {parties.show(b)} by others"
                out.append(Disagreement("blame", "who did it", values, "disputed", None, why, "estimates.blame.same_victims"))
    return out
