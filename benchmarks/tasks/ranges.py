"""Reconciliation to a range: one narrative that quotes many sources with different numbers, held against the range that its analysts settled on.

Each assessment of Airwars is read alone, without its first paragraph (where the range is sometimes told) and through the lens ``minmax``. The
analysts count civilians, and those of whom nobody knows what they were, so we take the row of civilians, else that of victims nobody names,
else the total. The range is theirs, made with sources that the text does not quote, so that the bounds are not always in the text: the ceilings say how often they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task, right
from benchmarks.tasks.common import NUMBER_WORDS, rows
from rashomon.corpus import Article
from rashomon.model import Estimate
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import batches, read_batch
from rashomon.store import Reading

SMALL = 25  # incidents
QUESTIONS = ("low exact", "high exact", "in range")

_ONES = ["zero", *NUMBER_WORDS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, start=2)}
_WORDS |= {f"{t}-{o}": 10 * n + m for n, t in enumerate(_TENS, start=2) for m, o in enumerate(_ONES[1:10], start=1)}
_NUMBER = re.compile(r"(?<![\w@#.,-])(\d{1,4}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?![\w@]|[.,]\d)", re.I)
_DEAD = r"(?:killed|dead|deaths?|died|martyrs?|martyred|victims|bodies|fatalities|civilians)\b"
_NEAR = re.compile(_NUMBER.pattern + r"(?:\s+(?!and\b|\d)\w+){0,4}?\s+" + _DEAD, re.I)


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def text_of(row: dict[str, Any]) -> str:
    """The assessment without its first paragraph."""
    return "\n\n".join([p for p in row["assessment"].split("\n") if p.strip()][1:])


@cache
def incidents(split: str, small: bool) -> tuple[dict[str, Any], ...]:
    """Rows of a half that have a range and more than one paragraph."""
    half = [r for r in rows("airwars")[0 if split == "read" else 1 :: 2] if r.get("killed_low") is not None and text_of(r)]
    return tuple(half[:SMALL] if small else half)


def row_of(reading: Reading) -> Estimate | None:
    """The row of the text's main incident that counts its civilians."""
    told = [i for i in derive([reading], policy="minmax").incidents if not i.background]
    if not told:
        return None
    main = max(told, key=lambda i: (len(i.main_of), len(i.claims), i.incident_id))
    dead = [e for e in main.estimates if e.harm == "killed"]
    for over in ("civilians", "unknown", "all_sides"):
        for e in dead:
            if over in (e.side, e.over):
                return e
    return None


def _case(row: dict[str, Any], low: int | None, high: int | None, best: int | None) -> Case:
    want = (row["killed_low"], row["killed_high"])
    most = best if best is not None else high
    answers = {
        "low exact": "abstained" if low is None else "right" if low == want[0] else "wrong",
        "high exact": "abstained" if high is None else "right" if high == want[1] else "wrong",
        "in range": "abstained" if most is None else "right" if want[0] <= most <= want[1] else "wrong",
    }
    if set(want) <= numbers(text_of(row)):
        answers |= {f"{q}, both told": a for q, a in answers.items()}
    return Case(f"airwars:{row['incident_id']}", answers)


def numbers(text: str) -> set[int]:
    """Every number that stands in a text, whatever it counts."""
    return {_value(w) for w in _NUMBER.findall(text)}


def _figures(cases: list[Case]) -> dict[str, float]:
    told = [q for q in (f"{q}, both told" for q in QUESTIONS) if any(q in c.outcome for c in cases)]
    out = {q: right(tuple(cases), q) for q in (*QUESTIONS, *told)}
    return out | {"n": len(cases), "n, both told": sum(f"{QUESTIONS[0]}, both told" in c.outcome for c in cases)}


def measure(split: str, small: bool) -> Result:
    """Low and high exact, and our best (else our high) between their bounds."""
    found = incidents(split, small)
    articles = [Article(r["incident_id"], text_of(r), language="en") for r in found]
    read = {x.document.name: x for group in batches(articles) for x in read_batch(group)}
    cases = []
    for row in found:
        e = row_of(read[row["incident_id"]])
        cases.append(_case(row, e.low if e else None, e.high if e else None, e.best if e else None))
    return Result(tuple(cases), _figures(cases))


def baselines(split: str, small: bool) -> Baselines:
    """The least and the greatest number shortly before a word for the dead; and how often the bounds, or a number between them, stand in the text."""
    found = incidents(split, small)
    pattern, ceiling = [], []
    for row in found:
        near = [_value(w) for w in _NEAR.findall(text_of(row))]
        pattern.append(_case(row, min(near, default=None), max(near, default=None), max(near, default=None)))
        low, high = row["killed_low"], row["killed_high"]
        told = numbers(text_of(row))
        reach = {"low exact": low in told, "high exact": high in told, "in range": any(low <= n <= high for n in told)}
        ceiling.append(Case(pattern[-1].name, {q: "right" if ok else "wrong" for q, ok in reach.items()}))
    by_pattern = {k: v for k, v in _figures(pattern).items() if not k.startswith("n")}
    return {
        "least and greatest number before a word for the dead": by_pattern,
        "stands in the text": {q: right(tuple(ceiling), q) for q in QUESTIONS},
    }


TASKS = (
    Task(
        "ranges",
        "low and high of the civilians killed, from a narrative with many sources",
        "Airwars assessments without their first paragraph",
        measure,
        baselines,
        {"low exact": 0.4, "high exact": 0.35, "in range": 0.45},
    ),
)
