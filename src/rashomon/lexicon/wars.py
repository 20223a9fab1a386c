"""What the lexicon of groups says of wars."""

from __future__ import annotations

from functools import cache

from rashomon.lexicon.loader import load


@cache
def rebels_together(language: str = "en") -> frozenset[str]:
    """States in whose war several named groups are "rebels" together; "the opposition" is a name of theirs there, too."""
    return frozenset(str(e.get("country")) for e in load("groups", language) if e.get("party") == "rebels" and e.get("country"))
