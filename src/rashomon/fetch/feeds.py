"""What a feed says: addresses of articles, each with what the feed declares of it, word for word.

RSS 0.9 to 2.0, Atom, news sitemaps, sitemaps and indexes of sitemaps. All are small XML, read by :func:`rashomon.fetch.xml.parse_xml`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from rashomon.fetch.client import Failed
from rashomon.fetch.xml import local, parse_xml, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Entries that are looked at in one feed: sitemaps have up to 50,000 by their own rules.
MAX_ENTRIES = 50_000
_DATES = ("pubdate", "published", "issued", "publication_date", "date")
_CHANGED = ("updated", "modified", "lastmod")
_PLACES = {"rss", "rdf", "feed", "channel"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed names it; ``declared`` are pairs of property and words (title, published, modified, author, outlet, language)."""

    url: str
    declared: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> str:
        """What changes where the feed says something else of the article."""
        return hashlib.sha256(repr((self.url, self.declared)).encode()).hexdigest()[:16]

    def said(self, prop: str) -> str:
        """What is declared under this name, or nothing."""
        return next((value for name, value in self.declared if name == prop), "")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its kind (rss, atom, sitemap, index), its own title, its entries in its order; ``more`` are sitemaps that an index names,
    ``without`` counts entries that name no address."""

    kind: str
    title: str
    entries: tuple[Entry, ...]
    more: tuple[Entry, ...] = ()
    without: int = 0


def looks_like_feed(head: bytes) -> bool:
    """Whether bytes that begin so are a feed or a sitemap, whatever the server calls them."""
    start = head[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if not start.startswith(b"<"):
        return False
    found = [
        (at, tag)
        for tag in (b"<rss", b"<rdf:rdf", b"<feed", b"<urlset", b"<sitemapindex", b"<html", b"<channel")
        if (at := start.find(tag)) >= 0
    ]
    return bool(found) and min(found)[1] != b"<html"


def read_feed(raw: bytes, url: str) -> Feed:
    """The feed in these bytes, found at ``url``. Raises Failed for XML that is none, or no XML, or XML with entities."""
    try:
        return _read(raw, url)
    except ValueError as err:  # names and texts that are no text, which lxml finds only when asked for them
        raise Failed(f"not XML ({str(err)[:100]})") from None


def _read(raw: bytes, url: str) -> Feed:
    root = parse_xml(raw)
    name = local(root)[1]
    if name == "urlset":
        entries, without = _entries((e for e in root if local(e)[1] == "url"), url, "")
        return Feed("sitemap", "", entries, without=without)
    if name == "sitemapindex":
        entries, without = _entries((e for e in root if local(e)[1] == "sitemap"), url, "")
        return Feed("index", "", (), entries, without)
    if name not in _PLACES:
        raise Failed(f"XML, but no feed (it begins with <{name[:40]}>)")
    channel = next((e for e in root if local(e)[1] == "channel"), root)
    title = text_of(_child(channel, "title"), 300)
    items = (e for e in root.iter() if local(e)[1] in {"item", "entry"})
    entries, without = _entries(items, url, title, text_of(_child(channel, "language"), 40))
    return Feed("atom" if name == "feed" else "rss", title, entries, without=without)


def _entries(elements: Iterator[_Element], url: str, outlet: str, language: str = "") -> tuple[tuple[Entry, ...], int]:
    out: dict[str, Entry] = {}
    without = 0
    for n, element in enumerate(elements):
        if n >= MAX_ENTRIES:
            break
        link = _link(element)
        if not link:
            without += 1
            continue
        try:
            whole = link if link.startswith(("http://", "https://")) else urljoin(urljoin(url, element.base or ""), link)
        except ValueError:
            whole = link
        out.setdefault(whole, Entry(whole, tuple(_declared(element, outlet, language))))
    return tuple(out.values()), without


def _link(element: _Element) -> str:
    """The address of an entry: as the outlet gave it to its feed service, its page, or an id that is an address."""
    best = ""
    for child in element:
        _space, name = local(child)
        if name in {"origlink", "loc"}:
            return text_of(child, 8001)
        if name == "link" and not best:
            href = child.get("href")
            if href is None:
                best = text_of(child, 8001) or (child.tail or "").strip()[:8001]
            elif child.get("rel", "alternate") == "alternate" and "html" in child.get("type", "text/html"):
                best = href.strip()[:8001]
    if best:
        return best
    guid = _child(element, "guid")
    text = text_of(guid, 8001) if guid is not None and guid.get("isPermaLink", "true").lower() != "false" else ""
    return text if text.lower().startswith(("http://", "https://")) else ""


def _declared(element: _Element, outlet: str, language: str) -> Iterator[tuple[str, str]]:
    news = _child(element, "news")
    inner = news if news is not None else element
    author = _child(element, "creator")
    if author is None:
        author = _child(element, "author")
    name = _child(author, "name") if author is not None else None
    publication = _child(inner, "publication")
    source = _child(element, "source")
    yield from _pair("title", text_of(_child(inner, "title"), 500))
    yield from _pair("published", _first(inner, _DATES))
    yield from _pair("modified", _first(element, _CHANGED))
    yield from _pair("author", text_of(name if name is not None else author, 300))
    within = text_of(_child(source, "title"), 300) or text_of(source, 300) if source is not None else ""
    named = text_of(_child(publication, "name"), 300) if publication is not None else within
    yield from _pair("outlet", named or outlet)
    tongue = _child(publication if publication is not None else element, "language")
    yield from _pair("language", text_of(tongue, 40) or language)


def _pair(prop: str, value: str) -> Iterator[tuple[str, str]]:
    if value:
        yield prop, value


def _first(element: _Element, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := text_of(_child(element, name), 100))), "")


def _child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that name in the usual namespaces: a ``media:title`` is no title."""
    if element is None:
        return None
    return next(
        (e for e in element if local(e)[1] == name and "search.yahoo.com/mrss" not in local(e)[0] and "itunes" not in local(e)[0]), None
    )
