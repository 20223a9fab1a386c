"""Growing: what new, changed and removed documents and decisions move, derived again, and nothing else touched.

The rows are those that :func:`rashomon.pipeline.derive.derive` makes of everything, in any order and grouping of arrival (a test): documents
are settled with those they share words, an address or a day with; mentions are clustered with the whole components they reach; an
incident is estimated from its own claims. See ``docs/concepts/growing.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon import estimates, incidents
from rashomon.errors import RashomonError
from rashomon.model import Claim, Decision, DecisionState, Document, Incident, IncidentMention, SyndicationGroup
from rashomon.pipeline import grow_beside, grow_mentions, grow_quiet
from rashomon.pipeline.decisions import chosen_figures, standing, states_of, unread
from rashomon.pipeline.decisions_events import Constraints
from rashomon.pipeline.derive import Neighbours, sure
from rashomon.pipeline.grow_documents import settle_documents, settled_of
from rashomon.pipeline.settled import SettledPart, Settler
from rashomon.store import derived, evidence
from rashomon.store import derived_tables as d
from rashomon.store.codec import encode
from rashomon.store.neighbours import editions_of, names_of_texts, versions_after
from rashomon.store.pair_index import PairIndex
from rashomon.store.rows import claim_row, document_row, incident_row

#: Documents settled in one step: more at once cost memory, fewer cost time.
STEP = 1000


@dataclass(slots=True)
class Grown:
    """What a growth moved: ``touched`` maps ids of incidents that changed, came or went to the one that took over (None: they are
    there, or nothing did); ``documents`` are the names of those whose rows were written."""

    touched: dict[str, str | None] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a whole growth: decisions that stand, in order, the policy, and a user's weights."""

    decisions: Sequence[Decision]
    policy: str
    weights: estimates.Weights | None = None


def grow(
    db: sa.Connection,
    changed: Sequence[str],
    gone: Collection[str],
    decisions: Iterable[Decision],
    policy: str,
    weights: estimates.Weights | None = None,
    tell: Callable[[int], None] | None = None,
) -> Grown:
    """Brings everything derived up to date with documents read (``changed``) or removed (``gone``), and with ``decisions`` (all there are;
    documents of decisions that are new or were taken back have to be among the changed). ``tell`` hears how many documents are done."""
    hold, others = standing(decisions)
    frame = Frame(hold, policy, weights)
    out = Grown()
    done = 0
    for n, step in enumerate(evidence.chunks(changed, STEP) if changed else [[]]):
        _step(db, step, set(gone) if n == 0 else set(), frame, out)
        done += len(step)
        if tell is not None:
            tell(done)
    _write_states(db, [*others, *unread(hold, evidence.load_names(db, {a.document for x in hold for a in x.anchors}))])
    out.touched = {i: _end(i, out.touched) for i in out.touched}
    return out


def _step(db: sa.Connection, changed: Sequence[str], gone: set[str], frame: Frame, out: Grown) -> None:
    settler = Settler(db, frame.decisions)

    def groups_of(names: Collection[str]) -> Sequence[SyndicationGroup]:
        return settled_of(db, names).groups

    editions = editions_of(db, {*changed, *gone})
    given = settle_documents(db, settler.load, changed, gone)
    quiet = grow_quiet.write(db, given, changed, frame.decisions)
    out.documents |= quiet
    moved = set(given.dirty) - quiet - (given.beside.keys() - grow_beside.told_in(db, given.beside, {*changed, *gone}))
    editions |= editions_of(db, moved)
    there = moved | ((editions | grow_beside.copies(db, editions)) - gone)
    part = settler.settle(there)
    anchored = {a.document for x in part.decisions for a in x.anchors}
    there |= {n for n in part.documents if n in anchored or n.rsplit("@", 1)[0] in anchored}
    found = grow_mentions.touched(db, there | gone, [m for m in part.told if m.document in there], groups_of, part.decided.bonds.together)
    _, decided = settler.with_decisions(found.documents)
    named = {a.document for x in decided for a in x.anchors}
    bonds = (settler.settle(named | there) if decided else part).decided.bonds
    shared = grow_mentions.shared(db, found.mentions, settled_of(db, found.documents).groups)
    labels = grow_mentions.settle_components(db, found, shared, bonds.together)
    parts = _parts(found, labels, shared, bonds)
    old = derived.incidents_of_components(db, found.components)
    tied = settler.with_decisions(named)[0] & set(found.documents)  # what decisions are about is made again: their states follow from it
    kept = _kept(parts, old, there | gone | tied)
    parts = [p for p in parts if p[0].mention_id not in kept]
    derived.move_incidents(db, {i: labels[m] for m, i in kept.items()})
    old = {i: row for i, row in old.items() if i not in set(kept.values())}
    concerned = {m.document for p in parts for m in p}
    whole = settler.settle(concerned | there)
    groups = settled_of(db, concerned).groups
    own = {(m.document, c) for p in parts for m in p for c in m.claims}
    closed, rest = _parted(whole.claims, own)
    made, placed = incidents.put_together(parts, closed, whole.documents, groups, kept)
    placed, rest = _parted(sure([*placed, *rest], whole.told), own)
    made = _estimated(db, settler, whole, made, placed, groups, frame)
    component = {c: labels[m.mention_id] for p in parts for m in p for c in m.claims}
    _write(db, made, [*placed, *(c for c in rest if c.document in there)], old, component, there | gone, whole.documents)
    names = (there | {name for r in old.values() for name in r["documents"]} | {name for i in made for name in i.documents}) - gone
    _write_documents(db, settler, names)
    regrouped = given.beside.keys() - names
    derived.regroup_documents(db, _group_of(db, regrouped))
    aside = [
        {"document": name, "start": s.start, "end": s.end, "words": s.words, "reason": s.reason}
        for name in sorted(there)
        for s in {(s.start, s.end): s for s in whole.set_aside.get(name, ())}.values()
    ]
    derived.write_set_aside(db, there | gone, aside)
    derived.drop_documents(db, gone)
    _write_states(db, states_of(whole.decisions, whole.decided, made, [*placed, *rest], shared))
    out.documents |= names | regrouped
    _note(out.touched, old, made)


def _parts(
    found: grow_mentions.Touched, labels: Mapping[str, int], shared: frozenset[tuple[str, str]], bonds: Constraints
) -> list[list[IncidentMention]]:
    """Which mentions are one incident: each component by itself, so that no pair is compared that never meets."""
    of: dict[int, list[IncidentMention]] = {}
    for m in found.mentions:
        of.setdefault(labels[m.mention_id], []).append(m)
    return [
        part
        for _, own in sorted(of.items())
        for part in incidents.parts_of(own, (), shared, found.held, together=bonds.together, apart=bonds.apart)
    ]


def _kept(parts: Sequence[Sequence[IncidentMention]], old: Mapping[str, Any], moved: Collection[str]) -> dict[str, str]:
    """Mentions of incidents that are as they were, with their ids: the same claims, of documents of which none ``moved``, and no link to
    an incident that is not. Most of what is clustered again is; it is neither loaded nor estimated."""
    before = {tuple(row["claims"]): i for i, row in old.items()}
    same: list[tuple[Sequence[IncidentMention], str]] = []
    changed: set[str] = set()
    for part in parts:
        incident = before.get(tuple(sorted({c for m in part for c in m.claims})))
        if incident is None or any(m.document in moved for m in part):
            changed |= {m.mention_id for m in part}
        else:
            same.append((part, incident))
    return {m.mention_id: i for part, i in same if not any(x.target in changed for n in part for x in n.links) for m in part}


def _parted(claims: Iterable[Claim], own: Collection[tuple[str, str]]) -> tuple[list[Claim], list[Claim]]:
    """Claims of the mentions at hand, and the others."""
    inside: list[Claim] = []
    outside: list[Claim] = []
    for c in claims:
        (inside if (c.document, c.claim_id) in own else outside).append(c)
    return inside, outside


def _estimated(
    db: sa.Connection,
    settler: Settler,
    whole: SettledPart,
    made: Sequence[Incident],
    placed: Sequence[Claim],
    groups: Sequence[SyndicationGroup],
    frame: Frame,
) -> list[Incident]:
    by_incident: dict[str, list[Claim]] = {}
    for c in placed:
        if c.incident_id:
            by_incident.setdefault(c.incident_id, []).append(c)
    own = {c.document for c in placed if c.incident_id}
    near = Neighbours(_around(db, settler, whole.documents, own, groups), groups)
    chosen = chosen_figures(whole.decisions, whole.decided, {c.claim_id: c.incident_id for c in placed})
    out = []
    for i in made:
        its_claims = by_incident.get(i.incident_id, [])
        around = near.of(c.document for c in its_claims)
        picked = chosen.get(i.incident_id, ())
        out.append(estimates.estimate(i, its_claims, *around, policy=frame.policy, weights=frame.weights, chosen=picked))
    return out


def _around(
    db: sa.Connection, settler: Settler, have: Mapping[str, Document], names: Iterable[str], groups: Sequence[SyndicationGroup]
) -> dict[str, Document]:
    """Documents of these names with all that :class:`Neighbours` may ask for: copies, the same text elsewhere, other versions."""
    found: dict[str, Document] = {}
    wanted = set(names) | {name for g in groups for name in g.documents}
    while wanted:
        found |= {n: have[n] for n in wanted if n in have}
        found |= settler.documents(wanted - found.keys())
        texts = {found[n].document_id for n in wanted if n in found}
        texts |= {v for n in wanted if n in found and (v := found[n].version_of)}
        near = {name for others in names_of_texts(db, texts).values() for name in others}
        wanted = (near | versions_after(db, wanted)) - found.keys()
    return found


def _write(
    db: sa.Connection,
    made: Sequence[Incident],
    claims: Sequence[Claim],
    old: Mapping[str, Any],
    component: Mapping[str, int],
    replaced: Collection[str],
    documents: Mapping[str, Document],
) -> None:
    """Writes incidents and claims in place of those there were."""
    for c in claims:
        if documents[c.document].text[c.start : c.end] != c.quote:
            raise RashomonError(
                f"a quote is not verbatim ({c.document} at {c.start}); nothing was written. This is an error of the program."
            )
    derived.drop_incidents(db, old)
    derived.drop(db, d.claims, "document", replaced)
    derived.write_claims(db, [claim_row(c) for c in claims])
    derived.write_incidents(db, [incident_row(i) for i in made], {i.incident_id: component[i.anchor] for i in made})


def _write_documents(db: sa.Connection, settler: Settler, names: set[str]) -> None:
    documents = settler.documents(names)
    group_of = _group_of(db, names)
    told = derived.told_of(db, names)
    rows = [document_row(x, group_of[n], told[n]) for n, x in sorted(documents.items())]
    settled = {n: {"published": encode(x.published), "version_of": x.version_of} for n, x in documents.items()}
    derived.write_documents(db, rows, settled)


def _group_of(db: sa.Connection, names: Collection[str]) -> dict[str, tuple[str, str | None] | None]:
    """Id and original of the group that a document's row names: of two the last."""
    found: dict[str, tuple[str, str | None] | None] = dict.fromkeys(names)
    for (name, _), group in sorted(PairIndex(db).groups_of(names).items(), key=lambda kv: kv[1][0]):
        found[name] = group
    return found


def _write_states(db: sa.Connection, states: Iterable[DecisionState]) -> None:
    rows = [{"decision_id": s.decision_id, "state": s.state, "note": s.note, "claims": list(s.claims)} for s in states]
    derived.drop(db, d.decision_states, "decision_id", [r["decision_id"] for r in rows])
    derived.fill(db, d.decision_states, rows)


def _note(touched: dict[str, str | None], old: Mapping[str, Any], made: Sequence[Incident]) -> None:
    """Says of each incident that was there which one has its anchor now, or else most of its claims."""
    home = {c: i.incident_id for i in made for c in i.claims}
    new = {i.incident_id for i in made}
    for incident_id, row in sorted(old.items()):
        if incident_id in new:
            continue
        votes = Counter(home[c] for c in row["claims"] if c in home)
        most = min(votes, key=lambda i: (-votes[i], i)) if votes else None
        touched[incident_id] = home.get(row["anchor"], most)
    for incident_id in new:
        touched[incident_id] = None


def _end(incident_id: str, touched: Mapping[str, str | None]) -> str | None:
    """Where the incident is in the end, over several steps."""
    seen = {incident_id}
    after = touched[incident_id]
    while after is not None and touched.get(after) is not None and after not in seen:
        seen.add(after)
        after = touched[after]
    return after
