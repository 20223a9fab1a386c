"""Pages that would keep a parser busy for hours or break it: nested a hundred thousand deep, tags with as many attributes.

They are made flat before they are parsed: paragraphs, headings and what the head declares stay, everything else that is a tag goes, and
no text is lost. Every step here takes time in proportion to the page.
"""

from __future__ import annotations

import re

from rashomon.inputs.html_blocks import BLOCKS, UNSEEN

#: Levels of elements that a page may have: browsers stop at 512, pages of today have 30, broken ones some dozens more.
DEEPEST = 250
#: Words within a tag that are taken for attributes; a parser's work grows with their square.
MOST_ATTRIBUTES = 1_000
#: Longer tags are not kept where a page is made flat.
LONGEST_TAG = 4_000
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|section|article|aside|main|ul|ol|dl|font|center|blockquote|b|i|u|em|strong|small|big|a|form|nav|header|footer|"
    r"figure|abbr|sub|sup|tt|code|pre|q|s|ins|del|label|fieldset|details|address|bdo|cite|mark|svg|g|object)(?=[\s>/])",
    re.IGNORECASE,
)
_OPENING = re.compile(r"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})([^<>]*+)>|<!--|<[!?][^<>]*+>")
_KEPT = frozenset({"meta", "link", "title", "time", "h1", "h2", "h3", "a", "br", "html", "head", "body"})


def hostile(text: str) -> bool:
    """Whether a page must be made flat to be parsed."""
    depth = 0
    for m in _NESTING.finditer(text):
        depth += -1 if m[1] else 1
        if depth > DEEPEST:
            return True
        depth = max(depth, 0)
    for m in _OPENING.finditer(text):
        start, end = m.span()
        if end - start - 2 > 2 * MOST_ATTRIBUTES and len(text[start + 2 : end].split(None, MOST_ATTRIBUTES)) > MOST_ATTRIBUTES:
            return True
    return False


def flat(text: str) -> str:
    """The page with its text and what it declares, and hardly any structure."""
    out: list[str] = []
    at = 0
    linked = False
    while (m := _TAG.search(text, at)) is not None:
        out.append(text[at : m.start()].replace("<", "&lt;"))
        at = m.end()
        if m[0] == "<!--":
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
            continue
        closes, tag = bool(m[1]), (m[2] or "").lower()
        if tag in UNSEEN and tag not in _KEPT and not closes:
            data = tag == "script" and "ld+json" in m[3]
            close = re.compile(rf"</{re.escape(tag)}", re.IGNORECASE).search(text, at) if _paired(tag) else None
            if close is not None:
                if data:
                    out.append(f"<script type='application/ld+json'>{text[at : close.start()]}</script>")
                at = close.start()
        elif tag == "a":
            out.append(("</a>" if linked else "") + ("" if closes else "<a>"))
            linked = not closes
        elif tag in _KEPT and len(m[0]) <= LONGEST_TAG:
            out.append(m[0])
        elif tag in BLOCKS or tag in ("td", "th"):
            out.append("</a><p>" if linked else "<p>")
            linked = False
    out.append(text[at:].replace("<", "&lt;"))
    return "".join(out)


def _paired(tag: str) -> bool:
    """Whether what stands between such a tag and its end is to be left out; others ("input") have no end, or hold text."""
    return tag in ("script", "style", "noscript", "template", "svg", "math", "select", "textarea", "button", "iframe", "object")
