"""Copies: which of two documents' pairs are found to share a text, on pairs that were not tuned on."""

from __future__ import annotations

from benchmarks.tasks.common import rows, scored
from rashomon.corpus import Article, make_document, syndication


def measure() -> tuple[int, dict[str, float]]:
    """Number of pairs, and the share of each kind told as it is. The labels come from shingles: a shingle method is flattered."""
    pairs = scored(rows("dedupe_pairs"))
    needed = {p[k] for p in pairs for k in ("a", "b")}
    documents = {
        r["doc_id"]: make_document(Article(r["doc_id"], r["text"], title=r["title"], published=r["dct"], outlet=r["outlet"], language="en"))
        for r in rows("gva_docs")
        if r["doc_id"] in needed
    }
    told: dict[str, list[str]] = {}
    for p in pairs:
        groups = syndication([documents[p["a"]], documents[p["b"]]])
        told.setdefault(p["kind"], []).append(groups[0].kind if groups else "none")
    share = {kind: {g: answers.count(g) / len(answers) for g in ("whole", "part", "none")} for kind, answers in told.items()}
    return len(pairs), {
        "syndicated, told whole": round(share["syndicated"]["whole"], 4),
        "partial reuse, told part or whole": round(1 - share["partial_reuse"]["none"], 4),
        "same event, other words: told apart": round(1 - share["independent_same_event"]["whole"], 4),
        "only furniture shared: not told whole": round(1 - share["boiler_twin"]["whole"], 4),
    }
