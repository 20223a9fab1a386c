"""Connections: a host is looked up once, every address it has is judged, and the connection goes to one of those and to no other.

Between judging and connecting nobody looks the name up again, so a name server that answers differently the second time (DNS rebinding)
gains nothing. Host header, server name and certificate stay those of the URL. Every read and write ends at the deadline of its response.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

import httpcore

from rashomon.fetch.addresses import Address, Refused, Rules

#: Name of a host to its addresses; a test hands in its own.
Resolver = Callable[[str, int], Sequence[str]]
#: Addresses that are tried one after the other.
TRIED = 4
CONNECT_SECONDS = 10.0


class TooSlow(httpcore.TimeoutException):
    """The deadline of a response has passed."""


class NoSuchHost(httpcore.ConnectError):
    """A name that has no address, or nobody there who could tell."""


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the system says. Raises NoSuchHost."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise NoSuchHost(f"{host} has no address ({getattr(err, 'strerror', None) or err})") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline(threading.local):
    """Until when the thread at hand may wait for its response."""

    at: float = float("inf")

    def left(self, most: float) -> float:
        """Seconds that may be waited now. Raises TooSlow where there are none."""
        rest = self.at - time.monotonic()
        if rest <= 0:
            raise TooSlow("the response took too long")
        return min(most, rest)


class Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline: a body that comes a byte a second does not hold us."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._inner.read(max_bytes, self._deadline.left(timeout or CONNECT_SECONDS))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends."""
        self._inner.write(buffer, self._deadline.left(timeout or CONNECT_SECONDS))

    def close(self) -> None:
        """Ends it."""
        self._inner.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> Stream:
        """The same connection, encrypted; the certificate has to be that of the URL's host."""
        left = self._deadline.left(timeout or CONNECT_SECONDS)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self._inner.get_extra_info(info)


class Network(httpcore.NetworkBackend):
    """Opens connections to addresses that :class:`~rashomon.fetch.addresses.Rules` do not refuse."""

    def __init__(self, rules: Rules, resolver: Resolver = system_resolver) -> None:
        self.deadline = Deadline()
        self._rules, self._resolver = rules, resolver
        self._sockets = httpcore.SyncBackend()
        self._open: weakref.WeakSet[Stream] = weakref.WeakSet()

    def abort(self) -> None:
        """Breaks all connections off, whoever waits at them."""
        for stream in list(self._open):
            found = stream.get_extra_info("socket")
            if found is not None:
                with suppress(OSError):
                    found.shutdown(socket.SHUT_RDWR)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the host's addresses. Raises Refused where any of them may not be asked."""
        failed: Exception | None = None
        for address in self._judged(host, port)[:TRIED]:
            left = self.deadline.left(timeout or CONNECT_SECONDS)
            try:
                made = Stream(self._sockets.connect_tcp(str(address), port, left, local_address, socket_options), self.deadline)
                self._open.add(made)
                return made
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as err:
                failed = err
        raise failed or NoSuchHost(f"{host} has no address")

    def _judged(self, host: str, port: int) -> list[Address]:
        name = host.strip("[]")
        try:
            found: list[Address] = [ipaddress.ip_address(name)]
        except ValueError:
            found = [ipaddress.ip_address(text.partition("%")[0]) for text in self._resolver(name, port)]
        for address in found:
            if why := self._rules.refusal(name, port, address):
                raise Refused(why)
        return found

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise Refused("a socket of this machine")
