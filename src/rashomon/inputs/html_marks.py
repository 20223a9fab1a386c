"""What the markup of a page says of its blocks: captions, boxes of links, readers' comments, headings, bylines.

Only what is sure is said; running text in a box is left to corpus. Classes are those that content systems have in common.
"""

from __future__ import annotations

import re
from typing import Any

from rashomon.inputs.html_blocks import PageBlock
from rashomon.inputs.html_main import Stretch

_EDGE = r"(?:^|[\s_-])"
_CAPTION = re.compile(rf"{_EDGE}(?:caption|figcaption|photo-?credit|image-?credit)s?(?:$|[\s_-])", re.IGNORECASE)
_RELATED = re.compile(
    rf"{_EDGE}(?:related|recommended|read-?more|read-?also|also-?read|more-?stories|more-?news|most-?read|trending|teasers?|promo|newsletter|"
    r"outbrain|taboola|sponsored|signup|share|sharing|social)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments|comments-area|comment-?list|comment-?body|comment-content|disqus_thread)(?:$|\s)", re.IGNORECASE
)
_BYLINE = re.compile(rf"{_EDGE}(?:byline|by-line|author|authors)(?:$|[\s_-])", re.IGNORECASE)
_SUBHEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def marks_of(found: Stretch, text: str) -> tuple[tuple[int, int, str], ...]:
    """Stretches of ``text``, which is made of the blocks in their order, with the label that the page gives them."""
    around = set()
    at = found.container
    while at is not None:
        around.add(at)
        at = at.getparent()
    out: list[tuple[int, int, str]] = []
    place = 0
    told = False  # a heading before any running text is the dek or a rubric, not a subhead
    for block in found.blocks:
        if block is found.headline:
            continue
        start = text.find(block.text, place)
        if start < 0:
            continue
        place = start + len(block.text)
        label = _label(block, around, told)
        told = told or block.prose
        if label:
            out.append((start, place, label))
    return tuple(out)


def _label(block: PageBlock, around: set[Any], told: bool) -> str | None:
    at = block.element
    heading = False
    while at is not None and at not in around:
        tag = at.tag
        names = f"{at.get('class') or ''} {at.get('id') or ''}"[:500]
        if tag == "figcaption" or _CAPTION.search(names):
            return "caption"
        if _COMMENTS.search(names):
            return "boilerplate"
        if (tag == "aside" or _RELATED.search(names)) and not block.prose:
            return "related"
        if at.get("rel") == "author" or at.get("itemprop") == "author" or (_BYLINE.search(names) and block.words <= 15):
            return "byline"
        heading = heading or tag in _SUBHEADS
        at = at.getparent()
    return "subhead" if heading and told and block.linked * 2 <= block.words else None
