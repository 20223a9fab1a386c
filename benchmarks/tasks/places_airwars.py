"""Places of strikes: the point a text's own places give, against where Airwars puts the incident.

All incidents lie in one strip of land of 40 km, so a limit of 161 km would ask nothing: 5 km here, and the trivial answer is "the largest town,
always". The place of ours is the most exact one the text puts something in, the first of several; a point that Airwars itself gives as a province is
not asked. A point of a district or province of ours is ``coarse``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks.common import parsed, plain_document, rows
from benchmarks.tasks.places_ucdp import finest, outcome
from rashomon.gazetteer import get_gazetteer
from rashomon.mentions.places import find_places
from rashomon.model import Place

NEAR_KM = 5.0
SMALL = 30
Row = dict[str, Any]


@cache
def _rows(split: str, small: bool) -> tuple[Row, ...]:
    half = rows("airwars")[0 if split == "read" else 1 :: 2]
    asked = [r for r in half if r["lat"] is not None and r["geo_accuracy"] not in {None, "Province/governorate"}]
    return tuple(asked[n * len(asked) // SMALL] for n in range(SMALL)) if small else tuple(asked)


def text_of(row: Row) -> str:
    """The first paragraphs, where the strike is told; what follows is about sources and victims."""
    return "\n".join(str(row["assessment"]).split("\n")[:3])


def _figures(answers: list[str]) -> dict[str, float]:
    told = [a for a in answers if a in {"right", "wrong"}]
    return {
        "within 5 km, of places told": round(told.count("right") / len(told), 4) if told else 0.0,
        "within 5 km, of all": round(told.count("right") / len(answers), 4) if answers else 0.0,
    }


def measure(split: str, small: bool) -> Result:
    """Every incident with a point finer than a province."""
    picked = _rows(split, small)
    documents = [plain_document(f"airwars:{r['incident_id']}", text_of(r)) for r in picked]
    cases = [
        Case(d.name, {"place": outcome(finest(find_places(d, s)), r["lat"], r["lon"], NEAR_KM)})
        for r, d, s in zip(picked, documents, parsed(documents), strict=True)
    ]
    return Result(tuple(cases), _figures([c.outcome["place"] for c in cases]))


def _always_largest(split: str, small: bool) -> Baselines:
    """Always the largest town of the land."""
    town = next(e for e in get_gazetteer().candidates("Gaza") if e.is_town and e.country == "PS")
    place = Place("", lat=town.lat, lon=town.lon, precision=1)
    return {"the largest town, always": _figures([outcome(place, r["lat"], r["lon"], NEAR_KM) for r in _rows(split, small)])}


TASKS = (
    Task(
        "places_airwars",
        "Does the text's own place lie where the strike was?",
        "Airwars incidents with a point",
        measure,
        baselines=_always_largest,
        reach={"within 5 km, of places told": 0.85},
    ),
)
