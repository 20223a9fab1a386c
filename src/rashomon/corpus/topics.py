"""What lines are about, by the words they share, and whether a text is a whole page."""

from __future__ import annotations

import re

from rashomon.corpus.lines import Line

_NAME = re.compile(r"(?<=[a-z,;:'\"(-] )[A-Z][\w-]{2,}")
_WORD = re.compile(r"[a-z][a-z'-]{4,}")
#: Below this share a paragraph is on other matters (every second page of boiler_aeb: 0.2 has 210 of 1,300 paragraphs of articles below
#: it, but seldom three in a row, and 270 of 440 of other news).
OFF_SHARE = 0.2


def keys(line: Line) -> set[str]:
    """Names inside sentences and longer words; the stuff a paragraph is about."""
    return {m.group().lower() for m in _NAME.finditer(line.even)} | {m.group()[:7] for m in _WORD.finditer(line.even.lower())}


def topic(lines: list[Line]) -> set[str]:
    """What several lines are about."""
    out: set[str] = set()
    for line in lines:
        out |= keys(line)
    return out


def shared(line: Line, about: set[str]) -> float:
    """How much of what a paragraph is about the article is about too, 0 to 1."""
    own = keys(line)
    return len(own & about) / len(own) if own else 0.0


def page_like(lines: list[Line]) -> bool:
    """Whether the text is a whole page with its menus, and not an article with a few lines of furniture."""
    furniture = sum(x.label == "boilerplate" for x in lines)
    return furniture >= 10 and furniture * 4 >= len(lines)


def feed_like(lines: list[Line]) -> bool:
    """Whether the text is a page, or an article that goes over into a feed of short lines and single paragraphs."""
    furniture = sum(x.label == "boilerplate" for x in lines)
    short = sum(x.label is None and not x.prose and not x.ends_sentence for x in lines)
    return page_like(lines) or (furniture >= 5 and (furniture + short) * 2 >= len(lines))
