"""What feeds, sitemaps and lists of feeds say, and what hostile ones may not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.fetch.client import Failed
from rashomon.fetch.feeds import looks_like_feed, read_feed
from rashomon.fetch.opml import read_opml

BASE = "http://news.example/feeds/all.xml"

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>The Orla Post</title><link>http://news.example/</link><language>en-gb</language>
<item><title>Shells &amp; smoke
  over Tarn</title><media:title>a picture</media:title><link>/a/1</link><pubDate>Mon, 04 Mar 2024 08:00:00 GMT</pubDate><dc:creator>Mira Dalen</dc:creator></item>
<item><title>Two</title><link>http://proxy.example/x</link><feedburner:origLink>http://news.example/a/2</feedburner:origLink></item>
<item><title>Three</title><guid>http://news.example/a/3</guid></item>
<item><title>Four</title><guid isPermaLink="false">http://news.example/a/4</guid></item>
<item><title>One again</title><link>http://news.example/a/1</link></item>
<item><title>Five</title><link>javascript:alert(document.cookie)</link></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://news.example/b/"><title type="html">Tarn &lt;b&gt;Courier&lt;/b&gt;</title>
<entry><title>A</title><link rel="edit" href="edit/1"/><link rel="alternate" type="application/pdf" href="1.pdf"/><link rel="alternate" type="text/html" href="1.html"/>
<published>2024-03-04T10:00:00Z</published><updated>2024-03-05T10:00:00Z</updated><author><name>Joss Weller</name><email>j@news.example</email></author></entry>
<entry><title>B</title><link href="http://other.example/2"/><source><title>Another paper</title></source></entry></feed>"""

NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>http://news.example/n/1</loc><lastmod>2024-03-05</lastmod><image:image><image:loc>http://news.example/p.jpg</image:loc></image:image>
<news:news><news:publication><news:name>The Orla Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-04T09:00:00+01:00</news:publication_date><news:title>Guards killed</news:title></news:news></url></urlset>"""


def test_rss_is_read_word_for_word() -> None:
    feed = read_feed(RSS, BASE)
    assert (feed.kind, feed.title, feed.without) == ("rss", "The Orla Post", 1)
    assert [e.url for e in feed.entries] == [
        "http://news.example/a/1", "http://news.example/a/2", "http://news.example/a/3", "javascript:alert(document.cookie)",
    ]  # fmt: skip
    assert dict(feed.entries[0].declared) == {
        "title": "Shells & smoke over Tarn", "published": "Mon, 04 Mar 2024 08:00:00 GMT", "author": "Mira Dalen", "outlet": "The Orla Post", "language": "en-gb",
    }  # fmt: skip
    assert feed.entries[0].mark != feed.entries[1].mark


def test_atom_with_its_base_its_authors_and_what_it_took_from_others() -> None:
    feed = read_feed(ATOM, BASE)
    assert [e.url for e in feed.entries] == ["http://news.example/b/1.html", "http://other.example/2"]
    assert dict(feed.entries[0].declared) == {
        "title": "A", "published": "2024-03-04T10:00:00Z", "modified": "2024-03-05T10:00:00Z", "author": "Joss Weller", "outlet": "Tarn <b>Courier</b>",
    }  # fmt: skip
    assert feed.entries[1].said("outlet") == "Another paper"


def test_rss_1_0_has_its_items_beside_the_channel() -> None:
    raw = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Old Post</title></channel><item><title>A</title><link>http://news.example/1</link><dc:date>2004-03-04</dc:date></item></rdf:RDF>"""
    entry = read_feed(raw, BASE).entries[0]
    assert entry.declared == (("title", "A"), ("published", "2004-03-04"), ("outlet", "Old Post"))


def test_news_sitemaps_and_indexes() -> None:
    feed = read_feed(NEWS, BASE)
    assert feed.kind == "sitemap" and [e.url for e in feed.entries] == ["http://news.example/n/1"]
    assert dict(feed.entries[0].declared) == {
        "title": "Guards killed", "published": "2024-03-04T09:00:00+01:00", "modified": "2024-03-05", "outlet": "The Orla Post", "language": "en",
    }  # fmt: skip
    index = b"<sitemapindex><sitemap><loc>http://news.example/s1.xml.gz</loc><lastmod>2024-03-01</lastmod></sitemap><sitemap><lastmod>x</lastmod></sitemap></sitemapindex>"
    found = read_feed(index, BASE)
    assert (found.kind, [e.url for e in found.more], found.without, found.entries) == ("index", ["http://news.example/s1.xml.gz"], 1, ())


def test_small_mistakes_are_mended_as_feed_readers_do() -> None:
    raw = b"\n\n<rss><channel><title>A & B</title><item><title>R&D &nbsp; x</title><link>http://news.example/1?a=1&b=2</link></item><item><link>http://news.example/2"
    feed = read_feed(raw, BASE)
    assert [e.url for e in feed.entries] == ["http://news.example/1?a=1&b=2", "http://news.example/2"]
    assert feed.title == "A & B" and feed.entries[0].said("title") == "R&D x"
    raw = b"<rss><channel><title>&eacute;t&eacute; &foo; &#8211; <![CDATA[A & B]]> & C</title></channel></rss>"
    assert read_feed(raw, BASE).title == "\u00e9t\u00e9 &foo; \u2013 A & B & C"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_encodings_of_xml(encoding: str) -> None:
    title = "\u041a\u0443\u0440\u044c\u0435\u0440" if encoding != "iso-8859-1" else "Caf\u00e9"
    raw = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><title>{title}</title><item><link>http://news.example/1</link></item></channel></rss>'
    assert looks_like_feed(raw.encode(encoding))
    assert read_feed(raw.encode(encoding), BASE).title == title


LAUGHS = b'<!DOCTYPE r [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(10)
)


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://169.254.169.254/latest/">]>',
        b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/evil.dtd"> %x;]>',
        b'<!DOCTYPE r [<!entity x "lower case is no entity of XML, and a sign of harm all the same">]>',
        LAUGHS + b"]>",
        b'<!DOCTYPE r [<!ENTITY x "' + b"a" * 100_000 + b'">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_before_anything_is_parsed(head: bytes, encoding: str) -> None:
    raw = head + b"<rss><channel><title>&x;&a9;</title><item><link>http://news.example/1</link></item></channel></rss>"
    raw = raw if encoding == "utf-8" else raw.decode().encode(encoding)
    with pytest.raises(Failed, match="declares entities"):
        read_feed(raw, BASE)


def test_an_outer_dtd_is_not_fetched_and_its_entities_stay_names() -> None:
    raw = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd"><rss><channel><title>A&x;B</title><item><link>http://news.example/1</link></item></channel></rss>'
    assert read_feed(raw, BASE).title == "A&x;B"


def test_xinclude_and_stylesheets_do_nothing() -> None:
    raw = b"""<?xml-stylesheet href="http://127.0.0.1/x.xsl"?><rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>T<xi:include href="file:///etc/passwd" parse="text"/></title>
    <item><link>http://news.example/1</link></item></channel></rss>"""
    assert read_feed(raw, BASE).title == "T"


def test_deep_and_wide_xml_ends() -> None:
    deep = b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>"
    assert read_feed(deep, BASE).entries == ()
    wide = b"<rss><channel>" + b"<item><link>http://news.example/1</link></item>" * 60_000 + b"</channel></rss>"
    assert len(read_feed(wide, BASE).entries) == 1
    attributes = (
        b"<rss "
        + b" ".join(b'a%d="x"' % n for n in range(50_000))
        + b"><channel><item><link>http://news.example/1</link></item></channel></rss>"
    )
    assert len(read_feed(attributes, BASE).entries) == 1
    long_title = b"<rss><channel><title>" + b"x" * 3_000_000 + b"</title></channel></rss>"
    assert len(read_feed(long_title, BASE).title) == 300


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   ",
        b"not xml",
        b"<html><body>no</body></html>",
        b"<opml/>",
        b"\x00\x01\x02",
        b"<",
        b"<?xml version='1.0'?>",
        b"\x1f\x8b\x08rest",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(Failed):
        read_feed(raw, BASE)


@pytest.mark.parametrize(
    ("raw", "feed"),
    [
        (RSS, True), (ATOM, True), (NEWS, True), (b"\xef\xbb\xbf\n<rss>", True), (b"<!-- x --><feed>", True), (b"<!doctype html><html><body>&lt;rss", False),
        (b"<html><body><pre><rss>", False), (b"<p>feed", False), (b"", False), (b"rss", False),
    ],
)  # fmt: skip
def test_feeds_are_told_by_their_first_bytes(raw: bytes, feed: bool) -> None:
    assert looks_like_feed(raw) is feed


def test_lists_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><head><title>News</title></head><body><outline text="War"><outline type="rss" xmlUrl="http://a.example/feed"/>'
        '<outline XMLURL=" http://b.example/feed "/></outline><outline xmlUrl="http://a.example/feed"/><outline text="none"/></body></opml>'
    )
    assert read_opml(path) == ["http://a.example/feed", "http://b.example/feed"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "OPML"), (b"hello", "OPML"), (b"<rss/>", "<rss>"), (b"<opml><body><outline text='x'/></body></opml>", "no feed"),
        (b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="&x;"/></body></opml>', "entities"),
    ],
)  # fmt: skip
def test_lists_that_are_none(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=reason):
        read_opml(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_opml(tmp_path / "none.opml")
