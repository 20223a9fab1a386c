"""Words for weapons and attacks, as the casualty room needs them: what is nobody, and what was nearest."""

from __future__ import annotations

from functools import cache, lru_cache

from rashomon.lexicon import Match, PhraseMatcher, load
from rashomon.mentions.people import person
from rashomon.model import Sentence, Span

_RESULTS = frozenset({"abduction", "execution", "massacre"})  # what was done to people, not with what


@cache
def weapon_words(language: str = "en") -> frozenset[str]:
    """Lower-case single words and last words that mean a weapon or an attack, which is nobody."""
    words = (f.lower().split()[-1] for e in load("weapons", language) for f in e.forms)
    return frozenset(w for w in words if person(w) is None)  # a suicide bomber is somebody


@cache
def struggles(language: str = "en") -> frozenset[str]:
    """Wars and accidents, which are nobody whatever stands before them."""
    return frozenset(f.lower().split()[-1] for e in load("weapons", language) if e.get("weapon") == "none" for f in e.forms)


@cache
def weapon_vocabulary(language: str = "en") -> frozenset[str]:
    """Every word of a weapon's name: "Barrel Bomb Attack" names nobody, capitals or not."""
    return frozenset(w for e in load("weapons", language) for f in e.forms for w in f.lower().split() if person(w) is None) - {"force"}


@cache
def weapon_matcher(language: str = "en") -> PhraseMatcher:
    """All weapons and kinds of attack as one automaton."""
    return PhraseMatcher(load("weapons", language))


@lru_cache(maxsize=2048)
def weapons_in(text: str) -> tuple[Match, ...]:
    """Weapons and kinds of attack named in a text, none inside another."""
    return tuple(weapon_matcher().find(text))


def weapon(sentence: Sentence, at: int) -> Span | None:
    """The weapon or kind of attack named nearest to offset ``at`` in this sentence."""
    found = [m for m in weapons_in(sentence.text) if m.entry.get("weapon") != "none" and m.entry.get("kind") not in _RESULTS]
    if not found:
        return None
    best = min(found, key=lambda m: (m.entry.get("weapon") == "unknown", abs(sentence.offset(m.start) - at)))
    return Span(sentence.offset(best.start), sentence.offset(best.end - 1) + 1)


_AFAR = frozenset({"airstrike", "shelling", "drone strike", "rocket attack", "missile strike", "chemical attack"})


def from_afar(sentence: Sentence) -> bool:
    """Whether the sentence tells of nothing but air strikes, shelling and the like, whose doers are not where they hit."""
    kinds = {m.entry.get("kind") for m in weapons_in(sentence.text) if m.entry.get("weapon") not in ("none", "unknown")}
    return bool(kinds) and kinds <= _AFAR


def clashed(sentence: Sentence) -> bool:
    """Whether the sentence tells of a fight in which both sides may have lost soldiers."""
    if any(t.lower in ("between", "each") for t in sentence.tokens):
        return True
    return any(m.entry.get("kind") == "armed clash" for m in weapons_in(sentence.text))
