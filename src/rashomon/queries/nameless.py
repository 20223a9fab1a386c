"""Short texts that are surely no person's name, so that no document has to be read to know it."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.gazetteer import get_gazetteer
from rashomon.people.vocabulary import cues, known_things

_WORD = re.compile(r"[\w'’-]+")


@lru_cache(maxsize=20_000)
def is_no_name(text: str) -> bool:
    """Whether a short text is surely no person's name: without capitals, one word that is a place, or known groups, countries and organs."""
    if not any(c.isupper() for c in text) or (len(text.split()) == 1 and get_gazetteer().has(text)):
        return True
    return is_known(text)


@lru_cache(maxsize=20_000)
def is_known(text: str) -> bool:
    """The same without a look at the gazetteer, where many a surname is a town: every capital is that of a known group, country or organ."""
    rest = text
    for m in reversed(known_things().find(text)):
        rest = rest[: m.start] + rest[m.end :]
    heads = cues("head")
    return all(w in heads or not any(c.isupper() for c in w) for w in _WORD.findall(rest))
