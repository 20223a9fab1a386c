"""An article before its offsets are known: lines of sentences, each with what is said in it and of which event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from rashomon.model import DateExpr, Place
from rashomon.simulate.template import Written
from rashomon.simulate.world import Outlet, Speaker

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SMALL = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
#: Nouns for victims, with (side that the noun shows: C civilians, P the party that lost them, None nobody; status).
NOUNS = {
    "civilians": (
        ("civilians", "C", "civilian"),
        ("people", None, "unknown"),
        ("residents", "C", "civilian"),
        ("villagers", "C", "civilian"),
    ),
    "army": (("soldiers", "P", "combatant"), ("troops", "P", "combatant"), ("conscripts", "P", "combatant")),
    "rebels": (("rebels", "P", "combatant"), ("fighters", "P", "combatant"), ("insurgents", "P", "combatant")),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as printed."""

    low: int
    high: int | None
    words: str
    approx: bool = False


def count(rng: Random, n: int, *, rounds: bool = False, early: bool = False) -> Count:
    """A count of ``n`` in one of the ways papers have: exact, "at least" while it is early, rounded by who rounds."""
    if rounds and n > 12:
        base = n // 10 * 10
        if base < n and rng.random() < 0.6:
            return Count(base + 1, None, f"more than {base}")
        base = round(n / 10) * 10
        return Count(base, base, f"about {base}", True)
    digits = SMALL[n] if n < 10 or (n <= 12 and rng.random() < 0.3) else str(n)
    if early and rng.random() < 0.5:
        return Count(n, None, f"at least {digits}")
    return Count(n, n, digits)


def day_words(rng: Random, day: date, told: date | None, *, relative: bool = True) -> tuple[str, str, DateExpr]:
    """(preposition, words, meaning) of a day: told on ``told``, or where that is None at no particular day of the week after."""
    gap = (told - day).days if told is not None else 3
    chance = rng.random()
    if gap > 5 or chance < 0.12:
        return "on ", f"{day.day} {MONTHS[day.month - 1]}", DateExpr("month_day", month=day.month, day=day.day)
    if gap == 1 and chance < 0.3 and told is not None and relative:
        return "", "yesterday", DateExpr("offset", shift=-1)
    return "on ", WEEKDAYS[day.weekday()], DateExpr("weekday", weekday=day.weekday())


@dataclass(slots=True, eq=False)
class Event:
    """One event as one article tells it. ``truth`` is the id of the incident meant, None for totals and what is long past."""

    truth: str | None
    place: Place | None
    when: DateExpr | None
    kind: str | None = None
    background: bool = False
    aggregate: bool = False
    answers: Event | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a sentence; spans are in the sentence. ``noun`` is (side, status)."""

    span: tuple[int, int]
    event: Event
    harm: str | None = None
    count: Count | None = None
    words: tuple[int, int] | None = None
    victims: tuple[int, int] | None = None
    side: str | None = None
    status: str = "unknown"
    scope: str = "total"
    speaker: Speaker | None = None
    speaker_at: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    voice: str = "narrator"
    stance: str = "asserts"
    target: str | None = None
    denies: str | None = None
    when_at: tuple[int, int] | None = None
    place_at: tuple[int, int] | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence. ``link`` is the stretch that ties its first event to the one it answers; ``people`` full names of private persons told of,
    ``tellers`` of those who are quoted only."""

    text: str
    said: tuple[Said, ...] = ()
    link: tuple[int, int] | None = None
    people: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and its label."""

    pieces: tuple[Piece, ...]
    label: str = "body"
    rule: str = "blocks.body"


@dataclass(slots=True)
class Draft:
    """An article as it goes to print."""

    published: datetime
    outlet: Outlet
    url: str
    lines: list[Line]
    dated: bool = True
    main: Event | None = field(default=None)


def span(written: Written, name: str) -> tuple[int, int] | None:
    """Where a slot or mark of a sentence stands, if it has it."""
    return written.spans.get(name)
