"""One article of an export of Factiva, with its fields behind their codes or in the form of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rashomon.inputs.database_words import any_of, language_code, when, words
from rashomon.inputs.databases import Record
from rashomon.inputs.paragraphs import Paragraph

_NUMBER = r"([A-Za-z][A-Za-z0-9]{2,11}(?:19|20)\d{6}[a-z0-9]{5,14})"
_TIME = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?")
_CODE = re.compile(r"([A-Z]{2,3})(?:[ \xa0]{0,3}\t[ \t\xa0]*|[ \xa0]{2,}|\xa0)(\S.*)", re.DOTALL)
_TIGHT = re.compile(r"([A-Z]{2,3}) (\S.*)", re.DOTALL)
_SOURCE = re.compile(r"[A-Z0-9]{2,12}")
#: Fields that may stand behind the text, where a code alone on its line is believed.
_BEHIND = frozenset({"TD", "ART", "CX", "CT", "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "RST", "DID"})
#: Fields above the text, two of which every article with codes has.
_ABOVE = frozenset({"HD", "WC", "PD", "SN", "SC", "LA", "CY"})
#: Paragraphs between the date of an article and its text: time, outlet, code, edition, page, volume, language, copyright.
_HEAD = 9


@cache
def _codes() -> dict[str, str]:
    return dict(words()["factiva"]["codes"])


@cache
def _length() -> re.Pattern[str]:
    return re.compile(rf"\d[\d.,\s\xa0]{{0,12}}[ \xa0]{any_of('factiva', 'words').pattern}", re.IGNORECASE)


@cache
def _document() -> re.Pattern[str]:
    return re.compile(rf"(?:AN[ \t\xa0]+)?(?:(?i:{any_of('factiva', 'document').pattern})[ \t\xa0]+)?{_NUMBER}")


def words_line(text: str) -> bool:
    """Whether a line is the length of an article ("532 words")."""
    return len(text) < 30 and _length().fullmatch(text) is not None


def accession(text: str) -> str | None:
    """The accession number that a line consists of, behind "Document" or its code or bare."""
    m = _document().fullmatch(text) if len(text) < 80 else None
    return m[1] if m else None


def code_of(paragraph: Paragraph) -> tuple[str, str] | None:
    """The code that a paragraph is, or begins with before a wide space, and what stands behind it there."""
    text = paragraph.text
    if paragraph.cell not in (None, 0):
        return None
    if len(text) <= 4:
        bare = text.strip(" \xa0\t:")
        return (bare, "") if bare in _codes() else None
    m = _CODE.match(text) if text[:2].isupper() else None
    return (m[1], m[2].strip()) if m and m[1] in _codes() and not paragraph.cell else None


def tight_code(text: str) -> tuple[str, str] | None:
    """A length, date, language or number behind its code and one space, none else: "IN the north" begins no field."""
    m = _TIGHT.fullmatch(text) if len(text) < 80 else None
    if m is None:
        return None
    sure = {"WC": words_line, "PD": when, "LA": language_code, "AN": accession}.get(m[1])
    return (m[1], m[2]) if sure is not None and sure(m[2]) else None


def _spaced(told: Sequence[Paragraph]) -> list[Paragraph]:
    """Codes before one space, as some converters leave them ("WC 532 words"), made as wide as they were: only where the length and the date
    show that these are fields, and behind the text only before a code of indexing ("gvio : Military Action")."""
    split = [_TIGHT.fullmatch(p.text) if p.cell is None else None for p in told]
    if not {"WC", "PD"} <= {found[0] for p in told if p.cell is None and (found := tight_code(p.text))}:
        return list(told)
    out: list[Paragraph] = []
    body = False
    for p, m in zip(told, split, strict=True):
        if m and m[1] in _codes() and (not body or m[1] in ("TD", "AN") or (m[1] in _BEHIND and " : " in m[2])):
            body = m[1] in ("LP", "TD") or (body and m[1] != "AN")
            p = replace(p, text=f"{m[1]}\t{m[2]}")
        elif p.text in ("LP", "TD"):
            body = True
        out.append(p)
    return out


def _coded(told: Sequence[Paragraph]) -> list[int]:
    """Where codes of fields stand. In tables they are the first cell of a row; else one behind the text must be one that stands there."""
    table = any(p.cell == 0 and (c := code_of(p)) and not c[1] for p in told)
    out: list[int] = []
    body = False
    for n, p in enumerate(told):
        found = code_of(p)
        if found is None or (table and p.cell != 0):
            continue
        if not table and body and found[0] not in _BEHIND:
            continue
        body |= found[0] in ("LP", "TD")
        if found[0] in _codes() and _codes()[found[0]] == "tail":
            body = True
        out.append(n)
    seen = {(code_of(told[n]) or ("",))[0] for n in out}
    return out if len(seen) >= 3 and len(seen & _ABOVE) >= 2 else []


def _anchors(told: Sequence[Paragraph]) -> list[int]:
    """Where lengths stand that are followed by a date: one for each article in the form of an article."""
    return [n for n, p in enumerate(told) if words_line(p.text) and any(when(x.text) for x in told[n + 1 : n + 3])]


def parts_of(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The articles among paragraphs up to an accession number: one, or several where some have none; none in a cover page or summary."""
    told = _spaced([p for p in paragraphs if p.text])
    coded = _coded(told)
    if coded:
        return [told[coded[0] :]]
    anchors = _anchors(told)
    if not anchors:
        return []
    starts = [0, *(_start(told, a) for a in anchors[1:])]
    return [told[a:b] for a, b in zip(starts, [*starts[1:], len(told)], strict=True)]


def _start(told: Sequence[Paragraph], anchor: int) -> int:
    """Where the headline stands that belongs to a length."""
    bold = next((n for n in range(anchor - 1, max(anchor - 4, 0), -1) if told[n].bold or told[n].heading), None)
    if bold is not None:
        return bold
    return anchor - 2 if anchor > 1 and _byline(told[anchor - 1].text, told[anchor - 2].text) else anchor - 1


def _byline(text: str, above: str) -> bool:
    """Whether a line below a headline names the writer: "By Ana Bel", or a few names alone."""
    names = text.split()
    if len(names) > 14:
        return False
    first = names[0].casefold() if names else ""
    if first in words()["byline_starts"]:
        return True
    return len(names) <= 5 < len(above.split()) and all(w[:1].isupper() or len(w) <= 3 for w in names)


def record_of(told: Sequence[Paragraph]) -> Record:
    """The article that some paragraphs are."""
    coded = _coded(told)
    return _indexed(told, coded) if coded else _plain(told)


def _indexed(told: Sequence[Paragraph], coded: Sequence[int]) -> Record:
    record = Record()
    fields: dict[str, list[str]] = {}
    seen = [found[0] for n in coded if (found := code_of(told[n]))]
    if any(seen.count(code) > 1 for code in _ABOVE):
        record.problem = "fields of two articles run into one another, as where a file is torn; export it again"
    for n, until in zip(coded, [*coded[1:], len(told)], strict=True):
        found = code_of(told[n])
        if found is not None:
            values = [*([found[1]] if found[1] else []), *(p.text for p in told[n + 1 : until])]
            fields.setdefault(found[0], []).extend(values)
    one = {code: " ".join(" ".join(v).split()) for code, v in fields.items()}
    record.title, record.byline = one.get("HD", ""), one.get("BY", "")
    record.outlet, record.language = one.get("SN", ""), one.get("LA", "")
    record.date, record.time = one.get("PD", ""), one.get("ET", "")
    record.identifier = next((number for v in fields.get("AN", ()) if (number := accession(v))), "")
    text = [*fields.get("LP", ()), *fields.get("TD", ())]
    record.texts = [*([one["DLN"]] if one.get("DLN") else []), *text]
    if text:
        record.texts += [f"Photo: {t}" for t in fields.get("ART", ())]
        record.texts += [t if t.casefold().startswith("correct") else f"Correction: {t}" for t in fields.get("CX", ())]
    else:
        record.texts = []
    return record


def _plain(told: Sequence[Paragraph]) -> Record:
    record = Record()
    anchors = _anchors(told)
    if not anchors:
        record.problem = "neither the codes of Factiva's fields nor a length and a date stand in it; look at this article in the file"
        return record
    at = anchors[0]
    above = list(told[:at])
    _names(record, above)
    n = at + (1 if when(told[at + 1].text) else 2)
    record.date = told[n].text
    n += 1
    if n < len(told) and _TIME.fullmatch(told[n].text):
        record.time = told[n].text
        n += 1
    n = _outlet(record, told, n)
    rest = list(told[n:])
    if rest and (number := accession(rest[-1].text)):
        record.identifier = number
        rest = rest[:-1]
    record.texts = [p.text for p in rest]
    return record


def _names(record: Record, above: Sequence[Paragraph]) -> None:
    """Headline and byline from what stands above the length: a section or a table of contents may stand above them."""
    bold = next((n for n in range(len(above) - 1, -1, -1) if above[n].bold or above[n].heading), None)
    if bold is None and above:
        bold = len(above) - (2 if len(above) > 1 and _byline(above[-1].text, above[-2].text) else 1)
    if bold is not None:
        record.title = above[bold].text
        record.byline = " ".join(p.text for p in above[bold + 1 :])[:300]


def _outlet(record: Record, told: Sequence[Paragraph], n: int) -> int:
    """Reads outlet, its code, edition, page, language and copyright from ``n`` on; gives where the text begins."""
    if n < len(told) and not accession(told[n].text):
        record.outlet = told[n].text
        n += 1
    until = min(len(told), n + _HEAD)
    last = n
    for m in range(n, until):
        text = told[m].text
        if any_of("copyright").match(text):
            record.language = record.language or ""
            last = m + 1
            while last < until and any_of("copyright").match(told[last].text):
                last += 1
            break
        if not record.language and len(text) < 40 and language_code(text):
            record.language = text
            last = m + 1
        elif m == last and (_SOURCE.fullmatch(text) or not record.language) and len(text) < 40:
            last = m + 1 if _SOURCE.fullmatch(text) else last
    return last
