"""The lexicons of this room as ready matchers, and the words of one sentence they find."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rashomon.lexicon import Entry, PhraseMatcher, load
from rashomon.model import Sentence


@dataclass(frozen=True, slots=True)
class Word:
    """A form of a lexicon entry at offsets ``[start, end)`` of the document."""

    start: int
    end: int
    entry: Entry
    text: str


@cache
def _matcher(file: str, language: str) -> PhraseMatcher:
    return PhraseMatcher(load(file, language))


def words(sentence: Sentence, file: str, language: str = "en") -> list[Word]:
    """Forms of lexicon ``file`` in the sentence, with offsets into the document."""
    found = _matcher(file, language).find(sentence.text, overlapping=file == "threads")
    return [Word(sentence.offset(m.start), sentence.offset(m.end - 1) + 1, m.entry, sentence.text[m.start : m.end]) for m in found]


@cache
def reporting_verbs(language: str = "en") -> frozenset[str]:
    """Verbs of saying: a date that hangs on one is the day of the saying."""
    return frozenset(form for e in load("threads", language) if e.get("effect") == "report" for form in e.forms)


@cache
def later_verbs(language: str = "en") -> frozenset[str]:
    """Verbs for what comes after the event (burying, counting): a date on one is no earlier than the event's."""
    return frozenset(form for e in load("threads", language) if e.get("effect") == "later" for form in e.forms)


@cache
def talking_verbs(language: str = "en") -> frozenset[str]:
    """Verbs of meeting, visiting and mourning: a date on one is no earlier than the event's."""
    return frozenset(form for e in load("threads", language) if e.get("effect") == "peace" for form in e.forms)


@cache
def attacking_verbs(language: str = "en") -> frozenset[str]:
    """Verbs whose subject is the one that attacks."""
    return frozenset(form for e in load("threads", language) if e.get("effect") == "attacks" for form in e.forms)


@cache
def war_words(language: str = "en") -> frozenset[str]:
    """Nouns for a war or a conflict as a whole."""
    return frozenset(form for e in load("background", language) if e.get("reach") == "subject" for form in e.forms)


@cache
def family_of_kind(language: str = "en") -> dict[str, str]:
    """Kind of incident → family of kinds that may be one incident in other words."""
    return {e.get("kind"): e.get("family") for e in load("events", language)}
