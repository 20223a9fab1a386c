"""Whether two rows count the same people under different names."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import compatible, counted
from rashomon.estimates.weighing import Weighed


def same_victims(a: Weighed, b: Weighed, evidence: Evidence) -> bool:
    """Whether two rows may count the same people: one of civilians, one of fighters, told by different speakers, with figures that agree."""
    if (a.row.side == "civilians") == (b.row.side == "civilians"):
        return False
    ours, theirs = {a.voice(c, evidence).key for c in a.row.claims}, {b.voice(c, evidence).key for c in b.row.claims}
    texts = {evidence.text_of(c) for c in a.row.claims}, {evidence.text_of(c) for c in b.row.claims}
    if ours & theirs or (len(texts[0] | texts[1]) == 1 and not (ours and theirs)):
        return False
    return any(counted(x.claim) and counted(y.claim) and compatible(x.claim, y.claim) for x in a.words for y in b.words)
