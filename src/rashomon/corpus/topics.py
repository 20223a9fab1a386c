"""What lines are about, by the words they share, and whether a text is a whole page."""

from __future__ import annotations

import re
from collections.abc import Set

from rashomon.corpus.lines import Line

_NAME = re.compile(r"[A-Z](?<=[a-z,;:'\"(-] .)[\w-]{2,}")
_WORD = re.compile(r"[a-z][a-z'-]{4,}")
#: Below this share a paragraph is on other matters (every second page of boiler_aeb: 0.2 has 210 of 1,300 paragraphs of articles below
#: it, but seldom three in a row, and 270 of 440 of other news).
OFF_SHARE = 0.2


def keys(line: Line) -> frozenset[str]:
    """Names inside sentences and longer words; the stuff a paragraph is about."""
    if line.keys is None:
        line.keys = frozenset([*(name.lower() for name in _NAME.findall(line.even)), *(word[:7] for word in _WORD.findall(line.low))])
    return line.keys


def topic(lines: list[Line]) -> set[str]:
    """What several lines are about."""
    out: set[str] = set()
    for line in lines:
        out |= keys(line)
    return out


class Matter:
    """What the lines of an article so far are about. Most articles end without anything behind them, and nobody asks."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._keys: set[str] = set()

    def add(self, line: Line) -> None:
        """A line more."""
        self._lines.append(line)

    @property
    def keys(self) -> set[str]:
        """Names and longer words of all of them."""
        for line in self._lines:
            self._keys |= keys(line)
        self._lines.clear()
        return self._keys


def shared(line: Line, about: Set[str]) -> float:
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
