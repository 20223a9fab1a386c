"""Lines whose place on their page says what they are: a caption below a picture, a link in a box, a heading."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.corpus.furniture import Fits
from rashomon.corpus.lines import Line

#: A heading or byline is no longer than this, whatever the page says.
SHORT = 30


def marked_lines(lines: list[Line], fits: list[Fits | None], marks: Sequence[tuple[int, int, str]]) -> None:
    """Gives lines within a mark its label. A heading is a subhead only where its words are nobody's furniture ("Related", "Comments")."""
    waiting = sorted(marks)
    at = 0
    for n, line in enumerate(lines):
        while at < len(waiting) and waiting[at][1] <= line.start:
            at += 1
        if at == len(waiting) or line.label is not None or not (waiting[at][0] <= line.start and line.end <= waiting[at][1]):
            continue
        label = waiting[at][2]
        if label in ("subhead", "byline") and (fits[n] is not None or line.words > SHORT):
            continue
        line.put(label, f"markup.{label}")
        fits[n] = None
