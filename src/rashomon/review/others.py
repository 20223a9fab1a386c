"""Questions about places that no list has, and about decisions that a person should look at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rashomon.model import Decision, DecisionState
from rashomon.review.item import Item, item_id
from rashomon.review.rows import Rows, countries_of, named, sides_of, size_of

#: States of decisions that wait for a person.
WAITING = ("reopened", "not_found")


def places(rows: Rows) -> Iterator[Item]:
    """One for each incident whose place is named and not found: no number moves, but no map and no total by country holds it."""
    for incident_id, row in rows.incidents.items():
        place = row["place"]
        if place is None or place["lat"] is not None or row["kind"] == "aggregate":
            continue
        held = [c for p in row["places"] if p["name"] == place["name"] for c in p["claims"]] or [
            c.claim_id for c in rows.claims.get(incident_id, ())
        ]
        claims = tuple(dict.fromkeys(held))[:4]
        yield Item(
            item_id("place", row["anchor"], place["name"]), "place", f"Where is {place['name']}: {named(row)}?",
            place["basis"] or "no list of places has this name", (incident_id,), claims, 0, 0, 1.0, size_of(row), countries_of([row]),
            sides_of([row]), tuple(row["documents"]),
        )  # fmt: skip


def waiting(rows: Rows, decided: Sequence[tuple[Decision, DecisionState]], homes: Mapping[str, Sequence[str]]) -> Iterator[Item]:
    """One for each decision that new evidence speaks against, or whose words are gone."""
    at = {c.claim_id: i for i, its in rows.claims.items() for c in its}
    for decision, state in decided:
        if state.state not in WAITING:
            continue
        own = list(dict.fromkeys(at[c] for c in state.claims if c in at))
        own += [i for a in decision.anchors for i in homes.get(a.document, ()) if i in rows.incidents and i not in own]
        mine = [rows.incidents[i] for i in own[:4]]
        size = max((size_of(r) for r in mine), default=0)
        what = "is spoken against by new evidence" if state.state == "reopened" else "holds no longer: its words are not found"
        yield Item(
            item_id("reopened", decision.decision_id, state.state), "reopened",
            f"Decision {decision.number} ({decision.kind.replace('_', ' ')}) {what}. Does it still hold?", state.note or decision.why,
            tuple(own[:4]), tuple(state.claims[:8]), -size if decision.kind == "merge" else 0, size, 1.0, size, countries_of(mine),
            sides_of(mine), tuple(sorted({a.document for a in decision.anchors})), (decision.rule,), decision.number,
        )  # fmt: skip
