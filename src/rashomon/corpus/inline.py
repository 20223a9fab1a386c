"""Splits lines that hold more than one thing: a date or headline before a text on one line, a dateline before a paragraph, credits
and buttons fused to a text's end. Only where it can be told safely; else the line stays whole, and body."""

from __future__ import annotations

import re
from functools import cache

from rashomon.corpus.dates import Printed, find_dates, weekdays
from rashomon.corpus.furniture import agency_pattern
from rashomon.corpus.lines import Line, make_line
from rashomon.corpus.tails import CAPITALS, LONG, Piece, tail
from rashomon.language import normalise
from rashomon.language.sentences import split_text
from rashomon.lexicon import load

#: Lines at the top in which a head may hang before the text.
TOP = 12
_NEXT = re.compile(r"\s*+[\"'(#.]*+\s*+(?:[A-Z0-9]|$)")
_PLACE = r"[A-Z][\w.'\u00c0-\u024f-]*(?: (?:[A-Z][\w.'\u00c0-\u024f-]*|of|de|al|el|la|the)){0,4}"
_UPPER = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'-]{2,}(?: [A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'-]*){0,3}"
_AUXILIARY = re.compile(r"\b(?:has|have|was|were|had) ", re.IGNORECASE)

#: "[Image: …]" before a text: up to this many words behind it are the caption, more are the article.
CAPTION_REST = 45
_PICTURE = re.compile(
    r"[\[(](?:image|photo|picture|photograph|video|caption|map|graphic|file photo)s?(?: caption| credit)? ?: ?[^\])]{0,400}[\])] ?",
    re.IGNORECASE,
)


def split_pieces(text: str, lines: list[Line], title: str | None = None, language: str = "en") -> list[Line]:
    """The lines, with those that hold more than one thing in pieces."""
    out: list[Line] = []
    for n, line in enumerate(lines):
        pieces = _pieces(line, n, title, language)
        if len(pieces) == 1 and pieces[0][2] is None:
            out.append(line)
            continue
        even = normalise(text[line.start : line.end], line.start)
        for k, (a, b, label, rule) in enumerate(pieces):
            piece = make_line(text, even.offset(a), even.end_offset(b), blank_before=line.blank_before or k > 0)
            if piece is not None:
                if label:
                    piece.put(label, rule)
                out.append(piece)
    return out


def _pieces(line: Line, n: int, title: str | None, language: str) -> list[Piece]:
    even = line.even
    words = line.words if even.isascii() else len(even.split())
    head: list[Piece] = []
    at = 0
    rubric = byline_and_date(even, language) if words <= RUBRIC and _YEAR.search(even) else []
    if rubric:
        return rubric
    picture = _PICTURE.match(even)
    if picture and len(even[picture.end() :].split()) >= CAPTION_REST:
        head.append((0, picture.end(), "caption", "inline.picture_mark"))
        at = picture.end()
    elif n < TOP:
        head, at = _head(even, words, n, title, language)
        dateline = _dateline(language).match(even, at)
        if dateline and words >= 12:
            head.append((at, dateline.end(), "dateline", "inline.place_and_agency"))
            at = dateline.end()
    stop, foot = tail(even, at, language) if words >= LONG else (len(even), [])
    middle: list[Piece] = [(at, stop, None, "")] if even[at:stop].strip() else []
    return head + middle + foot or [(0, len(even), None, "")]


@cache
def _dateline(language: str) -> re.Pattern[str]:
    """ "LONDON, Feb 3 (Agency) - ", "Foo City, Freedonia (AP) --", "MANILA - "."""
    dash = r" ?(?:\u2014|-{1,2}) ?(?=\S)"
    agencies = agency_pattern(language)
    month = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    return re.compile(
        rf"\s*(?:{_UPPER}(?:, {_PLACE})?(?:, (?:{month})(?:,? \d{{4}})?)?(?: ?[(/\[](?:{agencies}|[\w .,/&-]{{2,40}})[)/\]])?(?: ?\u2014 ?| -{{1,2}} ?)(?=\S)"
        rf"|{_PLACE}(?:, {_PLACE})?(?:, (?:{month})(?:,? \d{{4}})?)? ?\({agencies}\)(?:{dash}|: | )(?=\S)"
        rf"|{_PLACE}(?:, {_PLACE})?, (?:{month})(?:,? \d{{4}})?{dash}"
        rf"|\({agencies}\)(?: ?\u2014 ?| -{{1,2}} ?)(?=\S))"
    )


def _head(even: str, words: int, n: int, title: str | None, language: str) -> tuple[list[Piece], int]:
    out: list[Piece] = []
    at = 0
    if title and len(even) > len(title) and _starts(even, title) and not even[len(title)].isalnum():
        out.append((0, len(title), "headline", "inline.title"))
        at = len(title)
    prefix = _date_prefix(even, at, language) if n <= 3 else None
    if prefix is not None:
        out.append((at, prefix, "dateline", "inline.date_prefix"))
        at = prefix
        junk = _after_date(language).match(even, at)
        if junk:
            out.append((at, junk.end(), "boilerplate", "inline.after_date"))
            at = junk.end()
    elif n == 0 and not title:
        middle = _date_in_head(even, words, language)
        if middle is not None:
            first, date_start, date_end = middle
            out.append((0, first, "headline", "inline.before_date"))
            if even[first:date_start].strip():
                out.append((first, date_start, "byline", "inline.agency_before_date"))
            out.append((date_start, date_end, "dateline", "inline.date_in_head"))
            return out, date_end
    if prefix is None or words < LONG:
        return out, at
    sentences = split_text(even[at : at + 600], language)
    if not title and len(sentences) >= 2 and _headline_like(even[at:][slice(*sentences[0])], language):
        end = at + sentences[0][1]
        out.append((at, end, "headline", "inline.first_sentence"))
        at = end
        for a, b in split_text(even[at : at + 200], language)[:2]:
            piece = even[at + a : at + b]
            if len(piece.split()) in range(2, 9) and CAPITALS.match(piece) and at + b < len(even) - 200:
                out.append((at + a, at + b, "byline", "inline.names"))
                at += b
            break
    return out, at


def _starts(even: str, title: str) -> bool:
    begin = title.casefold()
    return even[: len(begin)].casefold().startswith(begin)


def _headline_like(sentence: str, language: str) -> bool:
    words = sentence.split()
    return 3 <= len(words) <= 18 and not weekdays(sentence, language) and _AUXILIARY.search(sentence) is None


@cache
def _after_date(language: str) -> re.Pattern[str]:
    forms = [f for e in load("boilerplate", language) if e.get("match") == "after_date" for f in e.forms]
    return re.compile(r"\s*(?:" + "|".join(re.escape(f) for f in forms) + r")(?: \d{1,4}(?= ))*", re.IGNORECASE)


def _date_prefix(even: str, at: int, language: str) -> int | None:
    """End of a date of publication that the line begins with, or None."""
    dates = find_dates(even[at : at + 140], language)
    if not dates or even[at : at + dates[0].start].strip(" \t|[(") or dates[0].year is None:
        return None
    end = dates[0].end
    for other in dates[1:]:  # "Posted at Jan 28 2019 | Updated as of Jan 29 2019"
        if other.label and not even[at + end : at + other.start].strip(" |;,-"):
            end = other.end
    if not _NEXT.match(even, at + end):
        return None
    return at + end


def _date_in_head(even: str, words: int, language: str) -> tuple[int, int, int] | None:
    """Headline, agency, date before a text on one line: ends of the headline, start and end of the date."""
    whole = words >= LONG
    for d in find_dates(even[:260], language):
        if not whole and even[d.end :].strip():
            continue
        before = even[: d.start].rstrip()
        if d.weekday is None or d.full is None or not 4 <= len(before.split()) <= 30 or re.search(r"[.!?,]$|[.!?] [A-Z]", before[-60:]):
            continue
        if not _NEXT.match(even, d.end) or re.search(r"\b[a-z]+$", before):
            continue
        agency = re.search(rf" (?:{agency_pattern(language)})$", before)
        if agency:
            return agency.start(), d.start, d.end
    return None


def main_date(even: str, language: str = "en") -> Printed | None:
    """The date of a line that is nothing but a date of publication, or None."""
    dates = [d for d in find_dates(even, language) if d.year is not None]
    if not dates:
        return None
    rest = even
    for d in reversed(dates):
        rest = rest[: d.start] + rest[d.end :]
    if any(d.label for d in dates):
        rest = _own(language).sub("", rest)
        if not re.search(r"[^\W\d_]", rest):
            rest = ""
    if len(re.findall(r"\w+", rest)) > 4 or (re.search(r"[.!?]$", rest.strip()) and len(rest.split()) > 2):
        return None
    plain = [d for d in dates if d.label != "updated"]
    return (plain or dates)[0]


@cache
def _own(language: str) -> re.Pattern[str]:
    forms = sorted((f for e in load("printed_dates", language) if e.get("kind") == "self" for f in e.forms), key=lambda f: (-len(f), f))
    return re.compile(r"\b(?:" + "|".join(re.escape(f) for f in forms) + r")\b", re.IGNORECASE)


#: Words a line of byline and date may have.
RUBRIC = 26
_YEAR = re.compile(r"[12][09]\d\d")
_BAR = re.compile(r" ?[|\u2022\u00b7\u2014/] ?| - | {2,}|\t")
_BY = re.compile(
    r"(?:(?i:posted|written|published|reported|story|submitted|uploaded|text|edited) )?(?:by|BY|By)(?:: ?| )(?=[\w@(])|(?:Author|Reporter|Writer|Editor|Correspondent|AUTHOR) ?: ?(?=[\w@])",
    re.ASCII,
)
_SMALL = re.compile(
    r"(?i:\(?(?:\d{1,6}|no|leave a|add a|0)? ?(?:comments?|views?|shares?|likes?|reads?|hits)\)?|\d{1,3} ?(?:min|mins|minutes?)(?:[ -]read)?|updated?.{0,30}|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?)$"
)
_NAMED = re.compile(r"(?:by|BY|By):? ?(?:[\"'@(]?[A-Z\u00c0-\u00de]|our |the |staff|a |an |newsdesk|admin|editor)")


def byline_and_date(even: str, language: str = "en") -> list[Piece]:
    """Pieces of a line that holds byline and date of publication and nothing told: "Wednesday 3 May 2021 | By Jo Doe", "Posted by: desk | 3 May
    2021 | 7 comments", "By Jo Doe in Marn City, May 3, 2021". Empty where it is something else."""
    if len(even) > 240 or len(even.split()) > RUBRIC or _BY.search(even) is None:
        return []
    dates = [d for d in find_dates(even, language) if d.year is not None and (d.full or d.either)]
    if not dates:
        return []
    parts, at = [], 0
    for m in _BAR.finditer(even):
        if not any(d.start < m.end() and m.start() < d.end for d in dates):
            parts.append((at, m.start()))
            at = m.end()
    parts.append((at, len(even)))
    out: list[Piece] = []
    for a, b in parts:
        out.extend(_rubric_part(even, a, b, [d for d in dates if a <= d.start and d.end <= b], language))
    labels = {label for _, _, label, _ in out}
    return out if {"byline", "dateline"} <= labels and None not in labels else []


def _rubric_part(even: str, a: int, b: int, dates: list[Printed], language: str) -> list[Piece]:
    part = even[a:b]
    if not part.strip():
        return []
    by = _BY.search(part)
    if dates and by is None:
        return [(a, b, "dateline" if main_date(part, language) is not None else None, "inline.date_part")]
    if not dates:
        if by is not None and by.start() == 0:
            return [(a, b, "byline", "inline.byline_part")]
        small = _SMALL.match(part.strip()) is not None or (
            len(part.split()) <= 5 and (part[0].isupper() or not part[0].isalpha()) and not part.endswith(".")
        )
        return [(a, b, "boilerplate" if small else None, "inline.rubric_part")]
    assert by is not None
    first = dates[0]
    if by.start() == 0 and a < first.start:
        named = _NAMED.search(part[: first.start - a]) is not None or ":" in by.group()
        behind = part[first.end - a :]
        fits = named and len(behind.split()) <= 8 and not re.search(r"[a-z]{2,}[.!?]$", behind.strip())
        start = first.start - (4 if even[: first.start].endswith(" on ") else 0)
        return [(a, start, "byline" if fits else None, "inline.byline_part"), (start, b, "dateline", "inline.date_part")]
    if (
        not even[a : first.start].strip(" ,|")
        and first.end <= a + by.start()
        and not part[first.end - a : by.start()].strip(" ,|-()")
        and _NAMED.match(part[by.start() :].split(" ", 1)[0] + part[by.end() - 1 :])
    ):
        return [
            (a, a + by.start(), "dateline", "inline.date_part"),
            (a + by.start(), b, "byline" if not part.endswith(".") else None, "inline.byline_part"),
        ]
    return [(a, b, None, "")]
