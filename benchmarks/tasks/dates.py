"""Time expressions: which day, week, month or year each is, against the publication date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks.common import f1, parsed, plain_document, rows
from rashomon.language.calendar import resolve
from rashomon.mentions.dates import find_dates
from rashomon.model import Published

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Measured once on the same expressions: ``dateparser.parse(words, languages=["en"])`` with the day of publication as base and past dates
#: preferred; it answers with one day, which counts as right anywhere inside the week, month or year that is asked for.
DATEPARSER = {"read": 0.6735, "score": 0.7778}
#: Values that are the time of the publication, a season, a quarter or a length of time are no calendar value, and are not asked.
_CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:T\w[\w:]*)?$|\d{4}-W\d\d$")


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 value that is a day, week, month, year or decade."""
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    if not _CALENDAR.match(value):
        return None
    value = value.split("T", maxsplit=1)[0]
    if "W" in value:
        monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return monday, monday + timedelta(days=6)
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        after = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date(parts[0], parts[1], 1), after - timedelta(days=1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def wanted(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The expressions of a document that have a calendar value."""
    return [t for t in row["timexes"] if t["type"] in ("DATE", "TIME") and bounds(t["value"])]


@cache
def _read(split: str) -> tuple[tuple[dict[str, Any], tuple[tuple[int, int, date | None, date | None], ...]], ...]:
    """Each document with what is found in it."""
    picked = rows("timex")[split == "score" :: 2]
    documents = [plain_document(r["doc_id"], r["text"], Published(day=date.fromisoformat(r["dct"]), basis="given")) for r in picked]
    out = []
    for row, document, sentences in zip(picked, documents, parsed(documents), strict=True):
        found = []
        for m in find_dates(document, sentences):
            span = resolve(m.expr, document.published)
            # periods and starts of periods are durations in the gold data, and no dates
            if m.expr.kind not in ("period", "since"):
                found.append((m.start, m.end, span.start if span else None, span.end if span else None))
            elif m.expr.inner is not None and span is not None:
                inner = resolve(m.expr.inner, document.published)
                found.append((m.start, m.end, inner.start if inner else None, inner.end if inner else None))
        out.append((row, tuple(found)))
    return tuple(out)


def _same(start: date | None, end: date | None, value: str, day: date) -> bool:
    """The same day, week, month or year; a stretch that is still running may end with the publication."""
    gold = bounds(value)
    return gold is not None and start == gold[0] and end in (gold[1], min(gold[1], day) if gold[0] <= day else gold[1])


def _measure(split: str, small: bool) -> Result:
    cases = []
    given = right = asked = 0
    for row, found in _read(split):
        day = date.fromisoformat(row["dct"])
        for n, t in enumerate(wanted(row)):
            over = [f for f in found if f[0] < t["end"] and t["start"] < f[1]]
            fits = [f for f in over if _same(f[2], f[3], t["value"], day)]
            answered = [f for f in over if f[2] and f[3]]
            outcome = "right" if fits else "wrong" if answered else "abstained" if over else "missed"
            cases.append(Case(f"timex:{row['doc_id']}:{n}", {"value": outcome}))
            asked += 1
            right += outcome == "right"
        # precision: of the days we give, those that stand where gold has a calendar value, and have it
        given += sum(1 for f in found if f[2] and f[3])
    hits = 0
    for row, found in _read(split):
        day = date.fromisoformat(row["dct"])
        asked_here = wanted(row)
        hits += sum(
            1
            for f in found
            if f[2] and f[3] and any(f[0] < t["end"] and t["start"] < f[1] and _same(f[2], f[3], t["value"], day) for t in asked_here)
        )
    return Result(
        tuple(cases),
        {"value right": round(right / asked, 4), "right of those given": round(hits / given, 4), "value F1": f1(hits, given, asked)},
    )


def _trivial(split: str, small: bool) -> Baselines:
    asked = right = 0
    for row, _ in _read(split):
        day = date.fromisoformat(row["dct"])
        for t in wanted(row):
            words = row["text"][t["start"] : t["end"]].lower()
            named = next((n for n, name in enumerate(_DAYS) if name in words), None)
            guess = day if named is None else day - timedelta(days=(day.weekday() - named) % 7)
            asked += 1
            right += _same(guess, guess, t["value"], day)
    return {
        "a weekday is the last such day, all else the day of publication (words given)": {"value right": round(right / asked, 4)},
        "dateparser 1.5.0, any day inside the right one (words given)": {"value right": DATEPARSER[split]},
    }


TASKS = (
    Task(
        "dates",
        "which day, week, month or year a time expression is",
        "TempEval-3 platinum, dates and times with a calendar value; halves by document",
        _measure,
        _trivial,
        {"value right": 0.8},
    ),
)
