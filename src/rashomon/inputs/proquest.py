"""ProQuest: many articles in one file, as text (also in RTF or DOCX), RIS, XML or CSV.

In text a line of underscores stands between documents; each has its headline, then labelled fields ("Full text:", "Publication title:",
"ProQuest document ID:"). The labels stand in ``databases.yml``, in the languages of the interface. The other forms are read by
:mod:`rashomon.inputs.proquest_records`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rashomon.corpus import Article, Rejected
from rashomon.inputs.database_words import any_of, label_pattern, meanings, when, words
from rashomon.inputs.databases import Export, Piece, Record, damaged, pieces, too_long
from rashomon.inputs.opened import head_text, open_paragraphs
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.source import Source

NAME = "proquest"
_RULE = re.compile(r"_{20,}")
_COUNTER = re.compile(r"(?:document|dokument|documento) (\d{1,6}) (?:of|de|von|di|sur) (\d{1,6})", re.IGNORECASE)
_CONTENTS = re.compile(r"\d{1,5}\. ?\S.{0,400}")
_INFO_DAY = re.compile(r"\d{1,2}\.? [^\W\d_]{3,10}\.? (?:18|19|20)\d\d")
_ENDS = (".", "?", "!", '"', "”", "»", "’", ")")


def read(source: Source) -> Iterator[Article | Rejected]:
    """The articles of an export of ProQuest in any of its forms."""
    from rashomon.inputs import proquest_records

    with source.path.open("rb") as fh:
        head = fh.read(65_536)
    form = proquest_records.form_of(head)
    try:
        yield from form(source) if form is not None else articles(source, open_paragraphs(source.path))
    except Damaged as err:
        yield damaged(source, err)


def looks_like(head: bytes) -> bool:
    """Whether a text, RIS, XML or CSV file that begins so is an export of ProQuest."""
    from rashomon.inputs import proquest_records

    if proquest_records.form_of(head) is not None:
        return True
    text = head_text(head)
    return "<" not in text[:100] and looks(text.splitlines())


def label_of(text: str) -> tuple[str, str] | None:
    """What the label of a paragraph means ("full_text" for the text itself), and what stands behind it."""
    full = label_pattern_full().match(text)
    if full:
        return "full_text", full[1].strip()
    m = label_pattern("proquest", "labels").match(text)
    return (meanings("proquest", "labels")[m[1].casefold()], m[2].strip()) if m else None


@cache
def label_pattern_full() -> re.Pattern[str]:
    """``Full text: …``."""
    return re.compile(rf"{any_of('proquest', 'full_text').pattern}[ \xa0]?:[ \xa0]*(.*)", re.IGNORECASE | re.DOTALL)


def looks(lines: Iterable[str]) -> bool:
    """Whether lines or paragraphs are an export of ProQuest: a number of one of its documents with another of its fields, or its cover."""
    seen: set[str] = set()
    cover = rules = False
    for line in lines:
        line = line.strip(" \t\r\n\f\v\xa0\ufeff")
        if not line or len(line) > 20_000:
            continue
        rules |= _RULE.fullmatch(line) is not None
        cover |= "proquest" in line.casefold() and any_of("proquest", "apart").match(line) is not None
        found = label_of(line)
        if found and (found[0] != "id" or found[1].strip().isdigit()) and (found[0] != "date" or when(found[1])):
            seen.add(found[0])
    return ("id" in seen and bool(seen & {"outlet", "full_text", "date", "address"})) or (cover and rules)


def _ends(paragraph: Paragraph) -> bool:
    return _RULE.fullmatch(paragraph.text) is not None


def _begins(paragraph: Paragraph) -> bool:
    return len(paragraph.text) < 40 and _COUNTER.fullmatch(paragraph.text) is not None


def articles(source: Source, paragraphs: Iterable[Paragraph]) -> Iterator[Article | Rejected]:
    """The articles among the paragraphs of an export."""
    export = Export(NAME, source)
    try:
        for piece in pieces(paragraphs, _ends, _begins):
            yield from _piece(export, piece)
    except Damaged as err:
        yield damaged(source, err)
    yield from export.balance()


def _piece(export: Export, piece: Piece) -> Iterator[Article | Rejected]:
    told = [p for p in piece.paragraphs if p.text and not _RULE.fullmatch(p.text)]
    if not told:
        return
    counter = _COUNTER.fullmatch(told[0].text) if len(told[0].text) < 40 else None
    if counter:
        export.expect(int(counter[2]), "it numbers its articles up to")
        told = told[1:]
    if not piece.whole:
        yield export.article(too_long())
        return
    labels = [label_of(p.text) for p in told]
    kinds = {found[0] for found in labels if found}
    if counter is None and not kinds & {"id", "outlet", "full_text"}:
        if not _apart(told) and export.count and sum(len(p.text) for p in told) > 200:
            export.count += 1
            yield export.aside("text between the rules that is no article of its own; look at this place in the file")
        return
    record = record_of(told)
    if piece.cut or (not piece.ended and "id" not in kinds and export.count):
        record.problem = record.problem or "the file breaks off in this article; export it again"
    yield export.article(record)


def _apart(told: Sequence[Paragraph]) -> bool:
    """Whether paragraphs are the cover, the contents, the search or the address at the end."""
    return any(any_of("proquest", "apart").match(p.text) for p in told[:4]) or all(_CONTENTS.fullmatch(p.text) for p in told)


def record_of(told: Sequence[Paragraph]) -> Record:
    """The article that some paragraphs are: its headline, fields, its full text, fields again."""
    record = Record()
    labels = [label_of(p.text) for p in told]
    full = next((n for n, found in enumerate(labels) if found and found[0] == "full_text"), None)
    tail = _tail_start(told, labels, full)
    fields: dict[str, list[str]] = {}
    what = ""
    for n, (p, found) in enumerate(zip(told, labels, strict=True)):
        if full is not None and full <= n < tail:
            continue
        if found:
            what, value = found
        elif not what:  # above the first label stands the headline
            what, value = "heading", p.text
        else:
            value = p.text
        if value:
            fields.setdefault(what, []).append(value)
        if what == "heading":
            what = ""
    one = {key: values[-1] for key, values in fields.items()}
    record.title = one.get("title") or (fields.get("heading") or [""])[0]
    record.outlet, record.date = one.get("outlet", ""), one.get("date", "")
    if one.get("info"):
        _from_info(record, fields["info"][0])
    record.outlet_name = record.outlet.split(";")[0]
    record.byline = (fields.get("byline") or [""])[0]
    record.date, record.language = record.date or one.get("year", ""), one.get("language", "")
    record.modified = fields.get("modified", [])[-1:]
    record.identifier = "".join(one.get("id", "").split())
    record.address = one.get("address", "").split(" ")[0]
    record.texts = [x for x in ((labels[full] or ("", ""))[1], *(p.text for p in told[full + 1 : tail])) if x] if full is not None else []
    if record.texts and one.get("dateline"):
        record.texts.insert(0, one["dateline"])
    only_abstract(record, fields.get("abstract", []))
    if record.texts:
        record.texts += [f"Photo: {x}" for x in fields.get("graphic", ())]
        record.texts += [x if x.casefold().startswith("correct") else f"Correction: {x}" for x in fields.get("correction", ())]
    return record


def _from_info(record: Record, info: str) -> None:
    """Outlet and date where an export has no fields of their own for them: "The Courier ; Marn [Marn] 13 Feb 2024: A.1."."""
    outlet, _, rest = info.partition(" ; ")
    record.outlet = record.outlet or (outlet if rest else "")
    day = _INFO_DAY.search(rest or info)
    record.date = record.date or (day[0] if day else "")


def only_abstract(record: Record, abstract: Sequence[str]) -> None:
    """Where an export has no full text, its abstract is read, and the article says so."""
    said = " ".join(record.texts).casefold()
    if record.texts and not (len(said) < 80 and said.strip(" .") in words()["proquest"]["none"]):
        return
    record.texts = [x for x in abstract if x.strip().casefold().strip(" .") not in words()["proquest"]["none"]]
    if record.texts:
        record.notes.append("its export has no full text; this is the abstract that ProQuest gives")


def _tail_start(told: Sequence[Paragraph], labels: Sequence[tuple[str, str] | None], full: int | None) -> int:
    """Where the fields behind the full text begin: those that stand together around the number of the document. A paragraph of the text
    that begins like a field stays in the text."""
    if full is None:
        return 0
    last = next((n for n in range(len(told) - 1, full, -1) if (labels[n] or ("",))[0] in ("id", "outlet", "address")), None)
    if last is None:
        return len(told)
    while last > full + 1:
        above = labels[last - 1]
        if above and above[0] != "full_text":
            last -= 1
        elif (
            last - 2 > full
            and (labels[last - 2] or ("",))[0] == "skip"
            and not told[last - 1].text.endswith(_ENDS)
            and ";" in told[last - 1].text
        ):
            last -= 2  # a list of subjects that goes on in a second line
        else:
            break
    return last
