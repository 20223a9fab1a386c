"""Where a figure tells an event of its own, however well its words fit one that was told before."""

from __future__ import annotations

from rashomon.incidents.names import is_fine, is_local, is_point, same_name
from rashomon.incidents.reading import Reading
from rashomon.incidents.threads import Thread

#: Counts farther apart than this, the later one with a day of its own, are two events.
FAR = 4
#: So few are told of many an event: that two tell the same says nothing.
FEW = 2
#: Taken off where a claim has a figure, a place and an event word of its own.
OWN_EVENT = 5.0


def one_place_of_many(reading: Reading, thread: Thread) -> bool:
    """A smaller toll in one town, after a larger one of raids (in the plural) over the province or country around it: one of these raids."""
    claim = reading.claim
    if claim.kind != "casualty" or claim.scope not in {"total", "increment"} or not claim.low or not thread.several:
        return False
    if thread.last_sentence == reading.sentence.index or "same" in reading.effects or not reading.events:
        return False
    lows = thread.lows(claim.harm, "total", "cumulative")
    own = [
        p for p in reading.places if reading.place_near == "clause" and (is_local(p.place) or (p.place is not None and is_point(p.place)))
    ]
    wide = bool(thread.places) and all(p is not None and (p.precision or 0) >= 4 for p in thread.places.values())
    return wide and bool(own) and bool(lows) and claim.low < max(lows) and claim.low not in lows


_KNOWN_BY = frozenset({"the", "that", "this", "those", "these", "same"})


def one_more(reading: Reading, thread: Thread) -> bool:
    """ "Another five were killed in a raid": more victims, in an event that is told for the first time; "in the raid" is the one told before."""
    claim = reading.claim
    if claim.kind != "casualty" or claim.low is None or not reading.effects & {"increment", "other"} or reading.event_near == "war":
        return False
    if "same" in reading.effects or not any(f.harm == claim.harm and f.low is not None for f in thread.figures):
        return False
    sentence = reading.sentence
    told = reading.events if reading.event_near == "clause" else reading.events[:1]
    for word in told:
        at = sentence.token_at(word.end - 1)
        token = sentence.tokens[at] if at is not None else None
        if token is None or token.pos not in {"NOUN", "PROPN"}:
            return False
        first = sentence.token_at(word.start)
        before = sentence.tokens[first - 1].lower if first else ""
        dets = {sentence.tokens[i].lower for i in sentence.children(token.i) if sentence.tokens[i].dep in {"det", "poss", "amod"}}
        if before in _KNOWN_BY or dets & _KNOWN_BY or any(sentence.tokens[i].dep == "poss" for i in sentence.children(token.i)):
            return False
    return bool(told)


def one_of_several(reading: Reading, thread: Thread) -> bool:
    """A smaller toll at one of the quarters or villages that a larger one was counted in: one of several attacks, told after their sum."""
    claim = reading.claim
    if (
        claim.kind != "casualty"
        or claim.scope not in {"total", "increment"}
        or claim.low is None
        or thread.last_sentence == reading.sentence.index
    ):
        return False
    quarters = [n for n, p in thread.places.items() if is_local(p)]
    own = [p for p in reading.places if is_local(p.place)]
    lows = thread.lows(claim.harm, "total")
    return len(quarters) > 1 and len(own) == 1 and bool(lows) and claim.low < max(lows) and claim.low not in lows


def own_event(reading: Reading, thread: Thread, place: float) -> bool:
    """A figure of its own at a place or on a day of its own, with a word for what happened: one of several attacks, not the one told before."""
    claim = reading.claim
    if claim.kind != "casualty" or claim.scope not in {"total", "increment"} or claim.low is None:
        return False
    if _of_whom(reading, thread):
        return True
    if place >= 3:
        return False
    if _others_fell(reading, thread):
        return True
    if not reading.events:
        return False
    opening = len(thread.sentences) == 1
    shared = any(same_name(p.name, other) for p in reading.places for other in thread.places)
    if (
        not reading.effects & {"increment", "other"}
        and thread.main
        and opening
        and (shared or thread.readings[0].sentence.label in {"headline", "dek"})
    ):
        return False  # a lead tells again what the headline told
    elsewhere = bool(thread.places) and any(is_fine(p.place) for p in reading.places)
    lows = thread.lows(claim.harm, "total")
    far = bool(lows) and not opening and (claim.low > FAR * max(lows) or min(lows) > FAR * claim.low) and (claim.low + max(lows)) > 10
    another_day = (
        reading.date is not None and reading.date_near == "clause" and not thread.dated and ("increment" in reading.effects or far)
    )
    if not (elsewhere or another_day) or thread.last_sentence == reading.sentence.index or reading.breakdown:
        return False
    told = [(f.low, f.high) for f in thread.figures if f.harm == claim.harm and f.scope == "total"]
    return bool(told) and (claim.low, claim.high) not in told


def elsewhere(reading: Reading, thread: Thread, place: float) -> bool:
    """ "In Arn, a woman was killed", after what was told of Bel: another event, however few words say what happened. Not where the place holds the one
    told before or lies in it, where the same number is told, or after a headline alone."""
    claim = reading.claim
    if not reading.opens or place > 0 or not thread.places or thread.last_sentence == reading.sentence.index:
        return False
    if all(not is_fine(p) for p in thread.places.values()):
        return False  # a province that was told before may hold it
    if "same" in reading.effects or (len(thread.sentences) == 1 and thread.readings[0].sentence.label in {"headline", "dek"}):
        return False
    if claim.kind == "casualty":
        counted = [f for f in thread.figures if f.harm == claim.harm and f.scope == "total"]
        if not counted and not reading.events:
            return False  # the wounded of the dead told before
        told = {(f.low, f.high) for f in counted if (f.low or 0) > FEW}
        return claim.scope in {"total", "increment"} and claim.low is not None and (claim.low, claim.high) not in told
    return claim.kind == "event" and thread.last_paragraph != reading.sentence.paragraph


def _others_fell(reading: Reading, thread: Thread) -> bool:
    """In a paragraph of its own and with a day of its own: other victims, after an event that prints none."""
    claim = reading.claim
    if reading.date is None or reading.date_near != "clause" or thread.dated or thread.last_paragraph >= reading.sentence.paragraph:
        return False
    side = claim.victim_party or claim.side
    told = [f for f in thread.figures if f.harm == claim.harm and f.scope == "total"]
    theirs = {f.victim_party or f.side for f in told} - {None}
    return thread.in_body and bool(side and theirs) and side not in theirs and claim.low not in {f.low for f in told}


def _of_whom(reading: Reading, thread: Thread) -> bool:
    """ "Troops shot three in a search for those who bombed a bus on Thursday, killing 11": what people are known for, on a day of its own, is older."""
    s, date = reading.sentence, reading.date
    at = s.token_at(date.start) if date is not None and reading.date_near == "clause" else None
    if at is None:
        return False
    verb = s.clause_of_who(at)
    if verb is None:
        return False
    below = s.subtree(verb)
    start, end = s.tokens[below[0]].start, s.tokens[below[-1]].end
    told = [r for r in thread.readings if r.sentence.index == s.index]
    other_day = any(r.date is not None and not start <= r.date.start < end for r in told)
    return start <= reading.claim.start < end and other_day and all(r.claim.end <= start for r in told)
