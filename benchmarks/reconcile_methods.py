"""From a made-up war to rows of (true toll, what each method says of it): our policies, and plain methods on the same claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import mean, median

from rashomon import estimates
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.lenses import Lens, View
from rashomon.estimates.policy_current import current
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Incident
from rashomon.pipeline.derive import Neighbours, derive
from rashomon.simulate import War
from rashomon.simulate.scoring import Estimate

POLICIES = ("current", "minmax", "ucdp-style", "acled-style", "ibc-style")
#: Ours, where the claims of each true incident are handed over instead of found.
GIVEN = "current, incidents given"
HARM = "killed"


class ThirdFirst(Lens):
    """``current`` with one thing changed: who counts for neither side goes before a side that counts its own dead. Not a policy of the program: it
    shows what that one rule is worth."""

    name = "third parties first"
    source = "benchmarks/reconcile_methods.py"
    about = "current, with third parties before a side's word on its own dead"

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """As ``current``, with the two standings exchanged."""
        swap = {"own_losses": "third_party", "third_party": "own_losses"}
        words = tuple(replace(w, relation=swap.get(w.relation, w.relation)) for w in weighed.words)
        return current(replace(weighed, words=words), evidence)


THIRD = ThirdFirst()


def majority(values: Sequence[int]) -> float:
    """The figure given most often; of several, the one given last."""
    counts = Counter(values)
    most = max(counts.values())
    return next(v for v in reversed(values) if counts[v] == most)


#: Plain methods: figures in order of print in, one number out.
PLAIN: dict[str, Callable[[Sequence[int]], float]] = {
    "max": max,
    "min": min,
    "median": median,
    "mean": mean,
    "majority": majority,
    "last": lambda values: values[-1],
    "first": lambda values: values[0],
}


@dataclass(slots=True)
class Row:
    """One toll: how many of a side died in one incident, and what each method says."""

    seed: int
    incident: str
    side: str
    true: int
    reports: int
    says: dict[str, Estimate] = field(default_factory=dict)


@dataclass(slots=True)
class Told:
    """The rows of one war, and how its incidents came out: true ones ``split`` over several of ours, ours that ``merged`` several true ones."""

    rows: list[Row] = field(default_factory=list)
    incidents: int = 0
    split: int = 0
    merged: int = 0


def reconcile(war: War, policies: Sequence[str] = POLICIES) -> Told:
    """Runs everything behind reading over a war read without fault, and holds it against the truth."""
    printed = list(war)
    derived = derive([p.reading for p in printed])
    truth_of = {
        (p.record["id"], c.start, c.end, c.kind, c.harm): (p.truth[c.claim_id], p.of.get(c.claim_id))
        for p in printed
        for c in p.reading.claims
    }
    when = {p.record["id"]: n for n, p in enumerate(printed)}
    by_true: dict[str, list[Claim]] = defaultdict(list)
    by_ours: dict[str, list[Claim]] = defaultdict(list)
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    for c in sorted(derived.claims, key=lambda c: (when[c.document], c.start, c.end)):
        truth = truth_of[c.document, c.start, c.end, c.kind, c.harm][0]
        if c.incident_id:
            by_ours[c.incident_id].append(c)
        if truth is not None and c.kind == "casualty":
            by_true[truth].append(c)
            if c.incident_id:
                shares[truth][c.incident_id] += 1
    ours = {i.incident_id: i for i in derived.incidents}
    near = Neighbours({d.name: d for d in derived.documents}, derived.groups)
    views = {policy: _view(ours, by_ours, near, policy) for policy in policies}
    views[THIRD.name] = _view(ours, by_ours, near, THIRD)
    given = _given(by_true, shares, ours, near)
    out = Told(incidents=len(shares), split=sum(len(c) > 1 for c in shares.values()))
    out.merged = sum(n > 1 for n in Counter(i for c in shares.values() for i in c).values())
    for truth, of in sorted(shares.items()):
        top = min(of, key=lambda i: (-of[i], i))
        incident = war.incidents[truth]
        alone = len(incident.losses) == 1
        for loss in incident.losses:
            told = figures(by_ours[top], loss.side, alone)
            if not told:
                continue
            row = Row(war.world.seed, truth, loss.side, loss.killed, len({c.document for c in by_true[truth]}))
            row.says = {policy: of_side(view[top], loss.side, alone) for policy, view in views.items() if top in view}
            row.says[GIVEN] = of_side(given[truth], loss.side, alone)
            for name, method in PLAIN.items():
                best = float(int(method(told) + 0.5))
                row.says[name] = (min(told), best, max(told)) if name == "median" else (None, best, None)
            out.rows.append(row)
    return out


def figures(claims: Sequence[Claim], side: str, alone: bool) -> list[int]:
    """The figures of the dead of a side, in order of print; where no other side lost anybody, those of "people" too."""
    wanted = {side, None} if alone else {side}
    return [
        c.low for c in claims if c.kind == "casualty" and c.harm == HARM and c.scope == "total" and not c.background and c.low is not None and c.side in wanted
    ]  # fmt: skip


def of_side(incident: Incident, side: str, alone: bool) -> Estimate:
    """What a policy says of a side; where no other side lost anybody, its total will do."""
    rows = [e for e in incident.estimates if e.harm == HARM and (e.side == side or (alone and e.side is None))]
    rows.sort(key=lambda e: (e.best is None, e.side is None, e.over))
    return (rows[0].low, rows[0].best, rows[0].high) if rows else (None, None, None)


Claims = Mapping[str, Sequence[Claim]]


def _view(ours: Mapping[str, Incident], claims: Claims, near: Neighbours, policy: str | Lens) -> Mapping[str, Incident]:
    """Our incidents with the estimates of a policy; they come with those of ``current``."""
    if policy == "current":
        return ours
    return {
        k: estimates.estimate(i, claims[k], *near.of(c.document for c in claims[k]), policy=policy)
        for k, i in ours.items()
        if not i.background and claims.get(k)
    }


def _given(claims: Claims, shares: Mapping[str, Counter[str]], ours: Mapping[str, Incident], near: Neighbours) -> dict[str, Incident]:
    """Estimates by ``current`` with every true incident's claims put together, and nobody else's."""
    out = {}
    for truth, of in shares.items():
        top = min(of, key=lambda i: (-of[i], i))
        own = [replace(c, incident_id=top) for c in claims[truth]]
        whole = replace(ours[top], claims=tuple(c.claim_id for c in own))
        out[truth] = estimates.estimate(whole, own, *near.of(c.document for c in own))
    return out
