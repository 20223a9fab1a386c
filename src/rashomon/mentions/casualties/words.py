"""Compiled word lists of the casualty room: harm words and the small words of ``frames.yml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rashomon.lexicon import Entry, Match, PhraseMatcher, load
from rashomon.model import Sentence


@dataclass(frozen=True, slots=True)
class Trigger:
    """A harm word over tokens ``first``..``last``. ``tag`` is the Penn tag of its first word (or last, for nouns)."""

    first: int
    last: int
    entry: Entry
    form: str
    tag: str

    @property
    def harm(self) -> str:
        """What the word counts."""
        return str(self.entry.get("harm"))

    def has(self, frame: str) -> bool:
        """Whether the word stands in this construction."""
        return frame in self.entry.get("frames")


@cache
def harm_matcher(language: str = "en") -> PhraseMatcher:
    """All harm words as one automaton."""
    return PhraseMatcher(load("harm", language), remember=2000)  # asked before a sentence is parsed, and after


@cache
def small(does: str, language: str = "en") -> frozenset[str]:
    """Words of ``frames.yml`` that do this."""
    return frozenset(f.lower() for e in load("frames", language) if e.get("does") == does for f in e.forms)


@lru_cache(maxsize=2048)
def harm_words(text: str) -> tuple[Match, ...]:
    """Harm words of a text, none inside another. Whoever asks whether a sentence matters, and then what it tells, looks once."""
    return tuple(harm_matcher().find(text))


def _before(text: str, i: int) -> str:
    return text[:i].rsplit(None, 1)[-1].lower() if text[:i].split() else ""


def find_triggers(sentence: Sentence, words: Sequence[str] | None = None) -> list[Trigger]:
    """Harm words in a parsed sentence, longest first where they overlap, in order. ``words``: its words in lower case."""
    matches: Sequence[Match] = harm_words(sentence.text)
    vague = [m for m in matches if m.form.lower().startswith("number") and _before(sentence.text, m.start) in small("unspecified")]
    if vague:  # "a number of injured people" is no toll
        inner = [m for m in harm_matcher().find(sentence.text, overlapping=True) if "toll" not in m.entry.get("frames")]
        inner = [m for m in inner if any(v.start <= m.start and m.end <= v.end for v in vague)]
        matches = sorted([m for m in matches if m not in vague] + inner, key=lambda m: m.start)
    tokens, out = sentence.tokens, []
    for m in matches:
        a, b = sentence.token_at(sentence.offset(m.start)), sentence.token_at(sentence.offset(m.end - 1))
        if a is None or b is None:
            continue
        if a != b or (tokens[a].start == sentence.offset(m.start) and tokens[a].end == sentence.offset(m.end - 1) + 1):
            out.append(Trigger(a, b, m.entry, m.form.lower(), tokens[a].tag))
    out += _taken(sentence, words if words is not None else [t.lower for t in tokens], out)
    return _to_death(sorted(out, key=lambda t: t.first), words if words is not None else [t.lower for t in tokens])


def _to_death(found: list[Trigger], words: Sequence[str]) -> list[Trigger]:
    """ "Stabbed or hacked to death": what befell them to death is said once, behind the last of the words."""
    for n in range(len(found) - 1, 0, -1):
        one, last = found[n - 1], found[n]
        between = words[one.last + 1 : last.first]
        if last.form.endswith(" to death") and one.harm != last.harm and between and set(between) <= {"or", "and", ",", "then"}:
            found[n - 1 : n + 1] = [replace(last, first=one.first, tag=one.tag)]
    return found


@cache
def _capture(language: str = "en") -> Entry:
    return next(e for e in load("harm", language) if e.id == "capture")


def _taken(sentence: Sentence, words: Sequence[str], found: list[Trigger]) -> list[Trigger]:
    """ "Took 12 hostages", "took nine people hostage", "twelve hostages were taken": verbs that capture only beside such a noun."""
    taken, captives = small("taken"), small("captives")
    if taken.isdisjoint(words) or captives.isdisjoint(words):
        return []
    tokens = sentence.tokens
    known = {i for t in found for i in range(t.first, t.last + 1)}
    out = []
    for token, word in zip(tokens, words, strict=True):
        if word not in taken or token.i in known or token.pos not in ("VERB", "AUX", "ADJ"):
            continue
        passive = token.tag == "VBN" and token.i and words[token.i - 1] in small("passive")
        span = range(token.i - 1, max(-1, token.i - 6), -1) if passive else range(token.i + 1, min(len(tokens), token.i + 8))
        for j in span:
            if words[j] in captives:
                out.append(Trigger(token.i, token.i, _capture(), word, token.tag))
                break
            if j in known or tokens[j].pos in ("VERB", "PUNCT", "SCONJ") or (tokens[j].pos == "ADP" and words[j] not in ("of", "as")):
                break
    return out
