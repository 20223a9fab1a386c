"""What a line is by its shape: lists of short lines, lone symbols, garbled characters."""

from __future__ import annotations

import re
import unicodedata

from rashomon.corpus.decoding import mojibake_share
from rashomon.corpus.lines import Line

#: Four short lines in a row without running text are a menu (measured on every second page of boiler_aeb: 3 loses true short paragraphs).
RUN = 4
SHORT = 9
_ENTRY = re.compile(r"\d|\w: \w| [\u2013\u2014-] \w")
#: Share of lines with a figure, or a thing and what it is, from which a run of short lines is a list of the article.
FIGURES = 0.6
#: Share of garbled characters from which a line is taken for injected rubbish; a body line with a few broken quotes stays far below.
GARBAGE = 0.3


def shape_lines(lines: list[Line]) -> None:
    """Labels runs of short lines, symbols and garbage as boilerplate."""
    for line in lines:
        if not any(c.isalnum() for c in line.even):
            line.put("boilerplate", "shapes.symbols")
        elif (line.words < 30 and mojibake_share(line.even) > GARBAGE) or (
            line.words <= 8 and not line.even.isascii() and _scripts(line.even) >= 3
        ):
            line.put("boilerplate", "shapes.garbage")
    _references(lines)
    _runs(lines)


#: A list of sources: lines that end in a date or a year, no full stop, two of them at least with a quoted title ("Foo Daily, "A title," May 3, 2019").
SOURCES, TITLED = 3, 2
_LONGEST_YEAR = len("(2031)")
_DATED = re.compile(r"[ ,(](?:19|20)\d\d\)?$")
_TITLED = re.compile(r"[A-Z][^\"]{2,160}, ?\" ?[^\"]{6,240}[,\"]")


def _references(lines: list[Line]) -> None:
    run: list[Line] = []
    for line in [*lines, None]:
        # one line of another form may stand between (a source of which only the year is known)
        if (
            line is not None
            and line.label is None
            and (_DATED.search(line.even, max(0, len(line.even) - _LONGEST_YEAR)) or (run and _TITLED.match(line.even)))
        ):
            run.append(line)
            continue
        if len(run) >= SOURCES and sum(_TITLED.match(x.even) is not None for x in run) >= TITLED:
            for x in run:
                x.put("boilerplate", "shapes.references")
        run = []


def _scripts(even: str) -> int:
    """How many scripts a line is written in, letters with accents counted apart from plain ones; three are no language's."""
    kinds = {"ascii" if c.isascii() else unicodedata.name(c, "?").split()[0] for c in even if c.isalpha()}
    return len(kinds - {"MODIFIER", "FULLWIDTH", "HIRAGANA", "KATAKANA"})


def _short(line: Line) -> bool:
    return line.words <= SHORT and not line.ends_sentence


def _runs(lines: list[Line]) -> None:
    n = 0
    while n < len(lines):
        if not _in_run(lines[n]):
            n += 1
            continue
        stop = n
        while stop < len(lines) and _in_run(lines[stop]):
            stop += 1
        open_ = [x for x in lines[n:stop] if x.label is None]
        bullets = sum(x.bullet for x in open_)
        listed = n > 0 and lines[n - 1].even.endswith(":") and lines[n - 1].words >= 6  # a list the article itself announces
        listed = listed or _figures(lines[n:stop], any(x.label is None and x.prose for x in lines[:n]))
        # The first lines of a text that starts at once are its head, not a menu; headlines are found later among those left.
        if not listed and (stop - n >= RUN or bullets >= 3):
            kept = _head_of_text(lines, n, stop)
            for x in open_:
                if any(x is k for k in kept):
                    continue
                if bullets * 2 >= len(open_) or x.words <= 3 or len(open_) >= 2 * RUN:
                    x.put("boilerplate", "shapes.menu")
        n = stop


def _figures(run: list[Line], told: bool) -> bool:
    """Whether a run behind running text is a list of the article's own: names with ages, dates, results, "Weapon: rifle". Menus have few such."""
    found = sum(x.words >= 3 and _ENTRY.search(x.even) is not None for x in run)
    return told and all(x.label is None for x in run) and found >= FIGURES * len(run)


def _in_run(line: Line) -> bool:
    return line.label == "boilerplate" or (
        line.label is None and (_short(line) or (line.bullet and line.words <= 14 and not line.ends_sentence))
    )


def _head_of_text(lines: list[Line], n: int, stop: int) -> list[Line]:
    """Of a menu that ends where the first running text begins, the last lines of headline length: one of them is the headline."""
    if any(x.label is None and x.prose for x in lines[:n]) or stop >= len(lines):
        return []
    return [x for x in lines[max(n, stop - 5) : stop] if x.label is None and not x.bullet and x.words >= 4]
