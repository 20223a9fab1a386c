"""Values of an address, one by one: what they may be, and what is said of those that are not."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite

from rashomon.errors import InputError
from rashomon.pipeline.filtering import _days, read_filter
from rashomon.store.words import pieces_of

#: Fields that may be given several times.
MANY = ("country", "place", "side", "harm", "kind", "status", "disagreement", "resolution", "basis", "outlet")
#: Longest value, longest ``where``, values of one field, parameters of one address.
LONGEST, LONGEST_WHERE, VALUES, PARAMETERS = 200, 1000, 50, 400
#: Conditions of one ``where``: each is looked at for every incident.
CONDITIONS = 20
_NUMBER = re.compile(r"[+-]?\d{1,4}(?:\.\d{1,9})?")


def check(n: int, name: str, value: str) -> None:
    """Raises InputError for more parameters, or a longer one, than anybody needs."""
    if n >= PARAMETERS:
        raise InputError(f"an address may have {PARAMETERS} parameters at most; ask for fewer values at once")
    most = LONGEST_WHERE if name == "where" else LONGEST
    if name in _OWN and len(value) > most:
        raise InputError(f"{name} may be {most} letters long at most; this one has {len(value)}")
    if name in _OWN and ("\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise InputError(f"{name} has signs that are no text")


_OWN = {*MANY, "q", "since", "until", "killed_min", "confidence", "background", "where", "bbox", "sort"}


def several(name: str, values: list[str]) -> tuple[str, ...]:
    """Different values in the order given."""
    out = tuple(dict.fromkeys(values))
    if len(out) > VALUES:
        raise InputError(f"{name} may be given {VALUES} times at most; these are {len(out)}")
    return out


def one(name: str, values: list[str]) -> str:
    """The value of a field that has one."""
    if len(set(values)) > 1:
        raise InputError(f"{name} is given {len(set(values))} times with different values; give it once")
    return values[0]


def day(name: str, text: str, *, last: bool) -> date:
    """First or last day of ``2024``, ``2024-02`` or ``2024-02-13``."""
    try:
        first, end = _days(text)
    except InputError:
        raise InputError(f"{name} is a day, a month or a year (2024-02-13, 2024-02, 2024), and {text[:40]!r} is none") from None
    return end if last else first


def in_order(since: date | None, until: date | None) -> None:
    """Raises InputError where the end is before the beginning."""
    if since and until and since > until:
        raise InputError(f"since ({since}) is later than until ({until}); exchange them")


def number(name: str, text: str) -> int:
    """A count."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InputError(f"{name} is a number of people (5), and {text[:40]!r} is none")
    return int(text)


def share(name: str, text: str) -> float:
    """A number from 0 to 1."""
    value = float(text) if _NUMBER.fullmatch(text) else -1.0
    if not 0 <= value <= 1:
        raise InputError(f"{name} is a number from 0 to 1 (0.9), and {text[:40]!r} is none")
    return value


def choice(name: str, text: str, allowed: tuple[str, ...]) -> str:
    """One of these words."""
    if text not in allowed:
        raise InputError(f"{name} is one of {', '.join(allowed)}; {text[:40]!r} is not known")
    return text


def box(name: str, text: str) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees; west may be greater than east, where the box lies over the line of date."""
    parts = [x.strip() for x in text.split(",")]
    if len(parts) == 4 and all(_NUMBER.fullmatch(x) for x in parts):
        west, south, east, north = (float(x) + 0.0 for x in parts)
        if all(map(isfinite, (west, south, east, north))) and -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    raise InputError(f"{name} is west,south,east,north in degrees (44.5,38.4,50.6,41.9), and {text[:60]!r} is not")


def where(name: str, text: str) -> str:
    """A condition as ``rashomon export --where`` takes it."""
    made = read_filter(text, name)
    if len(made.conditions) > CONDITIONS:
        raise InputError(f"{name} may have {CONDITIONS} conditions at most; these are {len(made.conditions)}")
    return made.text


def words(name: str, text: str) -> str:
    """Words to look for."""
    try:
        pieces_of(text)
    except InputError as err:
        raise InputError(f"{name}: {err}") from None
    return text


def plain(value: float) -> str:
    """A number as short as it can be written so that it is read as the same again."""
    return repr(value).removesuffix(".0")
