"""Readers' comments below an article, told by their shape where no heading announces them."""

from __future__ import annotations

import re

from rashomon.corpus.lines import Line

#: Words of running text before a comment can follow.
TOLD_WORDS = 40
#: Signs of comments close together from which readers are talking; one may be a speaker in the article.
SIGNS = 2
#: Lines within which they must stand.
NEAR = 12
_AGO = r"(?:\d{1,2}|an?|one|two|three) (?:second|sec|minute|min|hour|hr|day|week|month|year)s? ago"
_SIGN = re.compile(
    rf"(?:[\w .,'@-]{{2,40}} says ?:|(?:[\w.'@-]{{2,30}}+[ ,]{{0,3}}+){{1,4}}[|•·(-]{{0,2}} ?{_AGO}\)?|{_AGO}|(?:reply|like|report|report abuse|flag|upvote|downvote|permalink|share)(?: ?[|•·/,] ?(?:reply|like|report|flag|share|\d{{1,4}})){{0,4}}(?: ?\(?\d{{1,4}}\)?)?)$",
    re.IGNORECASE,
)
_USER = re.compile(
    r"(?:@?[a-z][a-z]{0,20}[\d_][\w.-]{0,24}|[a-z][a-z0-9_.-]{2,24}|@[\w.-]{2,24}|(?:Anonymous|Guest|Reader|Commenter|User)(?: (?:from|in|of) [A-Z][\w-]{1,24}| \d{1,6})?|[A-Z][\w]{1,20} (?:from|in) [A-Z][\w-]{1,24}) ?: ?\S"
)


def readers_talk(lines: list[Line]) -> None:
    """Labels all from the first of several signs of comments on, once an article has been told, as boilerplate."""
    marked = [n for n, line in enumerate(lines) if _is_sign(line)]
    if len(marked) < SIGNS:
        return
    behind_last = sum(x.words for x in lines[marked[-1] + 1 :] if x.label is None and x.prose)
    is_sign = set(marked)
    words = 0
    signs: list[int] = []
    for n, line in enumerate(lines):
        if words >= TOLD_WORDS and n in is_sign:
            signs = [k for k in signs if n - k <= NEAR] + [n]
            # A page with "3 hours ago" over each of its news has more text behind the last such line than a page of comments.
            if len(signs) >= SIGNS and behind_last <= max(words, 200):
                start = _with_heading(lines, signs[0])
                for behind in lines[start:]:
                    if behind.label in (None, "dateline", "byline", "dek") and not behind.rule.startswith("inline."):
                        behind.label, behind.rule = "boilerplate", "talk.comments"
                return
        elif line.label is None and line.prose:
            words += line.words


def _is_sign(line: Line) -> bool:
    if line.label not in (None, "boilerplate", "dateline"):
        return False
    return (line.words <= 9 and _SIGN.fullmatch(line.even) is not None) or (line.label is None and _USER.match(line.even) is not None)


def _with_heading(lines: list[Line], first: int) -> int:
    """The writer's name stands on a line of its own above "3 hours ago" or "Reply"."""
    above = lines[first - 1] if first else None
    if above is not None and above.label in (None, "byline") and above.words <= 4 and not above.ends_sentence:
        return first - 1
    return first
