"""One job of a round, as it runs in a thread: ask, and say what came: a feed, a page, nothing new."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import urljoin

from rashomon.corpus.versions import url_key
from rashomon.fetch.client import Answer, Client, Failed, Limits, unpacked
from rashomon.fetch.feeds import Feed, looks_like_feed, read_feed
from rashomon.fetch.robots import Robots

#: A sitemap may have 50 MB by its own rules, and packs well.
FEED_CAPS = Limits(sent=20_000_000, decoded=60_000_000, ratio=400)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_UNSURE = frozenset({"", "text/plain", "application/octet-stream", "text/xml", "application/xml", "unknown/unknown"})
_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
#: Above this a page's text is not looked for to tell whether it changed: its bytes must do.
MAX_COMPARED = 3_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """An address to be asked: ``kind`` is target (named by the user: feed or page), feed (of an index of sitemaps) or page."""

    kind: str
    url: str
    key: str
    target: str
    depth: int = 0
    tries: int = 0
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What came: ``feed`` where it is one; ``body`` and ``text`` are hashes of a page and of the article on it."""

    answer: Answer
    feed: Feed | None = None
    body: str = ""
    text: str = ""


def ask(job: Job, client: Client, robots: Robots) -> Got:
    """Asks for it. Raises Refused, Failed or Stopped."""
    extra = {}
    if job.etag:
        extra["If-None-Match"] = job.etag
    if job.modified:
        extra["If-Modified-Since"] = job.modified
    answer = client.get(job.url, robots.gate, extra=extra, limits=FEED_CAPS if job.kind == "feed" else None)
    if answer.status == 304:
        if not extra:
            raise Failed("the site answers 304 (not modified) to somebody who asks for the first time")
        return Got(answer)
    if answer.content[:2] == b"\x1f\x8b" and job.kind != "page":  # sitemap.xml.gz, a file and no coding of HTTP
        answer = replace(answer, content=unpacked(answer.content, "gzip", FEED_CAPS))
    if job.kind != "page" and looks_like_feed(answer.content):
        return Got(answer, read_feed(answer.content, answer.url))
    if job.kind == "feed":
        raise Failed("no sitemap")
    kind = media_type(answer.header("content-type"))
    if not answer.content.strip():
        raise Failed("an empty page", again=True)
    if kind not in _PAGES and not (kind in _UNSURE and _looks_like_page(answer.content)):
        shown = kind or "of no stated kind"
        raise Failed(f"no web page and no feed ({shown}); save it yourself and hand it to 'rashomon run' where that reads such files")
    if not url_key(answer.url):
        feeds = named_feeds(answer)
        raise Failed(f"the front page of a site, and no article{f'; it names a feed: {feeds[0]}' if feeds else ''}")
    return Got(answer, None, hashlib.sha256(answer.content).hexdigest(), article_hash(answer))


def media_type(header: str | None) -> str:
    """``text/html`` of ``Text/HTML; charset=…``."""
    message = Message()
    message["content-type"] = (header or "").replace("\r", " ").replace("\n", " ")
    return message.get_content_type() if header and "/" in header else ""


def _looks_like_page(content: bytes) -> bool:
    start = content[:4000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    while start.startswith((b"<!--", b"<?xml")):
        end = start.find(b"-->" if start.startswith(b"<!--") else b">")
        if end < 0:
            return False
        start = start[end + 1 :].lstrip(b"-> \t\r\n")
    return start.startswith(_STARTS)


def named_feeds(answer: Answer) -> list[str]:
    """Feeds that a page names in its head, in its order."""
    from lxml import html

    with suppress(Exception):  # a page that cannot be read names none
        root = html.fromstring(answer.content[:200_000])
        links = root.xpath("//link[@href and contains(concat(' ', @rel, ' '), ' alternate ')]")
        kinds = ("application/rss+xml", "application/atom+xml")
        return [urljoin(answer.url, link.get("href")) for link in links if (link.get("type") or "").lower().strip() in kinds]
    return []


def article_hash(answer: Answer) -> str:
    """What changes where the article on a page does, and not where only its advertisements, clocks and counters do."""
    from rashomon.inputs.html import article_of_page

    if len(answer.content) > MAX_COMPARED:
        return hashlib.sha256(answer.content).hexdigest()
    try:
        found = article_of_page(answer.content, name="page", url=answer.url, content_type=answer.header("content-type"))
    except Exception:  # a page on which the reader breaks is the reader's to report: here its bytes tell whether it changed
        return hashlib.sha256(answer.content).hexdigest()
    if found.problem:
        return hashlib.sha256(answer.content).hexdigest()
    return hashlib.sha256(repr((found.title, found.raw)).encode("utf-8", "surrogatepass")).hexdigest()
