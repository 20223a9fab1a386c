"""Nouns for people as victims: what the noun itself says of their status and kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rashomon.lexicon import load

_ES = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Person:
    """What a noun says: ``status`` civilian, combatant, police or unknown; ``plural``: names several; ``collective``: several in the
    singular ("family"); ``lemma`` its singular."""

    lemma: str
    status: str
    groups: tuple[str, ...]
    plural: bool
    collective: bool
    rule: str


def plural_of(word: str) -> str:
    """Regular plural of a noun: soldier → soldiers, body → bodies, woman → women."""
    if word.endswith("man") and not word.endswith(("human", "german")):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(_ES):
        return word + "es"
    return word + "s"


@cache
def _table(language: str = "en") -> dict[str, Person]:
    out: dict[str, Person] = {}
    for entry in load("people", language):
        status, groups = entry.get("status"), tuple(entry.get("groups") or ())
        collective = bool(entry.get("collective"))
        for form in entry.forms:
            low = form.lower()
            out.setdefault(low, Person(low, status, groups, False, collective, entry.rule))
            out.setdefault(plural_of(low), Person(low, status, groups, True, False, entry.rule))
        for form in entry.get("plural") or ():
            out[form.lower()] = Person(form.lower(), status, groups, True, False, entry.rule)
    return out


def person(word: str, before: str = "") -> Person | None:
    """The person noun ``word`` (lower case), or the two-word one that ends in it ("police officer")."""
    table = _table()
    if before:
        pair = table.get(f"{before} {word}")
        if pair is not None:
            return pair
    found = table.get(word)
    if found is None and "-" in word:  # "ex-soldier", "militant-turned-farmer"
        found = table.get(word.rsplit("-", 1)[-1])
    return found
