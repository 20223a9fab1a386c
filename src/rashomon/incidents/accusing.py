"""An accusation that names only the accused: "The ministry blamed the rebels." It is about the event that was told right before it."""

from __future__ import annotations

from dataclasses import replace

from rashomon.incidents.reading import Reading
from rashomon.incidents.threads import Thread
from rashomon.model import Sentence

#: Sentences after an event in which a bare accusation is about it.
SOON = 2


def accuses_only(reading: Reading, current: Thread) -> bool:
    """ "The ministry blamed the rebels.", right behind an event: it is for what was just told."""
    return _is_bare(reading) and reading.sentence.index - current.last_sentence <= SOON


def without_past(reading: Reading | None) -> Reading | None:
    """A bare accusation without day and places: where and since when the accused have fought is neither of the event."""
    if reading is None or not _is_bare(reading):
        return reading
    return replace(reading, date=None, date_near="", period=None, places=(), place_near="")


def _is_bare(reading: Reading) -> bool:
    return reading.claim.stance == "blames" and reading.event_near == "" and not _tells_deed(reading)


def _tells_deed(reading: Reading) -> bool:
    """Whether a statement says more than a name: "accuse the other of delaying the treaty"."""
    claim, s = reading.claim, reading.sentence
    verbs = [t for t in s.tokens if t.pos == "VERB" and claim.start <= t.start < claim.end]
    return any(not in_relative_clause(s, t.i, claim.start) for t in verbs)


def in_relative_clause(sentence: Sentence, token: int, start: int) -> bool:
    """Whether a token stands in a relative clause that opens behind ``start``."""
    return any(sentence.tokens[i].dep == "relcl" and sentence.tokens[i].start > start for i in [token, *sentence.ancestors(token)])
