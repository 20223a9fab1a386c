"""Could a sentence matter? Cheap, without a parse: harm, violence, weapons, or somebody saying something."""

from __future__ import annotations

from functools import cache

from rashomon.lexicon import Entry, PhraseMatcher, load
from rashomon.mentions.casualties.words import harm_matcher
from rashomon.model import Sentence

_OF_THINGS = frozenset(
    {"destroyed", "fell", "harmed"}
)  # words of harm only beside a noun for fighters or people, which the other list holds


@cache
def _matcher(language: str = "en") -> PhraseMatcher:
    """Weapons and the words of ``filter.yml`` (saying, denying, blaming, attacks)."""
    entries: list[Entry] = [*load("weapons", language), *load("filter", language)]
    return PhraseMatcher(entries)


@cache
def _violent(language: str = "en") -> PhraseMatcher:
    return PhraseMatcher([*load("weapons", language), *(e for e in load("filter", language) if e.id == "violence")])


@cache
def _dispute(language: str = "en") -> PhraseMatcher:
    return PhraseMatcher([e for e in load("filter", language) if e.id == "dispute"])


def disputed(sentence: Sentence) -> bool:
    """Whether somebody could be denying, blaming or admitting something in it."""
    return bool(_dispute().find(sentence.text))


def violent(sentence: Sentence) -> bool:
    """Whether a word of harm, of violence or of arms stands in it, not only somebody saying something."""
    return harmful(sentence) or bool(_violent().find(sentence.text))


def wanted(sentence: Sentence) -> bool:
    """Whether the sentence is worth a parse: it has a word of harm, of violence, of saying or denying. Recall before precision."""
    return harmful(sentence) or bool(_matcher().find(sentence.text))


def harmful(sentence: Sentence) -> bool:
    """Whether a word of harm stands in it, so that it could tell a casualty: a narrower question than :func:`wanted`."""
    return any(m.entry.id not in _OF_THINGS for m in harm_matcher().find(sentence.text))
