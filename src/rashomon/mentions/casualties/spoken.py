"""People of a sentence who are named as those who tell it, and came to no harm by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.mentions.casualties.words import small
from rashomon.model import Token

#: Parts of speech of a phrase that names who speaks.
_NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ", "ADP", "PART"})
_PREPOSITIONS = frozenset({"of", "for", "from", "in", "at", "with"})


def who_tells(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last token of what stands between a comma and a saying word: "killing nine people, a hospital official and a resident said"."""
    for v, word in enumerate(words):
        if word not in small("says") or tokens[v].tag not in {"VBD", "VBZ", "VBP", "VBN"}:
            continue
        first = v
        while first > 0 and tokens[first - 1].pos in _NAMING and (tokens[first - 1].pos != "ADP" or words[first - 1] in _PREPOSITIONS):
            first -= 1
        if 1 < first < v and words[first - 1] == "," and tokens[first].pos not in {"CCONJ", "ADP"}:
            yield first, v - 1
