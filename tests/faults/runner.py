"""Steps on a ledger in processes that can be killed. One process loads the program once; each step is a fork of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """How a step ended: exit code (negative: the signal that killed it), what it said, and how long it took."""

    code: int
    said: str
    seconds: float


class Runner:
    """The process that was loaded once, at the other end of two pipes."""

    def __init__(self) -> None:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.steps"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def start(self, **step: Any) -> int:
        """Begins a step; gives the process it runs in."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(step, default=str) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def end(self, started: float = 0.0) -> Done:
        """Waits for the step that was begun."""
        said = json.loads(self._line())
        return Done(said["code"], said["said"], time.monotonic() - started)

    def __call__(self, **step: Any) -> Done:
        """A step from its beginning to its end."""
        started = time.monotonic()
        self.start(**step)
        return self.end(started)

    def killed(self, after: float, **step: Any) -> Done:
        """A step that is killed ``after`` so many seconds, where it is still there."""
        started = time.monotonic()
        process = self.start(**step, killed=True)
        time.sleep(max(0.0, after - (time.monotonic() - started)))
        os.kill(process, signal.SIGKILL)  # until the other end has heard of its end nobody else can have its number
        self._tell_over()
        return self.end(started)

    def _tell_over(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
