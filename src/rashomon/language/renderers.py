"""Which languages can be read beside English, and what each needs: a lexicon, and a library that tells parts of speech."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from rashomon.lexicon.loader import languages

#: Language of the rules themselves: the others are read in its terms.
PIVOT = "en"
#: Library that tells parts of speech, and the extra that brings it, per language. A language with a lexicon and without a line here cannot be read.
TAGGERS = {"fr": ("fr_core_news_sm", "fr")}


@cache
def installed(module: str) -> bool:
    """Whether a library is there."""
    return find_spec(module) is not None


def cannot_read(language: str) -> str | None:
    """Why documents in this language are not read, and what to do about it; None where they are."""
    if language == PIVOT:
        return None
    if language not in languages():
        return f"its language is {language!r}, for which there is no lexicon (there is one for {', '.join(languages())})"
    if language not in TAGGERS:
        return f"its language is {language!r}, for which there is a lexicon but no parser (there is one for {', '.join((PIVOT, *TAGGERS))})"
    module, extra = TAGGERS[language]
    if not installed(module):
        return f"its language is {language!r}, for which the parser is not installed: pip install 'rashomon[{extra}]'"
    return None
