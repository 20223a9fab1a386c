"""A stretch of a sentence that may be a place, and what the words before it say of where it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rashomon.mentions import places_words as words
from rashomon.mentions.places_around import distant
from rashomon.model import Sentence

_TITLES = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Gen",
        "Col",
        "Lt",
        "Maj",
        "Sgt",
        "Capt",
        "Brig",
        "Sen",
        "Rep",
        "Gov",
        "Prof",
        "Rev",
        "President",
        "Minister",
        "Secretary",
        "Senator",
        "Judge",
        "Sheriff",
        "Mayor",
        "Governor",
        "Chief",
        "Prince",
        "Sheikh",
        "King",
        "Queen",
        "Pope",
        "General",
        "Colonel",
        "Major",
        "Captain",
        "Lieutenant",
        "Sergeant",
        "Officer",
        "Deputy",
        "Commander",
        "Spokesman",
        "spokesman",
        "spokeswoman",
        "Ambassador",
        "Professor",
        "Rabbi",
        "Imam",
        "Father",
        "Sister",
        "Brother",
    ]
)


def titled(left: str) -> bool:
    """Whether a text ends in a title, so that what follows is a person."""
    near = left[-40:]
    bare = near.rstrip()
    if len(bare) == len(near):
        return False
    last = bare.rsplit(None, 1)[-1:]
    return bool(last) and last[0].removesuffix(".") in _TITLES


@dataclass(slots=True)
class Found:
    """A stretch of a sentence that may be a place, with what stands around it. Offsets are into ``Sentence.text``."""

    sentence: Sentence
    start: int
    end: int
    name: str
    relation: str = ""  # empty: nothing says it is a place
    level: int | None = None
    kind: str = ""  # the word of kind beside it
    known: bool = True
    possessive: bool = False
    rule: str = "place.name"
    inside: list[Found] = field(default_factory=list)
    code: str = ""  # of an abbreviated province
    capitals: bool = False  # in a sentence all in capitals, where they say nothing
    named: bool = False  # the name of a place in which the words put nothing: "Ostrel police", "Chad denied it"
    unsure: bool = False  # in a longer name that may be a person's: a place only where the text shows the name elsewhere

    def __hash__(self) -> int:
        return id(self)


def level_word(word: str) -> int | None:
    """Level of a word of kind, see :func:`places_words.level_of`."""
    return words.level_of(word)


def read_lead(found: Found, lead: re.Match[str], left: str) -> None:
    """Notes relation, kind and level that the preposition or "town of" before the name gives it."""
    word = lead["word"].casefold()
    middle = [w for w in lead["middle"].casefold().split() if w not in {"the", "a", "an"}]
    if distant(left):
        found.relation, found.rule = "distance", "place.distance"
        return
    if middle and middle[-1] == "of" and len(middle) > 1:
        level = level_word(middle[-2])
        kind = middle[-2]
        if (
            level is None
            and kind not in words.kinds_of_place()
            and kind not in words.forms("direction")
            and kind not in words.forms("struck")
        ):
            return
        if kind in words.forms("direction"):
            found.relation, found.rule = "near", "place.direction_of"
            return
        found.kind, found.level = found.kind or kind, level if found.level is None else found.level
    elif middle and level_word(middle[-1]) is not None and not found.kind:
        found.kind, found.level = middle[-1], level_word(middle[-1])
    if word in words.relations():
        found.relation = words.relations()[word]
        found.rule = f"place.{found.relation}"
    elif word == "of":
        previous = left[: left.casefold().rfind(word, 0, len(left) - len(lead["middle"]))].split()
        noun = previous[-1].casefold().strip(",.\"'") if previous else ""
        if noun in words.forms("direction"):
            found.relation, found.rule = "near", "place.direction_of"
        elif noun in words.kinds_of_place():
            found.kind = found.kind or noun
            found.level = words.level_of(noun) if found.level is None else found.level
            found.relation, found.rule = "in", "place.kind_of"
        elif noun in words.forms("struck"):
            found.relation, found.rule = "in", "place.struck"
        else:
            found.relation, found.rule = "of", "place.of"
    elif word == "between":
        found.relation, found.rule = "between", "place.between"
