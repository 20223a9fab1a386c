"""What a document's words name: casualties, actors, places, dates, weapons. See ``docs/concepts/mentions.md``."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.mentions.actors import find_actors
from rashomon.mentions.casualties import find_casualties
from rashomon.mentions.dates import find_dates
from rashomon.mentions.filter import wanted
from rashomon.mentions.places import find_places
from rashomon.mentions.quiet import ALONE, IN_PART, QUIET, awake, worth_reading
from rashomon.mentions.weapons import find_weapons
from rashomon.model import Document, Mentions, Sentence

__all__ = [
    "ALONE",
    "IN_PART",
    "QUIET",
    "awake",
    "find_actors",
    "find_casualties",
    "find_dates",
    "find_mentions",
    "find_places",
    "find_weapons",
    "wanted",
    "worth_reading",
]


def find_mentions(document: Document, sentences: Sequence[Sentence]) -> Mentions:
    """Everything named in the parsed sentences of one document, each list in the order of the text."""
    casualties, aside = find_casualties(document, sentences)
    return Mentions(
        casualties=tuple(casualties),
        actors=tuple(find_actors(document, sentences)),
        places=tuple(find_places(document, sentences)),
        dates=tuple(find_dates(document, sentences)),
        weapons=tuple(find_weapons(document, sentences)),
        set_aside=tuple(aside),
    )
