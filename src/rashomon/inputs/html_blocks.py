"""A page as the blocks of text it shows, in order, walked without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    "noframes",
))  # fmt: skip
#: Nothing in these is text a reader sees.
UNSEEN = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "frameset", "object", "embed", "applet", "canvas",
    "map", "audio", "video", "select", "option", "datalist", "textarea", "button", "input", "head", "title", "meta", "link",
    "progress", "meter", "rp",
))  # fmt: skip
#: In these a line between two cells is kept together.
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"(?:^|;)\s{0,5}(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r" {2,}")
_WORD = re.compile(r"\w+")
_NO_WORD = str.maketrans({chr(c): None for c in range(128) if _WORD.match(chr(c)) is None})


@dataclass(slots=True)
class PageBlock:
    """A paragraph, heading, item or row of a page: its text, the element that holds it, and how many of its words are links."""

    text: str
    element: Any
    words: int
    linked: int

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: twelve words or more, most of them no links."""
        return self.words >= 12 and self.linked * 2 < self.words

    @property
    def key(self) -> str:
        """Its letters and digits, to be found again in what another reading of the page gave."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """Letters and digits of a text."""
    return text.translate(_NO_WORD).lower() if text.isascii() else "".join(_WORD.findall(text)).casefold()


@dataclass(slots=True)
class Page:
    """Blocks of a page, words that stand there hidden, and how many scripts it has."""

    blocks: list[PageBlock] = field(default_factory=list)
    hidden: int = 0
    scripts: int = 0


def hidden(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is not shown."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style[:2000]) is not None


def blocks_of(root: HtmlElement) -> Page:
    """The blocks that a page shows."""
    page = Page()
    parts: list[str] = []
    linked: list[str] = []
    open_: list[Any] = []  # block elements we are in
    rows: list[bool] = []  # of each table row we are in, whether its cells are short and make one line
    links = pre = 0

    def close() -> None:
        if parts:
            text = _even("".join(parts), pre > 0)
            if text:
                page.blocks.append(PageBlock(text, open_[-1] if open_ else root, len(text.split()), len(" ".join(linked).split())))
            parts.clear()
            linked.clear()

    def say(text: str | None) -> None:
        if text:
            parts.append(text if pre else _SPACE.sub(" ", text))
            if links:
                linked.append(text)

    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag == "a":
                links -= 1
            if tag in BLOCKS or (tag in _CELLS and not (rows and rows[-1])):
                close()
                open_.pop()
                pre -= tag == "pre"
            elif tag in _CELLS:
                parts.append("\t")
            if tag == "tr":
                rows.pop()
            say(element.tail)
            continue
        if tag == "br":
            if parts and "".join(parts[-3:]).endswith(("\n", "\n ")):
                close()  # two in a row end a paragraph
            else:
                parts.append("\n")
        if tag == "script":
            page.scripts += 1
        if not tag or tag in UNSEEN or tag == "br":
            say(element.tail)
            continue
        if hidden(element):
            page.hidden += _words_in(element)
            say(element.tail)
            continue
        if tag == "a":
            links += 1
        if tag == "tr":
            rows.append(next(element.iter(*BLOCKS - {"tr"}, "br"), None) is None)
        if tag in BLOCKS or (tag in _CELLS and not (rows and rows[-1])):
            close()
            open_.append(element)
            pre += tag == "pre"
        stack.append((element, True))
        say(element.text)
        for child in element.iterchildren(reversed=True):
            stack.append((child, False))
    close()
    return page


def _words_in(element: HtmlElement) -> int:
    return sum(
        len((e.text or "").split()) + len((e.tail or "").split()) * (e is not element)
        for e in element.iter()
        if isinstance(e.tag, str) and e.tag not in UNSEEN
    )


def _even(text: str, pre: bool) -> str:
    if pre:
        return text.strip("\r\n").rstrip()
    if "\n" not in text:
        return _BLANKS.sub(" ", text).strip("\t ")
    lines = (_BLANKS.sub(" ", line).strip("\t ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
