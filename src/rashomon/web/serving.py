"""Runs the application: opens the port, says where, and ends cleanly and at once when it is told to."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from rashomon.errors import InputError
from rashomon.queries import Lens, Query
from rashomon.web.guard.limits import HEADERS
from rashomon.web.guard.places import check_binding, local_address
from rashomon.web.settings import Settings

#: Seconds for a whole head of a request, until an idle connection is closed, and for what is under way when the server ends.
HEAD_SECONDS, IDLE, ENDING = 10.0, 5, 3
#: Connections beside the streams of changes; the next one is answered "busy".
CONNECTIONS = 192


class Hurried(H11Protocol):
    """Closes a connection that sends its request so slowly that it only means to hold a place."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A connection begins: its first request has to come soon."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Bytes came: while a head is half there, the clock goes on."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._done()
        elif self.conn.trailing_data[0]:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._done()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self._close)

    def _done(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


class _Server(uvicorn.Server):
    """Ends without an error on SIGINT and SIGTERM, and ends streams first."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.rashomon, self.ready = app, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.rashomon.state.live.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {s: signal.signal(s, self.handle_exit) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit  # told twice: at once
        self.should_exit = True


def open_socket(settings: Settings) -> socket.socket:
    """A socket that listens. The address is the one that was looked at: a name that leads elsewhere a moment later changes nothing.

    Raises InputError that says what to do where the port is taken or not allowed."""
    family, at = check_binding(settings)[0]
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((at, settings.port))
        sock.listen(128)
    except OSError as err:
        sock.close()
        if err.errno == errno.EADDRINUSE:
            raise InputError(
                f"port {settings.port} is taken, perhaps by another `rashomon serve`: use that one, or give another --port (0 takes a free one)"
            ) from None
        if err.errno == errno.EACCES:
            raise InputError(f"port {settings.port} is kept for the system; give a --port above 1023, or 0 for a free one") from None
        raise InputError(
            f"{settings.host} port {settings.port} cannot be listened on ({err.strerror}); look at --host and --port"
        ) from None
    sock.setblocking(False)
    return sock


def address_of(sock: socket.socket, settings: Settings) -> str:
    """What to type into a browser."""
    at, port = sock.getsockname()[:2]
    host = settings.host if not local_address(settings.host) else at
    if at in ("0.0.0.0", "::"):  # noqa: S104 (compared, not listened on)
        host = socket.gethostname()
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def warm(app: FastAPI) -> None:
    """Asks what the first page asks, so that who opens it finds it made. Whatever goes wrong is told to who asks for the page."""
    with suppress(Exception):
        desk = app.state.opened.desk()
        with desk.read() as db:
            desk.shown(db, list(desk.shelf(db, Lens()).find(Query()).items))


def serve(app: FastAPI, settings: Settings, sock: socket.socket, *, ready: Callable[[str], None], log: bool = False) -> None:
    """Serves until SIGINT or SIGTERM. ``ready`` is told the address once it answers; ``log`` writes a line for each request."""
    at = address_of(sock, settings)
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(
        app,
        log_level="info" if log else "warning",
        access_log=log,
        http=Hurried,
        ws="none",
        lifespan="on",
        server_header=False,
        proxy_headers=settings.proxy,
        forwarded_allow_ips=["127.0.0.1", "::1"],
        limit_concurrency=CONNECTIONS + settings.streams,
        h11_max_incomplete_event_size=HEADERS + 16_000,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=ENDING,
    )

    def begun() -> None:
        ready(at)
        threading.Thread(target=warm, args=(app,), daemon=True).start()

    try:
        _Server(config, app, begun).run([sock])
    finally:
        sock.close()
