"""Inside one document: which event each claim speaks of, when and where, and what is background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from rashomon.incidents.accusing import accuses_only, in_relative_clause, without_past
from rashomon.incidents.choosing import choose
from rashomon.incidents.days import date_main, date_parts, set_date, time_told
from rashomon.incidents.known import Words
from rashomon.incidents.passing import goes_on, is_background
from rashomon.incidents.reading import Reading, read_claim, read_sentence
from rashomon.incidents.sums import check_sums, told_as_totals
from rashomon.incidents.threads import Thread, perpetrator_of
from rashomon.incidents.told import mentions_of
from rashomon.model import Claim, Document, IncidentMention, Mentions, Sentence, Span, TimeSpan, changed

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
    for t in threads:
        if t.reference is not None and not t.reference.claims:
            _count_from_its_day(t, t.reference)
    told = mentions_of(threads, document, known)
    of_claim = {c.claim_id: t for t in threads for c in t.claims}
    times = {c: m.time for m in told for c in m.claims}
    settled = [_settled(claim, reading, of_claim.get(claim.claim_id), times.get(claim.claim_id)) for claim, reading in readings]
    settled.sort(key=lambda c: (c.start, c.end, c.claim_id))
    return settled, told


def _count_from_its_day(thread: Thread, other: Thread) -> None:
    """ "On 19 February helicopters bombed the villages. Three men were killed the day before": the first tells no claim and is no incident of
    its own, but its day is what the second counts from."""
    thread.reference = None
    if thread.when is not None and thread.when.kind == "reference" and other.when is not None and other.when.kind != "reference":
        thread.when = other.when
    else:
        thread.shift = None


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
            time, explicit, upper = time_told(reading, view, current, document.published)
            background = is_background(reading, time, explicit, document.published, lead, main) or goes_on(reading, view) is not None
            chosen = choose(
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
            set_date(chosen, reading, time, explicit, upper, view, current)
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
    date_parts(threads)
    date_main(threads, document, known)
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
