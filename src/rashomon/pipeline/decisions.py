"""What reviewers decided, put to work when everything is derived. See ``docs/concepts/decisions.md``.

Pure functions of decisions and of the documents that their anchors name, so that they can be used on a part of a ledger:
:func:`standing` → :func:`decide` → clustering with ``together`` and ``apart`` → :func:`chosen_figures` → estimates → :func:`states_of`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rashomon.incidents.against import against_merge, against_split
from rashomon.incidents.context import Context
from rashomon.model import Claim, Decision, DecisionState, Document, Incident, IncidentMention, SetAside, had_seen
from rashomon.model.decisions import RECORDS
from rashomon.pipeline.decisions_claims import find_claims, on_claims, shortened
from rashomon.pipeline.decisions_events import Constraints, constraints, parted
from rashomon.pipeline.decisions_mentions import follow
from rashomon.pipeline.decisions_values import VALUES, checked
from rashomon.pipeline.decisions_versions import outdated, placed


@dataclass(frozen=True, slots=True)
class Decided:
    """Claims and mentions as decided, figures set aside by document name, what clustering has to keep, and the states known so far.

    ``choices`` are the claims that each chosen figure hangs on, by decision id.
    """

    claims: list[Claim]
    told: list[IncidentMention]
    set_aside: dict[str, tuple[SetAside, ...]] = field(default_factory=dict)
    bonds: Constraints = field(default_factory=Constraints)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    states: tuple[DecisionState, ...] = ()


def standing(decisions: Iterable[Decision]) -> tuple[list[Decision], list[DecisionState]]:
    """Decisions that hold, in their order, and the states of the others: those taken back, the undos themselves, logged unmaskings, judgements."""
    ordered = sorted(decisions, key=lambda d: d.order)
    by_id = {d.decision_id: d for d in ordered}
    undone_by: dict[str, list[Decision]] = {}
    for d in ordered:
        if d.kind == "undo" and d.undoes in by_id:
            undone_by.setdefault(d.undoes, []).append(d)

    def undoing(d: Decision, seen: frozenset[str] = frozenset()) -> Decision | None:
        """The last undo of ``d`` that was not undone itself."""
        for u in reversed(undone_by.get(d.decision_id, ())):
            if u.decision_id not in seen and undoing(u, seen | {d.decision_id}) is None:
                return u
        return None

    hold: list[Decision] = []
    states: list[DecisionState] = []
    for d in ordered:
        by = undoing(d)
        if by is not None:
            states.append(DecisionState(d.decision_id, "undone", f"taken back by decision {by.number} ({by.who}): {by.why}"))
        elif d.kind == "undo" and d.undoes not in by_id:
            states.append(DecisionState(d.decision_id, "not_found", f"there is no decision {d.undoes} to take back"))
        elif d.kind in {"undo", *RECORDS}:
            states.append(DecisionState(d.decision_id, "applied"))
        else:
            hold.append(d)
    return hold, states


def decide(
    decisions: Sequence[Decision], claims: Sequence[Claim], told: Sequence[IncidentMention], documents: Mapping[str, Document]
) -> Decided:
    """Claims and mentions with ``decisions`` (those of :func:`standing`, in order) in them. ``documents`` may be a part of all: at least
    those that the anchors name, their earlier texts that the ledger keeps, and the later versions of these."""
    given = {d.decision_id: d for d in decisions}
    decisions = placed(decisions, claims, documents)
    made = on_claims(decisions, claims, documents)
    moved = follow(told, claims, made.claims) if made.states else list(told)
    moved = parted(decisions, made.claims, moved, documents)
    bonds = constraints(decisions, made.claims, moved, documents)
    choices, missing = _choices(decisions, made.claims, documents)
    by_id = {d.decision_id: d for d in decisions}
    states = [outdated(given[s.decision_id], by_id[s.decision_id], s, documents) for s in (*made.states, *bonds.states, *missing)]
    return Decided(made.claims, moved, made.set_aside, bonds, choices, tuple(states))


def _choices(
    decisions: Iterable[Decision], claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[dict[str, tuple[str, ...]], list[DecisionState]]:
    """The claims that each chosen figure hangs on, and the states of those that hang on none."""
    wanted = [d for d in decisions if d.kind == "choose"]
    names = {a.document for d in wanted for a in d.anchors}
    own = [c for c in claims if c.document in names] if wanted else []
    out: dict[str, tuple[str, ...]] = {}
    states = []
    for d in wanted:
        _, problem = checked(d.kind, d.value)
        problem = f"its value {d.value!r} {problem}; for choose it is {VALUES['choose']}" if problem else ""
        found: list[str] = []
        for anchor in d.anchors:
            touched = find_claims(anchor, own, documents)
            if isinstance(touched, str):
                problem = problem or touched.replace("nothing to correct", "no incident to choose for")
            else:
                found += [c.claim_id for c in touched]
        if problem or not found:
            states.append(DecisionState(d.decision_id, "not_found", problem or "it names no words of a document"))
        else:
            out[d.decision_id] = tuple(dict.fromkeys(found))
    return out, states


def unread(decisions: Sequence[Decision], there: Collection[str]) -> list[DecisionState]:
    """States of those decisions (of :func:`standing`) none of whose documents is among ``there``."""
    return list(decide([d for d in decisions if not any(a.document in there for a in d.anchors)], [], [], {}).states)


def chosen_figures(decisions: Iterable[Decision], decided: Decided, incident_of: Mapping[str, str | None]) -> dict[str, list[Decision]]:
    """Chosen figures by incident, in order: for :func:`rashomon.estimates.estimate`. ``incident_of`` leads from claim to incident, for
    claims of whole components at least: a claim of an event that is not among them is in another incident."""
    out: dict[str, list[Decision]] = {}
    if not decided.choices:
        return out
    events = _of_events(decided)
    for d in decisions:
        claims = decided.choices.get(d.decision_id, ())
        homes = _homes(claims, incident_of)
        if len(homes) == 1 and _at_hand(claims, events, incident_of):
            out.setdefault(homes[0], []).append(d)
    return out


def _of_events(decided: Decided) -> frozenset[str]:
    """Claims that are told of an event, and so belong to an incident once mentions are clustered."""
    there = {c.claim_id for c in decided.claims}
    return frozenset(c for m in decided.told for c in m.claims if c in there)


def _at_hand(claims: Iterable[str], events: Collection[str], incident_of: Mapping[str, str | None]) -> bool:
    """Whether all of these claims that belong to an incident were clustered."""
    return all(c not in events or incident_of.get(c) is not None for c in claims)


def _homes(claims: Iterable[str], incident_of: Mapping[str, str | None]) -> list[str]:
    return sorted({i for c in claims if (i := incident_of.get(c))})


def states_of(
    decisions: Sequence[Decision],
    decided: Decided,
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    shared: Collection[tuple[str, str]] = (),
) -> list[DecisionState]:
    """What came of the decisions that hold, once incidents and estimates are there. ``claims`` are those with their incidents; ``shared``
    are the pairs of mentions in shared passages (:func:`rashomon.incidents.cluster.shared_passages`). Where only some components were
    clustered, a decision on an event of another one gets no state: it has the one it had."""
    by_id = {c.claim_id: c for c in claims}
    incident_of = {i: c.incident_id for i, c in by_id.items()}
    made = {i.incident_id: i for i in incidents}
    context = Context(frozenset(shared))
    events = _of_events(decided) if decided.choices or decided.bonds.mentions else frozenset()
    anchors = {m.mention_id: m.claims for m in decided.told} if decided.bonds.mentions else {}
    known = {s.decision_id: s for s in decided.states}
    out = []
    for n, d in enumerate(decisions):
        about = [*decided.choices.get(d.decision_id, ()), *(c for m in decided.bonds.mentions.get(d.decision_id, ()) for c in anchors[m])]
        if not _at_hand(about, events, incident_of):
            continue
        if d.kind == "choose" and d.decision_id in decided.choices:
            out.append(_choice_state(d, decisions[n + 1 :], decided, made, incident_of))
        elif d.decision_id in decided.bonds.mentions and known[d.decision_id].state == "applied":
            out.append(_event_state(d, known[d.decision_id], decided, by_id, context))
        else:
            out.append(known[d.decision_id])
    return out


def _choice_state(
    d: Decision, later: Sequence[Decision], decided: Decided, made: Mapping[str, Incident], incident_of: Mapping[str, str | None]
) -> DecisionState:
    claims = decided.choices[d.decision_id]
    homes = _homes(claims, incident_of)
    if len(homes) != 1:
        why = "these words belong to no incident" if not homes else f"these words belong to {len(homes)} incidents; quote words of one"
        return DecisionState(d.decision_id, "not_found", why, claims)
    incident = made[homes[0]]
    for e in incident.estimates:
        for reason in e.reasons:
            if reason.rule == f"{d.rule}:reopened":
                return DecisionState(d.decision_id, "reopened", reason.detail, tuple(dict.fromkeys((*claims, *reason.claims))))
    if any(r.rule == d.rule for e in incident.estimates for r in e.reasons):
        return DecisionState(d.decision_id, "applied", "", claims)
    harm, side = d.value["harm"], d.value["side"]
    for o in later:
        same = o.decision_id in decided.choices and (o.value["harm"], o.value["side"]) == (harm, side)
        if same and _homes(decided.choices[o.decision_id], incident_of) == homes:
            return DecisionState(d.decision_id, "overruled", f"decision {o.number} ({o.who}), made later, chose another figure", claims)
    has = sorted({f"{e.harm} {e.side or 'of all sides'}" for e in incident.estimates})
    return DecisionState(
        d.decision_id,
        "not_found",
        f"nobody gives a figure of {harm} {side or 'of all sides'}; there are: {', '.join(has) or 'none'}",
        claims,
    )


def _event_state(d: Decision, state: DecisionState, decided: Decided, claims: Mapping[str, Claim], context: Context) -> DecisionState:
    """Re-opened where a report that was not known speaks against it. It stays in force until a person takes it back."""
    own = set(decided.bonds.mentions[d.decision_id])
    anchors = [m for m in decided.told if m.mention_id in own]
    homes = {claims[c].incident_id for m in anchors for c in m.claims if c in claims} - {None}
    members = [m for m in decided.told if any(c in claims and claims[c].incident_id in homes for c in m.claims)]

    def known(m: IncidentMention) -> bool:
        return any(had_seen(d, claims[c]) for c in m.claims if c in claims)

    new = (against_merge if d.kind == "merge" else against_split)(anchors, members, known, context)
    if new is None:
        return state
    first = min((claims[c] for c in new.claims if c in claims), key=lambda c: (c.start, c.claim_id))
    says = "contradicts one of the reports put together" if d.kind == "merge" else "tells of what was parted as of one"
    note = f"{new.document} (“{shortened(first.quote)}”) {says}; the decision stays in force until it is taken back"
    return replace(state, state="reopened", note=note, claims=tuple(dict.fromkeys((*state.claims, *new.claims))))


def seen_of(claims: Iterable[Claim], documents: Mapping[str, Document], decision: Decision) -> list[list[str | int]]:
    """For ``value["seen"]`` of a merge, split or choose about to be recorded: [document id, start, end] of every claim of the incidents
    that its anchors are of. ``claims`` are derived ones (with their incidents), at least those of these incidents."""
    every = list(claims)
    homes: set[str] = set()
    for anchor in decision.anchors:
        found = find_claims(anchor, every, documents)
        homes |= {c.incident_id for c in found if c.incident_id} if not isinstance(found, str) else set()
    spans = sorted({(c.document_id, c.start, c.end) for c in every if c.incident_id in homes})
    return [list(s) for s in spans]


def line_of(decision: Decision, state: DecisionState) -> str:
    """A decision and what came of it in one line, for the terminal and the page."""
    where = " and ".join(f"“{shortened(a.quote)}” in {a.document}" for a in decision.anchors)
    head = (
        f"{decision.number} ({decision.kind} at {where}, {decision.who})"
        if where
        else f"{decision.number} ({decision.kind}, {decision.who})"
    )
    many = f"{len(state.claims)} claim{'s' if len(state.claims) != 1 else ''}"
    kinds = {"merge": "put together", "split": "told apart", "choose": "figure chosen", "not_a_figure": f"set aside {many}"}
    said = {
        "applied": kinds.get(decision.kind, f"corrected {many}"),
        "not_found": "NOT APPLIED",
        "reopened": "RE-OPENED",
        "overruled": "no longer holds",
        "undone": "taken back",
    }[state.state]
    if state.state in {"not_found", "reopened", "overruled", "undone"}:
        return f"{head}: {said}: {state.note}"
    return f"{head}: {said}" + (f"; {state.note}" if state.note else "")


def decision_lines(decisions: Iterable[Decision], states: Iterable[DecisionState]) -> list[str]:
    """:func:`line_of` for every decision on the evidence that was not taken back, in order."""
    by_id = {s.decision_id: s for s in states}
    shown = [(d, by_id[d.decision_id]) for d in decisions if d.kind not in {"undo", *RECORDS} and d.decision_id in by_id]
    return [line_of(d, s) for d, s in shown if s.state != "undone"]
