"""Time expressions: the value of dated ones, against the publication date, on documents that were not tuned on."""

from __future__ import annotations

from datetime import date

from benchmarks.tasks.common import parsed, plain_document, rows, scored
from rashomon.language.calendar import resolve
from rashomon.mentions.dates import find_dates
from rashomon.model import Published


def _bounds(value: str) -> tuple[str, int] | None:
    """A TIMEX3 value that is a calendar day, month or year, as a prefix of an ISO day."""
    day = value[:10]
    return (day, len(day)) if len(day) in (4, 7, 10) and day.replace("-", "").isdigit() else None


def measure() -> tuple[int, dict[str, float]]:
    """Number of expressions with a calendar value, and the share found with the right value."""
    picked = scored(rows("timex"))
    documents = [plain_document(r["doc_id"], r["text"], Published(day=date.fromisoformat(r["dct"]), basis="given")) for r in picked]
    cases = right = 0
    for row, document, sentences in zip(picked, documents, parsed(documents), strict=True):
        found = find_dates(document, sentences)
        for t in row["timexes"]:
            wanted = _bounds(t["value"]) if t["type"] in ("DATE", "TIME") else None
            if wanted is None:
                continue
            cases += 1
            for m in found:
                span = resolve(m.expr, document.published) if m.start < t["end"] and t["start"] < m.end else None
                if span and span.start and span.end and all(d.isoformat()[: wanted[1]] == wanted[0] for d in (span.start, span.end)):
                    right += 1
                    break
    return cases, {"value right": round(right / cases, 4)}
