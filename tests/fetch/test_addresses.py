"""Which addresses are asked, and which machines they may lead to."""

from __future__ import annotations

import ipaddress

import pytest

from rashomon.fetch.addresses import Refused, Rules

PUBLIC = Rules()

#: Addresses that no request may ever be sent for, as they stand.
BAD = (
    "", "   ", "news", "//example.com/a", "example.com/a", "file:///etc/passwd", "ftp://example.com/a", "gopher://example.com:70/_x",
    "javascript:alert(1)", "data:text/html,<p>x", "mailto:a@example.com", "dict://example.com:11211/stat", "ldap://example.com",
    "http://", "http:///a", "http://:80/a", "http://example.com:0/", "http://example.com:99999/", "http://example.com:-1/", "http://example.com:8a/",
    "http://user@example.com/", "http://user:secret@example.com/", "http://example.com@127.0.0.1/", "http://example.com%40127.0.0.1/",
    "http://127.0.0.1\\@example.com/", "http://example.com\\.evil.example/", "http://exam ple.com/", "http://example.com/\r\nHost: evil",
    "http://example.com/a\tb", "http://example.com/\x00", "http://ex\u200bample.com/", "http://ex\u202eample.com/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/", "http://127.1/", "http://127.0.1/",
    "http://0/", "http://1.2.3/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://192.168.1.0x1/",
    "http://[::1", "http://[::1%25lo]/", "http://[fe80::1%eth0]/", "http://[v1.x]/", "http://[]/", "http://[::ffff:127.0.0.1/",
    "http://example..com/", "http://.example.com/", "http://-example.com/", "http://example-.com/", "http://" + "a" * 64 + ".com/",
    "http://" + "a." * 130 + "com/", "http://xn--a-\u00fc.example/", "http://\u2488.example/", "http://example.com:22/", "http://example.com:25/",
    "http://example.com:6379/", "https://example.com:11211/", "http://example.com/" + "a" * 8001,
)  # fmt: skip

#: Hosts that are read, and must not be connected to.
PRIVATE = (
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.7", "203.0.113.5", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2001:10::1", "2002:7f00:1::1", "2002:a00:1::1", "2002:a9fe:a9fe::", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "2001:0:7f00:1::80ff:fffe", "2620:4f::5efe:7f00:1", "4000::1", "5f00::1", "3fff::1", "2002:808:808::1",
)  # fmt: skip


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_plain_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        PUBLIC.url(url)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_connection_to_what_is_not_public(address: str) -> None:
    assert PUBLIC.refusal("news.example.com", 80, ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8", "2a00:1450:4001::5e"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert (PUBLIC.refusal("news.example.com", 443, ipaddress.ip_address(address)) is None) == (address != "::ffff:8.8.8.8")


@pytest.mark.parametrize(
    ("given", "text", "origin"),
    [
        ("HTTP://News.Example.COM:80/A?b=1#c", "http://news.example.com/A?b=1", "http://news.example.com"),
        ("https://news.example.com.:443", "https://news.example.com/", "https://news.example.com"),
        ("https://news.example.com:8443/x", "https://news.example.com:8443/x", "https://news.example.com:8443"),
        ("http://b\u00fccher.example/\u00fc?q=\u00e9", "http://xn--bcher-kva.example/%C3%BC?q=%C3%A9", "http://xn--bcher-kva.example"),
        ("http://[2606:2800:220:1:0:0:0:1]/a", "http://[2606:2800:220:1::1]/a", "http://[2606:2800:220:1::1]"),
        ("http://news.example.com/a%20b|c", "http://news.example.com/a%20b%7Cc", "http://news.example.com"),
        ("http://news.example.com/a b?c=d e", "http://news.example.com/a%20b?c=d%20e", "http://news.example.com"),
        ("http://my_site.example.com/a", "http://my_site.example.com/a", "http://my_site.example.com"),
    ],
)
def test_an_address_is_written_in_one_way(given: str, text: str, origin: str) -> None:
    url = PUBLIC.url(given)
    assert (url.text, url.origin) == (text, origin)
    assert PUBLIC.url(url.text) == url


def test_full_width_letters_and_dots_are_read_before_they_are_judged() -> None:
    """A browser reads U+FF11 as 1; an address that becomes a number that way is one."""
    rules = Rules()
    for host in ("\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021"):
        try:
            url = rules.url(f"http://{host}/")
        except Refused:
            continue
        assert url.host == "127.0.0.1"
        assert rules.refusal(url.host, 80, ipaddress.ip_address(url.host))


def test_a_host_of_ones_own_is_allowed_by_name_and_no_other() -> None:
    rules = Rules.allowing(["intranet.example", "127.0.0.1:8765"])
    assert rules.url("http://intranet.example:9000/a").port == 9000
    assert rules.refusal("intranet.example", 9000, ipaddress.ip_address("10.1.2.3")) is None
    assert rules.refusal("intranet.example", 9000, ipaddress.ip_address("169.254.169.254")), "the metadata service is no intranet"
    assert rules.refusal("intranet.example", 9000, ipaddress.ip_address("0.0.0.0"))
    assert rules.refusal("other.example", 80, ipaddress.ip_address("10.1.2.3"))
    assert rules.url("http://127.0.0.1:8765/").port == 8765
    with pytest.raises(Refused):
        rules.url("http://127.0.0.1:8766/")
    assert rules.refusal("127.0.0.1", 80, ipaddress.ip_address("127.0.0.1"))


@pytest.mark.parametrize("host", ["", "http://intranet.example", "a/b", "me@host", "*", "*.example"])
def test_what_is_no_host_cannot_be_allowed(host: str) -> None:
    with pytest.raises(Refused, match="--allow-private"):
        Rules.allowing([host])
