"""What a ledger says moved, as plain values with private names hidden: for ``--json``."""

from __future__ import annotations

from typing import Any

from rashomon.exports.told import cause_words, masked, quoted
from rashomon.exports.told_moves import Told, grouped, scope_of
from rashomon.model import Estimate, Incident
from rashomon.pipeline.moved import Between, Change, Sum, sums


def change_json(one: Change, told: Told) -> dict[str, Any]:
    """A change as plain values, names hidden."""
    scope = scope_of(one)
    value = {
        "incident_id": one.incident_id,
        "label": one.label,
        "what": one.what,
        "into": one.into,
        "took_over": list(one.from_ids),
        "steps": [
            {
                "harm": s.harm,
                "side": s.side,
                "over": s.over,
                "before": _figures(s.before),
                "after": _figures(s.after),
                "claims": list(s.claims),
            }
            for s in one.steps
        ],
        "fields": [{"field": f, "before": a, "after": b} for f, a, b in one.others],
    }
    out: dict[str, Any] = masked(value, scope, told.masker)
    for step, made in zip(one.steps, out["steps"], strict=True):
        made["quotes"] = [quoted(told.claims[c], told.documents, told.masker).plain for c in step.claims if c in told.claims]
    out["causes"] = [
        {
            "run": c.run_id,
            "at": c.at,
            "cause": c.cause,
            "detail": masked(dict(c.detail), scope, told.masker),
            "words": cause_words(c, one.steps, told.claims, told.documents, told.decisions, told.masker),
        }
        for c in one.causes
    ]
    return out


def _figures(e: Estimate | None) -> dict[str, Any] | None:
    return None if e is None else {k: getattr(e, k) for k in ("low", "best", "high", "open", "words", "best_withheld", "policy")}


def diff_json(found: Between, words: tuple[str, str], told: Told) -> dict[str, Any]:
    """What changed as plain values."""
    return {
        "from": {"run": found.first, "words": words[0]},
        "to": {"run": found.last, "words": words[1]},
        "moved_back": found.back,
        "sums": [_sum(s) for s in sums(found.changes)],
        "groups": [
            {"cause": name, "sums": [_sum(s) for s in sums(its)], "changes": [change_json(c, told) for c in its]}
            for name, its in grouped(found.changes)
        ],
        "names_shown": told.masker.names,
    }


def _sum(s: Sum) -> dict[str, Any]:
    return {
        "harm": s.harm,
        "before": s.before,
        "after": s.after,
        "without_best_before": s.without_before,
        "without_best_after": s.without_after,
    }


def published_json(incident: Incident, told: Told) -> list[dict[str, Any]]:
    """The history by time of publication as plain values."""
    out = []
    for e in incident.estimates:
        steps = []
        for h in e.history:
            claim = told.claims.get(h.claim)
            words = quoted(claim, told.documents, told.masker) if claim else None
            steps.append({"as_of": h.as_of, "as_of_basis": h.as_of_basis, "low": h.low, "best": h.best, "high": h.high, "claim": h.claim,
                          "standing": h.standing, "note": told.masker.words(incident.documents, h.note), "quote": words.plain if words else None})  # fmt: skip
        out.append({"harm": e.harm, "side": e.side and told.masker.known(incident.documents, e.side), "over": e.over, "history": steps})
    return out
