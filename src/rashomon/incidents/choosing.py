"""Which of the events told so far in a document a claim speaks of, or that it opens a new one."""

from __future__ import annotations

from rashomon.incidents.days import anchor_of
from rashomon.incidents.fits import NEW_BELOW, NEW_IN_PASSING, fit, place_fit
from rashomon.incidents.own_events import OWN_EVENT
from rashomon.incidents.passing import goes_on
from rashomon.incidents.reading import Reading
from rashomon.incidents.threads import Thread, perpetrator_of
from rashomon.model import TimeSpan


def choose(
    reading: Reading,
    number: int,
    threads: list[Thread],
    current: Thread | None,
    time: TimeSpan | None,
    explicit: bool,
    upper: bool,
    background: bool,
    total: bool,
    part: bool,
    nested: bool,
) -> Thread:
    """The event that fits a claim best, or a new one with this ``number``. ``time`` is the claim's day: ``explicit`` where it is printed for the
    event itself, ``upper`` where it is only the last it can be; ``total`` and ``part``: the claim is a sum of others, or counted in one; ``nested``:
    it stands in another claim that tells another event."""
    main = next((t for t in threads if t.main), None)
    if "note" in reading.effects and main is not None:
        return main
    if background:
        same = [t for t in threads if t.background and t.last_sentence == reading.sentence.index]
        passing = goes_on(reading, threads) if not same and not reading.background else None
        return passing or (same[-1] if same else Thread(number, background=True))
    aggregate = total
    said = reading.item < 0 and reading.claim.kind != "casualty"
    open_threads = [t for t in threads if not t.background and (t.item == reading.item or said)]
    if reading.link is not None:  # told behind "in retaliation for": never the event told before it in the same sentence
        told = [t for t in open_threads if reading.link.start in t.behind]
        if told:  # one linking word, one event behind it
            return told[0]
        open_threads = [t for t in open_threads if not (t.last_sentence == reading.sentence.index and t is current and not t.behind)]
    scored = sorted(
        ((fit(reading, t, current, time, explicit, upper) - _apart(reading, t, aggregate, part), -t.number, t) for t in open_threads),
        key=lambda x: x[:2],
    )
    if (
        reading.claim.kind == "event" and explicit and "same" not in reading.effects
    ):  # a date told elsewhere is not given to an undated event in passing
        scored = [
            (s, n, t) for s, n, t in scored if t.dated or not t.claims or place_fit([(p.name, p.place) for p in reading.places], t) > -2
        ]
    if reading.date is not None and reading.date.expr.kind == "reference" and reading.date.expr.shift and reading.date_near == "clause":
        main_or_told = anchor_of(
            reading, threads, current, main
        )  # "the day before, six had been killed": another event than the one it counts from
        scored = [(s, n, t) for s, n, t in scored if t is not main_or_told]
    if nested:
        scored = [(s, n, t) for s, n, t in scored if t.last_sentence != reading.sentence.index]
    if scored:
        scored = _by_doer(reading, scored)
    below = NEW_IN_PASSING if reading.claim.kind == "event" and not reading.effects & {"other", "increment"} else NEW_BELOW
    if scored and scored[-1][0] >= below and not (reading.link is not None and scored[-1][2].main):
        return scored[-1][2]
    return Thread(number, aggregate=aggregate)


def _by_doer(reading: Reading, scored: list[tuple[float, int, Thread]]) -> list[tuple[float, int, Thread]]:
    """A deed blamed on those who only fell in the event that fits best is the one that was told as theirs, where there is one such."""
    doer, best = perpetrator_of(reading.claim), scored[-1][2]
    if doer is None or doer not in best.sides or doer in best.perpetrators or reading.date is not None:
        return scored
    theirs = [s for s in scored if doer in s[2].perpetrators and doer not in s[2].sides]
    return [*(s for s in scored if s is not theirs[0]), *theirs] if len(theirs) == 1 and theirs[0][0] > NEW_BELOW else scored


def _apart(reading: Reading, thread: Thread, aggregate: bool, part: bool) -> float:
    """Taken off: a total does not join one event, nor the figure of one event a total."""
    claim = reading.claim
    counted = [f for f in thread.figures if f.scope == "total" and f.low is not None]
    if (
        aggregate != thread.aggregate
        and counted
        and claim.kind == "casualty"
        and claim.low is not None
        and claim.scope in {"total", "increment", "cumulative"}
    ):
        same = any((c.harm, c.low, c.high) == (claim.harm, claim.low, claim.high) for c in counted)
        other = any(c.harm == claim.harm and c.low != claim.low for c in counted)
        if other and not same and aggregate and any(not w.text.lower().startswith("bring") for w in reading.over):
            return 30.0  # "45 in 24 hours" is never the toll of the raid told before it
        return 0.0 if same else 9.0 if other else 3.0 if aggregate or part else 1.0
    if part and thread.part_of_sum - {reading.sentence.index} and place_fit([(p.name, p.place) for p in reading.places], thread) < 3:
        return OWN_EVENT  # each figure of a sum, told in a sentence of its own, is an event
    if aggregate and thread.aggregate and claim.kind == "casualty" and thread.last_sentence != reading.sentence.index:
        lows = {c.low for c in counted if c.harm == claim.harm}
        return 9.0 if lows and claim.low not in lows else 0.0  # the day's toll of a city, after that of a province
    if part and any(f.harm == claim.harm and f.low != claim.low and f.scope == "total" for f in thread.figures):
        return OWN_EVENT
    return 0.0
