"""Where the text of a long line ends: credits, and the foot of a page fused to it."""

from __future__ import annotations

import re
from functools import cache

from rashomon.corpus.furniture import said
from rashomon.language.sentences import split_text
from rashomon.lexicon import load

#: Start, end, label (None for the text itself) and rule of a piece of a line.
Piece = tuple[int, int, str | None, str]
#: A text on one line: longer than any headline and most paragraphs, with its own head and foot.
LONG = 60
CAPITALS = re.compile(r"^(?:(?:[A-Z][\w.'-]*|al-[A-Z][\w'-]*|[A-Z]{1,6}|(?>\d[\d/-]{0,8}\d|\d|-{1,8})|and|&|,)(?:[ /]{1,3}|\.?$)){1,10}$")
#: A foot with so many different headings of a page in it is one however long it is, up to so many letters.
HEADINGS, FOOT = 3, 2500


@cache
def _tails(language: str) -> list[tuple[re.Pattern[str], str, str, int]]:
    out = []
    for entry in load("boilerplate", language):
        if entry.get("match") == "tail":
            for form in entry.forms:
                first = next(i for i, c in enumerate(form) if not c.isspace() and c.isalpha()) if any(c.isalpha() for c in form) else 0
                pattern = re.escape(form[:first]) + f"(?-i:{re.escape(form[first].upper())})" + re.escape(form[first + 1 :])
                # Single words ("Source", "Print") only where little follows; credits may list a dozen names.
                longest = 80 if " by" in form or "(" in form or "our standards" in form else 25
                out.append(
                    (
                        re.compile(rf"(?<=[.!?\"')\d])\s*{pattern}(?!\w)", re.IGNORECASE),
                        str(entry.get("label")),
                        f"inline.tail.{entry.id}",
                        longest,
                    )
                )
    return out


@cache
def _any_tail(language: str) -> re.Pattern[str]:
    """All of them at once, roughly: few long lines have one. Looked for behind signs, which is ten times faster than for any word."""
    forms = sorted({f for e in load("boilerplate", language) if e.get("match") == "tail" for f in e.forms}, key=lambda f: (-len(f), f))
    rests = {c: "|".join(re.escape(f[1:]) for f in forms if f[0] == c) for c in sorted({f[0] for f in forms})}
    return re.compile(rf"[.!?\"')\d]\s*(?:{'|'.join(f'{re.escape(c)}(?:{rest})' for c, rest in rests.items())})(?!\w)", re.IGNORECASE)


@cache
def _heading(language: str) -> re.Pattern[str]:
    forms = {f for e in load("boilerplate", language) if e.get("match") == "tail" for f in e.forms if f[0].isalpha()}
    forms |= {
        f for e in load("boilerplate", language) if e.get("opens") == "other" and e.get("match") == "start" for f in e.forms if " " in f
    }
    one = "|".join(f"(?:{f[0].upper()}){re.escape(f[1:])}" for f in sorted(forms, key=lambda f: (-len(f), f)) if f[0].isalpha())
    return re.compile(rf"(?<!\w)(?:{one})(?!\w)", re.IGNORECASE)


def _headings(rest: str, language: str) -> int:
    """How many headings of a page's foot stand in what follows, with a capital ("Source … Related news … Follow us")."""
    return len({m.group().lower() for m in _heading(language).finditer(rest) if m.group()[0].isupper()})


def tail(even: str, at: int, language: str) -> tuple[int, list[Piece]]:
    """Where the text of a long line of :data:`LONG` words ends, and the piece behind it."""
    start = max(at, len(even) * 2 // 3, len(even) - 1500)
    best: tuple[int, str, str] | None = None
    for pattern, label, rule, longest in _tails(language) if _any_tail(language).search(even, max(0, start - 1)) else ():
        for m in pattern.finditer(even, start):
            rest = even[m.start() :]
            foot = len(rest) < FOOT and _headings(rest, language) >= HEADINGS
            if label == "boilerplate" and said(rest, language) and not foot:
                continue  # "Twitter users reported that …" is a sentence of the article
            if foot:
                longest = FOOT
            if len(rest.split()) <= longest and (best is None or m.start() < best[0]):
                best = (m.start(), label, rule)
    stop = best[0] if best else len(even)
    pieces: list[Piece] = [(stop, len(even), best[1], best[2])] if best else []
    if even[start:stop].rstrip().endswith((".", "!", "?", '"')):
        return stop, pieces  # no names behind the last sentence
    sentences = split_text(even[start:stop], language)
    if len(sentences) >= 2:
        a, b = sentences[-1]
        last = even[start + a : start + b]
        if len(last.split()) <= 6 and CAPITALS.match(last):
            pieces.insert(0, (start + a, stop, "credit", "inline.initials"))
            stop = start + a
    return stop, pieces
