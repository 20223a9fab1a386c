"""The lexicons of this room as ready matchers, and the words of one sentence they find."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rashomon.lexicon import Entry, Match, PhraseMatcher, load
from rashomon.model import Sentence


class Word(NamedTuple):
    """A form of a lexicon entry at offsets ``[start, end)`` of the document."""

    start: int
    end: int
    entry: Entry
    text: str


#: Lexicons whose words are asked of a sentence: one pass finds those of all.
FILES = ("background", "events", "links", "scenes", "threads")
#: The one whose forms may stand inside one another.
_OVERLAPPING = "threads"


@cache
def _matcher(language: str) -> PhraseMatcher:
    return PhraseMatcher(e for file in FILES for e in load(file, language))


def words_of(sentence: Sentence, language: str = "en") -> dict[str, list[Word]]:
    """Forms of the lexicons of this room in the sentence, by file, with offsets into the document; of forms that overlap the longest,
    then the first."""
    found: dict[str, list[Match]] = {}
    for match in _matcher(language).find(sentence.text, overlapping=True):
        found.setdefault(match.entry.file, []).append(match)
    return {file: [_word(sentence, m) for m in (matches if file == _OVERLAPPING else _apart(matches))] for file, matches in found.items()}


def _word(sentence: Sentence, m: Match) -> Word:
    start, end, entry, _ = m
    if sentence.kept is None:
        return Word(sentence.start + start, sentence.start + end, entry, sentence.text[start:end])
    return Word(sentence.offset(start), sentence.offset(end - 1) + 1, entry, sentence.text[start:end])


def _apart(found: list[Match]) -> list[Match]:
    """Of matches that overlap the longest, then the first; as they came, by place."""
    if all(a.end <= b.start for a, b in pairwise(found)):
        return found
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(match.end <= k.start or k.end <= match.start for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def words(sentence: Sentence, file: str, language: str = "en") -> list[Word]:
    """Forms of lexicon ``file`` in the sentence, with offsets into the document."""
    return words_of(sentence, language).get(file, [])


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
def superlatives(language: str = "en") -> frozenset[str]:
    """What stands before "since" where that compares ("bloodiest since")."""
    return frozenset(form for e in load("background", language) if e.id == "superlative_since" for form in e.forms)


@cache
def rank_words(language: str = "en") -> frozenset[str]:
    """Superlatives by which an event is the worst of its kind."""
    return frozenset(form for e in load("revisions", language) if e.id == "rank" for form in e.forms if " " not in form)


@cache
def ordinals(language: str = "en") -> frozenset[str]:
    """Words that count events among others ("the fifth massacre this year")."""
    return frozenset(form for e in load("frames", language) if e.id == "ordinals" for form in e.forms) | {"first", "1st"}


@cache
def attacking_verbs(language: str = "en") -> frozenset[str]:
    """Verbs whose subject is the one that attacks."""
    return frozenset(form for e in load("threads", language) if e.get("effect") == "attacks" for form in e.forms)


@cache
def hospitals(language: str = "en") -> frozenset[str]:
    """Nouns for where the wounded are brought."""
    return frozenset(f for e in load("frames", language) if e.get("does") == "hospitals" for f in e.forms)


@cache
def treated_verbs(language: str = "en") -> frozenset[str]:
    """Lemmas of verbs of those who were brought to a hospital, and of what became of them there."""
    return frozenset(f for e in load("frames", language) if e.get("does") in {"carried", "treated_there"} for f in e.forms)


@cache
def lying_verbs(language: str = "en") -> frozenset[str]:
    """Lemmas of verbs of those who are in a hospital still."""
    return frozenset(f for e in load("frames", language) if e.get("does") == "lies_there" for f in e.forms)


@cache
def war_words(language: str = "en") -> frozenset[str]:
    """Nouns for a war or a conflict as a whole."""
    return frozenset(form for e in load("background", language) if e.get("reach") == "subject" for form in e.forms)


@cache
def family_of_kind(language: str = "en") -> dict[str, str]:
    """Kind of incident → family of kinds that may be one incident in other words."""
    return {e.get("kind"): e.get("family") for e in load("events", language)}
