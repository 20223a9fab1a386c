"""Makes the index of the files in ``data`` (towns, countries, provinces and districts), into one SQLite file.

Takes about ten seconds once per version; afterwards a process opens the file in a millisecond and reads only the pages it needs.
"""

from __future__ import annotations

import gzip
import lzma
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from rashomon.gazetteer.names import TRANSLITERATED, consonants, fold, skeleton, unaccented

FORMAT = 13  # raise it when the tables, the keys or the shipped data change: a new number makes a new file
DATA = Path(__file__).parent / "data"
SUBDIVISIONS, TOWNS, COUNTRIES = DATA / "subdivisions.tsv.gz", DATA / "towns.tsv.xz", DATA / "countries.tsv"

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, gid TEXT, name TEXT, country TEXT, admin1 TEXT, feature TEXT, lat REAL, lon REAL, population INTEGER, point TEXT);
CREATE TABLE name (key TEXT, place INTEGER, kind INTEGER, PRIMARY KEY (key, place, kind)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""
#: kinds of names: 0 its own name, 1 another name, 2 transliteration key
OWN, OTHER, SKELETON = 0, 1, 2

_KIND_WORDS = (
    " autonomous region", " autonomous oblast", " local government area", " province", " governorate", " state", " oblast", " region", " district",
    " county", " department", " prefecture", " parish", " division", " raion", " rayon", " vilayet", " wilaya", " marz", " municipality", " republic",
    " canton", " voivodeship", " krai", " territory", " emirate", "oblast", "provincia de ", "departamento de ", "departamento del ", "estado de ",
    "province of ", "state of ", "muhafazat ", "mintaqat ", "wilayat ", "region of ", "republic of ", "departement de ", "departement du ", "gobernacion de ",
)  # fmt: skip


class Town(NamedTuple):
    """A line of the file of towns; ``others`` are other names in Latin letters."""

    gid: str
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    others: tuple[str, ...]


def towns() -> Iterator[Town]:
    """Towns of 500 people or more, as GeoNames has them."""
    for line in lzma.decompress(TOWNS.read_bytes()).decode("utf-8").splitlines():
        gid, name, country, code, lat, lon, people, others = line.split("\t")
        yield Town(gid, name, country, f"{country}.{code}", float(lat), float(lon), int(people), tuple(filter(None, others.split("|"))))


def useful(name: str) -> bool:
    """Whether another name can stand in a text in Latin letters: not a code ("KLA"), not a letter-by-letter rendering ("yi de li bo")."""
    if len(name) < 3 or len(name) > 60 or (name.isupper() and len(name) <= 4):
        return False
    if name.islower():
        return False
    return (
        name.isascii()
        or max(map(ord, name)) < 0x250
        or all(ord(c) < 0x2BF or 0x1E00 <= ord(c) < 0x1F00 or 0x2018 <= ord(c) <= 0x2019 for c in name)
    )


def bare(key: str) -> str:
    """The key of a province or district without the word that says it is one ("idlib governorate" → "idlib")."""
    if " " not in key and not key.endswith("oblast"):
        return key
    for word in _KIND_WORDS:
        if word.startswith(" ") and key.endswith(word):
            return key[: -len(word)]
        if word.endswith(" ") and key.startswith(word):
            return key[len(word) :]
    return key


def _keys(name: str, others: Iterable[str], *, admin: bool = False, formal: str = "", country: str = "") -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    skeletons: set[str] = set()
    own = [(name, OWN), (formal, OWN)] if formal else [(name, OWN)]
    sound, city = skeleton(name), fold(name) + " city"  # another way of writing its own name is its own name
    for n, (text, kind) in enumerate(
        [*own, *((o, OWN if (sound and skeleton(o) == sound) or fold(o) == city else OTHER) for o in others if useful(o))]
    ):
        folded = fold(text)
        for key in (folded, bare(folded)) if admin else (folded,):
            if key and key not in seen:
                seen.add(key)
                yield key, kind
        if n < 12:  # a town with more names than this is known well enough by them
            key = skeleton(bare(folded) if admin else text)
            if key:
                skeletons.add(key)
            if country in TRANSLITERATED and not admin and (key := consonants(text)):
                skeletons.add("~" + key)
    for key in skeletons:
        yield "~" + key, SKELETON


Row = tuple[int, str, str, str, str, str, float | None, float | None, int, str]


def _middle(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Middle of the box that holds the points but for the outermost fiftieth on each side; None without points or across the date line."""
    if not points:
        return None
    cut = len(points) // 50
    lats = sorted(p[0] for p in points)[cut : len(points) - cut]
    lons = sorted(p[1] for p in points)[cut : len(points) - cut]
    if lons[-1] - lons[0] > 180:
        return None
    return round((lats[0] + lats[-1]) / 2, 4), round((lons[0] + lons[-1]) / 2, 4)


def build(target: sqlite3.Connection) -> None:
    """Fills an empty database with the tables of the index."""
    countries = [line.split("\t") for line in COUNTRIES.read_text(encoding="utf-8").splitlines()]
    target.executescript(SCHEMA)
    names: list[tuple[str, int, int]] = []
    rows: list[Row] = []
    points: dict[str, list[tuple[float, float]]] = {}
    by_gid: dict[str, Town] = {}
    capitals = {(iso, fold(capital)) for iso, _, _, capital, _ in countries}

    def add(row: Row, keys: Iterable[tuple[str, int]]) -> None:
        rows.append(row)
        names.extend((key, row[0], kind) for key, kind in keys)

    for number, town in enumerate(sorted(towns(), key=lambda t: int(t.gid))):
        by_gid[town.gid] = town
        points.setdefault(town.admin1, []).append((town.lat, town.lon))
        capital = (town.country, fold(town.name)) in capitals and town.population > 1000
        add(
            (number, town.gid, town.name, town.country, town.admin1, "PPLC" if capital else "PPL", town.lat, town.lon, town.population, ""),
            _keys(town.name, town.others, country=town.country),
        )
    people: dict[str, int] = {}
    local: dict[tuple[str, str], Row] = {}
    for row in rows:
        people[row[4]] = people.get(row[4], 0) + row[8]
        key = (row[4], fold(row[2]))
        if key not in local or local[key][8] < row[8]:
            local[key] = row
    for row, others, formal in _subdivisions(len(rows), points, by_gid, people, local):
        add(row, _keys(row[2], others, admin=True, formal=formal))
    for iso, gid, name, _, population in countries:
        add((len(rows), gid, name, iso, "", "PCLI", None, None, int(population), ""), _keys(name, ()))
    write(target, rows, names)


def write(target: sqlite3.Connection, rows: Iterable[Row], names: Iterable[tuple[str, int, int]]) -> None:
    """Writes rows of places and (key, place, kind) of names into an empty index and marks it complete."""
    target.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
    target.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(names))
    target.execute("INSERT INTO meta VALUES ('complete', ?)", (str(FORMAT),))
    target.commit()


_ENGLISH = re.compile(
    r"^([A-Z][A-Za-z' -]+) (?:Governorate|Province|Oblast|State|Region|County|Department|District|Prefecture|Krai|Raion|Republic)$"
)


def english(name: str, others: list[str]) -> tuple[str, list[str]]:
    """Name of a province as English texts have it ("Aleppo" of "Aleppo Governorate", for "Ḩalab"), and all its other names."""
    names = [o for o in others if o]
    best = next((m[1] for o in [name, *names] if (m := _ENGLISH.match(o))), None)
    if best is None and not name.isascii():
        plain = skeleton(name)
        best = next((o for o in names if o.isascii() and o[0].isupper() and skeleton(o) == plain), None) or unaccented(name)
    if best is None or (fold(best) == fold(name) and name.isascii()):
        return name, names
    return best, [name, *names]


def _subdivisions(
    first: int,
    points: dict[str, list[tuple[float, float]]],
    towns: dict[str, Town],
    people: dict[str, int],
    local: dict[tuple[str, str], Row],
) -> Iterator[tuple[Row, list[str], str]]:
    """Provinces and districts, with their other names and the formal one ("Karsh Parish"). A province's point is the middle of its towns, a district's that of its largest town or of the town of its name."""
    lines = gzip.decompress(SUBDIVISIONS.read_bytes()).decode("utf-8").splitlines()
    for number, line in enumerate(lines, first):
        code, gid, name, aliases, level, largest = line.split("\t")
        parts = code.split(".")
        admin1 = ".".join(parts[:2])
        formal = name
        name, others = english(name, aliases.split("|"))
        lat = lon = None
        point, population = "", 0
        if level == "1":
            middle = _middle(points.get(code, []))
            population = people.get(code, 0)
            if middle:
                lat, lon = middle
                point = "middle of the places listed in it"
        else:
            town = towns.get(largest)
            namesake = local.get((admin1, bare(fold(name))))
            if namesake and (town is None or namesake[1] == largest or town.population < namesake[8]):
                lat, lon, population = namesake[6], namesake[7], namesake[8]
                point = f"the town of its name, {namesake[2]}"
            elif town:
                lat, lon, population = town.lat, town.lon, town.population
                point = f"its largest place, {town.name}"
        row: Row = (number, gid, name, parts[0], admin1, f"ADM{level}", lat, lon, population, point)
        yield row, others, formal
