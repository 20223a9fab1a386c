"""Around the application: where it listens, and what is made before anybody asks."""

import socket
from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.queries import Desk, Lens
from rashomon.web import Settings, make_app
from rashomon.web.serving import address_of, open_socket, warm


def test_the_first_page_is_made_before_somebody_asks(own_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Lens] = []
    shelf = Desk.shelf
    monkeypatch.setattr(Desk, "shelf", lambda self, db, lens: (asked.append(lens), shelf(self, db, lens))[1])
    app = make_app(own_ledger, Settings())
    warm(app)
    assert asked == [Lens()]
    monkeypatch.setattr(Desk, "shelf", lambda *_: 1 / 0)
    warm(app)  # who asks for the page is told, not who starts the server


def test_a_free_port_is_taken_and_said() -> None:
    settings = Settings(port=0)
    with open_socket(settings) as sock:
        at, port = sock.getsockname()[:2]
        assert at == "127.0.0.1" and port > 0
        assert address_of(sock, settings) == f"http://127.0.0.1:{port}/"
        with pytest.raises(InputError, match="is taken"):
            open_socket(Settings(port=port))


def test_the_socket_is_bound_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads to this machine when it is looked at, and elsewhere a moment later."""
    told = iter([[(socket.AF_INET, 1, 6, "", ("127.0.0.1", 0))], [(socket.AF_INET, 1, 6, "", ("0.0.0.0", 0))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(told))
    with open_socket(Settings(host="rebinding.example", port=0)) as sock:
        assert sock.getsockname()[0] == "127.0.0.1"
    with pytest.raises(InputError, match="refused"):
        open_socket(Settings(host="rebinding.example", port=0))


def test_ipv6_of_this_machine() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        sock = open_socket(Settings(host="::1", port=0))
    except InputError as err:
        pytest.skip(f"no IPv6 here: {err}")
    with sock:
        assert address_of(sock, Settings(host="::1", port=0)) == f"http://[::1]:{sock.getsockname()[1]}/"
