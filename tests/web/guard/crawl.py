"""Walks through all that an application links to, a few of each kind of address, and looks at every answer."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from fastapi.testclient import TestClient
from httpx import Response
from lxml import etree, html

#: Answers of one kind of address (numbers and ids taken out) that are looked at, and of all.
OF_A_KIND, MOST = 3, 500
_IDS = re.compile(r"[0-9a-f]{8,}|\d+")
_LINKS = ("href", "src", "data-href", "data-src", "data-url", "data-more")


@dataclass(frozen=True, slots=True)
class Seen:
    """An address and its answer."""

    address: str
    answer: Response

    @property
    def kind(self) -> str:
        """What the answer says it is."""
        return self.answer.headers.get("Content-Type", "").partition(";")[0]


def shape(address: str) -> str:
    """What kind of address it is: ids and values taken out."""
    parts = urlsplit(address)
    path = re.sub(r"^/rules/.*?(\.json|\.csv)?$", r"/rules/*\1", _IDS.sub("*", parts.path))
    return path + "?" + "&".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))


def beside(address: str) -> Iterator[str]:
    """The same as JSON and CSV, as every page promises."""
    parts = urlsplit(address)
    if "." in parts.path.rpartition("/")[2] or parts.path.startswith(("/api/", "/live", "/static/", "/map/")):
        return
    path = "/incidents" if parts.path == "/" else parts.path
    for ending in (".json", ".csv"):
        yield path + ending + (f"?{parts.query}" if parts.query else "")


def walk(ask: TestClient, starts: tuple[str, ...] = ("/",), most: int = MOST) -> Iterator[Seen]:
    """All that is linked from somewhere, each kind of address a few times."""
    todo, had, kinds = deque(starts), set(starts), Counter[str]()
    while todo and most > 0:
        address = todo.popleft()
        if address == "/live" or kinds[shape(address)] >= OF_A_KIND:
            continue
        kinds[shape(address)] += 1
        most -= 1
        seen = Seen(address, ask.get(address, headers={"Accept": "text/html"}))
        yield seen
        found = links(seen) if seen.kind == "text/html" else []
        for link in [*found, *beside(address)]:
            if link not in had:
                had.add(link)
                todo.append(link)


def links(seen: Seen) -> list[str]:
    """Addresses of ours that a page names; of a form, where it leads as it stands."""
    here = "http://127.0.0.1:8000" + quote(seen.address, safe="/?&=%#+:,;@!$'()*~")
    out = []
    for element in html.document_fromstring(seen.answer.content).iter():
        if not isinstance(element.tag, str):
            continue
        named = [element.get(name) for name in _LINKS]
        if element.tag == "form" and element.get("method", "get").lower() == "get":
            values = [(k, v) for k, v in element.form_values() if v]
            named.append((element.get("action") or urlsplit(here).path) + (f"?{urlencode(values)}" if values else ""))
        for value in named:
            whole = urlsplit(urljoin(here, value.strip())) if value else None
            if whole and whole.netloc == "127.0.0.1:8000" and whole.scheme == "http":
                out.append(whole.path + (f"?{whole.query}" if whole.query else ""))
    return out


#: What our own pages are made of. Anything else in a page came out of an article.
_ATTRIBUTES_WITH_ADDRESS = {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset", "background", "ping", "cite"}
_NEVER = {
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "base",
    "style",
    "math",
    "template",
    "portal",
    "marquee",
    "xss-mark",
    "foreignobject",
}


def faults_of_page(seen: Seen) -> Iterator[str]:
    """What in a page could run, lead away, or was let in from an article."""
    text = seen.answer.text
    tree = html.document_fromstring(seen.answer.content)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            if "__ran" in (element.text or ""):
                yield "a payload inside a comment"
            continue
        if element.tag in _NEVER:
            yield f"an element <{element.tag}>"
        if element.tag == "script" and not (element.get("src") or "").startswith("/static/"):
            data = element.get("type") in ("application/json", "application/ld+json") and "<" not in (element.text or "")
            if not data:
                yield f"a script of its own: {html.tostring(element)[:120]!r}"
        if element.tag == "meta" and element.get("http-equiv"):
            yield "a meta http-equiv"
        if element.tag == "link" and not (element.get("href") or "").startswith(("/", "?")):
            yield f"a link element to {element.get('href')}"
        if element.tag == "form" and not (element.get("action") or "/").startswith(("/", "?", "#")):
            yield f"a form to {element.get('action')}"
        for name, value in element.attrib.items():
            low = name.lower()
            if low.startswith("on") or low in ("style", "srcdoc", "data-xss") or not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9:_-]*", name):
                yield f"an attribute {name}={value[:60]!r} of <{element.tag}>"
            if low in _ATTRIBUTES_WITH_ADDRESS:
                plain = re.sub(r"[\x00-\x20]", "", value).lower()
                scheme = plain.partition(":")[0] if re.match(r"[a-z][a-z0-9+.-]*:", plain) else ""
                if scheme and scheme not in ("http", "https") and not (element.tag == "img" and plain.startswith("data:image/")):
                    yield f"an address {value[:80]!r} of <{element.tag}>"
                if (scheme or plain.startswith("//")) and element.tag != "a":
                    yield f"something is loaded from {value[:80]!r}"
                if scheme and element.tag == "a" and not {"noopener", "noreferrer"} & set((element.get("rel") or "").split()):
                    yield f"a link to elsewhere without rel: {value[:80]!r}"
    if "11111103" in text:
        yield "a template ran"
    if found := re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", text):
        yield f"a sign that is not seen: {found[0]!r}"


def faults_of_table(seen: Seen) -> Iterator[str]:
    """What in a CSV a spreadsheet would run."""
    if "attachment" not in seen.answer.headers.get("Content-Disposition", ""):
        yield "a table that is no download"
    rows = list(csv.reader(io.StringIO(seen.answer.content.decode("utf-8-sig"))))
    if len({len(r) for r in rows}) > 1:
        yield f"rows of {sorted({len(r) for r in rows})} cells"
    for row in rows:
        for cell in row:
            if cell[:1] in tuple("=+@\t\r\x00") or (cell[:1] == "-" and not re.fullmatch(r"-?\d+(\.\d+)?", cell)):
                yield f"a cell {cell[:60]!r}"


def faults_of_feed(seen: Seen) -> Iterator[str]:
    """What in a feed could lead a reader's program astray."""
    try:
        tree = etree.fromstring(seen.answer.content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as err:
        yield f"no XML: {err}"
        return
    for element in tree.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith("{http://www.w3.org/2005/Atom}"):
            yield f"an element {element.tag!r}"
        if element.get("type") in ("html", "xhtml"):
            inside = html.fragment_fromstring(element.text or "", create_parent="div")
            if odd := {e.tag for e in inside.iter()} - {"div", "p"} or [e.attrib for e in inside.iter() if e.attrib]:
                yield f"markup in a feed: {odd}"
        if (link := element.get("href")) is not None and not re.match(r"https?://[^\s]+$|urn:", link):
            yield f"a link {link[:80]!r}"


def faults(seen: Seen) -> Iterator[str]:
    """Everything that is wrong with an answer."""
    answer = seen.answer
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "headers are missing"
    path = urlsplit(seen.address).path
    for ending, kinds in (
        (".json", ("application/json", "application/problem+json", "application/geo+json")),
        (".csv", ("text/csv", "application/problem+json")),
    ):
        if path.endswith(ending) and seen.kind not in kinds:
            yield f"the type {seen.kind}"
    if seen.kind == "text/html":
        yield from faults_of_page(seen)
    elif seen.kind == "text/csv":
        yield from faults_of_table(seen)
    elif seen.kind == "application/atom+xml":
        yield from faults_of_feed(seen)
    elif "json" in seen.kind:
        json.loads(answer.content)
