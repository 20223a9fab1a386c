"""Places: which point a name in the text gets, and how often it gets one; on the rows of LGL (local news) and GeoWebNews.

What is asked of a toponym depends on what it is. ``held``: the gazetteer has an entry of that very name (its own or another one) within
161 km of the gold point, or the gold entry itself; only these can be resolved, and "resolved, of held" is a share of these. ``unheld``: no
such entry; right is to abstain or to come within 161 km by what stands around it. ``short``: an abbreviation ("Ala."). ``people``: an
adjective or nationals ("Peruvian"): no place of ours; right is that it speaks for the gold country. Countries have no point here, so a
country is right when it is the gold country; figures without countries are given beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks.common import parsed, plain_document, rows
from rashomon.gazetteer import Entry, Gazetteer, fold, get_gazetteer, kilometres
from rashomon.mentions import places_words as words
from rashomon.mentions.places import find_places, find_toponyms
from rashomon.model import Place, PlaceMention

NEAR_KM = 161.0
SMALL = 36
#: kinds of GeoWebNews whose words put something in the place; the others name an office, a team, a government or an owner
LITERAL = frozenset({"Literal", "Literal_Modifier", "Mixed", "Embedded_Literal"})

Row = dict[str, Any]
#: kind, answer, answer by the reading of where things happened (None where gold says nothing happened there), is a country
Answer = tuple[str, str, str | None, bool]


@cache
def _rows(split: str, small: bool) -> tuple[Row, ...]:
    half = rows("geoparse")[0 if split == "read" else 1 :: 2]
    if small:  # evenly over both collections
        half = [half[n * len(half) // SMALL] for n in range(SMALL)]
    return tuple(half)


def _toponyms(row: Row) -> list[Row]:
    """Gold toponyms that have a point, and words where gold says they stand."""
    return [t for t in row["toponyms"] if t.get("lat") is not None and t.get("offset_ok", True)]


def _point(toponym: Row) -> tuple[float, float]:
    return float(toponym["lat"]), float(toponym["lon"])


def near(place: Place | Entry, toponym: Row, limit: float = NEAR_KM) -> bool:
    """Whether a place of ours is the gold one: the same entry, or a point within the limit."""
    gid = place.gazetteer_id if isinstance(place, Place) else place.gid
    if gid and str(gid) == str(toponym.get("geonameid")):
        return True
    return place.lat is not None and place.lon is not None and kilometres((place.lat, place.lon), _point(toponym)) <= limit


def kind_of(toponym: Row, held: Gazetteer) -> str:
    """held, unheld, short or people, see above."""
    phrase = toponym["phrase"].removeprefix("the ").strip()
    if phrase in words.abbreviations() or f"{phrase}." in words.abbreviations():
        return "short"
    if fold(phrase) in words.demonyms() and not held.country_code(phrase):
        return "people"
    return "held" if any(near(e, toponym) for e in held.candidates(phrase)) else "unheld"


def _over(found: Sequence[PlaceMention], toponym: Row) -> PlaceMention | None:
    """The found place that shares most letters with a toponym and says which place it is."""
    over = [
        (min(m.end, toponym["end"]) - max(m.start, toponym["start"]), -m.start, m)
        for m in found
        if m.start < toponym["end"] and toponym["start"] < m.end and _says(m.place)
    ]
    return max(over, key=lambda o: o[:2])[2] if over else None


def _says(place: Place | None) -> bool:
    return place is not None and (place.lat is not None or (place.precision == 6 and place.gazetteer_id is not None))


def _answer(place: Place | None, toponym: Row) -> str:
    return "abstained" if place is None else "right" if near(place, toponym) else "wrong"


def _is_country(toponym: Row, held: Gazetteer) -> bool:
    return any(e.feature == "PCLI" and str(e.gid) == str(toponym.get("geonameid")) for e in held.candidates(toponym["phrase"]))


def _figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Shares over all toponyms asked."""

    def share(part: int, whole: int) -> float:
        return round(part / whole, 4) if whole else 0.0

    asked = [a for a in answers if a[0] in {"held", "unheld"}]
    told = [a for a in asked if a[1] != "abstained"]
    held = [a for a in asked if a[0] == "held"]
    towns = [a for a in told if not a[3]]
    return {
        "within 161 km, of those resolved": share(sum(a[1] == "right" for a in told), len(told)),
        "resolved, of held": share(sum(a[1] != "abstained" for a in held), len(held)),
        "right, of held": share(sum(a[1] == "right" for a in held), len(held)),
        "resolved, of all": share(len(told), len(asked)),
        "within 161 km, of those resolved, no countries": share(sum(a[1] == "right" for a in towns), len(towns)),
        "resolved, of held, no countries": share(sum(a[1] != "abstained" for a in held if not a[3]), sum(not a[3] for a in held)),
        "resolved as where something is, of held that are": share(
            sum(a[2] != "abstained" for a in held if a[2]), sum(a[2] is not None for a in held)
        ),
        "abbreviations right": share(sum(a[1] == "right" for a in answers if a[0] == "short"), sum(a[0] == "short" for a in answers)),
        "demonyms whose country is known": share(
            sum(a[1] == "right" for a in answers if a[0] == "people"), sum(a[0] == "people" for a in answers)
        ),
    }


def _people(toponym: Row, held: Gazetteer) -> str:
    named = words.countries_named(toponym["phrase"], held)
    entries = [e for iso in named for e in held.candidates(held.country_name(iso)) if e.feature == "PCLI"]
    return "right" if any(near(e, toponym) for e in entries) else "wrong" if entries else "abstained"


def measure(split: str, small: bool) -> Result:
    """Every gold toponym with a point, and what our reading makes of it; and stretches resolved where gold has none."""
    held = get_gazetteer()
    picked = _rows(split, small)
    documents = [plain_document(r["doc_id"], r["text"]) for r in picked]
    cases: list[Case] = []
    answers: list[Answer] = []
    resolved = known = 0
    for row, document, sentences in zip(picked, documents, parsed(documents), strict=True):
        found = find_toponyms(document, sentences)
        where = find_places(document, sentences)
        for t in _toponyms(row):
            kind = kind_of(t, held)
            mention = _over(found, t)
            answer = _people(t, held) if kind == "people" else _answer(mention.place if mention else None, t)
            at = _over(where, t)
            put = _answer(at.place if at else None, t) if t.get("type") in LITERAL else None
            cases.append(Case(f"{row['doc_id']}:{t['start']}", {kind: answer} | ({"where": put} if put else {})))
            answers.append((kind, answer, put, _is_country(t, held)))
        for m in found:
            if _says(m.place):
                resolved += 1
                known += any(m.start < t["end"] and t["start"] < m.end for t in row["toponyms"])
    figures = _figures(answers) | {"resolved stretches that gold has": round(known / resolved, 4) if resolved else 0.0}
    return Result(tuple(_once(cases)), figures)


def _once(cases: list[Case]) -> list[Case]:
    """Cases under names of their own where gold marks one stretch twice."""
    seen: dict[str, int] = {}
    out = []
    for case in cases:
        seen[case.name] = seen.get(case.name, 0) + 1
        out.append(case if seen[case.name] == 1 else Case(f"{case.name}#{seen[case.name]}", case.outcome))
    return out


def _largest(split: str, small: bool) -> Baselines:
    """Gold's own stretches, each the most populous entry of its name; a country before its namesakes."""
    held = get_gazetteer()
    answers: list[Answer] = []
    for row in _rows(split, small):
        for t in _toponyms(row):
            kind = kind_of(t, held)
            entries = held.candidates(t["phrase"].removeprefix("the "))
            best = entries[0] if entries and kind in {"held", "unheld"} else None
            answer = "abstained" if best is None else "right" if near(best, t) else "wrong"
            answers.append((kind, answer, None, _is_country(t, held)))
    figures = _figures(answers)
    wanted = ("within 161 km, of those resolved", "right, of held", "resolved, of all", "within 161 km, of those resolved, no countries")
    return {"most populous namesake, gold's stretches": {n: figures[n] for n in wanted}}


TASKS = (
    Task(
        "places",
        "Does a name get the right point, or none?",
        "geoparse (LGL and GeoWebNews), toponyms with a point",
        measure,
        baselines=_largest,
        reach={"within 161 km, of those resolved": 0.92, "resolved, of held": 0.6},
    ),
)
