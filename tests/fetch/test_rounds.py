"""Whole rounds against a site of our own: what is asked, what is kept, what is left alone."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.fetch.hostile_site import Site, answer, kept, once, page, responses

from rashomon.fetch.state import State


def test_a_feed_and_its_articles_are_kept_as_they_came(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress(page("Packed"))
    site["/feed"] = site.rss("/1", "/2?utm_source=x")
    site["/1"] = answer(page(), "200 OK", "Set-Cookie: secret=1")
    site["/2?utm_source=x"] = answer(packed, "200 OK", "Content-Encoding: gzip")
    done = once(site.base + "/feed", tmp_path)
    assert (dict(done.feeds), dict(done.pages), done.said) == ({"read": 1}, {"new": 2}, [])
    records = kept(tmp_path)
    assert [k for k, _, _ in records] == ["warcinfo", "request", "metadata", "response", "request", "metadata", "response"]
    assert {body for kind, _, body in records if kind == "response"} == {page(), page("Packed")}
    about = json.loads(next(body for kind, _, body in records if kind == "metadata"))
    assert about["feed"] == site.base + "/feed" and {"prop": "outlet", "value": "The Orla Post", "by": "feed"} in about["declared"]
    raw = b"".join(gzip.decompress(p.read_bytes()) for p in tmp_path.glob("*/*.gz"))
    assert b"secret" not in raw and packed in raw
    assert [kind for kind, _, _ in kept(tmp_path, "feeds")] == ["warcinfo", "request", "metadata", "response"]
    assert not list(tmp_path.glob("*.txt")) and all(p.name[:8].isdigit() for p in tmp_path.glob("*/*.gz")), "no file is named by the site"


def test_nothing_is_asked_for_twice_where_the_site_can_say_so(site: Site, tmp_path: Path) -> None:
    feed = site.rss("/1")
    site["/feed"] = lambda head: (
        answer(b"", "304 Not Modified") if head.get("if-none-match") == '"f"' else feed.replace(b"\r\n", b'\r\nETag: "f"\r\n', 1)
    )
    date = "Mon, 04 Mar 2024 08:00:00 GMT"
    site["/1"] = lambda head: (
        answer(b"", "304 Not Modified") if head.get("if-modified-since") == date else answer(page(), "200 OK", f"Last-Modified: {date}")
    )
    once(site.base + "/feed", tmp_path)
    again = once(site.base + "/feed", tmp_path)
    assert (dict(again.feeds), dict(again.pages)) == ({"unchanged": 1}, {"unchanged": 1})
    assert len(responses(tmp_path)) == 1
    once(site.base + "/feed", tmp_path)
    assert site.heads[-1]["if-modified-since"] == date, "a 304 does not make us forget"
    assert site.asked.count("/robots.txt") == 1, "it holds for a day"


def test_a_page_counts_as_changed_where_its_article_did(site: Site, tmp_path: Path) -> None:
    site["/feed"] = site.rss("/1")
    site["/1"] = answer(page().replace(b"</body>", b"<script>var t=1</script><!-- 08:00 --></body>"))
    once(site.base + "/feed", tmp_path)
    site["/1"] = answer(page().replace(b"</body>", b"<script>var t=2</script><!-- 08:05 --></body>"))
    assert dict(once(site.base + "/feed", tmp_path).pages) == {"unchanged": 1}
    site["/1"] = answer(page(more="A doctor in the town said that five more had been wounded in the attack."))
    assert dict(once(site.base + "/feed", tmp_path).pages) == {"changed": 1}
    assert len(responses(tmp_path)) == 2


def test_robots_txt_is_obeyed(site: Site, tmp_path: Path) -> None:
    site["/robots.txt"] = answer(
        b"User-agent: *\nDisallow: /\n\nUser-agent: Rashomon\nDisallow: /members/\nCrawl-delay: 0.01\n", kind="text/plain"
    )
    site["/feed"] = site.rss("/1", "/members/2")
    site["/1"], site["/members/2"] = answer(page()), answer(page())
    done = once(site.base + "/feed", tmp_path)
    assert dict(done.pages) == {"new": 1, "refused": 1} and site.pages() == ["/feed", "/1"]
    assert done.said == [("refused", site.base + "/members/2", "the site's robots.txt forbids it")]


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slow"])
def test_a_site_that_cannot_say_what_it_forbids_is_left_alone(site: Site, tmp_path: Path, status: str) -> None:
    site["/robots.txt"] = answer(b"", status)
    site["/1"] = answer(page())
    done = once(site.base + "/1", tmp_path)
    assert site.pages() == [] and done.failed == [site.base + "/1"] and dict(done.pages) == {"put off": 1}
    assert "robots.txt" in done.said[0][2]


@pytest.mark.parametrize("status", ["404 None", "403 No", "401 Who", "410 Gone"])
def test_a_site_without_robots_txt_may_be_asked(site: Site, tmp_path: Path, status: str) -> None:
    site["/robots.txt"] = answer(b"", status)
    site["/1"] = answer(page())
    assert dict(once(site.base + "/1", tmp_path).pages) == {"new": 1}


def test_a_robots_txt_that_leads_to_a_private_address_is_no_way_in(site: Site, tmp_path: Path) -> None:
    site["/robots.txt"] = answer(b"", "302 Found", "Location: http://169.254.169.254/")
    site["/1"] = answer(page())
    done = once(site.base + "/1", tmp_path)
    assert site.asked == ["/robots.txt"] and dict(done.pages) == {"refused": 1}


def test_links_that_are_no_articles_are_named_and_never_asked(site: Site, tmp_path: Path) -> None:
    bad = [
        "javascript:alert(1)",
        "http://169.254.169.254/x",
        "file:///etc/passwd",
        "http://user:pw@127.0.0.1/",
        "data:text/html,x",
        "http://localhost/",
    ]
    site["/feed"] = site.rss(*bad, "/1")
    site["/1"] = answer(page())
    done = once(site.base + "/feed", tmp_path)
    assert site.pages() == ["/feed", "/1"] and done.pages["new"] == 1 and done.pages["refused"] == len(bad)
    assert {address for _, address, _ in done.said} == set(bad)
    again = once(site.base + "/feed", tmp_path)
    assert again.pages["refused"] == 0 and again.pages["given up before"] == len(bad), "what is refused for good is told once"


def test_what_fails_once_is_asked_again(site: Site, tmp_path: Path) -> None:
    said = iter([answer(b"", "500 Oops"), answer(b"", "200 OK", "Content-Length: 9", length=False), answer(page())])
    site["/1"] = lambda head: next(said)
    assert dict(once(site.base + "/1", tmp_path).pages) == {"new": 1}
    assert site.pages() == ["/1"] * 3


def test_a_short_retry_after_is_waited_for_and_a_long_one_is_left_for_later(site: Site, tmp_path: Path) -> None:
    said = iter([answer(b"", "429 Slow", "Retry-After: 0"), answer(page())])
    site["/1"] = lambda head: next(said)
    assert dict(once(site.base + "/1", tmp_path / "a").pages) == {"new": 1}
    site["/feed"] = site.rss("/2", "/3", "/4")
    site["/2"] = site["/3"] = site["/4"] = answer(b"", "429 Slow", "Retry-After: 3600")
    begun = datetime.now(UTC)
    done = once(site.base + "/feed", tmp_path / "b")
    assert dict(done.pages) == {"put off": 3}, "the others of the host are put off too"
    assert len([p for p in site.pages() if p in ("/2", "/3", "/4")]) == 1
    state = State(tmp_path / "b")
    due = [p.due for p in state.listed(site.base + "/feed")]
    state.close()
    assert all(d is not None and d >= begun + timedelta(seconds=3590) for d in due)
    asked = len(site.asked)
    assert once(site.base + "/feed", tmp_path / "b").pages["not due"] == 3
    assert site.pages()[-1] == "/feed" and len(site.asked) == asked + 1


def test_a_feed_that_asks_for_a_pause_gets_it(site: Site, tmp_path: Path) -> None:
    site["/feed"] = site.rss()
    once(site.base + "/feed", tmp_path)
    site["/feed"] = answer(b"", "503 Busy", "Retry-After: 7200")
    assert once(site.base + "/feed", tmp_path).feeds["put off"] == 1
    asked = len(site.asked)
    done = once(site.base + "/feed", tmp_path)
    assert done.feeds["put off"] == 1 and len(site.asked) == asked


def test_a_feed_that_becomes_a_web_page_is_no_article(site: Site, tmp_path: Path) -> None:
    site["/feed"] = site.rss("/1")
    site["/1"] = answer(page())
    once(site.base + "/feed", tmp_path)
    site["/feed"] = answer(page("We are sorry"))
    done = once(site.base + "/feed", tmp_path)
    assert done.feeds["put off"] == 1 and "no feed any more" in done.said[0][2] and len(responses(tmp_path)) == 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("image/png", b"\x89PNG"),
        ("text/html", b"   "),
        ("text/plain", b"only text"),
        ("application/json", b"{}"),
        ("", b"\x00\x01"),
    ],
)
def test_what_is_no_page_is_said_to_be_none(site: Site, tmp_path: Path, kind: str, body: bytes) -> None:
    site["/1"] = answer(body, kind=kind)
    done = once(site.base + "/1", tmp_path)
    assert done.failed == [site.base + "/1"] and done.pages["new"] == 0 and not responses(tmp_path)


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "text/plain", "text/html; charset=\xff; charset", "Text/HTML;;;"])
def test_a_page_under_a_wrong_or_no_kind_is_read(site: Site, tmp_path: Path, kind: str) -> None:
    site["/1"] = answer(page(), kind=kind)
    assert dict(once(site.base + "/1", tmp_path).pages) == {"new": 1}


def test_sitemaps_of_sitemaps_packed_and_capped(site: Site, tmp_path: Path) -> None:
    def xml(text: str) -> bytes:
        return answer(gzip.compress(text.encode()), kind="application/x-gzip")

    site["/sitemap.xml"] = answer(
        f"<sitemapindex><sitemap><loc>{site.base}/s.xml.gz</loc></sitemap><sitemap><loc>{site.base}/sitemap.xml</loc></sitemap></sitemapindex>".encode(),
        kind="application/xml",
    )
    urls = "".join(f"<url><loc>{site.base}/a{n}</loc><lastmod>2024-03-{n + 10}</lastmod></url>" for n in range(5))
    site["/s.xml.gz"] = xml(f"<urlset>{urls}</urlset>")
    for n in range(5):
        site[f"/a{n}"] = answer(page(f"Story {n}"))
    done = once(site.base + "/sitemap.xml", tmp_path, most=2)
    assert sorted(responses(tmp_path)) == [f"{site.base}/a3", f"{site.base}/a4"], "the latest first"
    assert any("5 articles; the first 2" in why for _, _, why in done.said)
    assert site.pages().count("/sitemap.xml") <= 3, "an index that names itself ends"


def test_a_bomb_of_a_sitemap(site: Site, tmp_path: Path) -> None:
    site["/s.xml.gz"] = answer(gzip.compress(b"<urlset>" + b" " * 300_000_000), kind="application/gzip")
    done = once(site.base + "/s.xml.gz", tmp_path)
    assert done.failed and "too large" in done.said[0][2]


def test_an_article_that_two_feeds_name_is_asked_for_once(site: Site, tmp_path: Path) -> None:
    site["/f"], site["/g"] = site.rss("/1?utm_source=f"), site.rss("/1?utm_source=g")
    site["/1?utm_source=f"] = site["/1?utm_source=g"] = answer(page())
    done = once([site.base + "/f", site.base + "/g"], tmp_path)
    assert dict(done.feeds) == {"read": 2} and dict(done.pages) == {"new": 1}


def test_a_front_page_is_no_article_and_names_its_feed(site: Site, tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    site["/"] = answer(page().replace(b"</head>", link.encode()))
    done = once(site.base + "/", tmp_path)
    assert done.said == [("failed", site.base + "/", f"the front page of a site, and no article; it names a feed: {site.base}/feed")]
    site["/feed"] = site.rss("/gone")
    site["/gone"] = answer(b"", "302 Found", "Location: /")
    done = once(site.base + "/feed", tmp_path)
    assert dict(done.pages) == {"failed": 1} and not responses(tmp_path), "articles that were taken away often lead there"
