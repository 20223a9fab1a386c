"""How a round is done, what it came to, and when something is asked for again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rashomon.fetch.addresses import Rules
from rashomon.fetch.client import Limits
from rashomon.fetch.network import Resolver, system_resolver
from rashomon.fetch.state import FetchError, Page


@dataclass(frozen=True, slots=True)
class Options:
    """How a round is done. ``pause``: seconds between two requests to one host; ``connections``: hosts asked side by side; ``most``:
    articles taken of one feed; ``patience``: a site that asks for a longer wait is left for the next round; ``steady``: one of many rounds,
    so what was asked a short time ago, or failed, is not asked again yet."""

    contact: str = ""
    pause: float = 1.0
    connections: int = 8
    most: int = 500
    tries: int = 3
    patience: float = 60.0
    steady: bool = False
    rules: Rules = field(default_factory=Rules)
    limits: Limits = field(default_factory=Limits)
    resolver: Resolver = system_resolver


@dataclass(slots=True)
class Round:
    """What a round did: ``feeds`` and ``pages`` count outcomes, ``said`` are (outcome, address, reason) of what somebody should know,
    ``failed`` the targets that gave nothing; ``heard`` whether anybody answered."""

    feeds: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    said: list[tuple[str, str, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    heard: bool = False


def backoff(tries: int) -> timedelta:
    """How long a steady fetch leaves alone what failed so many times: five minutes, doubled each time, a day at most."""
    return min(timedelta(minutes=5 * (1 << min(tries, 10))), timedelta(days=1))


def look_again(page: Page) -> datetime | None:
    """When a steady fetch looks whether an article was changed: after an hour, then ever more seldom, for two weeks. Corrections come soon or never."""
    if page.asked is None:
        return page.first
    age = page.asked - page.first
    return page.asked + max(timedelta(hours=1), age / 4) if age < timedelta(days=14) else None


def unheard_by_all(found: Round) -> FetchError | None:
    """The error of a round in which nobody answered at all: this machine is most likely offline."""
    if found.heard or not found.failed:
        return None
    reason = next((why for what, _, why in found.said if what == "put off"), "")
    return FetchError(f"nothing could be asked for: {reason}" if reason else "nothing could be asked for") if reason else None
