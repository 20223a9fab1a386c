"""Is a claim that is called 0.9 sure right nine times in ten? Reliability of ``p_read`` and ``p_incident`` on claims judged by the gold answers."""

from __future__ import annotations

import collections
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.whole import gold_of, run_of, scorer
from rashomon.confidence import place
from rashomon.confidence.read import Surroundings
from rashomon.confidence.read import features as read_features
from rashomon.incidents.support import support
from rashomon.model import Claim
from rashomon.pipeline.derive import derive
from rashomon.store import Ledger

#: Sets that the weights were fitted on (scripts/train_confidence.py).
TRAINED_ON = ("fakes-read", "invented-read", "invented-score")
TESTED_ON = {"read": TRAINED_ON, "score": ("fakes-score", "world-score", "world-read")}
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True)
class Example:
    """A claim that the gold answers judge: which model speaks of it, what that sees, what it said, and whether the reading was right."""

    model: str
    features: dict[str, float]
    said: float | None
    right: bool
    case: str


@cache
def examples(name: str) -> tuple[Example, ...]:
    """Every judged claim of a set. A claim where the gold leaves the answer open is not judged."""
    ledger = Ledger(run_of(name) / "ledger.db")
    readings = list(ledger.readings())
    told = [m for r in readings for m in r.incidents]
    derived = derive(readings)
    claims = list(derived.claims)
    by_document: dict[str, list[Claim]] = collections.defaultdict(list)
    for c in claims:
        by_document[c.document].append(c)
    tied = support(told, {c.claim_id: c.incident_id for c in claims})
    placed = place.every(claims, told, tied)
    out = []
    for document, right, _wanted in _judged(name):
        around = {document: Surroundings(by_document[document])}
        for c in by_document[document]:
            if c.claim_id in right:
                model = "read_casualty" if c.kind == "casualty" else "read_statement"
                out.append(
                    Example(model, read_features(c, around[document]), c.p_read, right[c.claim_id], f"{document}@{c.start}-{c.claim_id}")
                )
    main = collections.defaultdict(collections.Counter)
    gold_incident = {cid: i for _, _, wanted in _judged(name) for cid, i in wanted.items()}
    for c in claims:
        if c.incident_id and c.claim_id in gold_incident:
            main[c.incident_id][gold_incident[c.claim_id]] += 1
    for c in claims:
        if c.incident_id and c.claim_id in gold_incident:
            best = sorted(main[c.incident_id].items(), key=lambda kv: (-kv[1], kv[0]))[0][0]
            out.append(
                Example(
                    "same_incident",
                    placed[c.claim_id],
                    c.p_incident,
                    gold_incident[c.claim_id] == best,
                    f"{c.document}@{c.start}-{c.claim_id}-i",
                )
            )
    return tuple(out)


@cache
def _judged(name: str) -> tuple[tuple[str, dict[str, bool], dict[str, str]], ...]:
    return tuple(_judge(name))


def _judge(name: str) -> Iterator[tuple[str, dict[str, bool], dict[str, str]]]:
    """Per document: claim id → read right, and claim id → gold incident, matched as ``score.py`` does."""
    s, gold = scorer(), gold_of(name)
    names = s.Names(gold.get("aliases", {}), gold.get("word_aliases", {}))
    same = {i: k for k, group in enumerate(gold.get("same_incident_ok", [])) for i in group}
    ours: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for c in s.rows(run_of(name) / "claims.jsonl"):
        ours[c["document"]].append(c)
    stances = set(gold["scored_stances"])
    for doc in gold["docs"]:
        mine = ours[doc["document"]]
        right: dict[str, bool] = {}
        incident: dict[str, str] = {}
        scored = [c for c in doc["claims"] if not c.get("optional") and (c["low"], c["high"]) != (None, None)]
        loose = [c for c in doc["claims"] if c not in scored]
        told = [c for c in mine if c["kind"] == "casualty" and (c["low"], c["high"]) != (None, None)]
        pairs, _, extra = s.match(
            scored,
            told,
            lambda g, p: s.harm_fits(g["harm"], p.get("harm")) and s.overlap(g, p) > 0,
            lambda g, p: sum(s.agree(g, p, names).values()) * 1000 + s.overlap(g, p),
        )
        for g, p in pairs:
            right[p["claim_id"]] = all(s.agree(g, p, names).values())
            if not g.get("background") and g.get("incident") and p.get("incident_id"):
                incident[p["claim_id"]] = str(same.get(g["incident"], g["incident"]))
        for p in extra:
            if not any(s.overlap(g, p) for g in loose):
                right[p["claim_id"]] = False
        right |= _statements(doc.get("statements", []), mine, stances, names)
        yield doc["document"], right, incident


def _statements(wanted: Sequence[dict[str, Any]], mine: Sequence[dict[str, Any]], stances: set[str], names: Any) -> dict[str, bool]:
    s = scorer()
    out = {}
    for p in mine:
        if p["kind"] != "statement" or p["stance"] not in stances:
            continue
        near = [
            g for g in wanted if s.overlap(g, p) > 0.3 * min(g["end"] - g["start"], p["end"] - p["start"]) and s.same_speaker(g, p, names)
        ]
        fits = [g for g in near if p["stance"] in (g["stance"], *g.get("stance_ok", []))]
        if fits or not any(g.get("optional") for g in near):
            out[p["claim_id"]] = bool(fits)
    return out


def _figures(rows: Sequence[Example], label: str) -> dict[str, float]:
    """Brier score, expected calibration error and, per band of what was said, the share that is right and the number of claims."""
    said = [(e.said, e.right) for e in rows if e.said is not None]
    if not said:
        return {}
    n = len(said)
    out = {
        f"{label}: Brier score": round(sum((p - r) ** 2 for p, r in said) / n, 4),
        f"{label}: right, all": round(sum(r for _, r in said) / n, 4),
    }
    error = 0.0
    for low, high in itertools.pairwise(EDGES):
        band = [(p, r) for p, r in said if low <= p < high]
        if band:
            right = sum(r for _, r in band) / len(band)
            error += abs(right - sum(p for p, _ in band) / len(band)) * len(band) / n
            name = f"{label}: right where said {low:g} to {min(high, 1):g}"
            out |= {name: round(right, 4), f"{name} n": len(band)}
    out[f"{label}: calibration error"] = round(error, 4)
    return out


_LABELS = {"read_casualty": "casualty claims", "read_statement": "statements", "same_incident": "same incident"}


def _measure(split: str, small: bool) -> Result:
    rows = [e for name in TESTED_ON[split] for e in examples(name)]
    figures: dict[str, float] = {}
    for model, label in _LABELS.items():
        figures |= _figures([e for e in rows if e.model == model], label)
    unique = {e.case: Case(e.case, {_LABELS[e.model]: "right" if e.right else "wrong"}) for e in rows}
    return Result(tuple(unique.values()), figures)


def _constant(split: str, small: bool) -> dict[str, dict[str, float]]:
    """One and the same probability for all: the share that is right where the weights were fitted."""
    out = {}
    for model, label in _LABELS.items():
        train = [e.right for name in TRAINED_ON for e in examples(name) if e.model == model]
        test = [e.right for name in TESTED_ON[split] for e in examples(name) if e.model == model]
        if train and test:
            base = sum(train) / len(train)
            out[f"{label}: Brier score"] = round(sum((base - r) ** 2 for r in test) / len(test), 4)
    return {"the same for all": out}


_ERRORS = {f"{label}: {what}" for label in _LABELS.values() for what in ("Brier score", "calibration error")}
TASKS = (
    Task(
        "confidence",
        'are the claims called sure right as often as said ("read right", "same incident")',
        "claims of fakes and world, judged as score.py does",
        _measure,
        _constant,
        {f"{label}: calibration error": 0.1 for label in _LABELS.values()},
        frozenset(_ERRORS),
        gated=False,
    ),
)
