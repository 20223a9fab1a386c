"""When: words that say a date, as what they mean (:class:`~rashomon.model.DateExpr`), and what they hang on.

Durations, ages and frequencies are no dates. See ``docs/concepts/dates.md``; which day an expression is, ``language.calendar`` finds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.mentions.dates_build import build
from rashomon.mentions.dates_signs import tried
from rashomon.mentions.dates_words import table
from rashomon.model import DateExpr, DateMention, Document, Sentence, Span

_GLOSS = re.compile(r"^\s*[\[(]\s*$")
_CLOSE = re.compile(r"^\s*[\])]")
_JOIN = re.compile(r"^(?:\s*,?\s*|\s+(?:on|at|of|around|about|late|early|at about|at around)\s+(?:the\s+)?)$")
_SINCE = re.compile(r"\b(?:since|ever since)\s+(?:the\s+(?:start|beginning)\s+of\s+|(?:early|late|mid)\s+|at\s+least\s+|last\s+)?$", re.I)
_LEAD = re.compile(
    r"\b(?:(?:early|late|earlier|later|the)\s+(?:hours\s+of\s+|on\s+)?|in the early hours of\s+|(?:the\s+)?(?:early|small) hours of\s+)$",
    re.I,
)

Piece = tuple[int, int, DateExpr, str]


def find_dates(document: Document, sentences: Sequence[Sentence]) -> list[DateMention]:
    """Time expressions of the sentences, in order; ``hangs_on`` only for parsed sentences."""
    del document
    out: list[DateMention] = []
    for sentence in sentences:
        for start, end, expr, rule in read(sentence.text):
            a, b = sentence.offset(start), sentence.offset(end - 1) + 1
            hangs, future = _hangs(sentence, a, b, expr)
            if future and expr.direction == "past" and expr.kind in {"weekday", "month_day"} and not expr.shift:
                expr = replace(expr, direction="future")
            out.append(DateMention(a, b, sentence.index, expr, hangs, rule))
    return out


def read(text: str) -> list[Piece]:
    """Time expressions of an even text as (start, end, meaning, rule), sorted, not overlapping."""
    found: list[tuple[int, int, int, DateExpr, str]] = []
    for order, name, pattern in tried(text):
        for match in pattern.finditer(text):
            expr = build(name, match, text)
            if expr is not None:
                found.append((match.start(), match.end(), order, expr, f"date.{name}"))
    if not found:
        return []
    kept: list[Piece] = []
    for start, end, _order, expr, rule in sorted(found, key=lambda f: (f[0] - f[1], f[2], f[0])):
        if all(end <= k[0] or start >= k[1] for k in kept):
            kept.append((start, end, expr, rule))
    return _since(_merge(sorted(kept, key=lambda k: k[0]), text), text)


def _merge(pieces: list[Piece], text: str) -> list[Piece]:
    """Joins a gloss ("yesterday [Feb. 12]"), a time of day ("at 3 a.m. on Friday") and a weekday with its date ("Tuesday, 13 May")."""
    out: list[Piece] = []
    for piece in pieces:
        if out:
            start, end, expr, rule = out[-1]
            gap = text[end : piece[0]]
            if _GLOSS.match(gap) and piece[2].kind in {"absolute", "month_day"}:
                closing = _CLOSE.match(text[piece[1] :])
                if closing:
                    joined = replace(
                        piece[2], part_of_day=expr.part_of_day, weekday=expr.weekday if piece[2].weekday is None else piece[2].weekday
                    )
                    out[-1] = (start, piece[1] + closing.end(), joined, "date.gloss")
                    continue
            if _JOIN.match(gap):
                both = _joined(expr, piece[2])
                if both:
                    out[-1] = (start, piece[1], both, rule if rule not in {"date.time", "date.part"} else piece[3])
                    continue
        out.append(piece)
    # a lone clock time without a day beside it stays with the event told: the same day
    return out


def _joined(a: DateExpr, b: DateExpr) -> DateExpr | None:
    def is_time(e: DateExpr) -> bool:
        return e.kind == "reference" and e.shift == 0 and e.part_of_day is not None

    if is_time(a) and not is_time(b):
        return replace(b, part_of_day=b.part_of_day or a.part_of_day)
    if is_time(b) and not is_time(a) and a.kind in {"weekday", "month_day", "absolute", "offset"}:
        return replace(a, part_of_day=a.part_of_day or b.part_of_day)
    if is_time(a) and is_time(b):
        return a
    if a.kind == "weekday" and b.kind in {"month_day", "absolute"} and b.day and not a.shift:
        return replace(b, weekday=a.weekday, part_of_day=a.part_of_day or b.part_of_day)
    if a.kind in {"month_day", "absolute"} and a.day and b.kind == "weekday" and not b.shift and a.weekday is None:
        return replace(a, weekday=b.weekday, part_of_day=a.part_of_day or b.part_of_day)
    if a.kind == "offset" and b.kind == "weekday" and not b.shift:
        return replace(a, weekday=b.weekday, part_of_day=a.part_of_day or b.part_of_day)
    return None


def _since(pieces: list[Piece], text: str) -> list[Piece]:
    out = []
    since = not text.isascii() or "since" in text.lower()
    for start, end, expr, rule in pieces:
        before = _SINCE.search(text[:start]) if since else None
        if before and expr.kind not in {"since", "period"}:
            out.append((before.start(), end, DateExpr("since", inner=expr), "date.since"))
            continue
        lead = _LEAD.search(text[:start])
        if lead and expr.kind in {"weekday", "month_day", "absolute", "offset"} and "hours" in lead.group().lower():
            expr = replace(expr, part_of_day=expr.part_of_day or "night")
            start = lead.start()
        out.append((start, end, expr, rule))
    return out


def _hangs(sentence: Sentence, start: int, end: int, expr: DateExpr) -> tuple[Span | None, bool]:
    """The word a time expression modifies, and whether that word puts it ahead of publication."""
    tokens = sentence.tokens
    if not tokens:
        return None, bool(_FUTURE_TEXT.search(sentence.text[max(0, start - sentence.start - 40) : start - sentence.start]))
    inside = [t for t in tokens if t.start < end and t.end > start]
    if not inside:
        return None, False
    ids = {t.i for t in inside}
    top = next((t for t in inside if t.head not in ids or t.head == t.i), inside[0])
    if expr.kind == "reference" and inside[-1].lower in {"before", "after"}:
        # "two days before the talks": it hangs on the talks
        inner = [k for k in sentence.children(inside[-1].i) if k > inside[-1].i]
        if inner:
            t = tokens[inner[0]]
            return Span(t.start, t.end), False
    head = tokens[top.head]
    steps = 0
    while head.pos in {"ADP", "SCONJ", "PART"} and head.head != head.i and steps < 4:
        head, steps = tokens[head.head], steps + 1
    if head.i in ids:
        return None, False
    return Span(head.start, head.end), _is_future(sentence, head.i, top.i)


_FUTURE_TEXT = re.compile(r"\b(?:will|planned|scheduled|due|upcoming|expected|prepar\w+ for|set for|slated)\b[^.;,]*$", re.I)


def _ahead(sentence: Sentence, head: int, date: int) -> bool:
    """What is set for a day ahead: "are to meet on Friday", "would leave on Friday", "meets on Thursday", "ahead of talks on Friday"."""
    tokens = sentence.tokens
    before = sentence.text[: tokens[date].start - sentence.start]
    if _AHEAD_OF.search(before):
        return True
    verb = tokens[head]
    kids = [tokens[k] for k in sentence.children(head)]
    aux = [k for k in kids if k.dep in {"aux", "auxpass"}]
    if any(k.lower == "to" for k in aux) and tokens[verb.head].lemma == "be" and verb.dep in {"xcomp", "ccomp"}:
        return True
    if any(k.lower in {"would", "'d"} for k in aux):
        return not any(k.lower in {"have", "had"} for k in aux)
    if verb.pos not in {"VERB", "AUX"} or verb.lemma not in table("scheduled") or _ENDS.search(sentence.text) is None:
        return False  # a headline tells the past in the present tense
    if verb.tag == "VBG":
        return any(k.lower in {"is", "are", "'s", "'re"} for k in aux)
    return verb.tag in {"VBZ", "VBP"} and not aux and any(k.dep == "nsubj" for k in kids)


_AHEAD_OF = re.compile(r"\bahead of (?:[\w'-]+ ){0,6}(?:on )?$", re.I)
_ENDS = re.compile(r"[.!?][\"')\]\u2019\u201d]*\s*$")


def _is_future(sentence: Sentence, head: int, date: int) -> bool:
    tokens = sentence.tokens
    if _ahead(sentence, head, date):
        return True
    future, saying = table("future"), table("saying")
    if tokens[head].lemma in saying:
        return False
    seen = head
    for step in range(4):
        token = tokens[seen]
        if token.lemma in saying or (step and token.tag == "VBD" and token.lemma not in future):
            return False
        if token.lemma in future or token.lower in future:
            return True
        for kid in sentence.children(seen):
            child = tokens[kid]
            if kid != date and (
                child.lower in future or (child.dep in {"aux", "auxpass"} and child.lower in {"will", "'ll", "shall", "wo"})
            ):
                return True
        if token.head == seen:
            return False
        if token.pos == "VERB" and token.dep not in {"xcomp", "pcomp", "conj"}:
            return False
        seen = token.head
    return False
