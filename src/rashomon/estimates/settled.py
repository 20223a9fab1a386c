"""First tolls and settled ones: a word of the first days is not a speaker's last word on an event that is long past."""

from __future__ import annotations

from datetime import date

from rashomon.estimates.evidence import RANK, Evidence
from rashomon.estimates.figures import core, numeric
from rashomon.estimates.revisions import LastWord

FIRST_DAYS, SETTLED = 7, 30  # days after the event
FACTOR = 3  # a toll that grew more than this is more likely another count


def settled(pick: LastWord, strong: list[LastWord], evidence: Evidence) -> LastWord | None:
    """The word that overtakes ``pick``: higher, printed at least a month after the event, where ``pick`` is from its first week.

    Speakers of higher standing are quoted in the first days; what is printed months later, by whomever, is what the count came to. A
    side's word on its own fighters is not overtaken so, nor is a word that anybody still repeats then.
    """
    start = evidence.incident.date_start
    if start is None or any(c.victim_status in {"combatant", "police"} for c in pick.same):
        return None
    said = [_age(evidence.moments[c.claim_id].last, start) for c in pick.same]
    if any(age is None or age > FIRST_DAYS for age in said):
        return None
    later = [w for w in strong if RANK[w.relation] < RANK[pick.relation] and w.relation != "hearsay" and numeric(w.claim)]
    later = [w for w in later if (core(pick.claim) or 0) + pick.added < (core(w.claim) or 0) + w.added <= FACTOR * ((core(pick.claim) or 0) + pick.added)]
    later = [w for w in later if (_age(evidence.moments[w.claim.claim_id].first, start) or 0) >= SETTLED]
    return max(later, key=lambda w: (evidence.moments[w.claim.claim_id].first or start, core(w.claim) or 0, w.voice.key)) if later else None


def _age(day: date | None, start: date) -> int | None:
    return None if day is None else (day - start).days
