"""What sites ask of robots, and whose turn it is: robots.txt (RFC 9309) and a pause between two requests to one host."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from rashomon.errors import RashomonError
from rashomon.fetch.addresses import Refused, Url
from rashomon.fetch.client import ROBOT, Client, Failed, Limits

#: A robots.txt holds for a day, a site that could not give one is asked again after ten minutes (RFC 9309: at most 24 hours).
FRESH = timedelta(hours=24)
FRESH_FAILED = timedelta(minutes=10)
#: RFC 9309 asks for 500 KiB to be read at least; what follows is not looked at.
MAX_ROBOTS = 512_000
#: A site that asks for longer pauses than this between two requests gets this one.
LONGEST_DELAY = 60.0
_CAPS = Limits(sent=5_000_000, decoded=5_000_000, seconds=20.0)


class Stopped(RashomonError):
    """The user stopped the round while something waited."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a site said to robots, when: its ``text``, or a ``problem`` for which nothing may be asked now (``refused``: nor later)."""

    text: str
    at: datetime
    problem: str = ""
    after: float | None = None
    refused: bool = False
    unheard: bool = False

    def fresh(self, now: datetime) -> bool:
        """Whether it still holds."""
        return now - self.at < (FRESH_FAILED if self.problem else FRESH)


class Pace:
    """Turns per host: two requests to one host are at least ``pause`` seconds apart, more where its robots.txt or a 429 asks for it."""

    def __init__(self, pause: float, stop: threading.Event, clock: Callable[[], float] = monotonic) -> None:
        self._pause, self._stop, self._clock = pause, stop, clock
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._lock = threading.Lock()

    def ready(self, host: str) -> float:
        """Seconds until it is the host's turn."""
        with self._lock:
            return max(0.0, self._next.get(host, 0.0) - self._clock())

    def delay(self, host: str, seconds: float) -> None:
        """The host asks for so long a pause between requests."""
        with self._lock:
            self._delays[host] = min(seconds, LONGEST_DELAY)

    def hold(self, host: str, seconds: float) -> None:
        """Nothing is asked of the host for so long."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)

    def turn(self, host: str) -> None:
        """Waits for the host's turn and takes it. Raises Stopped."""
        with self._lock:
            at = max(self._clock(), self._next.get(host, 0.0))
            self._next[host] = at + max(self._pause, self._delays.get(host, 0.0))
        self.sleep(at - self._clock())

    def sleep(self, seconds: float) -> None:
        """Waits. Raises Stopped."""
        if self._stop.wait(max(0.0, seconds)):
            raise Stopped("stopped")


class Robots:
    """The robots.txt of every site that is asked, read once and kept."""

    def __init__(self, client: Client, pace: Pace, known: Mapping[str, Rule] | None = None) -> None:
        self._client, self._pace = client, pace
        self.rules: dict[str, Rule] = dict(known or {})
        self._parsed: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}

    def gate(self, url: Url) -> None:
        """Waits for the turn of the address's host. Raises Failed where the site forbids it or could not be asked what it forbids."""
        rule = self._rule(url)
        if rule.refused:
            raise Refused(rule.problem)
        if rule.problem:
            raise Failed(
                f"its robots.txt cannot be read, so nothing is asked of it now: {rule.problem}",
                again=True,
                after=rule.after,
                unheard=rule.unheard,
            )
        parsed = self._parsed[url.origin]
        if not parsed.can_fetch(url.text, ROBOT):
            raise Refused("the site's robots.txt forbids it")
        delay = parsed.crawl_delay(ROBOT)
        if delay:
            self._pace.delay(url.host, float(delay))
        self._pace.turn(url.host)

    def _rule(self, url: Url) -> Rule:
        from protego import Protego

        with self._lock:
            asking = self._asking.setdefault(url.origin, threading.Lock())
        with asking:
            rule = self.rules.get(url.origin)
            if rule is None or not rule.fresh(datetime.now(UTC)):
                rule = self.rules[url.origin] = self._ask(url)
                self._parsed.pop(url.origin, None)
            if url.origin not in self._parsed:
                self._parsed[url.origin] = Protego.parse(rule.text.replace("\0", ""))
            return rule

    def _ask(self, url: Url) -> Rule:
        at = datetime.now(UTC)
        try:
            answer = self._client.get(url.origin + "/robots.txt", lambda u: self._pace.turn(u.host), limits=_CAPS)
        except Refused as err:
            return Rule("", at, str(err), refused=True)
        except Failed as err:
            if err.status is not None and 400 <= err.status < 500 and err.status != 429:
                return Rule("", at)  # there is none: everything may be asked for
            return Rule("", at, str(err), err.after, unheard=err.unheard)
        return Rule(answer.content[:MAX_ROBOTS].decode("utf-8", "replace"), at)
