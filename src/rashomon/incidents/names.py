"""When two names or entries are the same place, near one another, or apart."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from rapidfuzz import fuzz

from rashomon.model import Place

_KIND = re.compile(
    r"\b(?:the|al|el|ad|ar|as|at|an|ash|us|city|town|village|province|district|region|governorate|neighbou?rhood|area|suburbs?|countryside|state|"
    r"county|settlement|crossing|of|near|northern|southern|eastern|western|north|south|east|west|central|northwestern|northeastern|southeastern|southwestern)\b"
)
_SOFT = re.compile(r"[aeiouyh\s]")
_DOUBLE = re.compile(r"(.)\1")
#: Names of fewer letters have one spelling.
SHORT = 5
_SIGNS = re.compile(r"[^\w\s]+")


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A place's name without articles, signs and words for its kind or quarter ("the al-Hasan district" → "hasan")."""
    text = _SIGNS.sub(" ", name.casefold().replace("'", "").replace("’", ""))
    short = " ".join(_KIND.sub(" ", text).split())
    return short or " ".join(text.split())


def same_name(a: str, b: str) -> bool:
    """Whether two names are spellings of one ("Karada", "Karrada")."""
    x, y = plain(a), plain(b)
    return bool(x) if x == y else same_plain(x, y)


@lru_cache(maxsize=200_000)
def same_plain(x: str, y: str) -> bool:
    """The same for names that :func:`plain` made short."""
    if x == y:
        return bool(x)
    # 84: one vowel in seven letters may differ, a letter may be doubled; shorter names must agree whole
    if min(len(x), len(y)) < SHORT or x[0] != y[0]:
        return False
    ratio = fuzz.ratio(x, y)
    # two ways of writing a name of another script differ in vowels and doubled letters, not in the consonants
    return ratio >= 84 or (min(len(x), len(y)) >= 6 and ratio >= 75 and len(_bones(x)) >= 3 and _bones(x) == _bones(y))


def _bones(name: str) -> str:
    return _DOUBLE.sub(r"\1", _SOFT.sub("", name))


def kilometres(a: Place, b: Place) -> float | None:
    """Great-circle distance, None where either has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def is_point(place: Place) -> bool:
    """A place fine enough to tell two incidents apart: a town or finer, with coordinates."""
    return place.lat is not None and place.precision is not None and place.precision <= 2


def within(inner: Place, outer: Place) -> bool:
    """Whether ``outer`` is a country, province or district that holds ``inner``."""
    if outer.precision is None or outer.precision < 3 or ((inner.precision or 9) >= outer.precision and inner.precision is not None):
        return False
    if outer.precision >= 6:
        return bool(outer.country) and inner.country == outer.country
    names = [n for n in (inner.admin1,) if n]
    return inner.country == outer.country and any(same_name(n, outer.admin1 or outer.name) or same_name(n, outer.name) for n in names)


def is_known(place: Place | None) -> bool:
    """Whether the name led to an entry; an unresolved name may still carry its country."""
    return place is not None and place.precision is not None


def is_fine(place: Place | None) -> bool:
    """A name that can stand for one incident's place: not a province, a line or a country."""
    return place is None or place.precision is None or place.precision <= 3


def is_region(place: Place | None) -> bool:
    """A province or a region, finer than a country."""
    return place is not None and place.precision in {4, 5} and bool(place.country)


def is_local(place: Place | None) -> bool:
    """A name no list holds, or a point that stands for less than a town: as a rule a quarter, a street or a village."""
    return place is None or place.precision is None
