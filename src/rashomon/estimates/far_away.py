"""A figure far from everything else told of an incident: most likely the count of a war or a year that joined it."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core, numeric, same_number
from rashomon.model import Claim

HEADS = frozenset({"headline", "dek", "subhead"})
TIMES, MORE = 10, 50  # both: ten times the next figure, and fifty more


def far_away(claims: Iterable[Claim], evidence: Evidence) -> tuple[Claim, ...]:
    """The totals of one harm that no other figure comes near: told once, in no headline, in no text later than the others.

    A toll that grows tenfold is told in a later text or more than once; a war's count stands in one sentence, below the news.
    """
    counts = [c for c in claims if numeric(c)]
    out = []
    for c in counts:
        if len(counts) < 3 or c.label in HEADS or evidence.relations[c.claim_id] in {"own_losses", "enemy_losses"}:
            continue
        if any(o is not c and same_number(o, c) for o in counts):
            continue
        others = [o for o in counts if o is not c]
        top = max(core(o) or 0 for o in others)
        if (core(c) or 0) < max(TIMES * top, top + MORE) or any(evidence.before(o, c) for o in others):
            continue
        if any(o.document == c.document for o in others):
            out.append(c)
    return tuple(out)
