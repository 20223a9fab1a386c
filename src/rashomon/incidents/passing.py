"""Which claims of a document tell of an event in passing: what was before, what goes on, what is a total over a long time."""

from __future__ import annotations

from rashomon.incidents.days import COARSE_DAYS
from rashomon.incidents.fits import time_fit
from rashomon.incidents.reading import Reading
from rashomon.incidents.threads import Thread
from rashomon.incidents.when import is_old, length
from rashomon.language.calendar import resolve
from rashomon.model import Published, TimeSpan

#: An event surely this many days before publication, and not what the document opens with, is told in passing.
OLD_DAYS = 6
#: The same where the words say that something new is told of it ("now acknowledges", "up from").
ANEW_DAYS = 45
#: Days of a year, of which a toll is of no event.
A_YEAR = 365
#: "since …" up to this many days back is a count of the event at hand; longer it is a total told as background.
SHORT_PERIOD_DAYS = 3


def is_background(reading: Reading, time: TimeSpan | None, explicit: bool, published: Published, lead: int, main: Thread | None) -> bool:
    """Whether a claim is told in passing; ``lead`` is the last sentence of what the document opens with."""
    claim = reading.claim
    if reading.background:
        return True
    if reading.event_near == "war" and claim.kind == "casualty":
        return True
    if explicit and claim.kind == "casualty" and (length(time) or 0) >= A_YEAR and not reading.events:
        return True  # "3,804 civilians were killed in 2031": the toll of a year
    if (
        explicit
        and reading.date is not None
        and reading.date.expr.kind == "absolute"
        and reading.date.expr.day
        and reading.date_near == "clause"
        and reading.sentence.index <= lead
    ):
        return False  # "a year has passed since gunmen killed 20 here on 3 May 2031"
    if "since" in reading.effects and reading.period is None:
        return True
    if "compares" in reading.effects and reading.period is None:
        return False
    if claim.scope == "cumulative" or (reading.period is not None and claim.kind == "casualty"):
        span = resolve(reading.period.expr, published, None) if reading.period is not None else None
        last = published.day or (span.end if span else None)
        if span is None or span.start is None or last is None:
            counted_on = reading.period is not None and reading.period.expr.kind == "since"
            return (counted_on or claim.scope == "cumulative") and not reading.over
        return (last - span.start).days > SHORT_PERIOD_DAYS
    if (
        explicit
        and main is not None
        and main.dated
        and time_fit(time, True, False, main) > 0
        and ((length(time) or 99) <= COARSE_DAYS or main.coarse)
    ):
        return False
    if explicit and is_old(time, published, ANEW_DAYS if "anew" in reading.effects else OLD_DAYS) and reading.sentence.index > lead:
        return True
    wide = (length(time) or 0) > 20 or (reading.date is not None and reading.date.expr.kind in {"offset_months", "offset_years"})
    return explicit and wide and reading.sentence.index > lead


def goes_on(reading: Reading, threads: list[Thread]) -> Thread | None:
    """The event told in passing in the sentence before, of the same paragraph, that a claim without day, place or pointing word goes on with."""
    if reading.date is not None or reading.said is not None or reading.places or reading.effects & {"main", "other"}:
        return None
    before = [t for t in threads if t.last_sentence == reading.sentence.index - 1 and t.last_paragraph == reading.sentence.paragraph]
    if _so_far(reading):
        paragraph, index = reading.sentence.paragraph, reading.sentence.index
        counted = [t for t in threads if t.background and t.last_paragraph == paragraph and index - 1 <= t.last_sentence <= index]
        counted = [t for t in counted if any(c.scope == "cumulative" for c in t.claims)]
        if counted and all(t.background for t in before):
            return counted[-1]
    dated = [t for t in before if t.background and t.dated and not t.coarse]
    return dated[-1] if dated and len(before) == len(dated) else None


def _so_far(reading: Reading) -> bool:
    """ "Since May, 200 people have been killed on one side. On the other, ten soldiers have died": in the perfect, and with no deed of its own, it counts on."""
    if reading.claim.kind != "casualty" or reading.events:
        return False
    s = reading.sentence
    return any(t.lower in {"have", "has"} and t.pos == "AUX" for t in s.tokens if reading.claim.start - 12 <= t.start < reading.claim.end)
