"""Where a server listens, by which names it may be called, and from where a browser sends what would change something.

A page of somebody else can send a browser to this machine, under a name of their own that leads here (DNS rebinding): so a request counts only
under a name that is ours. And it can make the browser send a form: so what changes something has to come from our own pages.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from rashomon.errors import InputError
from rashomon.web.problems import Problem
from rashomon.web.settings import Settings

#: Names of this machine that no other machine can take.
LOCAL = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,253}))(?::(\d{1,5}))?")
#: What proxies write for whom they ask.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via", "cf-connecting-ip")
SAFE = ("GET", "HEAD", "OPTIONS")


def local_address(text: str) -> bool:
    """Whether an IP address is this machine's own to itself."""
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def resolved(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
    """What a name to listen on stands for. Raises InputError where it stands for nothing."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as err:
        raise InputError(f"--host {host!r} is no address of this machine ({err}); leave it away to listen on 127.0.0.1") from None
    return sorted({(family, str(at[0])) for family, _, _, _, at in found if family in (socket.AF_INET, socket.AF_INET6)})


def check_binding(settings: Settings) -> list[tuple[socket.AddressFamily, str]]:
    """Where to listen. Raises InputError, before anything is opened, where others could ask a server that asks nobody who they are."""
    if not settings.host.strip():
        raise InputError("--host is empty, which means every address of this machine; leave it away to listen on 127.0.0.1")
    found = resolved(settings.host, settings.port)
    outside = [at for _, at in found if not local_address(at)]
    make = "make a file of tokens with `rashomon token add NAME --file tokens.yml` and give it with --tokens"
    if settings.tokens is None:
        if outside:
            raise InputError(
                f"refused: on --host {settings.host} ({', '.join(outside)}) everybody who reaches this machine could read the ledger and decide "
                f"in it; {make}, or leave --host away to serve this machine only"
            )
        if settings.hosts or settings.proxy:
            raise InputError(f"refused: a server that others reach through a proxy has to know who they are; {make}")
    return found


def split_host(text: str) -> tuple[str, str] | None:
    """Name (small, without a last dot) and port of a Host header; None where it is none."""
    found = _HOST.fullmatch(text)
    if found is None:
        return None
    return (found[1] or found[2]).lower().rstrip("."), found[3] or ""


class Places:
    """By which names a server may be called."""

    def __init__(self, settings: Settings) -> None:
        self.open = settings.tokens is not None
        self.names = {*LOCAL, *(h.strip().lower().rstrip(".").strip("[]") for h in settings.hosts)}
        if self.open and not local_address(settings.host):
            self.names |= {settings.host.lower(), socket.gethostname().lower()}

    def check(self, headers: Mapping[str, str], hosts: int, client: str | None) -> None:
        """Raises a Problem where the request is not called for us, or, without tokens, does not come from this machine itself."""
        called = split_host(headers.get("host", "")) if hosts == 1 else None
        if called is None or not (called[0] in self.names or local_address(called[0]) or (self.open and _is_address(called[0]))):
            raise Problem(
                421,
                "not this server",
                "this server is not called by that name; open it under the address that it printed when it started, "
                "or start it with --public NAME for a further name",
            )
        if self.open:
            return
        if client is not None and _is_address(client) and not local_address(client):
            raise Problem(403, "not from here", "without tokens only the machine that serves may ask; start it with --tokens")
        if any(name in headers for name in _FORWARDED):
            raise Problem(403, "not through a proxy", "this came through a proxy, and a server that others reach needs --tokens")


def check_origin(method: str, headers: Mapping[str, str]) -> None:
    """Raises a Problem where what would change something was not sent by a page of ours, and where a page of another site loads or frames something
    of ours: a person who follows a link comes in, a picture or script of theirs does not. Programs, which send no origin, pass."""
    if method in SAFE:
        followed = headers.get("sec-fetch-mode", "navigate") == "navigate" and headers.get("sec-fetch-dest", "document") in (
            "document",
            "empty",
        )
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not followed:
            raise Problem(
                403, "asked from elsewhere", "this was asked for by a page of another site, which may lead here, but not load or frame it"
            )
        return
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    foreign = Problem(403, "sent from elsewhere", "this was sent by a page of another site; do it on a page of this server")
    if origin is not None:
        try:
            parts = urlsplit(origin)
        except ValueError:
            raise foreign from None
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != headers.get("host", "").lower() or parts.path:
            raise foreign
    if site is not None and site != "same-origin":
        raise foreign


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True
