"""What a web page says of itself: JSON-LD, OpenGraph, meta, ``<time>``, canonical link, language. Word for word, each with who says it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rashomon.inputs.html_blocks import key_of
from rashomon.model import Declared

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Longer values are no title and no name; more of them no page needs. What is over is left out, with a note.
LONGEST, MOST = 1_000, 60
#: As many bytes of JSON-LD as are read.
MOST_JSON = 4_000_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$|^schema:.*Article$")
_WRAPPED = re.compile(r"^\s{0,20}(?:/\*)?\s{0,5}(?:<!--|<!\[CDATA\[|//\s?<!\[CDATA\[)|(?:-->|\]\]>)\s{0,5}(?:\*/)?;?\s{0,20}$")

_OPENGRAPH = {
    "og:title": "title", "og:site_name": "outlet", "og:url": "canonical_url", "og:locale": "language",
    "article:published_time": "published", "og:article:published_time": "published", "og:published_time": "published",
    "og:pubdate": "published", "article:published": "published",
    "article:modified_time": "modified", "og:updated_time": "modified", "og:article:modified_time": "modified",
    "article:author": "author", "og:article:author": "author", "og:author": "author", "article:author_name": "author",
}  # fmt: skip
_META = {
    **dict.fromkeys((
        "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "dc.date",
        "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date",
        "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "published-date", "citation_publication_date", "citation_date",
        "article_date_original", "originalpublicationdate", "datepublished", "date_published", "rnews:datepublished", "displaydate",
        "timestamp", "bt:pubdate", "ptime",
    ), "published"),
    **dict.fromkeys((
        "last-modified", "dcterms.modified", "dc.date.modified", "datemodified", "date_modified", "article.updated", "revised",
        "lastmod", "utime",
    ), "modified"),
    **dict.fromkeys((
        "title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "twitter:title", "citation_title", "headline", "hdl",
    ), "title"),
    **dict.fromkeys((
        "author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author", "byl", "article-author",
    ), "author"),
    **dict.fromkeys((
        "application-name", "dc.publisher", "dcterms.publisher", "publisher", "citation_publisher", "citation_journal_title",
    ), "outlet"),
    **dict.fromkeys((
        "content-language", "dc.language", "dcterms.language", "language", "inlanguage",
    ), "language"),
}  # fmt: skip


@dataclass(slots=True)
class Said:
    """What a page declares, in the order of what is to be believed first; ``body`` the text its data holds, ``free`` whether it is free
    to read, ``live`` whether it calls itself a live blog; ``types`` what it says it is; ``taken`` is set where ``body`` became the text."""

    declared: list[Declared] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    body: str | None = None
    free: bool = True
    live: bool = False
    types: set[str] = field(default_factory=set)
    left_out: int = 0
    taken: bool = False

    def add(self, prop: str, value: object, by: str) -> None:
        """Keeps a value, once; one that is too long or one too many is counted only."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return
        text = str(value).strip()
        one = Declared(prop, text, by)
        if not text or one in self.declared:
            return
        if len(text) > LONGEST or len(self.declared) >= MOST:
            self.left_out += 1
        else:
            self.declared.append(one)

    def all(self, prop: str, *by: str) -> list[str]:
        """Values of a property, of these speakers in their order, or of all."""
        if not by:
            return [d.value for d in self.declared if d.prop == prop]
        return [d.value for who in by for d in self.declared if d.prop == prop and d.by == who]


def declared_of(root: HtmlElement) -> Said:
    """What a page declares."""
    said = Said()
    _json_ld(root, said)
    metas = [(_names(e), e.get("content") or "") for e in root.iter("meta")]
    for by, table in (("opengraph", _OPENGRAPH), ("meta", _META)):
        for names, content in metas:
            for name in names:
                if name in table:
                    said.add(table[name], content, by)
    said.types |= {content.strip().lower() for names, content in metas if "og:type" in names}
    for e in root.iter("link"):
        if "canonical" in (e.get("rel") or "").lower().split():
            said.add("canonical_url", e.get("href"), "link")
    for e in root.iter("title"):
        said.add("title", " ".join("".join(e.itertext()).split()), "html")
        break
    top = next(root.iter("html"), root)
    said.add("language", top.get("lang") or top.get("xml:lang") or "", "html")
    for e in root.iter("time", "span", "abbr", "div", "p"):
        item = (e.get("itemprop") or "").lower().split()
        prop = "published" if "datepublished" in item or "pubdate" in e.attrib else "modified" if "datemodified" in item else None
        if prop is not None:  # few are: the text of each box of a page would be looked at as often as boxes stand around it
            value = e.get("datetime") or e.get("content") or e.get("title") or " ".join("".join(e.itertext()).split())[:LONGEST]
            said.add(prop, value, "time")
    if said.left_out:
        said.notes.append(f"{said.left_out} things its page declares were left out: too long or too many")
    return said


def _names(meta: HtmlElement) -> list[str]:
    return [v.strip().lower() for k in ("property", "name", "itemprop", "http-equiv") if (v := meta.get(k))]


def _json_ld(root: HtmlElement, said: Said) -> None:
    nodes: list[Mapping[str, Any]] = []
    ids: dict[str, Mapping[str, Any]] = {}
    read = broken = 0
    for e in root.iter("script"):
        if (e.get("type") or "").split(";")[0].strip().lower() != "application/ld+json" or not e.text:
            continue
        read += len(e.text)
        if read > MOST_JSON:
            broken += 1
            continue
        try:
            data = json.loads(_WRAPPED.sub("", e.text).strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            broken += 1
            continue
        for node in _nodes(data):
            if isinstance(node.get("@id"), str) and len(node) > 1:
                ids.setdefault(node["@id"], node)
            if any(_ARTICLE.search(t) for t in _types(node)):
                nodes.append(node)
    if broken:
        said.notes.append(
            f"{broken} block{'s' if broken > 1 else ''} of JSON-LD on its page {'are' if broken > 1 else 'is'} broken and was not read"
        )
    if nodes:
        _article(_main(nodes, root), ids, said)


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of the data, outer ones first; not what lists of other articles hold."""
    stack = [data]
    while stack:
        at = stack.pop()
        if isinstance(at, list):
            stack.extend(reversed(at))
        elif isinstance(at, dict):
            yield at
            if "ItemList" not in _types(at):
                stack.extend(
                    v for k, v in reversed(at.items()) if isinstance(v, dict | list) and k not in ("citation", "mentions", "relatedLink")
                )


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [t for t in (kind if isinstance(kind, list) else [kind]) if isinstance(t, str)]


def _main(nodes: list[Mapping[str, Any]], root: HtmlElement) -> Mapping[str, Any]:
    """Of several articles in the data, the one whose headline stands as a heading or the title of the page; else the first."""
    if len(nodes) == 1:
        return nodes[0]
    shown = {key_of("".join(e.itertext())) for e in root.iter("h1")}
    title = key_of("".join("".join(e.itertext()) for e in root.iter("title")))
    for node in nodes:
        head = key_of(str(node.get("headline") or node.get("name") or ""))
        if head and (head in shown or head in title):
            return node
    return nodes[0]


def _article(node: Mapping[str, Any], ids: Mapping[str, Mapping[str, Any]], said: Said) -> None:
    for key, prop in (("datePublished", "published"), ("dateModified", "modified"), ("headline", "title"), ("name", "title")):
        for value in _listed(node.get(key)):
            said.add(prop, value, "json-ld")
    for key, prop in (("author", "author"), ("creator", "author"), ("publisher", "outlet"), ("inLanguage", "language")):
        for value in _listed(node.get(key)):
            said.add(prop, _named(value, ids), "json-ld")
    for key in ("url", "mainEntityOfPage"):
        for value in _listed(node.get(key)):
            where = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(where, str) and where.startswith(("http:", "https:")):
                said.add("canonical_url", where, "json-ld")
    body = node.get("articleBody")
    said.body = body if isinstance(body, str) and body.strip() else None
    free = node.get("isAccessibleForFree")
    said.free = not (free is False or (isinstance(free, str) and free.strip().lower() == "false"))
    said.types |= set(_types(node))
    said.live = "LiveBlogPosting" in _types(node)


def _listed(value: Any) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value]


def _named(value: Any, ids: Mapping[str, Mapping[str, Any]]) -> Any:
    """The name of a person, outlet or language; one that only points to another object is followed once."""
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        value = ids.get(value["@id"], value)
    if isinstance(value, dict):
        name = value.get("name") or value.get("alternateName")
        return name[0] if isinstance(name, list) and name else name
    return value
