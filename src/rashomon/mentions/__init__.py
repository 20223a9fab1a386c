"""What a document's words name: casualties, actors, places, dates, weapons. See ``docs/concepts/mentions.md``."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.mentions.casualties import find_casualties
from rashomon.mentions.filter import wanted
from rashomon.mentions.weapons import find_weapons
from rashomon.model import Document, Mentions, Sentence

__all__ = ["find_casualties", "find_mentions", "find_weapons", "wanted"]


def find_mentions(document: Document, sentences: Sequence[Sentence]) -> Mentions:
    """Everything named in the parsed sentences of one document, each list in the order of the text."""
    casualties, aside = find_casualties(document, sentences)
    actors, places, dates = _others(document, sentences)
    return Mentions(
        casualties=tuple(casualties),
        actors=tuple(actors),
        places=tuple(places),
        dates=tuple(dates),
        weapons=tuple(find_weapons(document, sentences)),
        set_aside=tuple(aside),
    )


def _others(document: Document, sentences: Sequence[Sentence]):  # type: ignore[no-untyped-def]
    """Actors, places and dates, where their readers are there."""
    found = []
    for module, function in (("actors", "find_actors"), ("places", "find_places"), ("dates", "find_dates")):
        try:
            loaded = __import__(f"rashomon.mentions.{module}", fromlist=[function])
        except ModuleNotFoundError:
            found.append([])
            continue
        found.append(getattr(loaded, function)(document, sentences))
    return found
