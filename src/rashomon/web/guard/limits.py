"""How much one asker may ask, and how large a question may be."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import Message, Receive, Scope

from rashomon.web.problems import Problem

#: Askers that are remembered; with more, who asked longest ago is forgotten, so that memory stays bounded.
REMEMBERED = 8_192
#: Bytes of the part before ``?``, of the part after it, of all headers; how many parameters and headers; seconds for a whole body.
PATH, QUERY, HEADERS = 2_000, 8_000, 32_000
PARAMETERS, HEADER_COUNT, BODY_SECONDS = 200, 100, 15.0

#: Requests of one asker that are answered at a time, and how many more may wait: one who asks slow questions takes no more than a part of the threads.
AT_ONCE, WAITING = 10, 100


class Bucket:
    """So many drops a minute for each key, and ``burst`` at once. Not for several threads: the event loop has it alone."""

    def __init__(
        self, per_minute: float, burst: float | None = None, most: int = REMEMBERED, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate, self.burst, self.most, self.now = per_minute / 60, burst if burst is not None else per_minute, most, now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def left(self, key: str) -> float:
        """Drops that are left for a key."""
        had, at = self._left.get(key, (self.burst, self.now()))
        return min(self.burst, had + (self.now() - at) * self.rate)

    def take(self, key: str, drops: float = 1) -> float:
        """Takes some; gives 0, or, where there are not as many, takes none and gives the seconds until there are."""
        left = self.left(key)
        if left < drops:
            return (drops - left) / self.rate
        self._left[key] = (left - drops, self.now())
        self._left.move_to_end(key)
        while len(self._left) > self.most:
            self._left.popitem(last=False)
        return 0


class Turns:
    """So many requests of one asker at a time; the others of theirs wait, and nobody else. Who has too many waiting is told so."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self.at_once, self.waiting = at_once, waiting
        self._turns: dict[str, tuple[asyncio.Semaphore, list[int]]] = {}

    def __len__(self) -> int:
        return len(self._turns)

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """One request of an asker; "" is nobody in particular, who never waits."""
        if not key:
            yield
            return
        free, under_way = self._turns.setdefault(key, (asyncio.Semaphore(self.at_once), [0]))
        if under_way[0] >= self.at_once + self.waiting:
            raise too_often(1, "too many requests are waiting already")
        under_way[0] += 1
        try:
            async with free:
                yield
        finally:
            under_way[0] -= 1
            if not under_way[0]:
                self._turns.pop(key, None)


def asker(client: str | None) -> str:
    """An address as it is counted: of IPv6 the network that one household or office has."""
    try:
        at = ipaddress.ip_address((client or "").partition("%")[0])
    except ValueError:
        return client or "here"
    if at.version == 6:
        if at.ipv4_mapped is not None:
            return str(at.ipv4_mapped)
        return str(ipaddress.ip_network((at, 64), strict=False))
    return str(at)


def too_often(seconds: float, detail: str = "this address asks too often") -> Problem:
    """The problem of who has to wait."""
    wait = max(1, int(seconds + 0.999))
    problem = Problem(429, "too many requests", f"{detail}; ask again in {wait} s")
    problem.headers["Retry-After"] = str(wait)
    return problem


def check_size(scope: Scope, body: int) -> None:
    """Raises a Problem for a request that is larger than any of ours."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if len(headers) > HEADER_COUNT or sum(len(n) + len(v) for n, v in headers) > HEADERS:
        raise Problem(431, "headers too large", f"at most {HEADER_COUNT} headers and {HEADERS} bytes of them")
    query: bytes = scope.get("query_string", b"")
    if len(scope.get("raw_path") or scope["path"].encode("utf-8", "replace")) > PATH or len(query) > QUERY:
        raise Problem(414, "address too long", f"at most {PATH} bytes before the question mark and {QUERY} after it")
    if query.count(b"&") + query.count(b";") >= PARAMETERS:
        raise Problem(400, "too many parameters", f"at most {PARAMETERS} parameters in an address")
    if "\0" in scope["path"] or b"%00" in query:
        raise Problem(400, "cannot be answered", "an address holds no character NUL")
    told = [v for n, v in headers if n == b"content-length"]
    if told and (not told[0].isdigit() or int(told[0]) > body):
        raise too_large(body)


def too_large(body: int) -> Problem:
    """The problem of a body that is too large."""
    return Problem(413, "too large", f"at most {body} bytes are taken")


def counted(receive: Receive, body: int, seconds: float = BODY_SECONDS) -> Receive:
    """The body of a request, piece by piece; raises a Problem once it is too large, or where it takes too long to come."""
    had, ended = 0, False
    until = time.monotonic() + seconds

    async def receiving() -> Message:
        nonlocal had, ended
        if ended:  # what comes now is only that the asker went away
            return await receive()
        try:
            message: Any = await asyncio.wait_for(receive(), max(0.001, until - time.monotonic()))
        except TimeoutError:
            raise Problem(408, "too slow", f"a request has to come within {seconds:.0f} s") from None
        if message["type"] == "http.request":
            had += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            if had > body:
                raise too_large(body)
        return dict(message)

    return receiving
