"""The head of an article: rubric, headline, dek, byline, date."""

from __future__ import annotations

import re
from collections import Counter

from rashomon.corpus.inline import main_date
from rashomon.corpus.lines import Line
from rashomon.corpus.repeats import stem
from rashomon.corpus.topics import page_like
from rashomon.language import normalise

_BYLINE = re.compile(
    r"^(?:[Bb]y:?|BY:?|[Ww]ritten by|[Aa]uthor:?|[Ss]tory by|[Ff]rom) (?:[A-Z@][\w.'@\u00c0-\u024f-]+(?:,? and |,? & |, | \| | - | |$)){1,14}(?:.{0,60})$"
)
_NAMES = re.compile(r"^(?:[A-Z\u00c0-\u00de][\w.'\u00c0-\u024f-]+(?: |$)){2,4}$")
_CLOCK = re.compile(r"\d{1,2}:\d\d ")  # "2:53 Police chief speaks": a list of videos
#: Lines that are the head of a text without running text.
TOP = 4
HEADLINE_WORDS = range(4, 31)


def _plain(text: str) -> str:
    return " ".join(normalise(text).text.casefold().split())


def title_line(text: str, lines: list[Line], title: str | None) -> None:
    """Labels the line that is the given title as the headline."""
    if not title:
        return
    wanted = _plain(title)
    for line in lines[:60]:
        if line.label == "headline":
            return
        if line.label is None and _plain(line.even) == wanted:
            line.put("headline", "head.given_title")
            return


def date_lines(lines: list[Line], language: str, *, labelled: bool = False) -> None:
    """Labels lines that hold a date of publication and nothing else; ``labelled``: only those behind "Published" or the like, or in
    figures alone, which go before what else the line may look like ("Date | 2021-05-03")."""
    for line in lines:
        if line.label is None and line.words <= 24:
            found = main_date(line.even, language)
            told = (
                found is not None and (found.label is not None or not any(c.isalpha() for c in line.even)) and (found.full or found.either)
            )
            if found is not None and (told or not labelled):
                line.put("dateline", "head.date_line")


def head_lines(lines: list[Line], language: str) -> None:
    """Labels what stands before the first paragraph of running text."""
    first = next((n for n, x in enumerate(lines) if x.label is None and x.prose), None)
    if first is None:
        # no running text at all (telegrams, lists, a script without full stops): only the top is a head
        first = min(len(lines), TOP)
    zone = lines[:first]
    for line in zone:
        if line.label is None and line.words <= 16 and _BYLINE.match(line.even):
            line.put("byline", "head.byline")
    for line in lines[first : first + 3]:
        if (
            line.label is None
            and line.words <= 12
            and line.even[:3].lower() == "by "
            and _BYLINE.match(line.even)
            and not line.ends_sentence
        ):
            line.put("byline", "head.byline")
    at = next((n for n, x in enumerate(zone) if x.label == "headline"), None)
    if at is None:
        at = _twice(zone)
        if at is not None:
            zone[at].put("headline", "head.said_twice")
    if at is None:
        at = _choose(zone)
        if at is not None:
            zone[at].put("headline", "head.first_line")
    if at is None:
        return
    deks = 0
    page = page_like(lines)
    for n, line in enumerate(zone):
        if line.label is not None:
            continue
        if n < at:
            line.put("boilerplate", "head.above_headline")
        elif (
            line.words >= HEADLINE_WORDS.start
            and not line.bullet
            and deks < 2
            and not _CLOCK.match(line.even)
            and (not page or line.ends_sentence)
        ):
            deks += 1
            line.put("dek", "head.below_headline")
        elif _NAMES.match(line.even):
            line.put("byline", "head.names")
        else:
            line.put("boilerplate", "head.rubric")
    _dek(lines, first)


def _twice(zone: list[Line]) -> int | None:
    """The line of headline length that stands twice before the text, as the page's title and above the article; the last of them.

    A letterhead stands at the top and the foot, and is none.
    """
    counts = Counter(stem(x) for x in zone if x.words in HEADLINE_WORDS and x.label in (None, "headline"))
    found = [
        n
        for n, x in enumerate(zone)
        if x.label is None and x.words in HEADLINE_WORDS and x.words >= 5 and not x.bullet and counts[stem(x)] > 1
    ]
    return found[-1] if len({stem(zone[n]) for n in found}) == 1 else None


def _choose(zone: list[Line]) -> int | None:
    """Which of the lines before the text is the headline: the first of four words or more, else the last of two or more."""
    open_ = [n for n, x in enumerate(zone) if x.label is None]
    for n in open_:
        if zone[n].words in HEADLINE_WORDS and not zone[n].bullet and not _CLOCK.match(zone[n].even) and not zone[n].even.endswith(":"):
            return n
    for n in reversed(open_):
        if zone[n].words >= 2 and not zone[n].bullet and not zone[n].even.endswith(":"):
            return n
    return None


def _dek(lines: list[Line], first: int) -> None:
    """A first paragraph cut off from the text by a picture, a date or a byline is the dek."""
    if first >= len(lines) or lines[first].words > 45:
        return
    between: list[Line] = []
    for line in lines[first + 1 :]:
        if line.label is None:
            if line.prose and between:
                lines[first].put("dek", "head.before_picture")
            return
        between.append(line)
