"""Long derivations: one process for each, a word on how far it is to those who wait, and an end to those that nobody waits for."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from rashomon.errors import LedgerError
from rashomon.queries.limits import TooLong
from rashomon.store.engine import Where

#: Seconds after which a derivation is given up, and after which one that nobody asked for again may make room.
LONGEST, FORGOTTEN = 900, 60
#: Derivations at once.
AT_ONCE = 1


@dataclass(slots=True)
class Job:
    """One derivation. ``done`` of ``of`` are made, as far as it has said."""

    process: subprocess.Popen[bytes]
    began: float
    asked: float
    done: int = 0
    of: int = 0
    finished: Event = field(default_factory=Event)
    answer: Any = None


class Jobs:
    """The derivations of one ledger."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self._lock = Lock()
        self._jobs: dict[Hashable, Job] = {}
        self._failed: dict[Hashable, str] = {}

    def wait(self, key: Hashable, policy: str, as_of: str | None, patience: float, words: str) -> tuple[int, Any]:
        """What a derivation made, with the run it stood at. Begins it where it was not begun. Raises TooLong where it takes longer than
        ``patience`` seconds: it goes on meanwhile, and who asks again finds it further on."""
        job = self._job(key, policy, as_of, words)
        if not job.finished.wait(patience):
            far = f", {job.done:,} of {job.of:,} so far" if job.done else ""
            since = monotonic() - job.began
            raise TooLong(f"{words} are being made ({since:.0f} seconds{far}); ask again in a moment", retry=5)
        with self._lock:
            self._jobs.pop(key, None)
            if isinstance(job.answer, str):
                self._failed = {key: job.answer}
        if isinstance(job.answer, str):
            raise LedgerError(f"{words} cannot be made: {job.answer}")
        run_id, made = job.answer
        return int(run_id), made

    def _job(self, key: Hashable, policy: str, as_of: str | None, words: str) -> Job:
        with self._lock:
            if key in self._failed:
                raise LedgerError(f"{words} cannot be made: {self._failed[key]}")
            now = monotonic()
            if (job := self._jobs.get(key)) is not None:
                job.asked = now
                return job
            running = {k: j for k, j in self._jobs.items() if not j.finished.is_set()}
            for k, j in sorted(running.items(), key=lambda x: x[1].asked):
                if now - j.asked > FORGOTTEN:
                    _stop(j.process)
                    self._jobs.pop(k)
                    running.pop(k)
            for k in [k for k, j in self._jobs.items() if j.finished.is_set() and now - j.asked > FORGOTTEN]:
                self._jobs.pop(k)
            if len(running) >= AT_ONCE:
                raise TooLong(f"{words} wait for another derivation to end; ask again in a moment", retry=5)
            job = self._jobs[key] = self._begin(policy, as_of, now)
            return job

    def _begin(self, policy: str, as_of: str | None, now: float) -> Job:
        command = [sys.executable, "-P", "-m", "rashomon.queries.worker"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
        job = Job(process, now, now)
        assert process.stdin is not None
        asked = {"where": str(self.where), "policy": policy, "as_of": as_of}
        with suppress(OSError):  # it ended at once; its answer says so
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.close()
        Thread(target=_read, args=(job,), name="rashomon derivation", daemon=True).start()
        Thread(target=_follow, args=(job,), name="rashomon derivation, how far", daemon=True).start()
        return job

    def close(self) -> None:
        """Ends what is under way."""
        with self._lock:
            for job in self._jobs.values():
                _stop(job.process)
            self._jobs.clear()


def _read(job: Job) -> None:
    """Waits for the answer of a process; one that says nothing in time is ended."""
    process = job.process
    timer = Thread(target=_end_later, args=(job,), daemon=True)
    timer.start()
    assert process.stdout is not None
    data = process.stdout.read()
    process.wait()
    try:
        job.answer = pickle.loads(data)  # noqa: S301 - our own process, started by us, wrote it
    except Exception:
        took = monotonic() - job.began
        job.answer = (
            f"it was ended after {took:.0f} seconds; `rashomon export` takes the time it needs"
            if took > LONGEST
            else "its process ended early"
        )
    job.finished.set()


def _end_later(job: Job) -> None:
    if not job.finished.wait(LONGEST):
        _stop(job.process)


def _follow(job: Job) -> None:
    assert job.process.stderr is not None
    for line in job.process.stderr:
        parts = line.split()
        if len(parts) == 2 and all(p.isdigit() for p in parts):
            job.done, job.of = int(parts[0]), int(parts[1])


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
