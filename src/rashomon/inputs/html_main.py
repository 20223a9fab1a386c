"""Where on a page its article stands.

An extractor of main text (resiliparse) says which paragraphs are the article's. It cuts much beside them: captions, boxes, dates,
corrections, paragraphs in odd containers. So its answer only *finds* the article; taken is the whole stretch of the page from the headline
to the end of the container that holds it, and what is no running text in it is left to corpus, which labels and does not cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from rashomon.inputs.html_blocks import Page, PageBlock, key_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements above which the extractor is not asked (it is slower than linear in the depth of a page): the densest stretch is taken.
MOST_ELEMENTS = 20_000
#: Blocks up to which each is sought within the lines of the extractor's answer, too.
MOST_SOUGHT = 5_000
#: Part of the article's words that its container holds.
HELD = 0.9
#: Words between the headline and the article that may be date, byline, dek, share buttons; more is another part of the page.
HEAD_WORDS = 200
#: Words of a paragraph outside of the article from which its loss is worth a note.
LOST_WORDS = 25
#: Containers of everything: the end of one of these is not the end of the article.
_WHOLE = frozenset({"html", "body"})
_APART = ("nav", "footer")
#: Behind the container, so much may be a correction, a credit, a note on the author; a list of links or a heading ends it.
TAIL_WORDS = 150
#: Between the parts of a page's title: "Shells hit market | Harbour Courier".
_BARS = re.compile(r"\s{1,3}(?:[|–—»·:-]|&raquo;)\s{1,3}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The blocks of an article, and paragraphs of running text that were left on the page; ``container`` is the innermost element around
    nearly all of the article."""

    blocks: list[PageBlock]
    lost: list[PageBlock]
    headline: PageBlock | None = None
    container: Any = None


def stretch_of(root: HtmlElement, page: Page, titles: Sequence[str]) -> Stretch:
    """The article's blocks; ``titles`` are those the page declares."""
    blocks = page.blocks
    chosen = _chosen(root, blocks)
    if not chosen:
        return Stretch([], [])
    container = _container([blocks[n] for n in chosen], root)
    named = _named(container, titles)
    container = container if named is None else named
    elements = set(container.iter())
    held = [n for n, b in enumerate(blocks) if b.element in elements]
    inside = set(held)
    own = [n for n in chosen if n in inside] or chosen
    first, last = own[0], own[-1]
    if container.tag not in _WHOLE and held:
        last = _tail(blocks, max(last, _last_in_article(blocks, held)), container)
    head = _headline(blocks, first, titles)
    start = first
    if head is not None and head < first:
        start = head
    elif container.tag not in _WHOLE and held and sum(blocks[n].words for n in range(held[0], first)) <= HEAD_WORDS:
        start = min(held[0], first)
    take = set(range(start, last + 1)) | set(chosen if container.tag in _WHOLE else own)
    taken = [b for n, b in enumerate(blocks) if n in take and (n >= first or not _apart(b))]
    lost = [b for n, b in enumerate(blocks) if n not in take and b.prose and b.words >= LOST_WORDS and not _apart(b)]
    return Stretch(taken, lost, blocks[head] if head is not None else None, container)


def _chosen(root: HtmlElement, blocks: list[PageBlock]) -> list[int]:
    text = "" if cast(float, root.xpath("count(descendant-or-self::*)")) > MOST_ELEMENTS else _asked(root)
    lines = {key_of(line) for line in text.split("\n")}
    whole = key_of(text)
    part = len(blocks) <= MOST_SOUGHT
    found = [n for n, b in enumerate(blocks) if b.words >= 4 and (k := b.key) and (k in lines or (part and len(k) >= 25 and k in whole))]
    if any(blocks[n].prose for n in found):
        return found
    prose = [n for n, b in enumerate(blocks) if b.prose and not _apart(b)]
    return prose if sum(blocks[n].words for n in prose) >= LOST_WORDS else found or prose


def _asked(root: HtmlElement) -> str:
    """The text the extractor takes for the article's; nothing where it fails on the page."""
    from lxml.html import tostring
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    try:
        tree = HTMLTree.parse(tostring(root, encoding="unicode"))
        return str(
            extract_plain_text(tree, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False, comments=False)
        )
    except Exception:  # whatever it stumbles over, the densest stretch is taken instead
        return ""


def _container(chosen: list[PageBlock], root: Any) -> Any:
    """The innermost element that holds nearly all words of the blocks."""
    held: dict[Any, int] = {}
    for block in chosen:
        at = block.element
        while at is not None:
            held[at] = held.get(at, 0) + block.words
            at = at.getparent()
    total = held.get(root, 0)
    at = root
    while True:
        inner = next((child for child in at if held.get(child, 0) >= HELD * total), None)
        if inner is None:
            return at
        at = inner


def _named(container: Any, titles: Sequence[str]) -> Any:
    """Where the container holds several articles one after another, the one that bears the page's title."""
    inner = [e for e in container.iter("article") if e is not container and not any(a.tag == "article" for a in _up(e, container))]
    if len(inner) < 2:
        return None
    wanted = {key_of(t) for t in titles}
    named = [e for e in inner if any(key_of("".join(h.itertext())) in wanted for h in e.iter("h1", "h2"))]
    return named[0] if len(named) == 1 and len("".join(named[0].itertext()).split()) >= 100 else None


def _up(element: Any, stop: Any) -> Any:
    at = element.getparent()
    while at is not None and at is not stop:
        yield at
        at = at.getparent()


def _within(element: Any, container: Any) -> bool:
    at = element
    while at is not None:
        if at is container:
            return True
        at = at.getparent()
    return False


def _apart(block: PageBlock) -> bool:
    """Whether a block stands in a menu or at the foot of the page."""
    at = block.element
    while at is not None:
        if at.tag in _APART or at.get("role") in ("navigation", "contentinfo"):
            return True
        at = at.getparent()
    return False


def _last_in_article(blocks: list[PageBlock], held: list[int]) -> int:
    end = held[-1]
    while end > held[0] and _apart(blocks[end]):
        end -= 1
    return end


def _tail(blocks: list[PageBlock], last: int, container: Any) -> int:
    """Where the article ends behind its container: what follows in the same ``article`` (or beside it), up to a heading or links."""
    around = next((e for e in container.iterancestors("article", "main")), None)
    if around is None:
        around = container.getparent()
    if around is None or container.tag in ("article", "main"):
        return last
    words = 0
    for n in range(last + 1, len(blocks)):
        block = blocks[n]
        words += block.words
        if words > TAIL_WORDS or _heading(block) or _apart(block) or block.linked * 2 > block.words or not _within(block.element, around):
            return last
        last = n
    return last


def title_parts(titles: Sequence[str]) -> list[str]:
    """The titles and what stands between their bars, as far as it can be a headline (three words or more)."""
    out = list(titles)
    for title in titles:
        out += [part for part in _BARS.split(title[:400]) if len(part.split()) >= 3]
    return list(dict.fromkeys(out))


def _headline(blocks: list[PageBlock], first: int, titles: Sequence[str]) -> int | None:
    """The heading of the article: the last before its text that is a title the page declares, else the last ``h1``."""
    wanted = [key_of(t) for t in title_parts(titles) if len(t.split()) >= 2]
    best: int | None = None
    words = 0
    top = min(len(blocks) - 1, first + 2)
    for n in range(top, -1, -1):
        block = blocks[n]
        tag = _heading(block)
        if block.words <= 60:
            key = block.key
            if any(key == w or (tag and len(key) >= 15 and w.startswith(key)) for w in wanted):
                return n
            if tag == "h1" and best is None:
                best = n
        if n < first:
            words += block.words
            if words > HEAD_WORDS:
                break
    return best


def _heading(block: PageBlock) -> str | None:
    at = block.element
    for _ in range(3):
        if at is None:
            return None
        if at.tag in ("h1", "h2", "h3"):
            return str(at.tag)
        at = at.getparent()
    return None
