"""Who is named: organisations and persons of Dstl's re3d, found and told apart.

Comparable with our mentions of actors are its types Organisation (states, ministries, forces, groups, bodies, media) and Person; of nested ones the
outer. Pronouns and phrases that only point back ("the group") are left out on both sides, and so are nationalities: for us "Iraqi" is part
of a mention and never one of its own. A state's name that acts is an organisation for us and sometimes a location there: such a mention of
ours counts as right where re3d has anything, and as an organisation where it has one. re3d also marks bodies that no casualty hangs on (courts, companies, "the people").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.common import parsed, plain_document, rows
from rashomon.mentions import find_actors
from rashomon.model import ActorMention, Document, Sentence

Row = dict[str, Any]
Span = tuple[int, int, str]
_POINTS = re.compile(
    r"(?:the|this|that|these|those|its|their|our|his|her|a|an|some|all|both|other) (?:country|group|organi[sz]ation|party|parties|government|people|"
    r"regime|side|sides|enemy|army|team|company|community|committee|supporters|partners|allies|secretary|minister|president|man|woman|men|women|"
    r"members|leaders?|commander|officials?)|i|we|you|he|she|it|they|us|them|him|me|who|his|her|their|our|its|my|your|those|these|others?|that|which",
    re.I,
)
_BODIES = frozenset({"state", "government", "ministry", "military", "police", "media", "medical", "organisation", "officials", "group", "coalition", "monitor", "militants"})  # fmt: skip
_CAPS = re.compile(r"(?<![.!?\n] )(?<!^)\b(?:[A-Z][\w'-]+|[A-Z]{2,})(?:(?: of| and| for| the)* (?:[A-Z][\w'-]+|[A-Z]{2,}))*", re.M)


def _golds(row: Row) -> list[Span]:
    """Organisations and persons, of overlapping ones of a type the longest; those that only point back left out."""
    out: list[Span] = []
    spans = sorted(
        ((int(e["start"]), int(e["end"]), str(e["type"])) for e in row["entities"] if e["type"] in {"Organisation", "Person"}),
        key=lambda s: (s[0] - s[1], s),
    )
    for start, end, kind in spans:
        text = row["text"][start:end]
        if _POINTS.fullmatch(text.strip()) or (not any(c.isupper() for c in text[1:] if c.isalpha()) and not text[:1].isupper()):
            continue
        if not any(start < b and a < end for a, b, _ in out):
            out.append((start, end, kind))
    return sorted(out)


def _ours(actors: Sequence[ActorMention], text: str) -> list[Span]:
    return [
        (m.start, m.end, "Person" if m.kind == "person" else "Organisation")
        for m in actors
        if not m.anaphor and (m.kind == "person" or m.kind in _BODIES) and any(c.isupper() for c in text[m.start : m.end])
    ]


def _sample(split: str, small: bool) -> list[Row]:
    half = rows("re3d")[0::2] if split == "read" else rows("re3d")[1::2]
    return half[:8] if small else half


@cache
def _read(split: str, small: bool) -> list[tuple[Row, Document, list[Sentence]]]:
    sample = _sample(split, small)
    documents = [plain_document(str(r["doc_id"]), str(r["text"])) for r in sample]
    return list(zip(sample, documents, parsed(documents), strict=True))


def _score(row: Row, answers: Sequence[Span]) -> tuple[dict[str, str], dict[str, int]]:
    """Outcome a gold mention, and counts: a gold one is found where an answer overlaps it, typed where one of its type does."""
    golds = _golds(row)
    outcome: dict[str, str] = {}
    counts = {"gold": len(golds), "found": 0, "typed": 0, "answers": len(answers), "right": 0}
    for start, end, kind in golds:
        over = {k for a, b, k in answers if a < end and start < b}
        outcome[f"{kind} at {start}"] = "right" if kind in over else "wrong" if over else "missed"
        counts["found"] += bool(over)
        counts["typed"] += kind in over
    marked = [
        (int(e["start"]), int(e["end"])) for e in row["entities"] if e["type"] in {"Organisation", "Person", "Location", "Nationality"}
    ]
    for a, b, _ in answers:
        right = any(s < b and a < e for s, e in marked)
        counts["right"] += right
        if not right:
            outcome[f"answer at {a}"] = "false"
    return outcome, counts


def _figures(total: dict[str, int]) -> dict[str, float]:
    def share(part: str, whole: str) -> float:
        return round(total[part] / total[whole], 4) if total[whole] else 0.0

    p, r = share("right", "answers"), share("typed", "gold")
    return {
        "recall": share("found", "gold"),
        "recall, with type": r,
        "precision": p,
        "F1, with type": round(2 * p * r / (p + r), 4) if p + r else 0.0,
        "type right, of found": share("typed", "found"),
    }


def _sum(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    return {k: sum(c[k] for c in counts) for k in ("gold", "found", "typed", "answers", "right")}


def measure(split: str, small: bool) -> Result:
    """Recall of the mentions that are in the data, precision of ours, and whether body and person are told apart."""
    cases, counts = [], []
    for n, (row, document, sentences) in enumerate(_read(split, small)):
        outcome, count = _score(row, _ours(find_actors(document, sentences), document.text))
        cases.append(Case(f"re3d:{n:02d}:{row['doc_id'][:8]}", outcome))
        counts.append(count)
    return Result(tuple(cases), _figures(_sum(counts)))


def baselines(split: str, small: bool) -> dict[str, dict[str, float]]:
    """Every run of capitalised words inside a sentence, called an organisation."""
    counts = []
    for row, document, _ in _read(split, small):
        runs = [(m.start(), m.end(), "Organisation") for m in _CAPS.finditer(document.text)]
        counts.append(_score(row, runs)[1])
    return {"capitalised words": _figures(_sum(counts))}


TASKS = (
    Task(
        "actors", "Bodies and persons named", "Dstl re3d (Syria and Iraq, 2011-2017)", measure,
        baselines=baselines, reach={"F1, with type": 0.75},
    ),
)  # fmt: skip
