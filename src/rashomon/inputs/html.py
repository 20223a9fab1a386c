"""A web page, saved or fetched, read as an article."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin, urlsplit

from rashomon.corpus import Article, Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.inputs.fields import TOO_LARGE, article_of, read_most, too_large
from rashomon.inputs.html_blocks import Page, blocks_of
from rashomon.inputs.html_charset import page_text
from rashomon.inputs.html_dates import published_of
from rashomon.inputs.html_declared import Said, declared_of
from rashomon.inputs.html_flat import flat, hostile
from rashomon.inputs.html_main import Stretch, stretch_of, title_parts
from rashomon.inputs.html_marks import marks_of
from rashomon.inputs.source import Source
from rashomon.model import Declared

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Larger pages are set aside: the largest front pages of today have 5 MB, pages with their pictures inlined 20.
MAX_PAGE = 40_000_000
_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_SINGLEFILE = re.compile(r"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:\s{0,5}(\S{1,2000})\s{1,20}saved date:\s{0,5}([^\n]{1,120})")
_SAVED = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,6}\)(\S{1,2000}?)\s{0,5}-->")
_NUL = re.compile("[\x00\ufffe\uffff]")
#: A text in the page's data is taken where the page itself shows less than this part of it.
SHOWN = 0.5

#: Why a front page is set aside.
LINKS = "a list of links to articles and no article; give the pages it links to"


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is a web page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:8000].lower()
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start[2:].replace(b"\0", b"").lstrip()
    while start.startswith((b"<!--", b"<?xml")):
        mark = b"-->" if start.startswith(b"<!--") else b">"
        end = start.find(mark)
        if end < 0:
            return False
        start = start[end + len(mark) :].lstrip()
    return start.startswith(_STARTS)


def read(source: Source) -> Iterator[Article | Rejected]:
    """The article of a saved page."""
    with source.path.open("rb") as fh:
        raw = read_most(fh, MAX_PAGE + 1)
    yield article_of_page(raw, name=source.name, fields=source.fields)


def article_of_page(
    raw: bytes,
    *,
    name: str,
    url: str | None = None,
    content_type: str | None = None,
    fields: Mapping[str, str] = {},
    declared: tuple[Declared, ...] = (),
    provenance: tuple[tuple[str, str], ...] = (),
) -> Article:
    """The article of a web page. Its ``raw`` is the text found on it; where there is none, ``problem`` says why.

    ``url`` is where it was found, ``content_type`` as a server sent it, ``fields`` what is known of it from elsewhere (believed before the
    page), ``declared`` what others say of it (kept before what it declares itself). A ``retrieved`` in ``provenance`` bounds its date.
    """
    known = {**({"url": url} if url else {}), **fields}

    def problem(reason: str) -> Article:
        return article_of(name, "", known, problem=reason, declared=declared, provenance=provenance)

    if raw.startswith(b"\x1f\x8b"):
        inflated = _inflated(raw)
        if inflated is None:
            return problem("a gzip file that is broken or too large; unpack it and look")
        raw = inflated
    if len(raw) > MAX_PAGE:
        return problem(f"a page larger than {MAX_PAGE // 1_000_000} MB")
    text, notes = page_text(raw, content_type)
    if any(note.startswith("not text but") for note in notes):
        return problem(f"no web page: {notes[0]}")
    if not text.strip():
        return problem("empty: nothing in it")
    saved_url, saved = _saved(text)
    if saved_url:
        known.setdefault("url", saved_url)
        kept = dict(provenance)
        provenance += tuple((k, v) for k, v in (("address", saved_url), ("retrieved", saved)) if v and k not in kept)
    if hostile(text):
        notes.append("its markup is nested or loaded beyond all use; it was read without its structure")
        text = flat(text)
    root, cut = _tree(text)
    if root is None:
        return problem("no web page: no markup in it that can be read")
    if cut:
        notes.append("its markup is nested too deeply or too long to be read whole; what lies deeper is missing")
    said = declared_of(root)
    everything = (*declared, *(d for d in said.declared if d not in declared))
    page = blocks_of(root)
    if sum(len(b.text) for b in page.blocks) > 4 * MAX_BYTES:
        return problem(TOO_LARGE)
    found = stretch_of(root, page, said.all("title"))
    published, date_notes = published_of(everything, _seen(provenance))
    known = {**_fields(said, everything, known, root, found), **known}
    if published:
        known.setdefault("published", published)
    body = _body(found, page, said, notes)
    reason = None if body else _why_not(root, page)
    if body and (reason := too_large(body)) is None:
        reason = _teasers(said, page, found)
    return article_of(
        name,
        body if reason is None else "",
        known,
        problem=reason,
        notes=(*notes, *said.notes, *date_notes),
        declared=everything,
        provenance=provenance,
        marks=marks_of(found, body) if reason is None and not said.taken else (),
    )


def _inflated(raw: bytes) -> bytes | None:
    try:
        return zlib.decompressobj(31).decompress(raw, MAX_PAGE + 1)
    except zlib.error:
        return None


def _tree(text: str) -> tuple[HtmlElement | None, bool]:
    """The page as a tree, and whether the parser gave up on a part of it."""
    from lxml import etree

    # huge_tree: levels up to 2,048 instead of 256, texts over 10 MB; the size of the page is bounded already.
    # Not lxml.html's parser, which asks a function of Python for the class of each element: a tenth of the time of a page.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = cast("HtmlElement | None", etree.fromstring(_NUL.sub("\ufffd", text).encode("utf-8", "replace"), parser=parser))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, False
    return root, any(e.level_name == "FATAL" for e in parser.error_log)


def _saved(text: str) -> tuple[str | None, str | None]:
    """Address and time a browser wrote into a page it saved."""
    head = text[:20_000]
    if m := _SINGLEFILE.search(head):
        return m[1], " ".join(m[2].split())
    if m := _SAVED.search(head):
        return (m[1], None) if m[1].startswith("http") else (None, None)
    return None, None


def _seen(provenance: tuple[tuple[str, str], ...]) -> datetime | None:
    """When the page was fetched, where that is known."""
    value = dict(provenance).get("retrieved", "")
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, IndexError, TypeError):
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fields(said: Said, everything: tuple[Declared, ...], known: Mapping[str, str], root: HtmlElement, found: Stretch) -> dict[str, str]:
    """What the page says of its article, for the fields nobody else gave."""
    out: dict[str, str] = {}
    titles = [d.value for d in everything if d.prop == "title"]
    if found.headline is not None:
        out["title"] = " ".join(found.headline.text.split())
    elif titles:
        parts = title_parts([titles[0]])[1:]
        out["title"] = titles[0] if len(titles) > 1 or not parts else max(parts, key=len)
    outlets = [*said.all("outlet", "opengraph", "json-ld", "meta"), *(d.value for d in everything if d.prop == "outlet")]
    if outlets:
        out["outlet"] = outlets[0]
    authors = [a for by in ("json-ld", "meta", "opengraph") if (a := [v for v in said.all("author", by) if "://" not in v])]
    if authors:
        out["byline"] = ", ".join(dict.fromkeys(authors[0]))
    base = known.get("url")
    for value in said.all("canonical_url", "link", "opengraph", "json-ld"):
        address = _joined(base or "", value)
        if len(address) < 2_000 and _is_page(address):
            out["url"] = address
            break
    return out


def _joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value)
    except ValueError:
        return ""


def _is_page(address: str) -> bool:
    """Whether an address can be that of one article: on the web, and not the front page."""
    try:
        at = urlsplit(address)
        return at.scheme in ("http", "https") and bool(at.hostname) and bool(at.path.strip("/") or at.query)
    except ValueError:
        return False


def _body(found: Stretch, page: Page, said: Said, notes: list[str]) -> str:
    blocks = [b for b in found.blocks if b is not found.headline]
    own = sum(b.words for b in blocks)
    whole = _plain(said.body) if said.body else ""
    if len(whole.split()) >= 60 and own < SHOWN * len(whole.split()):
        said.taken = True
        notes.append(f"its text is from the page's own data (articleBody); the page shows {own} of {len(whole.split())} words")
        return whole
    if said.live:
        notes.append("a live blog: its entries are read as one article")
    if not said.free:
        notes.append(f"its page is behind a paywall; {own} words of it are here")
    if found.lost:
        words = sum(b.words for b in found.lost)
        first = " ".join(found.lost[0].text.split()[:8])
        notes.append(f"{len(found.lost)} paragraphs of its page ({words} words) were left out as no part of the article, first: {first} …")
    if page.hidden >= 20:
        notes.append(f"{page.hidden} words that its page hides were not read")
    text = "\n\n".join(b.text for b in blocks)
    if text and found.headline is not None:
        return f"{' '.join(found.headline.text.split())}\n\n{text}"
    return text


def _plain(body: str) -> str:
    """The text of an articleBody, which may hold markup of its own."""
    if re.search(r"</?(?:p|br|div)\b", body) is None:
        return body.strip()
    root, _ = _tree(f"<html><body>{body}</body></html>")
    return "\n\n".join(b.text for b in blocks_of(root).blocks) if root is not None else body


def _why_not(root: HtmlElement, page: Page) -> str:
    """Why there is no article on a page, as far as it can be told."""
    frames = [e.get("src") or "" for e in root.iter("frame")]
    if frames:
        return f"a page of frames, its text is in other files ({', '.join(f for f in frames[:3] if f)}); give these"
    words = sum(b.words for b in page.blocks)
    if words < 30 and page.scripts:
        return "no text: a page that only scripts fill; open it in a browser and save what it shows (as MHTML, or with SingleFile)"
    if words == 0:
        return "empty: no text in it"
    if sum(b.linked for b in page.blocks) * 10 >= words * 6:
        return LINKS
    return f"no article on this page ({words} words, none of them running text)"


def _teasers(said: Said, page: Page, found: Stretch) -> str | None:
    """The reason to set a page aside that only lists articles: nothing says that it is one, and nearly all it shows are links."""
    if said.all("published") or "article" in said.types or any(t.endswith(("Article", "Posting")) for t in said.types):
        return None
    words = sum(b.words for b in found.blocks)
    linked = sum(b.linked for b in found.blocks)
    if linked * 10 >= words * 6 and not any(b.prose and b.words >= 40 for b in found.blocks):
        return LINKS
    return None
