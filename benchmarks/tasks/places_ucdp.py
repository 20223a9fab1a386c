"""Places of wars: the village an event was coded at, asked for by its coded name and by the coder's own words.

Only rows whose point is the place itself (``where_prec`` 1). ``coded``: "Fighting took place in VILLAGE, DISTRICT, PROVINCE, COUNTRY." with the
names as UCDP spells them: mostly a question of what is held, and of spelling. ``described``: the coder's description, which keeps the words
of the reports, with nothing added but the country: closer to what a text gives, and harder. Headlines are not asked: they seldom name the
place. A point of a district or province where a village was meant is ``coarse``, neither right nor wrong. The point of UCDP is itself some
kilometres off now and then, hence 25 km.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks.common import parsed, plain_document, rows
from rashomon.gazetteer import get_gazetteer, kilometres
from rashomon.mentions.places import find_places
from rashomon.model import Place, PlaceMention

NEAR_KM = 25.0
NOT_THERE = frozenset({"distance", "from"})
Row = dict[str, Any]
_KIND = re.compile(r"\s+(?:village|town|city|district|camp|area|neighbou?rhood|municipality)$")


@cache
def _rows(split: str) -> tuple[Row, ...]:
    half = rows("ucdp_ged_sample")[0 if split == "read" else 1 :: 2]
    return tuple(r for r in half if r["where_prec"] == 1 and r["latitude"] is not None and r["where_coordinates"])


_LEAD = re.compile(r"^(?:in|at|near the|near|around|close to)\s+(?:the\s+)?(?=\S)", re.I)


def _country(row: Row) -> str:
    """Name of the country as news write it ("DR Congo (Zaire)" → "DR Congo")."""
    return str(row["country"]).split(" (")[0]


def texts(row: Row) -> dict[str, str]:
    """What is asked, by question."""
    wider = [str(row[k]) for k in ("adm_2", "adm_1") if row[k]]
    coded = ", ".join([row["where_coordinates"], *wider, _country(row)])
    out = {"coded": f"Fighting took place in {coded} on Monday."}
    words = _LEAD.sub("", " ".join((row["where_description"] or "").split()))
    if words:
        out["described"] = f"Fighting took place in {words.rstrip('.')}. Officials in {_country(row)} confirmed it."
    return out


def finest(found: Sequence[PlaceMention]) -> Place | None:
    """The place with a point that is told most exactly, as an incident takes it: what something is put in before what that lies in; the first of
    several."""
    there = [m for m in found if m.relation not in NOT_THERE and m.place and m.place.lat is not None]
    best = min(there, key=lambda m: ((m.place.precision if m.place else None) or 9, m.relation == "of", m.start), default=None)
    return best.place if best else None


def outcome(place: Place | None, lat: float, lon: float, limit: float) -> str:
    """right, wrong, coarse or abstained."""
    if place is None or place.lat is None or place.lon is None:
        return "abstained"
    if (place.precision or 9) > 2:
        return "coarse"
    return "right" if kilometres((place.lat, place.lon), (lat, lon)) <= limit else "wrong"


def shares(answers: Sequence[str], question: str) -> dict[str, float]:
    """Right of those told, and told of all."""
    told = [a for a in answers if a in {"right", "wrong"}]
    return {
        f"{question}: within {NEAR_KM:g} km, of places told": round(told.count("right") / len(told), 4) if told else 0.0,
        f"{question}: within {NEAR_KM:g} km, of all": round(told.count("right") / len(answers), 4) if answers else 0.0,
    }


def measure(split: str, small: bool) -> Result:
    """Every row with a place of its own, by both questions."""
    del small
    asked = [(r, q, text) for r in _rows(split) for q, text in texts(r).items()]
    documents = [plain_document(f"ucdp:{r['id']}:{q}", text) for r, q, text in asked]
    answers: dict[str, list[str]] = {"coded": [], "described": []}
    cases: dict[str, dict[str, str]] = {}
    for (row, question, _), document, sentences in zip(asked, documents, parsed(documents), strict=True):
        answer = outcome(finest(find_places(document, sentences)), row["latitude"], row["longitude"], NEAR_KM)
        answers[question].append(answer)
        cases.setdefault(f"ucdp:{row['id']}", {})[question] = answer
    figures = shares(answers["coded"], "coded") | shares(answers["described"], "described")
    return Result(tuple(Case(n, o) for n, o in cases.items()), figures)


def _named(split: str, small: bool) -> Baselines:
    """The coded name alone: its most populous namesake, and its most populous namesake in the country."""
    del small
    held = get_gazetteer()
    out: dict[str, dict[str, float]] = {}
    for label, inside in (("most populous namesake", False), ("most populous namesake in the country", True)):
        answers = []
        for row in _rows(split):
            iso = held.country_code(_country(row))
            entries = [
                e
                for e in held.candidates(_KIND.sub("", row["where_coordinates"].strip()))
                if e.lat is not None and (not inside or e.country == iso)
            ]
            place = Place("", lat=entries[0].lat, lon=entries[0].lon, precision=1) if entries else None
            answers.append(outcome(place, row["latitude"], row["longitude"], NEAR_KM))
        out[f"{label}, coded name"] = shares(answers, "coded")
    return out


TASKS = (
    Task(
        "places_ucdp",
        "Is the village of a war found, and the right one?",
        "500 events of UCDP GED, those coded at a place of their own",
        measure,
        baselines=_named,
        reach={f"coded: within {NEAR_KM:g} km, of places told": 0.92, f"described: within {NEAR_KM:g} km, of places told": 0.9},
    ),
)
