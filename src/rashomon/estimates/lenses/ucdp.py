"""The lens ``ucdp-style``: deaths by organised actors, low, best and high as UCDP means them. Our approximation, not their coding.

After: Högbladh, "UCDP GED Codebook version 23.1" (2023), and Sundberg & Melander, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace
Research 50 (2013). Its rules in our words:

1. An event is the use of armed force by an organised actor, against another one or against civilians, with at least one death. Injuries are not coded.
2. Best is the most reliable number. Where no report is more reliable than another, it is the lower one.
3. Low is the lowest, high the highest of the numbers that reliable reports give. All three are whole numbers.
4. Deaths of the two sides, of civilians and of unknown people add up to best.
5. What is not certain enough for best is in high only; the candidate data set publishes such an event with best 0 and the status "Check deaths".

What we had to decide. *Reliable* is a matter of who speaks of whose dead (a side on its own, then third parties, then outlets), as in ``current``, and never of
a name. A side that counts its enemy's dead, and open words, are high only (``lens_ucdp.yml``). Where one side says "none" and its enemy a number, best is 0.
*Organised* is every side, attacker or perpetrator that is more than a word for people; a nameless rebel counts, a gunman or a mob does not. An incident
without any has no figure (``no_organised_actor``). Whether a dyad reached 25 deaths in a year is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from rashomon.estimates.assemble import HARMS, assemble, with_far, within
from rashomon.estimates.attackers import attackers_inside
from rashomon.estimates.evidence import RANK, Evidence
from rashomon.estimates.figures import numeric, printed
from rashomon.estimates.lenses.base import Lens
from rashomon.estimates.lenses.rows import not_coded
from rashomon.estimates.lenses.words import number, told
from rashomon.estimates.policy_current import current, value
from rashomon.estimates.view import View
from rashomon.estimates.voices import plain
from rashomon.estimates.weighing import Weighed
from rashomon.lexicon.loader import load
from rashomon.model import Claim, Estimate, Reason

LEXICON = "ucdp"


class UcdpStyle(Lens):
    """Deaths by organised actors; in doubt the lower figure."""

    name = "ucdp-style"
    source = "UCDP GED Codebook version 23.1 (2023); Sundberg & Melander, Introducing the UCDP Georeferenced Event Dataset (2013)"
    about = "deaths by organised actors; best is the most reliable figure, in doubt the lower; our approximation, not their coding"

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """Low, best and high of the dead of one row."""
        seen = current(weighed, evidence)
        if not weighed.words:
            return replace(seen, low=None, high=None, open=False)
        highs = [seen.high, *(told(w, LEXICON) for w in weighed.words), *(c.high for w in weighed.words for c in w.same)]
        high = max((h for h in highs if h is not None), default=None)
        best, reasons, claims = seen.best, list(seen.reasons), seen.supporting
        reasons = [r for r in reasons if r.rule != "estimates.range"]
        if best is None and seen.withheld in {"disputed", "denial_against_claim"}:
            best, claims = _lower(weighed, seen, evidence)
            said = ", ".join(dict.fromkeys(f"{evidence.voices[c.claim_id].name} {printed(c)}" for c in claims))
            reasons[0] = Reason("lens.ucdp.lower", f"best {best}: in doubt the lower figure ({said})", tuple(c.claim_id for c in claims))
        if best is None:
            text = f"high {high} only: not certain enough for a best (candidate style: best 0, “Check deaths”)"
            reasons.append(Reason("lens.ucdp.high_only", text, tuple(c.claim_id for c in weighed.row.claims)))
            return replace(seen, low=None, best=None, high=high, open=False, reasons=tuple(reasons))
        low = best if seen.low is None else min(seen.low, best)
        high = max(high or 0, best)
        reasons.append(Reason("lens.ucdp.range", f"low {low}, high {high}", tuple(c.claim_id for c in weighed.row.claims)))
        return View(low, best, high, False, None, tuple(reasons), claims)

    def estimates(self, weighed: Mapping[str, Sequence[Weighed]], evidence: Evidence) -> list[Estimate]:
        """Rows of the dead by side and their sum; other harms, and incidents without an organised actor, have rows without a figure."""
        out: list[Estimate] = []
        dead = list(weighed.get("killed", ()))
        if organised(evidence):
            made = assemble("killed", dead, evidence, self.name, self.view)
            inside = within(dead) | attackers_inside(dead)
            out.extend(with_far([_summed(e, made, inside) if e.over == "all_sides" else e for e in made], "killed", evidence))
        elif dead:
            who = ", ".join(sorted(_actors(evidence))) or "nobody"
            why = Reason(
                "lens.ucdp.actors", f"left out: no organised actor is named ({who})", tuple(c.claim_id for w in dead for c in w.row.claims)
            )
            out.extend(replace(e, best_withheld="no_organised_actor") for e in not_coded("killed", dead, evidence, self.name, why))
        why = Reason("lens.ucdp.not_coded", "UCDP counts deaths only", ())
        for harm in HARMS[1:]:
            out.extend(not_coded(harm, weighed.get(harm, ()), evidence, self.name, why))
        return out


def _lower(weighed: Weighed, seen: View, evidence: Evidence) -> tuple[int, tuple[Claim, ...]]:
    """The lowest of the figures that kept ``current`` from a best."""
    rivals = set(seen.reasons[0].claims)
    values = {w.claim.claim_id: value(w) for w in weighed.words if RANK[w.relation] > 1}
    against = [
        c for c in weighed.row.claims if c.claim_id in rivals and (c.claim_id in values or seen.withheld == "disputed") and numeric(c)
    ]
    of = {c.claim_id: values.get(c.claim_id, number(c, LEXICON) or 0) for c in against}
    best = min(of.values())
    return best, tuple(c for c in against if of[c.claim_id] == best)


def _summed(total: Estimate, rows: list[Estimate], inside: set[str | None]) -> Estimate:
    """A total whose parts have no best, or may overlap: the bests that there are, and everything else in high."""
    parts = [e for e in rows if e.over != "all_sides" and e.side not in inside]
    known = [e for e in parts if e.best is not None]
    if total.best is not None or total.derivation != "summed" or not known:
        return total
    apart, loose = sum(e.best or 0 for e in known if e.over == "side"), max((e.best or 0 for e in known if e.over != "side"), default=0)
    best = max(apart, loose) if total.best_withheld == "not_disjoint" else apart + loose
    low = best if total.low is None else min(total.low, best)
    high = max(best, sum(e.high for e in parts if e.high is not None))
    without = ", ".join(sorted(str(e.side) for e in parts if e.best is None))
    more = f"; in high only: {without}" if without else "; the unnamed may be among the others and are in high only"
    note = Reason(
        "lens.ucdp.total", f"best {best}: what is certain enough ({' + '.join(f'{e.side} {e.best}' for e in known)}){more}", total.claims
    )
    return replace(total, low=low, best=best, high=high, open=False, best_withheld=None, reasons=(note,))


@cache
def _nobody() -> frozenset[str]:
    words = [f for e in load(f"lens_{LEXICON}") if e.get("actor") == "none" for f in e.forms]
    return frozenset(plain(f) for f in (*words, *(f for e in load("revisions") if e.id == "civil_kinds" for f in e.forms)))


def _actors(evidence: Evidence) -> set[str]:
    i = evidence.incident
    names = [*i.sides, *i.attackers, *(a.actor for a in i.attribution)]
    names += [n for c in evidence.claims for n in (c.perpetrator, c.victim_party, c.side) if n]
    return {plain(n) for n in names if plain(n)}


def organised(evidence: Evidence) -> bool:
    """Whether anybody with part in the incident is more than a word for people."""
    return bool(_actors(evidence) - _nobody())
