"""Whether two rows count the same people under different names."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import compatible, counted, rivals
from rashomon.estimates.revisions import LastWord
from rashomon.estimates.weighing import Weighed

TWICE = 5


def same_victims(a: Weighed, b: Weighed, evidence: Evidence) -> bool:
    """Whether two rows may count the same people: one of civilians, one of fighters, told by different speakers, with figures that agree."""
    if _twice(a, b, evidence):
        return True
    if (a.row.side == "civilians") == (b.row.side == "civilians"):
        return False
    ours, theirs = {a.voice(c, evidence).key for c in a.row.claims}, {b.voice(c, evidence).key for c in b.row.claims}
    texts = {evidence.text_of(c) for c in a.row.claims}, {evidence.text_of(c) for c in b.row.claims}
    if ours & theirs or (len(texts[0] | texts[1]) == 1 and not (ours and theirs)):
        return False
    return any(
        counted(x.claim) and counted(y.claim) and compatible(x.claim, y.claim) and not _enemy_ceiling(x, y) and not _enemy_ceiling(y, x)
        for x in a.words
        for y in b.words
    )


def _enemy_ceiling(word: LastWord, other: LastWord) -> bool:
    """An enemy's "up to 40" beside another's 3 is another count, though 3 fits below it."""
    return word.relation == "enemy_losses" and word.claim.low is None and rivals(word.claim, other.claim)


def _twice(a: Weighed, b: Weighed, evidence: Evidence) -> bool:
    """One voice gives one number, in one text, in different sentences, for two sides: the side of one of them was read wrong.

    Only for numbers that seldom happen twice; "one soldier of each side" is two soldiers.
    """
    return any(
        x.claim_id != y.claim_id
        and (x.low or 0) >= TWICE
        and (x.low, x.high) == (y.low, y.high)
        and evidence.text_of(x) == evidence.text_of(y)
        and x.sentence != y.sentence
        and a.voice(x, evidence).key == b.voice(y, evidence).key
        for x in a.row.claims
        for y in b.row.claims
    ) and all(len({(c.low, c.high) for c in w.row.claims}) == 1 for w in (a, b))
