"""When and where an incident was: the day and the place of every gold incident that the program found, the whole way from the texts."""

from __future__ import annotations

import collections
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks.whole import gold_of, run_of

SETS = ("world", "invented", "fakes")
#: The gate asks only these.
SMALL = ("world", "invented")
_EMPTY = {"the", "of", "in", "near", "and", "district", "province", "city", "town", "village", "side", "per", "quote", "border"}

Incident = dict[str, Any]


def _words(name: str | None) -> set[str]:
    return {w for w in re.findall(r"\w+", (name or "").casefold()) if len(w) > 2 and w not in _EMPTY}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def pairs(name: str) -> list[tuple[int, Incident, Incident]]:
    """(number, gold incident that is no background, the run's incident that shares most of its claims) of one set; those not found are left out."""
    gold, out = gold_of(name), run_of(name)
    by_document = collections.defaultdict(list)
    for claim in _rows(out / "claims.jsonl"):
        if claim["incident_id"]:
            by_document[claim["document"]].append(claim)
    share: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for doc in gold["docs"]:
        for g in [*doc["claims"], *doc.get("statements", [])]:
            for c in by_document[doc["document"]]:
                if g.get("incident") and c["start"] < g["end"] and g["start"] < c["end"] and (c["kind"] == "casualty") == ("harm" in g):
                    share[g["incident"]][c["incident_id"]] += 1
    found = {r["incident_id"]: r for r in _rows(out / "incidents.jsonl")}
    return [
        (n, i, found[min(share[i["id"]], key=lambda k: (-share[i["id"]][k], k))])
        for n, i in enumerate(gold["incidents"])
        if not i.get("background") and share.get(i["id"])
    ]


def known_day(incident: Incident) -> str | None:
    """The gold day, where it is one day."""
    day = incident.get("date_start")
    return day if day and len(day) == 10 and incident.get("date_end", day) in {day, None} else None


def _answers(want: Incident, day: str | None, got: Incident) -> dict[str, str]:
    out = {}
    gold = known_day(want)
    if gold:
        out["day"] = "abstained" if day is None else "right" if day == gold else "wrong"
    if _words(want.get("place")):
        named = _words((got["place"] or {}).get("name")).union(*(_words(p["name"]) for p in got["places"]))
        out["place"] = "right" if _words(want["place"]) & named else "wrong" if named else "missed"
    return out


def _figures(cases: list[Case]) -> dict[str, float]:
    days = collections.Counter(c.outcome["day"] for c in cases if "day" in c.outcome)
    places = collections.Counter(c.outcome["place"] for c in cases if "place" in c.outcome)
    printed = days["right"] + days["wrong"]
    return {
        "incident day right, of days printed": round(days["right"] / max(1, printed), 4),
        "incident day right, of days known": round(days["right"] / max(1, sum(days.values())), 4),
        "incident place right": round(places["right"] / max(1, sum(places.values())), 4),
    }


def _asked(split: str, small: bool, day_of: Callable[[str, Incident], str | None]) -> list[Case]:
    return [
        Case(f"{name}-{split}:{n}", answers)
        for name in (SMALL if small else SETS)
        for n, want, got in pairs(f"{name}-{split}")
        if (answers := _answers(want, day_of(f"{name}-{split}", got), got))
    ]


def _printed(_: str, got: Incident) -> str | None:
    start: str | None = got["date_start"]
    return start if start and start == got["date_end"] else None


def measure(split: str, small: bool) -> Result:
    """Of the gold incidents that were found: is the day right, and does a name given for the place share a word with the gold place?"""
    cases = _asked(split, small, _printed)
    return Result(tuple(cases), _figures(cases))


@cache
def _published(name: str) -> Mapping[str, str | None]:
    return {d["document"]: d.get("published") for d in gold_of(name)["docs"]}


def _first_report(back: int) -> Callable[[str, Incident], str | None]:
    """The day of the incident's first report, or so many days before it."""

    def day_of(name: str, got: Incident) -> str | None:
        days = sorted(p[:10] for d in got["documents"] if (p := _published(name).get(d)))
        return (date.fromisoformat(days[0]) - timedelta(days=back)).isoformat() if days else None

    return day_of


def baselines(split: str, small: bool) -> Baselines:
    """The day on which the first report of the incident was published, and the day before it."""
    out = {}
    for title, back in (("day of the first report", 0), ("the day before it", 1)):
        figures = _figures(_asked(split, small, _first_report(back)))
        out[title] = {k: v for k, v in figures.items() if "day" in k}
    return out


TASKS = (
    Task(
        "when_where",
        "When and where an incident was",
        "incidents of the war in Syria, of attacks worldwide retold, and invented ones, that the program found",
        measure,
        baselines,
        reach={"incident day right, of days printed": 0.85, "incident day right, of days known": 0.85},
    ),
)
