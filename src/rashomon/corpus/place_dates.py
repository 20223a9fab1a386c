"""The day in a dateline that names its year by two digits: "PORT ORLA, 31 OCT 89 (Agency) --", "Orla (Freedonia), Jan 5, 91 [Text]"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from rashomon.corpus.dates import words
from rashomon.language import normalise
from rashomon.model import Block, Span

#: Two digits from here on are of the century before: nobody prints news of years to come.
_LAST_CENTURY = 50
#: Paragraphs that may open with the dateline of the text.
_TOP = 3


@cache
def _pattern(language: str) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, words(language).months), key=lambda m: (-len(m), m)))
    place = r"[A-Z\u00c0-\u00de][\w.'-]*(?:[ -][A-Z\u00c0-\u00de][\w.'-]*){0,4}"
    return re.compile(
        rf"\s*{place}(?: ?\([^()]{{2,40}}\))?(?:, {place})?,\s+"
        rf"(?:(?P<d>\d{{1,2}})[ -](?P<m>(?i:{months}))\.?,?[ -]'?(?P<y>\d\d)|(?P<m2>(?i:{months}))\.? (?P<d2>\d{{1,2}}), '?(?P<y2>\d\d))"
        rf"(?![\d:])(?=\s*(?:[(\[/\u2014]|--|- ))"
    )


def place_date(text: str, blocks: Sequence[Block], not_before: date | None, language: str = "en") -> tuple[date, Span] | None:
    """The day the first dateline gives, or None. ``not_before``, the latest date the text looks back on, decides the century."""
    told = [b for b in blocks if b.label in ("body", "dek", "headline", "dateline", "subhead")]
    for block in told[:_TOP]:
        even = normalise(text[block.start : block.end], block.start)
        m = _pattern(language).match(even.text if even.text.isprintable() else re.sub(r"\s", " ", even.text))
        if m is None:
            continue
        day, month, year = (m["d"] or m["d2"], m["m"] or m["m2"], int(m["y"] or m["y2"]))
        century = 1900 if year >= _LAST_CENTURY and (not_before is None or not_before.year < 2000) else 2000
        try:
            found = date(century + year, words(language).months[month.lower()], int(day))
        except ValueError:
            continue
        at = "d" if m["d"] else "m2"
        return found, Span(even.offset(m.start(at)), even.end_offset(m.end("y" if m["d"] else "y2")))
    return None
