"""Where names lie: towns, districts, provinces and countries of the world, and which namesake a text means. See ``docs/concepts/places.md``."""

from rashomon.gazetteer.added import Added, added_gazetteers
from rashomon.gazetteer.entry import Entry, apart, kilometres
from rashomon.gazetteer.focus import Focus
from rashomon.gazetteer.geonames_file import read_geonames
from rashomon.gazetteer.index import Gazetteer, add_gazetteer, get_gazetteer, remove_gazetteer, set_gazetteer
from rashomon.gazetteer.names import fold, skeleton
from rashomon.gazetteer.resolve import LOCAL, Context, Points, choose, evidence_of, resolve, to_place, told_of

__all__ = [
    "LOCAL",
    "Added",
    "Context",
    "Entry",
    "Focus",
    "Gazetteer",
    "Points",
    "add_gazetteer",
    "added_gazetteers",
    "apart",
    "choose",
    "evidence_of",
    "fold",
    "get_gazetteer",
    "kilometres",
    "read_geonames",
    "remove_gazetteer",
    "resolve",
    "set_gazetteer",
    "skeleton",
    "to_place",
    "told_of",
]
