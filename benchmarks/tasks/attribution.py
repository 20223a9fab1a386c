"""PolNeAR: source, cue and content of attributions on documents that were not tuned on, as F1 of overlapping spans, one to one."""

from __future__ import annotations

from benchmarks.tasks.common import f1, parsed, plain_document, rows, scored
from rashomon.claims.attribution import find_attributions

DOCUMENTS = 100  # of the scored half; all of them take four minutes

Stretch = tuple[tuple[int, int], ...]  # a source, cue or content may be in several pieces


def _pairs(gold: list[Stretch], found: list[Stretch]) -> int:
    """How many gold stretches have a found one of their own that overlaps them."""
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
    return len(used_gold)


def measure() -> tuple[int, dict[str, float]]:
    """Number of gold attributions, and scores. Forty lines on the same parse reach .60, .61 and .57."""
    picked = scored(rows("polnear"))[:DOCUMENTS]
    documents = [plain_document(r["doc_id"], r["text"]) for r in picked]
    fields = ("source", "cue", "content")
    gold, found, hit = (dict.fromkeys(fields, 0) for _ in range(3))
    cases = 0
    for row, document, sentences in zip(picked, documents, parsed(documents), strict=True):
        made = find_attributions(document, sentences)
        cases += len(row["attributions"])
        for field in fields:
            want = sorted({tuple((s, e) for s, e in a[field]) for a in row["attributions"] if a[field]})
            spans = [
                tuple(a.content) if field == "content" else (getattr(a, field),) for a in made if field == "content" or getattr(a, field)
            ]
            got = sorted({tuple((s.start, s.end) for s in stretch) for stretch in spans if stretch})
            gold[field] += len(want)
            found[field] += len(got)
            hit[field] += _pairs(want, got)
    return cases, {f"{field} F1": f1(hit[field], found[field], gold[field]) for field in fields}
