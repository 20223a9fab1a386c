"""Word files (DOCX) as paragraphs, read as a stream from the zip they are, without entities, network or external parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol
from urllib.parse import unquote

from rashomon.corpus.decoding import safe_text
from rashomon.inputs.paragraphs import LONGEST, Checked, Damaged, Paragraph

MAIN = "word/document.xml"
LINKS = "word/_rels/document.xml.rels"
#: The two namespaces in which word processors write: the first edition's, and the strict one's.
_W = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "{http://purl.oclc.org/ooxml/wordprocessingml/main}")
_R = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "heading", "titre", "überschrift", "titel", "título", "kop")
_OFF = ("0", "false", "off", "none")
#: What no reader sees: deleted words, codes of fields, second forms of pictures and drawings.
_UNSEEN = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sectPr"})
#: Links of one document that are kept: an export of 1,000 articles has one or two each.
_MOST_LINKS = 100_000


class Parts(Protocol):
    """An opened zip: opens a member by its name, KeyError where there is none."""

    def open(self, name: str) -> BinaryIO:
        """The member's bytes."""


class _Element(Protocol):
    """As much of an lxml element as is used here."""

    tag: str
    text: str | None

    def get(self, key: str) -> str | None: ...
    def __iter__(self) -> Iterator[_Element]: ...
    def clear(self) -> None: ...


def docx_paragraphs(parts: Parts) -> Iterator[Paragraph]:
    """The paragraphs of an opened DOCX, text boxes after the paragraph they hang on. Raises Damaged where it is none or breaks off."""
    from lxml import etree

    links = _links(parts)
    try:
        stream = parts.open(MAIN)
    except KeyError:
        raise Damaged("it holds no Word document; save it as DOCX again") from None
    with stream:
        try:
            yield from _paragraphs(stream, links)
        except etree.XMLSyntaxError as err:
            raise Damaged(f"its XML is damaged ({str(err)[:80]}); export it again") from err


def _paragraphs(stream: BinaryIO, links: dict[str, str]) -> Iterator[Paragraph]:
    from lxml import etree

    tags = [f"{w}{name}" for w in _W for name in ("p", "tc", "tr", "tbl")]
    events = etree.iterparse(
        Checked(stream), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    columns: list[int] = []
    inside = depth = 0
    for event, element in events:
        name = _name(element)
        if name == "tr":
            if event == "start":
                columns.append(-1)
            else:
                columns.pop()
        elif name == "tc" and event == "start" and columns:
            columns[-1] += 1
        elif name == "p":
            depth += 1 if event == "start" else -1
            if event == "end":
                inside += 1
                # A paragraph in a text box is given where it ends, before the one it hangs on, which leaves it out.
                yield _paragraph(element, links, columns[-1] if columns else None)
        if event == "end" and depth == 0:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Told:
    """What is gathered of one paragraph."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.strong = self.plain = self.page = False
        self.link: str | None = None

    def put(self, text: str, bold: bool) -> None:
        self.out.append(text)
        self.length += len(text)
        if text.strip():
            self.strong |= bold
            self.plain |= not bold


def _paragraph(element: _Element, links: dict[str, str], column: int | None) -> Paragraph:
    told = _Told()
    style = ""
    for child in element:
        if _name(child) == "pPr":
            style = next((_value(x) for x in child if _name(x) == "pStyle"), "")
            told.page = any(_name(x) == "sectPr" or (_name(x) == "pageBreakBefore" and _value(x) not in _OFF) for x in child)
    _walk(element, told, links, bold=False, deep=0)
    text = safe_text("".join(told.out))[0].strip(" \t\r\n\xa0")[:LONGEST]
    return Paragraph(text, told.strong and not told.plain, style.lower().startswith(_TITLES), cell=column, link=told.link, page=told.page)


def _walk(element: _Element, told: _Told, links: dict[str, str], *, bold: bool, deep: int) -> None:
    if deep > 200 or told.length > LONGEST:
        return
    for child in element:
        name = _name(child)
        if name in _UNSEEN or name == "p" or child.tag == _FALLBACK:
            continue
        if name == "t":
            told.put(child.text or "", bold)
        elif name == "tab":
            told.put("\t", bold)
        elif name in ("br", "cr"):
            if _attribute(child, "type") == "page":
                told.page = True
            else:
                told.put("\n", bold)
        elif name == "lastRenderedPageBreak":
            continue
        elif name == "noBreakHyphen":
            told.put("\u2011", bold)
        elif name == "r" and _has(child, "vanish"):
            continue
        else:
            if name == "hyperlink" and told.link is None:
                told.link = next((links[i] for r in _R if (i := child.get(r)) in links), None)
            _walk(child, told, links, bold=_has(child, "b") if name == "r" else bold, deep=deep + 1)


def _has(run: _Element, name: str) -> bool:
    """Whether a run of words has a property (``b`` bold, ``vanish`` hidden)."""
    return any(_name(x) == name and _value(x) not in _OFF for child in run if _name(child) == "rPr" for x in child)


def _value(element: _Element) -> str:
    return _attribute(element, "val")


def _attribute(element: _Element, name: str) -> str:
    return next((value for w in _W if (value := element.get(f"{w}{name}")) is not None), "")


def _links(parts: Parts) -> dict[str, str]:
    """Where the links of the document lead, by their id; none where that part is missing or damaged."""
    from lxml import etree

    out: dict[str, str] = {}
    try:
        with parts.open(LINKS) as fh:
            events = etree.iterparse(Checked(fh), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            for _, element in events:
                target, key = element.get("Target"), element.get("Id")
                if target and key and (element.get("Type") or "").endswith("/hyperlink") and len(out) < _MOST_LINKS:
                    out[key] = unquote(target)
                element.clear()
    except (KeyError, etree.XMLSyntaxError):
        pass
    return out
