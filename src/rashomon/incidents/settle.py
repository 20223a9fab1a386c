"""Inside one document: which event each claim speaks of, when and where, and what is background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from rashomon.incidents.accusing import accuses_only, in_relative_clause, without_past
from rashomon.incidents.known import Words
from rashomon.incidents.reading import Reading, date_of_deed, read_claim, read_sentence
from rashomon.incidents.sums import check_sums, told_as_totals
from rashomon.incidents.threads import NEW_BELOW, NEW_IN_PASSING, OWN_EVENT, Thread, fit, perpetrator_of, place_fit, time_fit
from rashomon.incidents.told import mentions_of
from rashomon.incidents.when import is_old, length, shifted
from rashomon.language.calendar import resolve
from rashomon.model import Claim, DateExpr, Document, IncidentMention, Mentions, Published, Sentence, Span, TimeSpan, changed
from rashomon.model.documents import READ_LABELS

#: An event surely this many days before publication, and not what the document opens with, is told in passing.
OLD_DAYS = 6
#: The same where the words say that something new is told of it ("now acknowledges", "up from").
ANEW_DAYS = 45
#: "since …" up to this many days back is a count of the event at hand; longer it is a total told as background.
SHORT_PERIOD_DAYS = 3
#: "this week" dates an event only until a day is named.
COARSE_DAYS = 4
_WIDE = frozenset({"offset_weeks", "offset_months", "offset_years", "period"})
#: Sentences at the head of a document whose first day may be that of an event told without one.
OPENING = 5
#: So many figures of one harm in a sentence break one event down by place; fewer may be several events.
BREAKDOWN = 3
#: Events of one document that a further claim is held against: the main one and those told of last. The most any document of the data sets
#: tells is ten; without a bound the time of a list of 5,000 figures grows with its square.
IN_VIEW = 128
#: Stances that speak of a deed even without a word for it.
_DEED = frozenset({"denies", "claims_responsibility", "confirms", "could_not_verify", "admits", "retracts"})
_TALK = frozenset({"urges", "threatens", "characterizes"})


def settle(
    document: Document, sentences: Sequence[Sentence], mentions: Mentions, claims: Sequence[Claim]
) -> tuple[list[Claim], list[IncidentMention]]:
    """Fills when, time, place, event and background of each claim, and groups the claims into incident mentions."""
    known = Words(document, sentences, mentions)
    readings = [
        (c, without_past(read_claim(c, known))) for c in sorted(claims, key=lambda c: (c.start, c.kind != "casualty", c.end, c.claim_id))
    ]
    held = {r.sentence.index for _, r in readings if r is not None}
    harmed = {c.sentence: c.trigger for c in mentions.casualties}
    others = [r for s in sentences if s.index not in held and (r := read_sentence(s, known, harmed.get(s.index))) is not None]
    ordered = sorted(
        [*(r for _, r in readings if r is not None), *others],
        key=lambda r: (r.sentence.index, r.link is not None, r.claim.kind == "statement", r.claim.start, r.claim.end, r.claim.claim_id),
    )
    threads = [t for t in _group(ordered, document, known) if t.claims]
    told = mentions_of(threads, document, known)
    of_claim = {c.claim_id: t for t in threads for c in t.claims}
    times = {c: m.time for m in told for c in m.claims}
    settled = [_settled(claim, reading, of_claim.get(claim.claim_id), times.get(claim.claim_id)) for claim, reading in readings]
    settled.sort(key=lambda c: (c.start, c.end, c.claim_id))
    return settled, told


def _group(readings: list[Reading], document: Document, known: Words) -> list[Thread]:
    threads: list[Thread] = []
    recent: dict[int, Thread] = {}  # by number, in the order in which they were told of last
    current: Thread | None = None
    main: Thread | None = None
    by_claim: dict[str, Thread] = {}
    beside = _by_sentence(readings)
    lead = _lead(readings)
    counts = Counter((r.sentence.index, r.claim.harm) for r in readings if r.claim.kind == "casualty" and r.claim.scope == "total")
    readings = [replace(r, breakdown=True) if counts[r.sentence.index, r.claim.harm] >= BREAKDOWN else r for r in readings]
    totals, parts = check_sums(readings)
    totals |= told_as_totals(readings)
    for reading in readings:
        claim = reading.claim
        twin = _twin(reading, by_claim, beside)
        if claim.kind == "statement" and twin is None and not _speaks_of_event(reading, current):
            continue
        if twin is not None:
            chosen = twin
        elif current is not None and accuses_only(reading, current):
            chosen = current
        elif claim.part_of and claim.part_of in by_claim:
            chosen = by_claim[claim.part_of]
        else:
            view = threads if len(threads) <= IN_VIEW else _in_view(recent, main)
            time, explicit, upper = _time(reading, view, current, document.published)
            background = _is_background(reading, time, explicit, document.published, lead, main) or _goes_on(reading, view) is not None
            chosen = _choose(
                reading,
                len(threads),
                view,
                current,
                time,
                explicit,
                upper,
                background,
                claim.claim_id in totals,
                claim.claim_id in parts,
                _nested(reading, beside),
            )
            if chosen.number == len(threads):
                threads.append(chosen)
            _date(chosen, reading, time, explicit, upper, view, current)
        chosen.item = reading.item if not chosen.readings else chosen.item
        if claim.claim_id in parts:
            chosen.part_of_sum.add(reading.sentence.index)
        chosen.add(reading, perpetrator_of(claim))
        by_claim[claim.claim_id] = chosen
        recent.pop(chosen.number, None)
        recent[chosen.number] = chosen
        if not chosen.background:
            if reading.link is None or current is None:
                current = chosen
            if claim.kind == "casualty" and main is None:
                chosen.main, main = True, chosen
    _mark_aggregates(threads)
    _date_parts(threads)
    _date_main(threads, document, known)
    _answer(threads)
    if not any(t.main for t in threads):  # nobody's death is counted: a denial or a claim of responsibility is what the document is about
        first = next((t for t in threads if t.claims and not t.background), None)
        if first is not None:
            first.main = True
    return threads


def _by_sentence(readings: list[Reading]) -> dict[int, list[Reading]]:
    """Readings by the sentence they stand in, in the order of the readings."""
    out: dict[int, list[Reading]] = {}
    for r in readings:
        out.setdefault(r.sentence.index, []).append(r)
    return out


def _in_view(recent: dict[int, Thread], main: Thread | None) -> list[Thread]:
    """The main event and those told of last, in the order in which they were first told."""
    near = list(islice(reversed(recent.values()), IN_VIEW))
    if main is not None and main not in near:
        near.append(main)
    return sorted(near, key=lambda t: t.number)


def _date_parts(threads: list[Thread]) -> None:
    """Attacks told after a total of one day, with no day of their own, are of that day."""
    sums = [
        t
        for t in threads
        if t.aggregate and t.main and t.dated and t.time is not None and t.time.is_day and t.when is not None and t.when.kind != "reference"
    ]
    for t in threads:
        if len(sums) == 1 and not t.dated and t.said is None and not t.background and not t.aggregate and t.number > sums[0].number:
            t.when, t.time, t.dated = sums[0].when, sums[0].time, True


def _date_main(threads: list[Thread], document: Document, known: Words) -> None:
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


def _answer(threads: list[Thread]) -> None:
    """ "In retaliation for a provocation the day before", with no claim of its own: the deed of the other side told elsewhere is meant."""
    told_behind = frozenset[int]().union(*(t.behind for t in threads))
    for t in threads:
        words = [(w, r.answers) for r in t.readings for w in r.links if w.entry.get("type") == "retaliation_for"]
        if not words or not told_behind.isdisjoint(w.start for w, _ in words):
            continue
        meant = [
            o
            for o in threads
            if o is not t and not o.background and o.claims and o.perpetrators & t.sides and not o.perpetrators & t.perpetrators
        ]
        if len(meant) == 1:
            t.answers = meant[0]
            shift = next((n for _, n in words if n is not None), None)
            if meant[0].reference is None and shift is not None:
                meant[0].reference, meant[0].shift = t, shift


def _nested(reading: Reading, beside: dict[int, list[Reading]]) -> bool:
    """A dated clause inside an undated claim: "the post, where two were shot on Monday, was destroyed" tells two events."""
    own = reading.claim
    if reading.date is None or reading.date_near != "clause" or own.kind == "event":
        return False
    date, head = reading.sentence.token_at(reading.date.start), reading.sentence.token_at(own.start)
    return any(
        o.date is None
        and o.claim.start < own.start
        and own.end <= o.claim.end
        and o.claim.kind != "event"
        and (
            o.claim.kind == "casualty"
            or (date is not None and head is not None and all(in_relative_clause(reading.sentence, i, o.claim.start) for i in (date, head)))
        )
        for o in beside[reading.sentence.index]
    )


def _twin(reading: Reading, by_claim: dict[str, Thread], beside: dict[int, list[Reading]]) -> Thread | None:
    """The event of a casualty claim whose words a statement repeats whole."""
    claim = reading.claim
    if claim.kind != "statement":
        return None
    inside = [
        r.claim
        for r in beside[reading.sentence.index]
        if r.claim.kind == "casualty" and r.claim.start < claim.end and claim.start < r.claim.end and r.claim.claim_id in by_claim
    ]
    same = [c for c in inside if min(c.end, claim.end) - max(c.start, claim.start) >= 0.6 * (claim.end - claim.start)]
    return by_claim[same[0].claim_id] if same else None


def _lead(readings: list[Reading]) -> int:
    """The last sentence of what the document opens with: headline, dek and first two body sentences."""
    heads = [r.sentence.index for r in readings if r.sentence.label in {"headline", "dek"}]
    return max([*heads, 1]) + 1


def _speaks_of_event(reading: Reading, current: Thread | None) -> bool:
    claim = reading.claim
    if reading.event_near == "clause":
        return claim.stance not in _TALK or current is not None
    if claim.stance in _DEED:
        return current is not None or reading.event_near == "sentence"
    if claim.stance in _TALK:
        return False
    if current is not None and accuses_only(reading, current):
        return True
    return (reading.event_near == "sentence" and current is not None) or ("same" in reading.effects and current is not None)


def _time(reading: Reading, threads: list[Thread], current: Thread | None, published: Published) -> tuple[TimeSpan | None, bool, bool]:
    """(days, printed for the event itself, only an upper bound)."""
    main = next((t for t in threads if t.main), None)
    if reading.date is not None:
        anchor = _anchor(reading, threads, current, main)
        span = resolve(reading.date.expr, published, anchor.time if anchor else None)
        if span is not None or reading.date.expr.kind != "reference":
            return span, True, False
    if reading.back is not None:
        other = _before(reading, threads, main)
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


def _before(reading: Reading, threads: list[Thread], main: Thread | None) -> Thread | None:
    """The event told before the linking word a claim stands behind: of the same sentence, else the main one."""
    same = [t for t in threads if t.last_sentence == reading.sentence.index and not t.background and not _behind(t)]
    return same[-1] if same else main


def _anchor(reading: Reading, threads: list[Thread], current: Thread | None, main: Thread | None) -> Thread | None:
    """The event that "the day before" counts from."""
    if reading.date is None or reading.date.expr.kind != "reference":
        return None
    same = [t for t in threads if t.last_sentence == reading.sentence.index and not t.background]
    return same[-1] if same else (main or current)


def _is_background(reading: Reading, time: TimeSpan | None, explicit: bool, published: Published, lead: int, main: Thread | None) -> bool:
    claim = reading.claim
    if reading.background:
        return True
    if reading.event_near == "war" and claim.kind == "casualty":
        return True
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


def _goes_on(reading: Reading, threads: list[Thread]) -> Thread | None:
    """The event told in passing in the sentence before, of the same paragraph, that a claim without day, place or pointing word goes on with."""
    if reading.date is not None or reading.said is not None or reading.places or reading.effects & {"main", "other"}:
        return None
    before = [t for t in threads if t.last_sentence == reading.sentence.index - 1 and t.last_paragraph == reading.sentence.paragraph]
    dated = [t for t in before if t.background and t.dated and not t.coarse]
    return dated[-1] if dated and len(before) == len(dated) else None


def _choose(
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
    main = next((t for t in threads if t.main), None)
    if "note" in reading.effects and main is not None:
        return main
    if background:
        same = [t for t in threads if t.background and t.last_sentence == reading.sentence.index]
        passing = _goes_on(reading, threads) if not same and not reading.background else None
        return passing or (same[-1] if same else Thread(number, background=True))
    aggregate = total
    said = reading.item < 0 and reading.claim.kind != "casualty"
    open_threads = [t for t in threads if not t.background and (t.item == reading.item or said)]
    if reading.link is not None:  # told behind "in retaliation for": never the event told before it in the same sentence
        told = [t for t in open_threads if reading.link.start in t.behind]
        if told:  # one linking word, one event behind it
            return told[0]
        open_threads = [t for t in open_threads if not (t.last_sentence == reading.sentence.index and t is current and not _behind(t))]
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
        main_or_told = _anchor(
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


def _behind(thread: Thread) -> bool:
    return bool(thread.behind)


def _date(
    thread: Thread, reading: Reading, time: TimeSpan | None, explicit: bool, upper: bool, threads: list[Thread], current: Thread | None
) -> None:
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
            thread.reference = _anchor(reading, [t for t in threads if t is not thread], current, main)
    elif reading.back is not None and not thread.dated and time is not None:
        main = next((t for t in threads if t.main and t is not thread), None)
        other = _before(reading, [t for t in threads if t is not thread], main)
        if reading.base is not None or other is not None:
            thread.when = reading.base.expr if reading.base is not None else DateExpr("reference", shift=reading.back)
            thread.reference, thread.shift = (None if reading.base is not None else other), reading.back
            thread.time, thread.dated = time, True
            if other is not None and not reading.places and not thread.places:
                thread.places = dict(other.places)  # "hit again, a day after shells killed three"
    elif upper and reading.said is not None and thread.said is None and not thread.dated:
        thread.said = reading.said.expr
        thread.time = time


def _mark_aggregates(threads: list[Thread]) -> None:
    """A coarse place with a total above two or more finer events of the same day is their sum, not one of them."""
    killed = {
        t.number: most for t in threads if not t.background and not t.aggregate and (most := max(t.lows("killed", "total"), default=0))
    }
    sums: Counter[TimeSpan | None] = Counter()  # of those of one day; the key None: of those of no day
    parts: Counter[TimeSpan | None] = Counter()

    def count(t: Thread, times: int) -> None:
        key = t.time if t.dated else None
        sums[key] += times * killed[t.number]
        parts[key] += times

    counted = [t for t in threads if t.number in killed]
    for t in counted:
        count(t, 1)
    for t in counted:
        count(t, -1)
        days = {None, t.time} if t.dated else set(sums)
        if sum(parts[d] for d in days) >= 2 and sum(sums[d] for d in days) == killed[t.number]:
            t.aggregate = True  # and no part of another sum
        else:
            count(t, 1)


def _settled(claim: Claim, reading: Reading | None, thread: Thread | None, time: TimeSpan | None) -> Claim:
    if reading is None:
        return claim
    date = reading.date or (reading.said if thread is not None and thread.when is None else None)
    event = reading.events[0] if reading.events and reading.event_near != "sentence" else None
    place = reading.places[0] if reading.places else None
    name, location = (place.name, place.place) if place else (None, None)
    if place is None and thread is not None and thread.places:
        name, location = next(iter(thread.places.items()))
    return changed(
        claim,
        when=date.expr if date else (thread.when if thread else None),
        when_span=Span(date.start, date.end) if date else None,
        time=time,
        place=name,
        place_span=Span(place.start, place.end) if place else None,
        location=location,
        event=event.text if event else None,
        event_kind=event.entry.get("kind") if event else None,
        weapon=claim.weapon or (reading.weapons[0].weapon if reading.weapons else None),
        background=claim.background or bool(thread and thread.background) or (thread is None and bool(reading.background)),
    )
