"""The day of an event of one document, as its claims tell it one after the other, and as the whole document does."""

from __future__ import annotations

from rashomon.incidents.known import Words
from rashomon.incidents.reading import Reading
from rashomon.incidents.reading_dates import date_of_deed
from rashomon.incidents.threads import Thread
from rashomon.incidents.when import length, shifted
from rashomon.language.calendar import resolve
from rashomon.model import DateExpr, Document, Published, TimeSpan
from rashomon.model.documents import READ_LABELS

#: "this week" dates an event only until a day is named.
COARSE_DAYS = 4
_WIDE = frozenset({"offset_weeks", "offset_months", "offset_years", "period"})
#: Sentences at the head of a document whose first day may be that of an event told without one.
OPENING = 5


def time_told(reading: Reading, threads: list[Thread], current: Thread | None, published: Published) -> tuple[TimeSpan | None, bool, bool]:
    """(days, printed for the event itself, only an upper bound)."""
    main = next((t for t in threads if t.main), None)
    if reading.date is not None:
        told = next((t for t in threads if _same_words(reading, t) and t.dated), None)
        if told is not None and reading.date.expr.kind == "reference":
            return told.time, True, False  # "a day earlier" is said once, whatever is told of that day
        anchor = anchor_of(reading, threads, current, main)
        span = resolve(reading.date.expr, published, anchor.time if anchor else None)
        if span is not None or reading.date.expr.kind != "reference":
            return span, True, False
    if reading.back is not None:
        other = told_before(reading, threads, main)
        span = (
            resolve(reading.base.expr, published, None)
            if reading.base is not None
            else other.time
            if other is not None and other.dated
            else None
        )
        return (shifted(span, reading.back), True, False) if span is not None and span.is_day else (None, False, False)
    if reading.said is not None:
        span = resolve(reading.said.expr, published, None)
        if span is not None:
            return TimeSpan(None, span.end, "no later than it was said", span.weekday), False, True
    return None, False, False


def told_before(reading: Reading, threads: list[Thread], main: Thread | None) -> Thread | None:
    """The event told before the linking word a claim stands behind: of the same sentence, else the main one."""
    same = [t for t in threads if t.last_sentence == reading.sentence.index and not t.background and not t.behind]
    return same[-1] if same else main


def anchor_of(reading: Reading, threads: list[Thread], current: Thread | None, main: Thread | None) -> Thread | None:
    """The event that "the day before" counts from."""
    if reading.date is None or reading.date.expr.kind != "reference":
        return None
    others = [t for t in threads if not _same_words(reading, t)]
    same = [t for t in others if t.last_sentence == reading.sentence.index and not t.background]
    return same[-1] if same else next((t for t in (main, current) if t is not None and t in others), None)


def _same_words(reading: Reading, thread: Thread) -> bool:
    """Whether something of this event was told by the very words that date the claim."""
    return reading.date is not None and any(
        r.date is not None and (r.sentence.index, r.date.start) == (reading.sentence.index, reading.date.start) for r in thread.readings
    )


def set_date(
    thread: Thread, reading: Reading, time: TimeSpan | None, explicit: bool, upper: bool, threads: list[Thread], current: Thread | None
) -> None:
    """Dates an event by a claim that was put to it, where the claim knows its day better than what was told before."""
    wide = (length(time) or 0) > COARSE_DAYS or (reading.date is not None and reading.date.expr.kind in _WIDE)
    coarse = reading.claim.kind == "event" and wide
    finer = thread.dated and (
        (thread.coarse and not wide) or (time is not None and time.is_day and thread.time is not None and thread.time.start is None)
    )
    if explicit and reading.date is not None and not coarse and (not thread.dated or finer) and (thread.when is None or time is not None):
        thread.coarse = wide
        if thread.when is not None and thread.when.kind == "reference" and finer:
            thread.shift = thread.when.shift
        thread.when, thread.time, thread.dated = reading.date.expr, time, time is not None
        if reading.date.expr.kind == "reference":
            thread.shift = reading.date.expr.shift
            main = next((t for t in threads if t.main and t is not thread), None)
            thread.reference = anchor_of(reading, [t for t in threads if t is not thread], current, main)
    elif reading.back is not None and not thread.dated and time is not None:
        main = next((t for t in threads if t.main and t is not thread), None)
        other = told_before(reading, [t for t in threads if t is not thread], main)
        if reading.base is not None or other is not None:
            thread.when = reading.base.expr if reading.base is not None else DateExpr("reference", shift=reading.back)
            thread.reference, thread.shift = (None if reading.base is not None else other), reading.back
            thread.time, thread.dated = time, True
            if other is not None and not reading.places and not thread.places:
                thread.places = dict(other.places)  # "hit again, a day after shells killed three"
    elif upper and reading.said is not None and thread.said is None and not thread.dated:
        thread.said = reading.said.expr
        thread.time = time


def date_parts(threads: list[Thread]) -> None:
    """Attacks told after a total of one day, with no day of their own, are of that day."""
    sums = [
        t
        for t in threads
        if t.aggregate and t.main and t.dated and t.time is not None and t.time.is_day and t.when is not None and t.when.kind != "reference"
    ]
    for t in threads:
        if len(sums) == 1 and not t.dated and t.said is None and not t.background and not t.aggregate and t.number > sums[0].number:
            t.when, t.time, t.dated = sums[0].when, sums[0].time, True


def date_main(threads: list[Thread], document: Document, known: Words) -> None:
    """What the document is about and prints no day beside its figures is of the first day that its opening tells of something done.

    "Rebels came out of the forest on Saturday and went from hut to hut. The mayor speaks of 24 dead."
    """
    main = next((t for t in threads if t.main), None)
    if main is None or main.dated or main.when is not None or main.aggregate:
        return
    others = {r.sentence.index for t in threads if t is not main for r in t.readings}
    own = {r.sentence.index for r in main.readings}
    for sentence in [s for s in known.sentences if s.label in READ_LABELS][:OPENING]:
        if sentence.index in others - own:
            continue
        for date in known.dates[sentence.index]:
            span = resolve(date.expr, document.published, None) if date_of_deed(sentence, date, known) else None
            if (
                span is None
                or span.end is None
                or (length(span) or 9) > 2
                or (main.time is not None and main.time.end is not None and span.end > main.time.end)
            ):
                continue
            main.when, main.time, main.dated = date.expr, span, True
            return
