"""The fine keys of a claim: scope and what it is part of, how the harm is meant, whose and who the victims were, on whose word, and what a denial denies.

Gold is ``method_keys.json`` over the articles and the world set. Asked are the claims that were found at all (matched as ``score.py`` does); each
key is the share right of those, and the number of cases stands beside it. ``KEY_ok`` in gold lists other right answers.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks import whole
from benchmarks.tasks.common import GOLD

Row = dict[str, Any]
KEYS = (
    "scope", "part_of", "harm_detail", "includes_attackers", "victim_party", "victim_status", "status_by", "groups", "relation", "approx",
    "vague", "via",
)  # fmt: skip
_SETS = {"read": ("articles-read", "world-read"), "score": ("world-score",)}
#: What a reader who never looks would say.
_ALWAYS: Row = {
    "scope": "total", "part_of": None, "harm_detail": "killed", "includes_attackers": "unknown", "victim_party": None,
    "victim_status": "unknown", "status_by": None, "groups": [], "relation": "outlet", "approx": False, "vague": False, "via": [],
}  # fmt: skip


@cache
def _keys() -> Row:
    keys: Row = json.loads((GOLD / "method_keys.json").read_text(encoding="utf-8"))
    return keys


def _pairs(name: str) -> list[tuple[Row, Row, dict[str, str], Any]]:
    """Gold claims and denials with the claim of the run that matches, the gold ids by the run's, and the names' comparison."""
    s, gold = whole.scorer(), whole.gold_of(name)
    names = s.Names(gold.get("aliases", {}), gold.get("word_aliases", {}))
    by_doc: dict[str, list[Row]] = {}
    for row in s.rows(whole.run_of(name) / "claims.jsonl"):
        by_doc.setdefault(row["document"], []).append(row)
    out: list[tuple[Row, Row, dict[str, str], Any]] = []
    for doc in gold["docs"]:
        ours = by_doc.get(doc["document"], [])
        casualties = [c for c in ours if c["kind"] == "casualty"]
        pairs, _, _ = s.match(
            doc["claims"], casualties,
            lambda g, p: s.harm_fits(g["harm"], p.get("harm")) and s.overlap(g, p) > 0,
            lambda g, p: 1000 * ((g["low"], g["high"]) == (p.get("low"), p.get("high"))) + s.overlap(g, p),
        )  # fmt: skip
        ids = {p["claim_id"]: g["id"] for g, p in pairs}
        out += [(g, p, ids, names) for g, p in pairs]
        denials = [g for g in doc.get("statements", []) if g["id"] in _keys()["statements"]]
        told = [c for c in ours if c["kind"] == "statement" and c["stance"] == "denies"]
        found, _, _ = s.match(denials, told, lambda g, p: s.overlap(g, p) > 0, s.overlap)
        out += [(g, p, ids, names) for g, p in found]
    return out


def _right(key: str, want: Row, answer: Any, names: Any) -> bool:
    allowed = [want.get(key), *want.get(f"{key}_ok", [])]
    if key in {"groups", "via"}:
        return any(sorted(answer or []) == sorted(a or []) for a in allowed)
    if key in {"victim_party", "target"}:
        return any(names.same(a, answer) for a in allowed)
    return answer in allowed


def _cases(name: str) -> list[Case]:
    out = []
    for g, p, ids, names in _pairs(name):
        want = _keys()["claims"].get(g["id"])
        if want is not None:
            answers = {k: p.get(k) for k in KEYS} | {"part_of": ids.get(p.get("part_of") or "", None)}
            out.append(
                Case(f"{name}:{g['id']}", {k: "right" if _right(k, want, answers[k], names) else "wrong" for k in KEYS if k in want})
            )
        denial = _keys()["statements"].get(g["id"])
        if denial is not None:
            out.append(
                Case(f"{name}:{g['id']}", {k: "right" if _right(k, denial, p.get(k), names) else "wrong" for k in ("denies", "target")})
            )
    return out


def _figures(cases: list[Case]) -> dict[str, float]:
    asked: Counter[str] = Counter(k for c in cases for k in c.outcome)
    right: Counter[str] = Counter(k for c in cases for k, v in c.outcome.items() if v == "right")
    out: dict[str, float] = {}
    for key in (*KEYS, "denies", "target"):
        if asked[key]:
            out[f"{key} right"] = round(right[key] / asked[key], 4)
    out["claims asked"] = float(asked["scope"])
    out["denials asked"] = float(asked["denies"])
    return out


def measure(split: str, small: bool) -> Result:
    """Shares over all claims found; read: the articles and the read half of the world set."""
    cases = [c for name in _SETS[split][: 1 if small else None] for c in _cases(name)]
    return Result(tuple(cases), _figures(cases))


def baselines(split: str, small: bool) -> dict[str, dict[str, float]]:
    """The commonest answer to each key, always."""
    cases = []
    for name in _SETS[split][: 1 if small else None]:
        for g, _, _, names in _pairs(name):
            want = _keys()["claims"].get(g["id"])
            if want is not None:
                cases.append(Case(g["id"], {k: "right" if _right(k, want, _ALWAYS[k], names) else "wrong" for k in KEYS if k in want}))
    return {"commonest answer": {k: v for k, v in _figures(cases).items() if not k.endswith("asked")}}


TASKS = (
    Task(
        "method_keys", "Fine keys of a claim", "articles and world set, keys of the method", measure,
        baselines=baselines, reach={f"{k} right": 0.85 for k in KEYS}, gated=True,
    ),
)  # fmt: skip
