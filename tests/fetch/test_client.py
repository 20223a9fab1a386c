"""One request against a site that means harm, or only works badly."""

from __future__ import annotations

import gzip
import ssl
import zlib
from collections.abc import Iterator

import brotli
import httpcore
import pytest
from tests.fetch.hostile_site import OWN, Site, answer, client, page

from rashomon.fetch.addresses import Refused, Rules, Url
from rashomon.fetch.client import Client, Failed, Limits, waiting
from rashomon.fetch.network import NoSuchHost, system_resolver


def free(_: Url) -> None:
    """Nobody's turn has to be waited for."""


def test_a_page_comes_as_it_was_sent_and_decoded(site: Site) -> None:
    packed = gzip.compress(page())
    site["/a"] = answer(packed, "200 OK", "Content-Encoding: gzip", 'ETag: "x"')
    got = client().get(site.base + "/a#top", free)
    assert (got.body, got.content, got.status, got.url) == (packed, page(), 200, site.base + "/a")
    assert got.header("etag") == '"x"' and got.server == "127.0.0.1" and got.at.tzinfo is not None
    head = site.heads[0]
    assert head["host"] == f"127.0.0.1:{site.port}" and head["user-agent"].startswith("rashomon/") and head["accept-encoding"] == "gzip"
    assert "cookie" not in head and "referer" not in head


def test_the_contact_is_sent(site: Site) -> None:
    site["/a"] = answer(page())
    Client(OWN, contact="desk@example.org").get(site.base + "/a", free)
    assert site.heads[0]["user-agent"].endswith("(+desk@example.org)")


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/", "http://localhost:1/", "http://10.0.0.1/", "file:///etc/passwd",
        "http://2852039166/", "http://user:x@127.0.0.1/", "//192.168.1.1/admin", "gopher://127.0.0.1:6379/_FLUSHALL", "http://127.0.0.2/", "http://[::1]/",
    ],
)  # fmt: skip
def test_a_redirect_is_judged_as_any_other_address(site: Site, target: str) -> None:
    site["/a"] = answer(b"", "302 Found", f"Location: {target}")
    with pytest.raises(Refused):
        client().get(site.base + "/a", free)
    assert site.asked == ["/a"]


def test_redirects_are_followed_five_times(site: Site) -> None:
    for n in range(7):
        site[f"/{n}"] = answer(b"", f"{(301, 302, 303, 307, 308)[n % 5]} Moved", f"Location: {n + 1}" if n % 2 else f"Location: /{n + 1}")
    site["/5"] = answer(page())
    got = client().get(site.base + "/0", free)
    assert got.url == site.base + "/5" and len(got.via) == 5 and got.via[0] == (301, site.base + "/0")
    site["/5"] = answer(b"", "302 Found", "Location: /6")
    with pytest.raises(Failed, match="more than 5 redirects"):
        client().get(site.base + "/0", free)


def test_a_redirect_to_an_address_with_other_letters(site: Site) -> None:
    site["/a"] = answer(b"", "302 Found", "Location: /\u00fc b".encode().decode("latin-1"))
    site["/%C3%BC%20b"] = answer(page())
    assert client().get(site.base + "/a", free).url == site.base + "/%C3%BC%20b"


def test_from_https_to_http_is_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from rashomon.fetch.client import Answer

    moved = (("Location", "http://news.example/a"),)
    one = Client(Rules())
    monkeypatch.setattr(one, "_ask", lambda url, *rest: Answer(url.text, 301, "Moved", moved, b"", b"", datetime.now(UTC), ()))
    with pytest.raises(Refused, match="from https to http"):
        one.get("https://news.example/a", free)


def test_the_gate_is_asked_at_every_step(site: Site) -> None:
    site["/a"] = answer(b"", "302 Found", "Location: /b")
    site["/b"] = answer(page())
    seen: list[str] = []
    client().get(site.base + "/a", lambda url: seen.append(url.text))
    assert seen == [site.base + "/a", site.base + "/b"]


def test_cookies_are_neither_kept_nor_sent(site: Site) -> None:
    site["/a"] = answer(b"", "302 Found", "Set-Cookie: id=1; Path=/", "Location: /b")
    site["/b"] = answer(page(), "200 OK", "Set-Cookie: id=2")
    one = client()
    one.get(site.base + "/a", free)
    one.get(site.base + "/b", free)
    assert all("cookie" not in head for head in site.heads)


def test_a_name_that_changes_its_address_between_two_questions_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: public when judged, private a moment later. The name is looked up once per connection, and what was judged is connected to."""
    told = iter([["93.184.216.34", "93.184.216.35"], ["127.0.0.1"]])
    asked: list[str] = []
    connected: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(told)

    def connect(self: object, host: str, *rest: object) -> httpcore.NetworkStream:
        connected.append(host)
        raise httpcore.ConnectError("nobody")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    one = Client(Rules(), limits=Limits(seconds=1.0), resolver=resolver)
    with pytest.raises(Failed, match="nobody"):
        one.get("http://rebind.example:8080/", free)
    assert asked == ["rebind.example"] and connected == ["93.184.216.34", "93.184.216.35"]
    with pytest.raises(Refused, match=r"127\.0\.0\.1"):
        one.get("http://rebind.example:8080/", free)
    assert len(connected) == 2


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    one = Client(Rules(), resolver=lambda host, port: ["93.184.216.34", "10.0.0.7"])
    with pytest.raises(Refused, match=r"10\.0\.0\.7"):
        one.get("http://mixed.example/", free)


def test_the_connection_goes_to_the_judged_address_under_the_name_of_the_url(site: Site) -> None:
    site["/a"] = answer(page())
    one = Client(Rules.allowing(["news.example"]), resolver=lambda host, port: ["127.0.0.1"])
    got = one.get(f"http://news.example:{site.port}/a", free)
    assert got.server == "127.0.0.1" and site.heads[0]["host"] == f"news.example:{site.port}"


def test_a_name_without_address_and_a_port_where_nobody_listens(site: Site) -> None:
    def nothing(host: str, port: int) -> list[str]:
        raise NoSuchHost(f"{host} has no address")

    with pytest.raises(Failed, match="online") as no_name:
        Client(Rules(), resolver=nothing).get("http://no-such-name.invalid/", free)
    assert no_name.value.again and no_name.value.unheard
    site.close()
    with pytest.raises(Failed, match="no connection") as nobody:
        client().get(f"http://127.0.0.1:{site.port + 1 if site.port < 65_000 else site.port - 1}/", free)
    assert nobody.value.unheard


def test_bodies_that_never_end(site: Site) -> None:
    def endless(_: dict[str, str]) -> Iterator[bytes]:
        yield answer(b"", length=False)
        while True:
            yield b"a" * 65_536

    site["/a"] = endless
    with pytest.raises(Failed, match="larger than 1 MB"):
        client(sent=1_000_000).get(site.base + "/a", free)
    site["/b"] = answer(b"x", "200 OK", "Content-Length: 99999999999", length=False)
    with pytest.raises(Failed, match="larger than 10 MB"):
        client().get(site.base + "/b", free)


@pytest.mark.parametrize("where", ["head", "body", "chunks", "status"])
def test_answers_that_come_a_byte_at_a_time_end_at_their_deadline(site: Site, where: str) -> None:
    def slow(_: dict[str, str]) -> Iterator[bytes | float]:
        yield {
            "head": b"HTTP/1.1 200 OK\r\nX: ",
            "body": answer(b"", "200 OK", "Content-Length: 5000", length=False),
            "chunks": answer(b"", "200 OK", "Transfer-Encoding: chunked", length=False),
            "status": b"H",
        }[where]
        for _n in range(400):
            yield 0.02
            yield b"1\r\na\r\n" if where == "chunks" else b"a"

    site["/a"] = slow
    with pytest.raises(Failed, match=r"no whole answer within 0\.5 seconds") as err:
        client(seconds=0.5).get(site.base + "/a", free)
    assert err.value.again


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (answer(b"short", "200 OK", "Content-Length: 50", length=False), "not a whole answer"),
        (answer(b"5\r\nshort\r\n", "200 OK", "Transfer-Encoding: chunked", length=False), "not a whole answer"),
        (answer(b"zz\r\nshort\r\n0\r\n\r\n", "200 OK", "Transfer-Encoding: chunked", length=False), "not a whole answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 300_000 + b"\r\n\r\n", "not a whole answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * 50_000 + b"\r\n", "not a whole answer"),
        (answer(b"12345", "200 OK", "Content-Length: 5", "Content-Length: 3", length=False), "not a whole answer"),
        (answer(b"12345", "200 OK", "Content-Length: -5", length=False), "not a whole answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "not a whole answer"),
        (b"", "not a whole answer"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 50, "not a whole answer"),
    ],
)
def test_answers_that_break_the_rules_of_http(site: Site, raw: bytes, reason: str) -> None:
    site["/a"] = raw
    with pytest.raises(Failed, match=reason):
        client().get(site.base + "/a", free)


def test_more_than_the_stated_length_is_no_part_of_the_answer(site: Site) -> None:
    site["/a"] = answer(page() + b"HTTP/1.1 200 OK\r\n\r\nsmuggled", "200 OK", f"Content-Length: {len(page())}", length=False)
    assert client().get(site.base + "/a", free).content == page()


def test_bombs_and_lies_about_packing(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)
    assert len(bomb) < 100_000
    packed = {
        "/gzip": (bomb, "gzip"), "/deflate": (zlib.compress(b"a" * 60_000_000), "deflate"), "/br": (brotli.compress(b"a" * 60_000_000, quality=5), "br"),
    }  # fmt: skip
    for path, (body, name) in packed.items():
        site[path] = answer(body, "200 OK", f"Content-Encoding: {name}")
        with pytest.raises(Failed, match="grows too large"):
            client().get(site.base + path, free)
    lies = {
        "/plain": (page(), "gzip", "said to be packed"), "/cut": (gzip.compress(page() * 50)[:-20], "gzip", "said to be packed"),
        "/odd": (page(), "rot13", "did not ask for"), "/twice": (gzip.compress(gzip.compress(page())), "gzip, gzip", "2 times over"),
    }  # fmt: skip
    for path, (body, name, reason) in lies.items():
        site[path] = answer(body, "200 OK", f"Content-Encoding: {name}")
        with pytest.raises(Failed, match=reason):
            client().get(site.base + path, free)
    site["/identity"] = answer(page(), "200 OK", "Content-Encoding: identity")
    assert client().get(site.base + "/identity", free).content == page()


@pytest.mark.parametrize(
    ("status", "again"),
    [
        ("404 Not Found", False),
        ("403 Forbidden", False),
        ("410 Gone", False),
        ("500 Oops", True),
        ("503 Busy", True),
        ("429 Slow down", True),
        ("204 None", False),
    ],
)
def test_other_answers_say_whether_asking_again_helps(site: Site, status: str, again: bool) -> None:
    site["/a"] = answer(b"", status, "Retry-After: 120")
    with pytest.raises(Failed, match=status[:3]) as err:
        client().get(site.base + "/a", free)
    assert err.value.again is again and err.value.after == (120.0 if again else None)


def test_what_a_retry_after_may_say() -> None:
    from datetime import UTC, datetime

    now = datetime(2024, 3, 4, 12, 0, 0, tzinfo=UTC)
    assert waiting("30", now) == 30
    assert waiting("Mon, 04 Mar 2024 12:01:00 GMT", now) == 60
    assert waiting("Mon, 04 Mar 2024 11:00:00 GMT", now) == 0
    assert waiting("9" * 400, now) == 1e7
    for nothing in (None, "", "soon", "-5", "1.5", "\u0665", "Mon, 99 Foo 2024"):
        assert waiting(nothing, now) is None


def test_a_reason_from_a_site_moves_no_cursor(site: Site) -> None:
    site["/a"] = answer(b"", "302 Found", "Location: gopher://\x1b[2Jx/")
    with pytest.raises((Refused, Failed)) as err:
        client().get(site.base + "/a", free)
    assert "\x1b" not in str(err.value)


def test_a_certificate_has_to_be_the_hosts_own() -> None:
    """The context that connections are made with checks chain and name."""
    context = httpcore._ssl.default_ssl_context()
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname


def test_what_the_system_says_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    assert system_resolver("127.0.0.1", 80) == ["127.0.0.1"]

    def offline(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    with pytest.raises(NoSuchHost, match="Temporary failure"):
        system_resolver("news.example", 80)


def test_what_a_site_gives_to_ask_with_the_next_time_has_a_length(site: Site) -> None:
    site["/a"] = answer(page(), "200 OK", f'ETag: "{"a" * 50_000}"', "Last-Modified: Mon, 04 Mar 2024 08:00:00 GMT")
    assert client().get(site.base + "/a", free).validators == (None, "Mon, 04 Mar 2024 08:00:00 GMT")
