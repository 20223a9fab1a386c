"""The shape of a person's name: its parts, what is no part of it, and the phrase that holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rashomon.lexicon import load
from rashomon.mentions.actors_vocabulary import Term, shapes

#: One part of a name, with its particle: "Vant", "al-Vant", "O'Vant".
PART = r"(?=[A-Z\u00C0-\u00DEabeidv])(?:(?:(?:ad|as|ash|an|ar)-|(?:al|el|bin|abu|ibn|de|van|von)[ -]))?(?:O'|Mc|d'|D')?[A-Z\u00C0-\u00DE][\w\u00C0-\u024F]*(?:[-'\u2019][\w\u00C0-\u024F]+)*(?<!'s)"
#: What stands for first names: "D.M.", "J. K.".
INITIALS = r"(?:[A-Z]\.[ -]?){1,3}(?<! )"
#: A name of up to five parts or initials; :data:`TWO` of two at least.
NAME = re.compile(rf"(?:{INITIALS} )?{PART}(?: (?:{PART}|[A-Z]\.)){{0,4}}")
TWO = re.compile(rf"(?:{INITIALS} {PART}|{PART} (?:{PART}|[A-Z]\.))(?: (?:{PART}|[A-Z]\.)){{0,3}}")


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name at ``[start, end)`` of a sentence's text, with the phrase that holds it."""

    start: int
    end: int
    name: str
    role: str | None
    party: str | None
    weak: bool = False  # the party is only that of the state the document is about


@cache
def titles() -> frozenset[str]:
    """Words of an office that stand before a name and are no part of it, in small letters."""
    return frozenset(
        f.lower()
        for e in load("roles")
        if e.get("kind") == "office"
        and e.id in {"military-rank", "courtesy", "head-of-state", "police-officer", "minister", "local-office", "spokesperson"}
        for f in e.forms
        if " " not in f
    )


def trim(name: str) -> str:
    """Name without a trailing possessive or a capitalised word that belongs to no name (a weekday, a preposition)."""
    words = name.split()
    while words and words[-1].rstrip(".") in shapes("no-state"):
        words.pop()
    out = " ".join(words)
    return out.removesuffix("'s")


def clear(name: str, at: int, here: list[Term]) -> bool:
    """Whether nothing in the name is the name of a state, a group or an organ."""
    words = name.split()
    if (
        not words
        or (words[0] in shapes("no-state") and not (len(words) > 1 and words[0] in shapes("first-names")))
        or words[0] in shapes("peoples")
    ):
        return False
    many = len(words) > 1
    return not any(
        t.start < at + len(name)
        and at < t.end
        and t.kind in {"state", "adjective", "group", "organ", "nationals", "seat", "class"}
        and t.form[0].isupper()
        and t.kind != "class"
        and not (many and t.kind == "group" and t.entry.get("kind") in {"media", "organisation"} and " " not in t.form)
        and not (many and t.entry.get("ambiguous"))
        for t in here
    )


def untitled(name: str, at: int) -> tuple[str, int]:
    """A name without the titles that stand in it ("Smith County Sheriff Larry Smith"), and where it begins then."""
    words = name.split()
    last = max((i for i, w in enumerate(words[:-1]) if w.lower().rstrip(".") in titles()), default=-1)
    return " ".join(words[last + 1 :]), at + sum(len(w) + 1 for w in words[: last + 1])
