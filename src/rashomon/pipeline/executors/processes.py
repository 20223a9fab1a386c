"""Several processes of this machine.

They start before it is known what they will read, beside whatever this process does meanwhile. On Linux one process loads the model, the words
and the places once, and the workers are forks of it: loading costs 1.3 s of CPU and 160 MB, a fork 20 ms, and what was loaded is shared by
all of them. It is a process of its own with one thread, because a fork of a process with threads can hang for ever (this one may have some: the
bar of a terminal, a server). Elsewhere each worker starts from nothing, as the systems want it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from rashomon.pipeline.executors.base import Engine, Waiting, WorkerDied
from rashomon.starting import FORKS, begin_loading, deaf

A = TypeVar("A")
B = TypeVar("B")


class Processes(Engine):
    """A pool of processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    @property
    def ready(self) -> bool:
        """Whether workers were begun."""
        return self._pool is not None

    def begin(self) -> None:
        """The process that is forked starts to load; workers are forked when there is work."""
        begin_loading()

    def give(self, work: Callable[[A], B], item: A) -> Waiting[B]:
        """Gives a piece of work to the pool."""
        try:
            return self._submit(work, item)
        except BrokenProcessPool:  # what it had in hand says so where it is taken; this goes to a new one
            self._pool = None
            return self._submit(work, item)

    def _submit(self, work: Callable[[A], B], item: A) -> Waiting[B]:
        if self._pool is None:
            self.begin()
            context = multiprocessing.get_context("forkserver" if FORKS else "spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_enter, initargs=(dict(os.environ),))
        with _later() if FORKS else deaf():  # forks of a deaf process are deaf by birth
            return self._pool.submit(work, item)

    def take(self, waiting: Waiting[B]) -> B:
        """The result of a piece."""
        try:
            return waiting.result()
        except BrokenProcessPool as err:
            raise WorkerDied(
                "a worker died, most likely for want of memory (each takes about 600 MB); run again with fewer --workers"
            ) from err

    def drop(self, waiting: Sequence[Waiting[Any]]) -> None:
        """What nobody has begun is not begun."""
        for one in waiting:
            cast(Future[Any], one).cancel()

    def close(self) -> None:
        """Ends the workers, after an error at once: nobody waits for what they are at."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if sys.exc_info()[0] is not None:
            for process in list((getattr(pool, "_processes", None) or {}).values()):
                process.terminate()
        pool.shutdown(wait=sys.exc_info()[0] is None, cancel_futures=True)


def _enter(environment: dict[str, str]) -> None:
    """What a worker does first. The process it was forked from may have been started before a variable was set. And it ends with the process
    it works for, however that ended: nobody else would ever tell it."""
    os.environ.clear()
    os.environ.update(environment)
    parent = multiprocessing.parent_process()

    def until() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=until, daemon=True, name="rashomon-watch").start()


@contextmanager
def _later() -> Iterator[None]:
    """Ctrl-C in here is heard when it is over: a worker whose start was broken off would print a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)
