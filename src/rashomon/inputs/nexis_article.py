"""One article of an export of Nexis: its head (outlet, date, labelled fields), its body, and the fields behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rashomon.inputs.database_words import When, any_of, label_pattern, language_code, meanings, when, words
from rashomon.inputs.databases import Record
from rashomon.inputs.paragraphs import Paragraph

#: Paragraphs from the start in which the head stands, the cover page of a first article not counted.
HEAD = 40
#: Longest date line, in words: "February 13, 2024 Tuesday 2:00 PM GMT, Late Edition - Final".
_DATE_WORDS = 14
#: A line of a text file from this length on is a paragraph; classic exports break theirs at 70 to 100 signs.
_LONG = 130
#: Paragraphs, and words of each, that may follow a lone "Graphic" and be captions.
_CAPTIONS, _CAPTION_WORDS = 15, 120
_ID = re.compile(r"urn:(?:contentItem|lni):([0-9A-Za-z-]{8,60})|[?&]id=([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3,7}-[0-9]{5}-[0-9]{2})")


@cache
def body_words() -> frozenset[str]:
    """Words that stand alone above the body, in small letters."""
    return frozenset(w.casefold() for w in words()["nexis"]["body"])


def _label(text: str, part: str) -> tuple[str, str] | None:
    """What the label of a paragraph means, and what stands behind it."""
    m = label_pattern("nexis", part).match(text)
    return (meanings("nexis", part)[m[1].casefold()], m[2].strip()) if m else None


def _alone(text: str) -> str | None:
    """What a heading behind the body means, where it stands alone ("Graphic")."""
    found = words()["nexis"]["heads_alone"].get(text.rstrip(" :").casefold()) if len(text) < 40 else None
    return str(found) if found else None


def _is_body(text: str) -> bool:
    return text.rstrip(" :").casefold() in body_words()


def _body_label(text: str) -> str | None:
    """What stands behind "BODY:" in its own line; None where no such label begins it."""
    word, colon, rest = text.partition(":")
    return rest.strip() if colon and word.strip().casefold() in body_words() and (word.strip().isupper() or not rest.strip()) else None


def _rights(text: str) -> bool:
    return any_of("copyright").match(text) is not None


def _dated(text: str) -> When | None:
    if len(text) > 160 or len(text.split()) > _DATE_WORDS:
        return None
    found = when(text)
    return found if found and len(found.day) >= 7 else None


def joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs that have words; lines of a text file that belong together are made one."""
    out: list[Paragraph] = []
    lines: list[str] = []  # of the last paragraph, where it has several
    open_ = page = False
    for p in paragraphs:
        page |= p.page
        if not p.text:
            open_ = False
            continue
        if page and not p.page:
            p = replace(p, page=True)
        page = False
        starts = not p.line or not open_ or p.centred or out[-1].centred or _body_label(p.text) is not None
        if starts or _is_body(p.text) or _alone(p.text) or any(_label(p.text, part) for part in ("head", "tail")):
            _close(out, lines)
            lines = [p.text]
            out.append(p)
        else:
            lines.append(p.text)
        open_ = p.line and len(p.text) <= _LONG and not _is_body(p.text) and not _alone(p.text)
    _close(out, lines)
    return out


def _close(out: list[Paragraph], lines: list[str]) -> None:
    """Makes the last paragraph of its lines: once, for a text of half a million lines without a break."""
    if len(lines) > 1:
        out[-1] = Paragraph(" ".join(lines), page=out[-1].page, line=True)


def is_header(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether an article stands in these: a date among the fields that Nexis prints above a body."""
    told = joined(paragraphs)
    return _anchor(told) is not None or _first_field(told) is not None


def _field(text: str) -> bool:
    found = _label(text, "head")
    return _is_body(text) or _body_label(text) is not None or (found is not None and found[0] != "skip")


def _anchor(told: Sequence[Paragraph]) -> int | None:
    """Where the date of an article stands: before its copyright or fields."""
    for n, p in enumerate(told):
        if not _dated(p.text):
            continue
        field = next((k for k in range(n + 1, min(n + 6, len(told))) if _rights(told[k].text) or _field(told[k].text)), None)
        if field is not None:  # a cover page may print a date of its own directly before
            return max(k for k in range(n, field) if _dated(told[k].text))
    return None


def _first_field(told: Sequence[Paragraph]) -> int | None:
    """Where the fields of an article without a date begin."""
    for n, p in enumerate(told):
        found = _label(p.text, "head")
        if found and found[0] in ("length", "section") and found[1]:
            near = told[n : n + 8]
            if any(_is_body(x.text) or _body_label(x.text) is not None for x in near) or found[0] == "length":
                return n
    return None


def record_of(paragraphs: Sequence[Paragraph], *, numbered: bool) -> tuple[Record, bool]:
    """The article, and whether fields behind its body show that it is whole. ``numbered``: it stood behind "2 of 54 DOCUMENTS", so that
    its outlet is its first line."""
    told = joined(paragraphs)
    if told and _end(told[-1].text):
        told = told[:-1]
    record = Record()
    date = _anchor(told)
    first = date if date is not None else _first_field(told)
    if first is None:
        record.problem = "neither a date nor a length stands where Nexis prints them; look at this article in the file"
        record.title = told[0].text[:200] if told else ""
        return record, True
    before = [p for p in _own(told[:first]) if not _rights(p.text)]
    if date is not None:
        record.date = told[date].text
    after, body = _head(told, first + (date is not None), record)
    _names(record, before, after, numbered=numbered)
    tail = _tail_start(told, body)
    record.texts += _body([p.text for p in told[body:tail]])
    _tail(told[tail:], record)
    for p in told[: body + 1]:
        if p.link and (m := _ID.search(p.link)):
            record.identifier, record.address = (m[1] or m[2]).upper(), p.link
            break
    return record, tail < len(told)


def _end(text: str) -> bool:
    return text.rstrip(".").casefold() in words()["nexis"]["end"]


def _own(before: Sequence[Paragraph]) -> list[Paragraph]:
    """What stands above the date, without the cover page in front of a first article."""
    start = max((n for n, p in enumerate(before) if p.page or p.heading), default=len(before))
    return list(before[start:] if len(before) - start >= 2 else before[-2:])


def _head(told: Sequence[Paragraph], start: int, record: Record) -> tuple[list[str], int]:
    """Reads the fields from ``start`` on; gives what stands among them without a label, and where the body begins."""
    bare: list[str] = []
    until = min(len(told), start + HEAD)
    body = next((n for n in range(start, until) if _is_body(told[n].text) or _body_label(told[n].text) is not None), None)
    seen = False
    n = start
    while n < (until if body is None else body):
        text = told[n].text
        found = _label(text, "head")
        if found:
            what, value = found
            seen |= what in ("length", "section")
            if what == "title":
                record.title = value
            elif what == "byline":
                record.byline = value
            elif what in ("highlight", "dateline") and value:
                record.texts.append(value)
        elif any_of("nexis", "appended").match(text) and len(text) < 60:
            record.notes.append(f"Nexis says of it: {text}")
        elif not _rights(text):
            if seen and body is None:
                break
            bare.append(text)
        n += 1
    if body is None:
        return bare, n
    first = _body_label(told[body].text)
    if first:
        record.texts.append(first)
    return bare, body + 1


def _names(record: Record, before: Sequence[Paragraph], after: Sequence[str], *, numbered: bool) -> None:
    """Headline and outlet, from what stands above the date and between it and the body."""
    above = [p.text for p in before]
    bare = [t for t in after if not _edition(t)]
    if numbered or (record.title and above) or len(above) == 1:
        record.outlet = above[0] if above else ""
        if not record.title:
            record.title = bare[-1] if bare else ""
    else:
        record.outlet = above[-1] if above else ""
        record.title = record.title or " ".join(dict.fromkeys(above[:-1]))
    if record.title.casefold().strip(" .") in words()["nexis"]["no_headline"]:
        record.title = ""
        record.notes.append("Nexis says that it has no headline")


def _edition(text: str) -> bool:
    return len(text.split()) <= 5 and any_of("nexis", "editions").search(text) is not None


def _tail_start(told: Sequence[Paragraph], body: int) -> int:
    """Where the fields behind the body begin. The last date of loading is one of them; so is what stands directly before and behind it. A
    paragraph of the body that begins like a field stays in the body."""
    last = len(told)
    for n in range(len(told) - 1, body - 1, -1):
        found = _label(told[n].text, "tail")
        if found and found[0] in ("modified", "language") and _behind(told[n].text, indexed=False):
            last = n
            break
    indexed = any(_alone(p.text) == "skip" for p in told[body:last])
    while last > body and _behind(told[last - 1].text, indexed=indexed):
        last -= 1
        indexed &= _alone(told[last].text) != "skip"
    return last


def _behind(text: str, *, indexed: bool) -> bool:
    """Whether a paragraph is a field behind the body; ``indexed``: a heading "Classification" stands above it."""
    found = _label(text, "tail")
    if found is None:
        return _alone(text) == "skip" or _rights(text)
    what, value = found
    label = text[: text.index(":")]
    if what in ("modified", "corrected"):
        return _dated(value) is not None
    if what == "language":
        return language_code(value) is not None
    return what not in ("skip", "url", "acc") or indexed or label.isupper() or "-" in label


def _body(texts: Sequence[str]) -> list[str]:
    """Paragraphs of the body; what follows a lone "Graphic", "Correction" or "Notes" at its end keeps that word before it."""
    out: list[str] = []
    heading = ""
    for n, text in enumerate(texts):
        if text.casefold() in words()["nexis"]["buttons"]:
            continue
        what = _alone(text)
        rest = texts[n + 1 :] if len(texts) - n <= _CAPTIONS + 1 else ()
        if what in ("graphic", "correction", "note") and rest and all(len(t.split()) <= _CAPTION_WORDS for t in rest):
            heading = text.rstrip(" :")
            continue
        out.append(f"{heading}: {text}" if heading else text)
    return out


def _address(url: str) -> str:
    """An article's own address; that of an outlet's first page, which stands under all its articles, is none."""
    host, slash, path = url.partition("://")[2].partition("/")
    return url if host and slash and path.strip("/") else ""


def _tail(told: Sequence[Paragraph], record: Record) -> None:
    what = label = ""
    for p in told:
        found = _label(p.text, "tail")
        alone = _alone(p.text)
        if found:
            what, value = found
            label = p.text[: p.text.index(":")].strip()
        elif alone:
            what, value, label = alone, "", p.text.rstrip(" :")
        elif _rights(p.text):
            what, value = "skip", ""
        else:
            value = p.text
        if not value:
            continue
        if what in ("modified", "corrected"):
            record.modified.append(value)
        elif what == "language":
            record.language = record.language or value
        elif what == "url":
            record.url = record.url or _address(value.split()[0])
        elif what == "acc":
            record.identifier = record.identifier or value.split()[0]
        elif what in ("graphic", "correction", "note"):
            record.texts.append(f"{label}: {value}")
