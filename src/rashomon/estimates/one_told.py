"""One who is told of by grammar only ("a soldier") and is a count all the same."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import numeric
from rashomon.estimates.joined import in_one_list
from rashomon.estimates.persons import told_of_one
from rashomon.model import Claim


def counts_one(claim: Claim, same: Iterable[Claim], evidence: Evidence) -> bool:
    """ "Four rebels and a soldier were killed" counts one soldier; so does a side that tells of one of its own where only its enemy tells of
    more. ``same`` are the figures that may be of the claim's side."""
    more = [t for t in same if t is not claim and not told_of_one(t)]
    others = [
        t for t in evidence.claims if t.document == claim.document and t.sentence == claim.sentence and t is not claim and t not in more
    ]
    if any(t.scope == "total" and numeric(t) and not told_of_one(t) and in_one_list(claim, t, evidence.documents) for t in others):
        return True
    relations = evidence.relations
    return bool(more) and relations[claim.claim_id] == "own_losses" and all(relations[t.claim_id] == "enemy_losses" for t in more)
