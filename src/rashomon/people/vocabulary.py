"""The words the mask goes by: cues beside names, given names, words that are usually small, and names of what is no person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from rashomon.gazetteer import get_gazetteer
from rashomon.lexicon import Entry, PhraseMatcher, load

#: Offices of the roles lexicon that make a person public; the forms listed under ``no-office`` are taken out again.
_OFFICES = frozenset(
    {"head-of-state", "minister", "spokesperson", "military-rank", "police-officer", "local-office", "organisation-office"}
)


@cache
def cues(use: str) -> frozenset[str]:
    """Forms of the cue lexicon with this use, as written."""
    return frozenset(f for e in load("person_cues") if e.get("use") == use for f in e.forms)


@cache
def low_cues(use: str) -> frozenset[str]:
    """The same in small letters."""
    return frozenset(f.lower() for f in cues(use))


@cache
def offices() -> frozenset[str]:
    """Names of offices and public roles, in small letters."""
    private = low_cues("no_office")
    told = {f.lower() for e in load("roles") if e.get("kind") == "office" and e.id in _OFFICES for f in e.forms}
    return frozenset((told - private) | low_cues("office"))


@cache
def given_names() -> frozenset[str]:
    """Given names, without accents, in small letters."""
    return frozenset(f.lower() for e in load("first_names") for f in e.forms) - low_cues("not_given")


@cache
def small_words() -> frozenset[str]:
    """Words that stand capitalised only where a sentence or a headline begins."""
    numbers = {f for e in load("numbers") if e.get("kind") in {"cardinal", "multiplier"} for f in e.forms}
    return frozenset({f for e in load("small_words") for f in e.forms} | numbers)


@lru_cache(maxsize=32_768)
def is_given(word: str) -> bool:
    """Whether the word is a given name, or two joined by a hyphen."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = word.lower().replace("’", "'")
    return plain in given_names() or ("-" in plain and plain.split("-")[0] in given_names())


def is_small(word: str) -> bool:
    """Whether the word is usually written small; given names that are words too are left to what stands beside them."""
    low = word.lower()
    return low in small_words() or ("-" in low and all(part in small_words() for part in low.split("-")))  # "Sixty-six"


@cache
def beginning(use: str) -> re.Pattern[str]:
    """Matches one of the cues of ``use`` right behind a name (small letters)."""
    return re.compile(rf" ?({any_of(low_cues(use))})(?!\w)")


@cache
def office_apposed() -> re.Pattern[str]:
    """Matches an apposition with an office behind a name: ", the group's director", ", a spokesman for", "(commander of …)"."""
    own = any_of(offices())
    tail = any_of(low_cues("office_tail"))
    return re.compile(
        rf"(?: jr\.?| sr\.?)?(?:, | \(| – | — | - |, who is |, who was |, who heads | is | was )(?:(?:the|a|an|its|their|then|also)\b ?)?"
        rf"(?:{own})(?:,| and| of| for| at| in| with| who| said| told|\)|\.|$| to| from| on)"
        rf"|(?:, | \(| – | — | - |, who is |, who was | is | was )(?:the |a |an |its |their )(?:[\w’'.&-]+ ){{1,6}}?(?:{tail})\b(?!'s|’s)"
        rf"|, who (?:heads|headed|leads|led|commands|commanded|runs|chairs|represents|coordinates|oversees|directs|monitors|represented)\b"
    )


@cache
def alternatives(use: str) -> str:
    """The cues of ``use``, in small letters, as alternatives of a pattern, the longer first."""
    return any_of(low_cues(use))


def any_of(forms: Iterable[str]) -> str:
    """Forms as alternatives of a pattern, the longer first."""
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


@cache
def known_things() -> PhraseMatcher:
    """Names of states, peoples, groups, organs, agencies and places: no persons, however they are written."""
    out: list[Entry] = []
    for file in ("countries", "groups", "institutions", "agencies", "place_words"):
        for entry in load(file):
            forms = {*entry.forms, *entry.get("adjectives", ()), *entry.get("nationals", ()), *entry.get("seats", ())}
            forms |= {*entry.get("acronyms", ())}
            kept = tuple(sorted(f for f in forms if f[:1].isupper() or f.lower().startswith(("al-", "al ", "ash-", "an-"))))
            if kept:
                out.append(Entry(file, entry.id, kept, {"case": True}))
    never = tuple(sorted(cues("never") | cues("people_name")))
    out.append(Entry("person_cues", "never", never, {"case": True}))
    return PhraseMatcher(out)


@cache
def known_leaders() -> PhraseMatcher:
    """Heads of state and leaders of groups that the lexicon knows by name."""
    return PhraseMatcher([Entry("leaders", e.id, e.forms, {"case": True}) for e in load("leaders")])


@lru_cache(maxsize=32_768)
def is_place(name: str) -> bool:
    """Whether the gazetteer has a place of this name."""
    return get_gazetteer().has(name)
