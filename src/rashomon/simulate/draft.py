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
SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
#: Nouns for victims as (one, several), with (side that the noun shows: C civilians, P the party that lost them, None nobody; status).
NOUNS = {
    "civilian": (
        (("civilian", "civilians"), "C", "civilian"),
        (("person", "people"), None, "unknown"),
        (("resident", "residents"), "C", "civilian"),
        (("villager", "villagers"), "C", "civilian"),
    ),
    "army": ((("soldier", "soldiers"), "P", "combatant"), (("soldier", "troops"), "P", "combatant"), (("conscript", "conscripts"), "P", "combatant")),
    "police": ((("police officer", "police officers"), "P", "police"), (("policeman", "policemen"), "P", "police")),
    "rebels": ((("rebel", "rebels"), "P", "combatant"), (("fighter", "fighters"), "P", "combatant"), (("insurgent", "insurgents"), "P", "combatant")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as printed. ``fault``: what the paper got wrong in it (digits, sides), None for nothing."""

    low: int
    high: int | None
    words: str
    approx: bool = False
    fault: str | None = None


def count(rng: Random, n: int, *, rounds: bool = False, early: bool = False, words_to: int = 9, fault: str | None = None) -> Count:
    """A count of ``n`` in one of the ways papers have: exact, "at least" while it is early, rounded by who rounds."""
    if rounds and n > 12:
        base = n // 10 * 10
        if base < n and rng.random() < 0.6:
            return Count(base + 1, None, f"more than {base}", fault=fault)
        base = round(n / 10) * 10
        return Count(base, base, f"{rng.choice(('about', 'around', 'some'))} {base}", True, fault=fault)
    digits = SMALL[n] if n <= words_to else f"{n:,}"
    if early and n and rng.random() < 0.5:
        return Count(n, None, f"at least {digits}", fault=fault)
    return Count(n, n, digits, fault=fault)


def swapped(n: int) -> int | None:
    """The number with its last two digits swapped, None where that changes nothing or makes none."""
    tens, ones = divmod(n, 10)
    wrong = tens // 10 * 100 + ones * 10 + tens % 10
    return wrong if n > 9 and wrong not in (n, 0) else None


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
    """One event as one article tells it. ``truth`` is the id of the incident meant, None for totals and what is long past; ``spelt`` how the
    article spells its town."""

    truth: str | None
    place: Place | None
    when: DateExpr | None
    kind: str | None = None
    background: bool = False
    aggregate: bool = False
    answers: Event | None = None
    spelt: str | None = None

    @property
    def named(self) -> str | None:
        """The name of its place as the article has it."""
        return self.spelt or (self.place.name if self.place else None)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a sentence; spans are in the sentence. ``of`` is the side whose casualty it truly is, whatever the words show."""

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
    of: str | None = None
    detail: str | None = None
    period_at: tuple[int, int] | None = None


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
    """An article as it goes to print. ``junk``: what kind of page it is where it tells of no violence; ``manner`` how it was made: own, wire,
    whole, part or edited (copies of the wire), version, twin, week, junk."""

    published: datetime
    outlet: Outlet
    url: str
    lines: list[Line]
    dated: bool = True
    main: Event | None = field(default=None)
    manner: str = "own"
    junk: str | None = None


def span(written: Written, name: str) -> tuple[int, int] | None:
    """Where a slot or mark of a sentence stands, if it has it."""
    return written.spans.get(name)
