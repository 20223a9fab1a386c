"""Is the day and the place of an incident right? ``score.py`` does not ask; this does, against the same gold incidents."""

from __future__ import annotations

import collections
import json
import re
from pathlib import Path
from typing import Any

_EMPTY = {"the", "of", "in", "near", "and", "district", "province", "city", "town", "village", "side", "per", "quote", "border"}


def _words(name: str | None) -> set[str]:
    return {w for w in re.findall(r"\w+", (name or "").casefold()) if len(w) > 2 and w not in _EMPTY}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pairs(gold: dict[str, Any], out: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Gold incidents that are no background, each with the run's incident that shares most of its casualty claims."""
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
    return [(i, found[share[i["id"]].most_common(1)[0][0]]) for i in gold["incidents"] if not i.get("background") and share.get(i["id"])]


def figures(gold: dict[str, Any], out: Path) -> dict[str, float]:
    """Of the days printed for incidents with a known day, the share that is right; of those with a gold place that share a word of it in a name given."""
    days = [0, 0]
    places = [0, 0]
    for want, got in pairs(gold, out):
        day = want.get("date_start")
        if day and len(day) == 10 and want.get("date_end", day) == day:
            printed = got["date_start"] is not None and got["date_start"] == got["date_end"]
            days[0] += printed and got["date_start"] == day
            days[1] += printed
        if _words(want.get("place")):
            named = _words((got["place"] or {}).get("name")).union(*(_words(p["name"]) for p in got["places"]))
            places[0] += bool(_words(want["place"]) & named)
            places[1] += 1
    return {
        "incident day right, of days printed": round(days[0] / days[1], 4) if days[1] else 0.0,
        "incident place right": round(places[0] / places[1], 4) if places[1] else 0.0,
    }
