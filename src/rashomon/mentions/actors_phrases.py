"""Noun phrases that name an actor: what one says, and how states and groups are called in it.

They are read from the words alone, a head, what stands before it, and "of …" behind it: ``actors_organs``, ``actors_classes``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rashomon.lexicon import Entry, load
from rashomon.lexicon.wars import rebels_together
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_vocabulary import Term, state_adjectives

_MINISTRY = re.compile(r"(?i)^(.*) ministry$")
#: Before a head: whose it is, in the words.
POSSESSIVE = frozenset({"its", "their", "his", "her", "our"})


class Phrase(NamedTuple):
    """A noun phrase found in a sentence's text, with what it says of the actor."""

    start: int
    end: int
    actor: str | None
    party: str | None
    kind: str
    status: str
    plural: bool
    rule: str
    head: str
    anaphor: bool = False
    owner: str | None = None  # "its", "their", "our": whose it is, in the words
    unresolved: bool = False  # an organ without a state's name: the document decides
    role: str | None = None


_PLURAL = frozenset({"Philippines", "Netherlands", "Maldives", "Bahamas", "Gambia", "Seychelles", "Comoros", "Vatican"})
_COMMON = frozenset({"States", "Kingdom", "Emirates", "Union", "Republic", "Islands", "Federation"})  # "the Ostrava Republic"


@cache
def rebels(language: str = "en") -> Entry:
    """The entry of rebels whom nobody names."""
    return next(e for e in load("roles", language) if e.id == "rebels")


def fights(lore: Lore) -> bool:
    """Whether "the opposition" of a document is under arms: in such a war, or where the document names rebels."""
    return not rebels_together().isdisjoint(lore.states) or any(t.entry.id == "rebels" for here in lore.found for t in here)


def state_party(lore: Lore, term: Term) -> str:
    """Canonical name of the state a term stands for."""
    return str(term.entry.get("country") or term.name) if term.kind == "leader" else term.name


def template(organ: Term, country: str) -> str:
    """Canonical name of a state's organ."""
    pattern = str(organ.entry.get("template") or ("Armed Forces of {country}" if organ.entry.get("means") else "{country}"))
    head = organ.form[0].upper() + organ.form[1:]
    if "minist" in organ.form.lower() and "{head}" in pattern:
        head = _MINISTRY.sub(r"Ministry of \1", organ.form).title().replace(" Of ", " of ")
    the = "the " if (country in _PLURAL or country.rsplit(maxsplit=1)[-1] in _COMMON) and "of {country}" in pattern else ""
    return pattern.format(country=the + country, adjective=state_adjectives().get(country, country), head=head)


def group_phrase(t: Term, start: int, end: int, status: str, plural: bool, rule: str, head: str) -> Phrase:
    """A phrase that stands for a named group, or for what a leader or a person is of."""
    kind = str(t.entry.get("kind") or "group")
    if t.kind == "leader":
        name = str(t.entry.get("group") or t.entry.get("country"))
        return Phrase(start, end, name, name, "group", status, plural, t.entry.rule, head)
    if t.kind == "person":
        return Phrase(start, end, t.name, t.entry.get("party"), "person", status, plural, t.entry.rule, head)
    party = t.entry.get("party") or (t.name if kind in {"group", "coalition"} else None)
    return Phrase(
        start,
        end,
        t.name,
        party,
        kind,
        status if kind in {"group", "military", "coalition", "police"} else "unknown",
        plural,
        t.entry.rule,
        head,
    )
