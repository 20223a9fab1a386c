"""Connections over TLS: to the judged address, under the name of the URL, and only to who can show that name.

``news.example.pem`` holds a key and a certificate for ``news.example`` that were made for this test alone; nobody trusts it.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.fetch.hostile_site import answer, page

from rashomon.fetch.addresses import Rules
from rashomon.fetch.client import Client, Failed, Limits

PEM = Path(__file__).with_name("news.example.pem")


class Secure:
    """A site that speaks TLS, and remembers under which names it was asked for."""

    def __init__(self) -> None:
        self.names: list[str | None] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PEM)
        context.sni_callback = lambda sock, name, ctx: self.names.append(name)
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                raw, _ = self._socket.accept()
                with suppress(OSError), self._context.wrap_socket(raw, server_side=True) as other:
                    other.recv(65_536)
                    other.sendall(answer(page()))

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def secure() -> Iterator[Secure]:
    made = Secure()
    yield made
    made.close()


def client(trust: ssl.SSLContext | None) -> Client:
    rules = Rules.allowing(["news.example", "other.example"])
    return Client(rules, limits=Limits(seconds=10.0), resolver=lambda host, port: ["127.0.0.1"], trust=trust)


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(PEM))


def test_the_name_of_the_url_is_asked_for_at_the_judged_address(secure: Secure) -> None:
    got = client(trusting()).get(f"https://news.example:{secure.port}/a", lambda url: None)
    assert got.content == page() and secure.names == ["news.example"] and got.server == "127.0.0.1"


def test_who_cannot_show_the_name_is_not_believed(secure: Secure) -> None:
    with pytest.raises(Failed, match="certificate is not good"):
        client(trusting()).get(f"https://other.example:{secure.port}/a", lambda url: None)
    with pytest.raises(Failed, match="certificate is not good") as err:
        client(None).get(f"https://news.example:{secure.port}/a", lambda url: None)
    assert not err.value.unheard, "somebody is there: this machine is not offline"


def test_plain_words_where_tls_was_wanted(secure: Secure) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        port = plain.getsockname()[1]

        def serve() -> None:
            with suppress(OSError):
                other, _ = plain.accept()
                with other:
                    other.sendall(b"HTTP/1.1 400 This is no TLS\r\n\r\n")

        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(Failed):
            client(trusting()).get(f"https://news.example:{port}/a", lambda url: None)
