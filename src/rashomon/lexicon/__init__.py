"""What words mean, as data: YAML per language, one loader, one phrase matcher. See ``docs/concepts/lexicon.md``."""

from rashomon.lexicon.loader import Entry, languages, load
from rashomon.lexicon.matcher import Match, PhraseMatcher

__all__ = ["Entry", "Match", "PhraseMatcher", "languages", "load"]
