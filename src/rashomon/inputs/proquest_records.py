"""ProQuest's exports for programs: RIS, XML (of its text mining studio, and of its historical newspapers), CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TextIO

from rashomon.corpus import Article, Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.inputs.databases import Export, Record
from rashomon.inputs.opened import head_text
from rashomon.inputs.paragraphs import Checked, Damaged, open_text
from rashomon.inputs.proquest import NAME, only_abstract
from rashomon.inputs.source import Source

_RIS = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
#: Columns of the table form by what they are, in small letters and without spaces.
_COLUMNS = {
    "title": ("title",), "outlet": ("pubtitle", "publicationtitle"), "byline": ("authors", "author"), "date": ("pubdate", "publicationdate"),
    "year": ("year", "publicationyear"), "language": ("language", "languageofpublication"), "identifier": ("storeid", "proquestdocumentid"),
    "address": ("documenturl",), "abstract": ("abstract",), "text": ("fulltext",), "modified": ("lastupdated",),
}  # fmt: skip
#: Elements of one record whose text is looked for, in both of the XML forms.
_FIELDS = {
    "GOID": "identifier", "RecordID": "identifier", "NumericDate": "date", "NumericPubDate": "date", "RawLang": "language", "LanguageCode": "language",
    "URLDocView": "address", "RecordTitle": "title", "OriginalForm": "byline", "DateTimeStamp": "modified",
}  # fmt: skip
_CODES = {
    "ENG": "English",
    "FRE": "French",
    "FRA": "French",
    "GER": "German",
    "DEU": "German",
    "SPA": "Spanish",
    "ITA": "Italian",
    "POR": "Portuguese",
    "DUT": "Dutch",
    "RUS": "Russian",
    "ARA": "Arabic",
}

Form = Callable[[Source], Iterator[Article | Rejected]]


def form_of(head: bytes) -> Form | None:
    """The reader of a file that begins so, None where it is none of these forms."""
    text = head_text(head).lstrip("\ufeff \t\r\n")
    if text.startswith("TY  -") and "proquest" in text.casefold():
        return read_ris
    if text.startswith("<") and re.search(r"<(?:RECORD|Record)>", text[:4000]):
        studio = "<GOID>" in text and ("<DFS>" in text or "<Obj>" in text)
        historical = "<RecordID>" in text and ("<RecordTitle>" in text or "<NumericPubDate>" in text)
        return read_xml if studio or historical else None
    columns = {_column(c) for c in re.split(r"[,\t;]", text.partition("\n")[0])}
    return read_csv if {"storeid", "pubtitle"} <= columns and columns & {"pubdate", "title"} else None


def read_ris(source: Source) -> Iterator[Article | Rejected]:
    """The records of a RIS file. It has no full text as a rule; then the abstract is read."""
    export = Export(NAME, source)
    fields: dict[str, list[str]] = {}
    key, size = "", 0
    with open_text(source.path) as fh:
        while line := fh.readline(MAX_BYTES):
            m = _RIS.match(line.strip("\ufeff\r\n"))
            size += len(line)
            if m and m[1] == "ER":
                yield export.article(_ris(fields))
                fields, key, size = {}, "", 0
            elif m:
                key = m[1]
                fields.setdefault(key, []).append(m[2].strip())
            elif key and line.strip() and size < 2 * MAX_BYTES:
                fields[key].append(line.strip())
    if fields:
        export.count += 1
        yield export.aside("the file breaks off in this record (no line 'ER  -'); export it again")
    yield from export.balance()


def _ris(fields: dict[str, list[str]]) -> Record:
    def one(*keys: str) -> str:
        return next((" ".join(fields[k]) for k in keys if fields.get(k)), "")

    record = Record(
        title=one("T1", "TI"), outlet=one("JF", "T2", "JO", "JA"), byline="; ".join(fields.get("A1") or fields.get("AU") or ()),
        date=one("DA", "Y1", "PY").strip("/ "), language=one("LA"), identifier=one("AN"), address=(fields.get("UR") or [""])[0],
    )  # fmt: skip
    for note in fields.get("N1", ()):
        if m := re.search(r"Last updated - ([\d-]{10})", note):
            record.modified = [m[1]]
    if not record.identifier and (m := re.search(r"/docview/(\d{5,})", record.address)):
        record.identifier = m[1]
    only_abstract(record, fields.get("AB") or fields.get("N2") or [])
    return record


@cache
def _column(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


def read_csv(source: Source) -> Iterator[Article | Rejected]:
    """The rows of ProQuest's table, one article each."""
    export = Export(NAME, source)
    with open_text(source.path) as fh:
        try:
            reader = csv.DictReader(fh, delimiter=_delimiter(fh))
            for row in reader:
                yield export.article(_row({_column(k): v for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}))
        except csv.Error as err:
            raise Damaged(f"its table cannot be read further ({err}); export it again") from err
    yield from export.balance()


def _delimiter(fh: TextIO) -> str:
    first = fh.readline(MAX_BYTES)
    fh.seek(0)
    return max(",\t;", key=first.count)


def _row(row: dict[str, str]) -> Record:
    known = {what: next((row[c].strip() for c in columns if row.get(c, "").strip()), "") for what, columns in _COLUMNS.items()}
    record = Record(
        title=known["title"], outlet=known["outlet"], outlet_name=known["outlet"].split(";")[0], byline=known["byline"],
        date=known["date"] or known["year"], language=known["language"], identifier=known["identifier"], address=known["address"],
        modified=[known["modified"]] if known["modified"] else [], texts=_split(known["text"]),
    )  # fmt: skip
    only_abstract(record, _split(known["abstract"]))
    return record


def _split(text: str) -> list[str]:
    """Paragraphs of a text that may be marked up."""
    if "<" in text and re.search(r"</?(?:p|br|div|html|body|span|b|i|em|strong|h[1-6])\b", text, re.IGNORECASE):
        from lxml import etree, html

        try:
            root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True))
            for element in root.iter("p", "div", "br", "li", "tr", "h1", "h2", "h3"):
                element.tail = "\n\n" + (element.tail or "")
            for element in root.xpath("//script|//style|//title|//head"):
                element.text = None
            text = str(root.text_content())
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            text = re.sub(r"<[^<>]{0,200}>", "\n\n", text)
    return [" ".join(x.split()) for x in re.split(r"\n\s*\n", text) if x.strip()]


def read_xml(source: Source) -> Iterator[Article | Rejected]:
    """The records of an XML file: one, as the text mining studio gives them, or many."""
    from lxml import etree

    export = Export(NAME, source)
    with source.path.open("rb") as fh:
        events = etree.iterparse(
            Checked(fh), events=("end",), tag=("RECORD", "Record"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            for _, element in events:
                yield export.article(_xml(element))
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as err:
            export.count += 1
            yield export.aside(f"its XML is damaged here ({str(err)[:80]}); export it again")
    yield from export.balance()


def _xml(element: Any) -> Record:
    found: dict[str, list[str]] = {}
    for tag, what in _FIELDS.items():
        found.setdefault(what, []).extend(x for e in element.iter(tag) if (x := "".join(e.itertext()).strip()))
    one = {what: values[0] for what, values in found.items() if values}

    def at(*paths: str) -> str:
        return next((x for path in paths for e in element.findall(path) if (x := "".join(e.itertext()).strip())), "")

    record = Record(
        title=one.get("title") or at(".//Obj/TitleAtt/Title", ".//TitleAtt/Title", "./Title"),
        outlet=at(".//DFS/PubFrosting/Title", ".//PubFrosting/Title", "./Publication/Title", ".//Publication/Title"),
        byline="; ".join(dict.fromkeys(found["byline"])), date=one.get("date", ""), identifier=one.get("identifier", ""),
        address=one.get("address", ""), language=_CODES.get(one.get("language", "").upper(), one.get("language", "")),
        modified=found["modified"][:1], texts=_split(at(".//TextInfo/Text", "./FullText")),
    )  # fmt: skip
    only_abstract(record, _split(at(".//Abstract/AbsText", "./Abstract")))
    return record
