"""A site on this machine that does whatever a test wants, byte by byte."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from rashomon.fetch.addresses import Rules
from rashomon.fetch.client import Client, Limits
from rashomon.fetch.plan import Options, Round
from rashomon.fetch.rounds import fetch_round
from rashomon.fetch.state import State

Said = bytes | Iterable[bytes | float]
Answerer = Callable[[dict[str, str]], Said]

PAGE = (
    "<!doctype html><html lang=en><head><title>{0}</title></head><body><article><h1>{0}</h1>"
    "<p>Velden, March 4, 2024 (Reports) - Two border guards were killed near Orla on Monday, the interior ministry of Kestria said in a statement.</p>"
    "<p>{1}</p></article></body></html>"
)


def page(
    title: str = "Two guards killed at Orla", more: str = "A doctor in the town said that three more had been wounded in the attack."
) -> bytes:
    return PAGE.format(title, more).encode()


def answer(body: bytes = b"", status: str = "200 OK", *headers: str, kind: str = "text/html; charset=utf-8", length: bool = True) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        *([f"Content-Length: {len(body)}"] if length else []),
        *headers,
        "Connection: close",
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class Site:
    """``site["/path"] = bytes`` to be sent as they stand, or a function of the request's headers that gives bytes, or pieces and pauses."""

    def __init__(self) -> None:
        self._answers: dict[str, Said | Answerer] = {"/robots.txt": answer(b"User-agent: *\nDisallow:\n", kind="text/plain")}
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def __setitem__(self, path: str, said: Said | Answerer) -> None:
        self._answers[path] = said

    def rss(self, *paths: str, title: str = "The Orla Post", more: str = "") -> bytes:
        links = (p if "://" in p or not p.startswith("/") else self.base + p for p in paths)
        items = "".join(f"<item><title>Story {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}{more}</channel></rss>'
        return answer(text.encode(), kind="application/rss+xml")

    def pages(self) -> list[str]:
        return [p for p in self.asked if p != "/robots.txt"]

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                other, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(other,), daemon=True).start()

    def _one(self, other: socket.socket) -> None:
        with other, suppress(OSError):
            raw = b""
            while b"\r\n\r\n" not in raw:
                piece = other.recv(65_536)
                if not piece:
                    return
                raw += piece
            first, *lines = raw.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            path = first.split(" ")[1]
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
            self.asked.append(path)
            self.heads.append(headers)
            said = self._answers.get(path, answer(b"nothing here", "404 Not Found"))
            if callable(said):
                said = said(headers)
            for piece in [said] if isinstance(said, bytes) else said:
                if isinstance(piece, float):
                    time.sleep(piece)
                else:
                    other.sendall(piece)


OWN = Rules.allowing(["127.0.0.1"])


def client(rules: Rules = OWN, **limits: float) -> Client:
    return Client(rules, limits=Limits(**{"seconds": 5.0, **limits}))  # type: ignore[arg-type]


def options(**other: object) -> Options:
    return Options(**{"pause": 0.0, "rules": OWN, "limits": Limits(seconds=5.0), **other})  # type: ignore[arg-type]


def once(targets: str | list[str], folder: Path, **other: object) -> Round:
    state = State(folder)
    try:
        return fetch_round([targets] if isinstance(targets, str) else targets, folder, state, options(**other))
    finally:
        state.close()


def kept(folder: Path, kind: str = "articles") -> list[tuple[str, str, bytes]]:
    """Type, address and content of the records, in order."""
    out = []
    for path in sorted((folder / kind).glob("*.warc.gz")):
        with path.open("rb") as fh:
            for record in ArchiveIterator(fh, check_digests="raise"):
                out.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()))
    return out


def responses(folder: Path) -> list[str]:
    return [url for kind, url, _ in kept(folder) if kind == "response"]
