"""News without war: the casualty figures it makes of it, and on the read half which of them are no casualty.

Some are real: accidents, disasters, crimes, wars told in passing. Every figure made of the read half was read by hand once
(``benchmarks/by_hand/quiet.jsonl``, by document and offset): real, natural (somebody died of age or illness) or none (nobody came to harm, or
another number than was told). A figure that nobody judged yet counts as false.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.common import rows
from rashomon.corpus import Article
from rashomon.model import Claim
from rashomon.pipeline.read import batches, read_batch

SMALL = 60  # documents
JUDGED = Path(__file__).resolve().parents[1] / "by_hand" / "quiet.jsonl"
NEAR = 40  # a quote may begin this much earlier or later than when it was judged


def figures(split: str, small: bool) -> tuple[int, list[Claim]]:
    """How many documents were read, and the claims with a figure made of them."""
    half = rows("bbc_news")[0 if split == "read" else 1 :: 2]
    articles = [Article(r["id"], r["text"], language="en") for r in (half[:SMALL] if small else half)]
    found = [
        c
        for group in batches(articles)
        for reading in read_batch(group)
        for c in reading.claims
        if c.kind == "casualty" and not c.vague and (c.low is not None or c.high is not None)
    ]
    return len(articles), found


def judgement(claim: Claim, judged: list[dict[str, object]]) -> str:
    """What was said of this figure by hand: real, natural, none, or unjudged."""
    for row in judged:
        document, at = str(row["id"]).rsplit(":", 1)
        low = claim.low if claim.low is not None else claim.high
        if document == claim.document and abs(int(at) - claim.start) <= NEAR and (row["harm"], row["low"]) == (claim.harm, low):
            return str(row["is"])
    return "unjudged"


def measure(split: str, small: bool) -> Result:
    """Figures a hundred documents; of the read half, those that are no casualty of violence or accident."""
    documents, found = figures(split, small)
    out = {"casualty figures per 100 documents": round(100 * len(found) / documents, 2)}
    cases = []
    judged = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()] if split == "read" else []
    for claim in found:
        said = judgement(claim, judged) if split == "read" else "not judged"
        cases.append(Case(f"{claim.document}:{claim.start}:{claim.harm}:{claim.low}", {"figure": "right" if said == "real" else said}))
    if split == "read":
        false = sum(c.outcome["figure"] != "right" for c in cases)
        out["false figures per 100 documents"] = round(100 * false / documents, 2)
        want = [row for row in judged if row["is"] == "real"]
        kept = sum(any(judgement(c, [row]) == "real" for c in found) for row in want)
        if not small:
            out["real figures kept"] = round(kept / len(want), 4)
    return Result(tuple(cases), out)


TASKS = (
    Task(
        "quiet",
        "News without war: casualty figures that are none",
        "BBC News 2004-05, lower-cased, 1,903 documents",
        measure,
        reach={"false figures per 100 documents": 1.0},
        lower=frozenset({"casualty figures per 100 documents", "false figures per 100 documents"}),
    ),
)
