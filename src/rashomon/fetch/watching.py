"""Rounds without end: each feed again and again, what fails left alone for ever longer, until somebody asks to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic

from rashomon.errors import RashomonError
from rashomon.fetch.robots import Stopped

#: More often than this no feed is asked: it is the shortest time for which feeds say that they hold.
SHORTEST = timedelta(minutes=1)


def watch_rounds(
    round_: Callable[[Sequence[str]], str],
    targets: Callable[[], Sequence[str]],
    every: timedelta,
    stop: threading.Event,
    say: Callable[[str], None],
    rounds: int | None = None,
) -> int:
    """Calls ``round_`` with ``targets()`` every so often until ``stop`` is set (or ``rounds`` are done), and says a line about each.

    ``targets`` is asked each time, so a list may be changed meanwhile; where it cannot be read, the last one holds. An error that a person can
    act on (a full disk, a ledger that somebody else writes to) is said, and the next round is done all the same. Gives the rounds done.
    """
    done = 0
    last: Sequence[str] = ()
    while not stop.is_set() and (rounds is None or done < rounds):
        begun = monotonic()
        try:
            try:
                last = targets()
            except RashomonError as err:
                if not last:
                    raise
                say(f"{_now()}  {err}; the feeds of before are asked")
            said = round_(last)
        except Stopped:
            break
        except RashomonError as err:
            if not last:
                raise
            said = f"not done: {err}"
        done += 1
        left = max(0.0, every.total_seconds() - (monotonic() - begun))
        more = rounds is None or done < rounds
        following = f"; next at {datetime.now().astimezone() + timedelta(seconds=left):%H:%M:%S}" if more and not stop.is_set() else ""
        say(f"{_now()}  {said}{following}")
        if more:
            stop.wait(left)
    return done


def _now() -> str:
    return f"{datetime.now(UTC).astimezone():%Y-%m-%d %H:%M:%S}"
