"""PolNeAR: source, cue and content of attributions, as F1 of overlapping spans, one to one."""

from __future__ import annotations

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.common import f1, parsed, plain_document, rows
from rashomon.claims.attribution import find_attributions

DOCUMENTS = 100  # of either half, the first ones; all of a half take four minutes
SMALL = 12
FIELDS = ("source", "cue", "content")

Stretch = tuple[tuple[int, int], ...]  # a source, cue or content may be in several pieces


def _pairs(gold: list[Stretch], found: list[Stretch]) -> set[int]:
    """Which gold stretches have a found one of their own that overlaps them."""
    touching = sorted(
        (
            (min(g[-1][1], p[-1][1]) - max(g[0][0], p[0][0]), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(found)
            if any(a < d and c < b for a, b in g for c, d in p)
        ),
        key=lambda t: (-t[0], t[1], t[2]),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in touching:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return used_gold


def measure(split: str, small: bool) -> Result:
    """One case a gold source, cue or content; how many were found that gold does not have stands in the figures (F1) only."""
    half = rows("polnear")[0::2] if split == "read" else rows("polnear")[1::2]
    picked = half[: SMALL if small else DOCUMENTS]
    documents = [plain_document(r["doc_id"], r["text"]) for r in picked]
    gold, found, hit = (dict.fromkeys(FIELDS, 0) for _ in range(3))
    cases = []
    for row, document, sentences in zip(picked, documents, parsed(documents), strict=True):
        made = find_attributions(document, sentences)
        for field in FIELDS:
            want = sorted({tuple((s, e) for s, e in a[field]) for a in row["attributions"] if a[field]})
            spans = [
                tuple(a.content) if field == "content" else (getattr(a, field),) for a in made if field == "content" or getattr(a, field)
            ]
            got = sorted({tuple((s.start, s.end) for s in stretch) for stretch in spans if stretch})
            right = _pairs(want, got)
            cases += [Case(f"polnear:{row['doc_id']}:{field}:{n}", {field: "right" if n in right else "missed"}) for n in range(len(want))]
            gold[field] += len(want)
            found[field] += len(got)
            hit[field] += len(right)
    return Result(tuple(cases), {f"{field} F1": f1(hit[field], found[field], gold[field]) for field in FIELDS})


TASKS = (
    Task(
        "attribution",
        "who says which words: source, cue and content of attributions",
        "PolNeAR: news on US politics, seven outlets, attributions by hand",
        measure,
        {
            "forty lines on the same parse (quoted, 100 documents of the scored half)": {
                "source F1": 0.6,
                "cue F1": 0.61,
                "content F1": 0.57,
            }
        },
        {"source F1": 0.68, "cue F1": 0.72, "content F1": 0.65},
    ),
)
