"""Which addresses may be asked at all: what a URL may look like, and which machines its host may lead to.

A feed is hostile text. Its links must not make this machine ask its own services, its neighbours or the metadata service of a cloud; so a
URL is read strictly here, and :mod:`rashomon.fetch.network` hands each address it is about to connect to, to :meth:`Rules.refusal`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

from rashomon.errors import RashomonError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Ports where news is served; others are mail, databases, shells. A port beside these has to be allowed with its host.
PORTS = frozenset({80, 443, 8080, 8443})
#: Longer addresses are no articles (RFC 9110 asks for at least 8,000 to be understood).
MAX_URL = 8000
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
#: What a browser would read as an IPv4 number: "0x7f000001", "2130706433", "0177.0.0.1", "127.1".
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_BAD = re.compile(r"[\x00-\x1f\x7f-\xa0\\\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")
_UNSAFE = re.compile(r"[^A-Za-z0-9!#$%&'()*+,/:;=?@\[\]~._-]+")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL6 = ipaddress.IPv6Network("2000::/3")
#: Beside what ``is_global`` of the oldest supported Python knows: IANA's special-purpose registries as of 2026.
_SPECIAL4 = tuple(
    ipaddress.IPv4Network(n) for n in ("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24")
)
_SPECIAL6 = tuple(ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"))


class Refused(RashomonError):
    """An address that is not asked, with the reason, for good: asking again changes nothing."""


@dataclass(frozen=True, slots=True)
class Url:
    """An address that was read strictly: ``text`` is the whole of it without its fragment, ``host`` in ASCII, lower case, without a last dot."""

    text: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{host}" + ("" if self.port == usual else f":{self.port}")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a user allows beyond the public web: ``private`` are hosts ("intranet.example", "127.0.0.1", "localhost:8000"), each as it stands
    in the URL, with a port or for all of its ports."""

    private: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def allowing(cls, private: Collection[str] = ()) -> Rules:
        """Rules with these hosts allowed. Raises Refused for one that is no host."""
        out = set()
        for given in private:
            text = given.strip().lower().rstrip("/")
            if not text or "/" in text or "@" in text or "*" in text:
                raise Refused(
                    f"--allow-private {given!r}: write one host as it stands in the URL, such as intranet.example or 127.0.0.1:8000"
                )
            out.add(text)
        return cls(frozenset(out))

    def allows(self, host: str, port: int) -> bool:
        """Whether the user named this host himself."""
        name = f"[{host}]" if ":" in host else host
        return bool({host, name, f"{name}:{port}"} & self.private)

    def url(self, text: str) -> Url:
        """The address, read strictly. Raises Refused with the reason."""
        if len(text) > MAX_URL:
            raise Refused(f"an address of {len(text)} characters; at most {MAX_URL} are asked for")
        text = text.strip()
        if _BAD.search(text):
            raise Refused("an address with backslashes or invisible characters in it")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as err:
            raise Refused(f"not an address ({err})") from None
        scheme = parts.scheme.lower()
        if scheme not in {"http", "https"}:
            raise Refused(f"{scheme or 'no'} scheme; only http and https are fetched")
        if "@" in parts.netloc:
            raise Refused("a user name or password in the address")
        host = _host(parts.hostname or "", bracketed="[" in parts.netloc or "]" in parts.netloc)
        if port == 0:
            raise Refused("port 0")
        port = port or (443 if scheme == "https" else 80)
        if port not in PORTS and not self.allows(host, port):
            raise Refused(f"port {port}; if you trust it, allow it with --allow-private {host}:{port}")
        path = _UNSAFE.sub(lambda m: quote(m.group(), safe=""), parts.path) or "/"
        query = _UNSAFE.sub(lambda m: quote(m.group(), safe=""), parts.query)
        url = Url("", scheme, host, port)
        return Url(urlunsplit((scheme, url.origin.split("://", 1)[1], path, query, "")), scheme, host, port)

    def refusal(self, host: str, port: int, address: Address) -> str | None:
        """Why no connection is made to this address of the host; None where one may be."""
        inner = _inner(address)
        if self.allows(host, port):
            literal = host in {str(address), str(inner)}
            if inner.is_unspecified or inner.is_multicast or (inner.is_link_local and not literal):
                return f"{host} leads to {address}, which is no address of an intranet"
            return None
        if not _public(address) or not _public(inner):
            what = f"{host} is" if host == str(address) else f"{host} leads to {address}, which is"
            own = inner.is_private and not inner.is_link_local and not inner.is_unspecified
            return f"{what} not on the public internet{f'; if it is your own machine, add --allow-private {host}' if own else ''}"
        return None


def _host(text: str, *, bracketed: bool = False) -> str:
    """The host in ASCII. Raises Refused for what is none, and for numbers that only some programs read as an IP address."""
    name = text.lower()
    if "%" in name:
        raise Refused("a host with % in it")
    if ":" in name or bracketed:
        try:
            return str(ipaddress.IPv6Address(name))
        except ValueError:
            raise Refused(f"{text!r} is no IPv6 address") from None
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise Refused(f"{text!r} is no host name") from None
    name = name.removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise Refused(f"{text!r} is a number that some programs read as an IP address; write it as four numbers with dots") from None
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(f"{text!r} is no host name")
    return name


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries inside (mapped, 6to4, Teredo, NAT64, ISATAP), else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    isatap = (int(address) >> 32) & 0xFFFFFFFF in {0x00005EFE, 0x02005EFE}
    if address in _NAT64 or isatap or (int(address) >> 32 == 0 and int(address) > 1):
        return low
    return address


def _public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        return (address in _GLOBAL6 and address.is_global and not any(address in n for n in _SPECIAL6)) or address in _NAT64
    unroutable = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not unroutable and not any(address in n for n in _SPECIAL4)
