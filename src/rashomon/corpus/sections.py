"""What follows the end of the article (other news, readers' talk), and subheads within it."""

from __future__ import annotations

import re

from rashomon.corpus.furniture import Fits
from rashomon.corpus.lines import Line

_NAME = re.compile(r"(?<=[a-z,;:'\"(-] )[A-Z][\w-]{2,}")
_WORD = re.compile(r"[a-z][a-z'-]{4,}")
#: An article has been told once it has this many words of body; a heading before that ("Comments", "More news") is only itself.
TOLD_WORDS = 60
TOLD_LINES = 2
#: Behind a heading of other news, a paragraph this long that shares this much with the article leads back into it.
BACK_WORDS = 25
BACK_SHARE = 0.3


def _topic(lines: list[Line]) -> set[str]:
    out: set[str] = set()
    for line in lines:
        out |= _keys(line)
    return out


def _keys(line: Line) -> set[str]:
    """Names inside sentences and longer words; the stuff a paragraph is about."""
    return {m.group().lower() for m in _NAME.finditer(line.even)} | {m.group()[:7] for m in _WORD.finditer(line.even.lower())}


def shared(line: Line, topic: set[str]) -> float:
    """How much of what a paragraph is about the article is about too, 0 to 1."""
    keys = _keys(line)
    return len(keys & topic) / len(keys) if keys else 0.0


def after_the_end(lines: list[Line], fits: list[Fits | None]) -> None:
    """Labels what stands behind a heading of other news, a comment form, or the credits that end an article."""
    state: str | None = None
    told: list[Line] = []
    for n, line in enumerate(lines):
        fit = fits[n]
        opens = fit.opens if fit is not None and line.rule == fit.rule else None
        if line.rule.startswith("inline.tail"):
            opens = "credits"
        if opens and sum(x.words for x in told) >= TOLD_WORDS and (len(told) >= TOLD_LINES or n > 0):
            state = opens if state != "talk" else state
            continue
        if line.label not in (None, "headline", "dek"):
            continue
        if state is None:
            if line.prose:
                told.append(line)
            continue
        if line.label is not None:
            continue
        if state == "talk":
            line.put("boilerplate", "sections.talk")
            continue
        share = shared(line, _topic(told))
        if state == "other":
            back = line.prose and line.words >= BACK_WORDS and share >= BACK_SHARE and not _heading_of_list(lines, n)
            if back:
                state = None
                told.append(line)
            else:
                line.put("related", "sections.other_news")
        elif share < BACK_SHARE or not line.prose:
            line.put("related", "sections.after_credits")


def _heading_of_list(lines: list[Line], n: int) -> bool:
    """Whether the paragraph is one of many behind the heading (a list of summaries) and not the article going on."""
    return sum(1 for x in lines[n + 1 :] if x.label is None and x.prose) == 0


def subheads(lines: list[Line]) -> None:
    """Labels short lines between paragraphs as subheads, and such at the very end, after the last paragraph, as links to other news."""
    bodies = [n for n, x in enumerate(lines) if x.label is None and x.prose]
    if len(bodies) < 2:
        return
    first, last = bodies[0], bodies[-1]
    for n, line in enumerate(lines):
        if line.label is not None or line.prose or line.ends_sentence or line.words > 14 or line.even.endswith((":", ",")):
            continue
        if first < n < last:
            line.put("subhead", "sections.subhead")
        elif n > last and len(bodies) >= 3:
            line.put("related", "sections.last_line")
