"""Work in line per host: at most one request to a host at a time, hosts side by side, and what failed comes again later."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar

from rashomon.fetch.robots import Pace, Stopped

T = TypeVar("T")
R = TypeVar("R")
#: Longest wait before looking whether somebody asked us to stop.
_LOOK = 0.25


@dataclass(slots=True)
class _Line(Generic[T]):
    waiting: deque[tuple[float, T]] = field(default_factory=deque)
    busy: bool = False


class Queues(Generic[T, R]):
    """Jobs by host. ``work`` runs in threads; what it gives or raises is handed to ``done`` in the thread that called :meth:`drain`."""

    def __init__(self, pace: Pace, stop: threading.Event, threads: int) -> None:
        self._pace, self._stop, self._threads = pace, stop, threads
        self._lines: dict[str, _Line[T]] = {}

    def put(self, host: str, job: T, seconds: float = 0.0, *, first: bool = False) -> None:
        """At the end of the host's line, or ``first`` in it, and not before so many seconds."""
        line = self._lines.setdefault(host, _Line())
        (line.waiting.appendleft if first else line.waiting.append)((monotonic() + seconds, job))

    def take_all(self, host: str) -> list[T]:
        """The host's jobs, taken out of its line."""
        line = self._lines.setdefault(host, _Line())
        jobs = [job for _, job in line.waiting]
        line.waiting.clear()
        return jobs

    def drain(self, work: Callable[[T], R], done: Callable[[T, R | BaseException], None], abort: Callable[[], None]) -> None:
        """Until every line is empty. Raises Stopped once somebody asked to stop, after ``abort`` made those at work come back."""
        running: dict[Future[R], tuple[str, T]] = {}
        with ThreadPoolExecutor(self._threads, thread_name_prefix="fetch") as pool:
            try:
                while True:
                    if self._stop.is_set():
                        raise Stopped("stopped")
                    pause = self._start(pool, work, running)
                    if not running and pause is None:
                        return
                    if not running:
                        self._stop.wait(min(_LOOK, pause or 0.0))
                        continue
                    finished, _ = wait(running, timeout=min(_LOOK, pause if pause is not None else _LOOK), return_when=FIRST_COMPLETED)
                    for future in finished:
                        host, job = running.pop(future)
                        self._lines[host].busy = False
                        failed = future.exception()
                        done(job, failed if failed is not None else future.result())
            except BaseException:
                self._stop.set()
                abort()
                for future in running:
                    future.cancel()
                raise

    def _start(self, pool: ThreadPoolExecutor, work: Callable[[T], R], running: dict[Future[R], tuple[str, T]]) -> float | None:
        """Starts what may start now; gives the seconds until something else may, None where nothing waits."""
        soonest: float | None = None
        now = monotonic()
        for host in sorted(self._lines):
            line = self._lines[host]
            if not line.waiting:
                continue
            pause = max(self._pace.ready(host), line.waiting[0][0] - now)
            if line.busy or len(running) >= self._threads:
                pause = max(pause, _LOOK)
            elif pause <= 0:
                job = line.waiting.popleft()[1]
                line.busy = True
                running[pool.submit(work, job)] = (host, job)
                continue
            soonest = pause if soonest is None else min(soonest, pause)
        return soonest
