"""Reading: characters made even, sentences split, those that can matter parsed. See ``docs/concepts/language.md``."""

from rashomon.language.normalise import Normalised, normalise
from rashomon.language.parser import Parser, get_parser
from rashomon.language.rendering import sentences_of
from rashomon.language.sentences import split_document

__all__ = ["Normalised", "Parser", "get_parser", "normalise", "sentences_of", "split_document"]
